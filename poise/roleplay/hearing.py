"""What the customer hears in a reply: offers, refusals, questions, promises, and whether their name was used.

First form, by phrases: the persona's `said_as` wordings matched by the stems they share with a clause, and cue wordings
(`cues.py`) that tell an offer from a refusal and a firm one from a vague one. Pure.
"""

import re
from collections.abc import Mapping, Sequence

from poise.conversation.hearing import Hearing, Promise, Question, Span
from poise.conversation.persona import Persona
from poise.roleplay.clauses import Clause, clauses, questions, sentences
from poise.roleplay.cues import OFFERS, VAGUE
from poise.roleplay.encoder import Encoder
from poise.roleplay.fields import Things, as_things, fields, nearest
from poise.roleplay.hearing_weights import QUESTION
from poise.roleplay.meanings import meant, meant_wording
from poise.roleplay.offers import heard_offers, refuses
from poise.roleplay.question_signs import asked_for
from poise.roleplay.settled_cues import asks_whether_settled
from poise.roleplay.speech_cues import (
    ABOUT_THE_TALK,
    ASKS,
    ENDS,
    ENDS_NOT,
    ENDS_ONLY_IF,
    ENDS_PERHAPS,
    GOES_OUT,
    NO_PROMISE,
    ONLY_POSSIBLE,
    PROMISES,
)
from poise.roleplay.times import ONLY_WHEN, TELLS, TIMES, VAGUE_TIMES
from poise.roleplay.weighing import weigh
from poise.roleplay.words import Wording

_QUESTION_COVERED = 0.6
"""Share of a wording's stems that a question must hold: one of two is too little, two of three is enough."""
_SPEAKS, _LEAD = 0.75, 0.25
"""How much must speak for a fact that no wording covers, and how much more than for the next."""
_AND = re.compile(r",?\s+and\s+(?=(?:i|we)\b)", re.I)
"""Where a second promise begins: a hedge there makes the first no vaguer."""
_BEFORE_QUESTION = re.compile(
    r"(?:i|we)(?:['’]ll| will) [^?]*?(?=, (?:if (?:that|it)|could|can|may|would|is|are|does|do|did|what|where|when|which)\b)",
    re.I,
)
_ELLIPTIC_WORDS = 12
"""A sentence that only says when ("About ten minutes.") is short."""


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
        promises=_promises(found),
        confirmed=next((sentence.span for sentence in found if asks_whether_settled(sentence.text)), None),
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
    for one in (one for sentence in found for one in asked_for(sentence, things, encode)):
        if weigh(one.signs, QUESTION) >= 0:
            asked.setdefault(one.thing, Question(fact=one.thing, span=one.part.span))
    return tuple(asked.values())


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


def _promises(found: Sequence[Clause]) -> tuple[Promise, ...]:
    parts = [part for sentence in found for part in clauses(_stated(sentence))]
    return tuple(promise for part in parts if (promise := _promise(part)) is not None)


def _stated(sentence: Clause) -> Clause:
    """Return what a sentence states: of a question only what stands before it ("I'll look it up, may I have the number?")."""
    if not sentence.question:
        return sentence
    before = _BEFORE_QUESTION.match(sentence.text)
    return sentence.part(0, before.end() if before else 0)


def _promise(clause: Clause) -> Promise | None:
    if refuses(clause.text) or NO_PROMISE.search(clause.text) or ENDS.search(clause.text):
        return None
    when = TIMES.search(clause.text)
    vague = VAGUE_TIMES.search(clause.text)
    late = when or vague
    cue = PROMISES.search(clause.text)
    if cue is None and late and not ONLY_POSSIBLE.search(clause.text):
        cue = OFFERS.search(clause.text) or GOES_OUT.search(clause.text)
    short = (
        len(clause.text.split()) <= _ELLIPTIC_WORDS and ONLY_WHEN.match(clause.text) and not TELLS.search(clause.text)
    )
    if cue is None and not (short and late):
        return None
    said = clause.part(cue.start() if cue else 0, len(clause.text))
    firm = VAGUE.search(_AND.split(said.text)[0]) is None and vague is None
    return Promise(what=said.text.rstrip(" .!"), by=late.group() if late else "", firm=firm, span=said.span)


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
