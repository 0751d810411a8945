"""What the customer hears in a reply: offers, refusals, questions, promises, and whether their name was used.

Two forms. Without an encoder by phrases: the persona's `said_as` wordings matched by the stems they share with a clause, and
cue wordings (`cues.py`) that tell an offer from a refusal and a firm one from a vague one. With an encoder by weights, fitted on
labelled replies: how close a part comes to a remedy or a fact, what else can be seen in it, and its words. What asks whether it
is settled is weighed in both; promises are heard by their wordings in both. Pure.
"""

import re
from collections.abc import Mapping, Sequence

from poise.conversation.hearing import Hearing, Question, Span
from poise.conversation.persona import Persona
from poise.roleplay.clauses import Clause, questions, sentences
from poise.roleplay.encoder import Encoder
from poise.roleplay.fields import Things, as_things, fields, nearest
from poise.roleplay.hearing_ngrams import QUESTION as WORDS
from poise.roleplay.hearing_weights import HOPELESS_QUESTION, QUESTION
from poise.roleplay.meanings import meant, meant_wording
from poise.roleplay.near_signs import Signs
from poise.roleplay.offers import heard_offers
from poise.roleplay.promises import heard_promises
from poise.roleplay.question_signs import asked_for
from poise.roleplay.settled import heard_settled
from poise.roleplay.settled_cues import asks_whether_settled
from poise.roleplay.speech_cues import (
    ABOUT_THE_TALK,
    ASKS,
    ENDS,
    ENDS_NOT,
    ENDS_ONLY_IF,
    ENDS_PERHAPS,
)
from poise.roleplay.weighing import weigh, weigh_words
from poise.roleplay.words import Wording

_QUESTION_COVERED = 0.6
"""Share of a wording's stems that a question must hold: one of two is too little, two of three is enough."""
_SPEAKS, _LEAD = 0.75, 0.25
"""How much must speak for a fact that no wording covers, and how much more than for the next."""
_ENOUGH, _ENOUGH_UNMARKED = -0.2, 1.0
"""With an encoder: what must speak for a question (log-odds); more where neither mark nor wording makes it one, since whoever
gives back what the customer told asks nothing.
"""


def hear(reply: str, persona: Persona, encode: Encoder | None = None) -> Hearing:
    """Return what this customer hears in `reply`; every span holds exactly the words that stand at its place.

    A negated offer stands in `refused`, never in `offers`. A remedy that is none of the persona's is `other`.
    """
    found = sentences(reply)
    offers, refused = heard_offers(found, persona, encode)
    return Hearing(
        offers=offers,
        refused=refused,
        asked=_asked(found, persona, encode),
        promises=heard_promises(found),
        confirmed=heard_settled(found),
        named=_named(reply, persona.identity.called),
        ends=_ends(found),
    )


def _asked(found: Sequence[Clause], persona: Persona, encode: Encoder | None) -> tuple[Question, ...]:
    facts = (*persona.facts.hidden, *persona.facts.known)
    if encode is not None:
        return _weighed(found, as_things(facts), encode)
    wordings = {fact.id: [meant_wording(text) for text in fact.said_as] for fact in facts if fact.said_as}
    things, asked = as_things(facts), dict[str, Question]()
    for sentence in found:
        if not (sentence.question or ASKS.match(sentence.text)):
            continue
        for part in questions(sentence):
            best = _meant_fact(wordings, things, part.text)
            if best is not None:
                asked.setdefault(best, Question(fact=best, span=part.span))
    return tuple(asked.values())


def _weighed(found: Sequence[Clause], things: Things, encode: Encoder) -> tuple[Question, ...]:
    asked = dict[str, Question]()
    for one in (one for sentence in found for one in asked_for(sentence, things, encode, _may_ask)):
        least = _ENOUGH_UNMARKED if one.signs["unmarked"] else _ENOUGH
        if weigh(one.signs, QUESTION) + weigh_words(one.part.text, WORDS) >= least:
            asked.setdefault(one.thing, Question(fact=one.thing, span=one.part.span))
    return tuple(asked.values())


def _may_ask(part: Clause, seen: Signs) -> bool:
    return weigh(seen, QUESTION) + weigh_words(part.text, WORDS) >= HOPELESS_QUESTION


def _meant_fact(wordings: Mapping[str, Sequence[Wording]], things: Things, text: str) -> str | None:
    """Return the fact that a question asks for; one about the talk itself asks for none."""
    closest = _closest(wordings, meant(text))
    if asks_whether_settled(text) or ABOUT_THE_TALK.search(text):
        return closest
    return closest or nearest(fields(things), text, _SPEAKS, _LEAD)


def _closest(wordings: Mapping[str, Sequence[Wording]], heard: frozenset[str]) -> str | None:
    """Return the fact whose wording shares the most stems with the question, None where none is covered well enough."""
    ranked = [
        (len(one.stems & heard), share, fact)
        for fact, texts in wordings.items()
        for one in texts
        if (share := one.share(heard)) >= _QUESTION_COVERED
    ]
    return max(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def _ends(found: Sequence[Clause]) -> Span | None:
    """Return where the agent says that they end the contact now; where they only speak of it, None."""
    return next((one.span for one in found if not one.question and _ends_now(one.text)), None)


def _ends_now(text: str) -> bool:
    end = ENDS.search(text)
    if end is None:
        return False
    before, after = text[: end.start()], text[end.end() :]
    return not (ENDS_PERHAPS.search(before) or ENDS_ONLY_IF.match(after) or ENDS_NOT.search(before))


def _named(reply: str, called: Sequence[str]) -> Span | None:
    """Return where one of the forms of the name stands as whole words, the longest form first."""
    for form in sorted(called, key=len, reverse=True):
        if match := re.search(rf"(?<!\w){re.escape(form)}(?!\w)", reply, re.I):
            return Span(start=match.start(), end=match.end(), text=match.group())
    return None
