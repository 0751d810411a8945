"""What was really said in a conversation: the concern, the remedies, the promises and how it ended. Pure.

The case note and the follow-up are held against this. It rests on what was heard in the replies and on the remedy that the
customer's memory holds as agreed, both of which stand in the stored events.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poise.conversation.hearing import Hearing, Offer, Promise
from poise.conversation.ids import Outcome
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn
from poise.practice.steps.when import Times, at_once, times
from poise.roleplay.words import STOP_WORDS, content_stems, coverage, words

_AND = re.compile(r",?\s+and\s+(?=(?:i|we)(?:['’]ll|['’](?:m|re)\s+\w+ing|\s+(?:will|shall|promise))\b)", re.I)
"""Where a second promise begins; "and we set it up together" still belongs to the first."""
_OUTRIGHT = re.compile(r"\b(?:i|we)(?:['’]ll| will| shall| promise)\b", re.I)
"""What is promised outright, and not only offered to be taken or left ("I can book …")."""
_ALTERNATIVES = re.compile(r"\b(?:or|either|rather|instead)\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_HERE_AND_NOW = re.compile(
    r"^let me\b|^(?:i|we)(?:['’]ll| will) (?:just )?(?:check|look|see|find|explain|tell you|listen|do my best)\b", re.I
)
_CHIEF = 12
_SAME = 0.6
_DAY_MINUTES = 1440


@dataclass(frozen=True)
class Spoken:
    """A remedy as the agent spoke of it: its id and the agent's own words."""

    remedy: str
    quote: str


@dataclass(frozen=True)
class Promised:
    """A promise: the agent's own words, and when it falls due; `remedy` is the agreed one that it is part of."""

    quote: str
    times: Times
    remedy: str | None = None

    @property
    def later(self) -> bool:
        """Whether it falls due after the conversation: not within minutes or hours."""
        spans = self.times.get("span", frozenset())
        return not spans or max(spans) >= _DAY_MINUTES or len(self.times) > 1


@dataclass(frozen=True)
class Said:
    """What a case note is held against. `agreed`, `offered`, `refused` name remedies; `last` is the customer's last line."""

    persona: Persona
    outcome: Outcome | None
    concern: str
    last: str
    lines: tuple[str, ...]
    replies: tuple[str, ...]
    agreed: tuple[Spoken, ...]
    offered: tuple[Spoken, ...]
    refused: tuple[Spoken, ...]
    promises: tuple[Promised, ...]


def what_was_said(
    persona: Persona,
    turns: Sequence[Turn],
    hearings: Mapping[int, Hearing],
    accepted: str | None,
    outcome: Outcome | None,
) -> Said:
    """Return what stands after a conversation. `hearings` go by turn number; `accepted` is the remedy that the customer took."""
    lines = tuple(turn.text for turn in turns if isinstance(turn, CustomerTurn))
    offered, refused = _standing(hearings)
    agreed = _agreed(persona, turns, hearings, offered, accepted)
    return Said(
        persona=persona,
        outcome=outcome,
        concern=lines[0] if lines else "",
        last=lines[-1] if lines else "",
        lines=lines,
        replies=tuple(turn.text for turn in turns if isinstance(turn, AgentTurn)),
        agreed=agreed,
        offered=tuple(offered.values()),
        refused=tuple(refused.values()),
        promises=_promises(persona, hearings, agreed),
    )


def chief(said_as: tuple[str, ...]) -> tuple[str, ...]:
    """Return the wordings of a remedy by which notes are read: its first twelve, the plain ones before the turns of speech."""
    return said_as[:_CHIEF]


def remedy_stems(persona: Persona, remedy: str) -> frozenset[str]:
    """Return the stems that are a remedy's own: of its name, and of a quarter of its wordings; none for an unknown one."""
    found = persona.remedy(remedy)
    if found is None:
        return frozenset()
    said_as = chief(found.said_as)
    counts = Counter(stem for text in said_as for stem in content_stems(text))
    often = (stem for stem, count in counts.items() if count * 4 >= len(said_as))
    return content_stems(found.words) | frozenset(often)


def _standing(hearings: Mapping[int, Hearing]) -> tuple[dict[str, Spoken], dict[str, Spoken]]:
    """Return the firm offers and the refusals that stand in the end: the last word about a remedy holds."""
    offered: dict[str, Spoken] = {}
    refused: dict[str, Spoken] = {}
    for _, hearing in sorted(hearings.items()):
        for no in hearing.refused:
            offered.pop(no.remedy, None)
            refused[no.remedy] = Spoken(no.remedy, no.span.text)
        for offer in hearing.offers:
            if offer.firm and offer.remedy != "other":
                refused.pop(offer.remedy, None)
                offered[offer.remedy] = Spoken(offer.remedy, offer.span.text)
    return offered, refused


def _agreed(
    persona: Persona,
    turns: Sequence[Turn],
    hearings: Mapping[int, Hearing],
    offered: Mapping[str, Spoken],
    accepted: str | None,
) -> tuple[Spoken, ...]:
    """Return the accepted remedy and those offered beside it, not instead of it, that the customer would not refuse."""
    if accepted is None:
        return ()
    chosen_from = {
        offer.remedy
        for number, hearing in hearings.items()
        for offer in hearing.offers
        if _ALTERNATIVES.search(_sentence_of(turns[number - 1].text, offer))
    }
    taken = {remedy.id for remedy in persona.remedies if remedy.customer != "refuses"} - chosen_from
    kept = tuple(spoken for id_, spoken in offered.items() if id_ == accepted or id_ in taken)
    return kept if accepted in offered else (Spoken(accepted, ""), *kept)


def _sentence_of(text: str, offer: Offer) -> str:
    return next((sentence for sentence in _SENTENCE.split(text) if offer.span.text in sentence), offer.span.text)


def _promises(persona: Persona, hearings: Mapping[int, Hearing], agreed: Sequence[Spoken]) -> tuple[Promised, ...]:
    kept: list[Promised] = []
    for _, hearing in sorted(hearings.items()):
        for promise in hearing.promises:
            for new in _parts(persona, promise, hearing, agreed):
                kept = [old for old in kept if not _same(old, new)] + [new]
    return tuple(kept)


def _parts(persona: Persona, promise: Promise, hearing: Hearing, agreed: Sequence[Spoken]) -> list[Promised]:
    """Return the single promises in what was heard as one ("I'll ring on Friday, and I'll tell her tonight")."""
    taken = {spoken.remedy for spoken in agreed}
    within = [offer.remedy for offer in hearing.offers if _overlap(offer, promise)]
    if any(remedy not in taken for remedy in within if remedy != "other") and not _OUTRIGHT.search(promise.span.text):
        return []
    found = []
    for part in _AND.split(promise.span.text):
        quote, when = part.strip(" .!"), times(part)
        if at_once(part) or (not when and (within or not promise.firm or _HERE_AND_NOW.search(part))):
            continue
        found.append(
            Promised(quote, when, next((one for one in within if one in taken), None) or _about(persona, quote, agreed))
        )
    return found


def _about(persona: Persona, quote: str, agreed: Sequence[Spoken]) -> str | None:
    """Return the agreed remedy of which a promise speaks with other words only ("the money will be on your card by Friday")."""
    own = promise_stems(quote)
    return next((spoken.remedy for spoken in agreed if own <= remedy_stems(persona, spoken.remedy)), None)


def promise_stems(quote: str) -> frozenset[str]:
    """Return the stems of what a promise is about: its content words without times and numbers."""
    plain = (word for word in words(quote) if word.plain not in STOP_WORDS and not word.plain[0].isdigit())
    return frozenset(word.stem for word in plain if not times(word.text)) - TIME_STEMS


TIME_STEMS = frozenset().union(
    *(content_stems(text) for text in (
        "minute minutes hour hours day days week weeks working business one two three four five six seven eight nine ten twelve",
        "fifteen twenty thirty today tonight tomorrow morning afternoon evening end within next monday tuesday wednesday",
        "thursday friday saturday sunday will be",
    ))
)  # fmt: skip


def _overlap(offer: Offer, promise: Promise) -> bool:
    return offer.span.start < promise.span.end and promise.span.start < offer.span.end


def _same(old: Promised, new: Promised) -> bool:
    shorter, longer = sorted((promise_stems(old.quote), promise_stems(new.quote)), key=len)
    return bool(shorter) and coverage(shorter, longer) >= _SAME
