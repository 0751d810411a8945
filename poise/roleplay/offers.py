"""Which remedies a reply offers, and which it refuses."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from poise.conversation.hearing import Offer
from poise.conversation.persona import Persona
from poise.roleplay.clauses import Clause, alternatives, clauses
from poise.roleplay.cues import (
    HARMLESS_REFUSALS,
    LIGHT_VERBS,
    OFFERS,
    PAST_OR_UNREAL,
    REFUSALS,
    REMEDY_WORDS,
    STANDING_OFFERS,
    VAGUE,
)
from poise.roleplay.words import Wording, all_stems, shared_stems, wording

_COVERED = 0.65
"""Share of a wording's stems that a clause must hold: "refund" alone passes for "full refund" only where "full" is
common."""
_STEMS_TOGETHER = 3
_ELLIPTIC_WORDS = 9
"""An answer such as "A new one, on us." carries no verb; longer sentences without an offering cue tell, not offer."""
_TELLING = frozenset(
    (
        "was",
        "were",
        "is",
        "are",
        "had",
        "did",
        "has",
        "have",
        "you",
        "i",
        "they",
        "he",
        "she",
        "it's",
        "nobody",
        "no",
        "not",
    )
)
OTHER = "other"

Wordings = Mapping[str, Sequence[Wording]]


class _Heard(NamedTuple):
    offer: Offer
    refused: bool


def heard_offers(sentences: Sequence[Clause], persona: Persona) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
    """Return the remedies offered and those refused, in the order of the reply, each remedy once (the firm mention
    wins).
    """
    wordings = {remedy.id: [wording(text) for text in remedy.said_as] for remedy in persona.remedies}
    common = shared_stems([_together(texts) for texts in wordings.values()]) | LIGHT_VERBS
    heard = [
        item for sentence in sentences for part in clauses(sentence) for item in _in_clause(part, wordings, common)
    ]
    refused = _once([item.offer for item in heard if item.refused])
    offered = _once([item.offer for item in heard if not item.refused])
    named = any(offer.remedy != OTHER for offer in offered)
    return tuple(offer for offer in offered if not named or offer.remedy != OTHER), refused


def _once(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    kept: dict[str, Offer] = {}
    for offer in offers:
        if offer.remedy not in kept or (offer.firm and not kept[offer.remedy].firm):
            kept[offer.remedy] = offer
    return tuple(kept.values())


def _in_clause(clause: Clause, wordings: Wordings, common: frozenset[str]) -> Iterator[_Heard]:
    refused = _refuses(clause.text)
    scope = clause if refused else _scope(clause)
    if scope is None:
        return
    firm = VAGUE.search(clause.text) is None
    named = _named(scope, wordings, common)
    for remedy, part in named:
        yield _Heard(Offer(remedy=remedy, firm=firm, span=part.span), refused)
    if not named and not refused and all_stems(scope.text) & REMEDY_WORDS:
        yield _Heard(Offer(remedy=OTHER, firm=firm, span=scope.span), refused)


def _refuses(text: str) -> bool:
    return REFUSALS.search(HARMLESS_REFUSALS.sub(" ", text)) is not None


def _scope(clause: Clause) -> Clause | None:
    """Return the part in which something is offered: from the cue on, or the whole of a standing or verbless offer."""
    if PAST_OR_UNREAL.search(clause.text):
        return None
    if STANDING_OFFERS.search(clause.text):
        return clause
    if cue := OFFERS.search(clause.text):
        return clause.part(cue.start(), len(clause.text))
    return clause if _verbless(clause) else None


def _verbless(clause: Clause) -> bool:
    plain = clause.text.lower().split()
    return not clause.question and len(plain) <= _ELLIPTIC_WORDS and not _TELLING & set(plain)


def _named(scope: Clause, wordings: Wordings, common: frozenset[str]) -> list[tuple[str, Clause]]:
    """Return remedy and clause for every part of the scope that names one; the whole scope where no part does."""
    found = [(best, part) for part in alternatives(scope) if (best := _best(part, wordings, common)) is not None]
    if not found and (whole := _best(scope, wordings, common)) is not None:
        found = [(whole, scope)]
    return found


def _best(clause: Clause, wordings: Wordings, common: frozenset[str]) -> str | None:
    """Return the remedy whose wording is covered with the most stems; None below the threshold.

    Where no single wording is covered, a remedy is also meant by three stems from all its wordings together, one of
    them its own.
    """
    heard = all_stems(clause.text)
    ranked = [
        (len(one.stems & heard), share, remedy)
        for remedy, texts in wordings.items()
        for one in texts
        if (share := one.share(heard, common)) >= _COVERED
    ]
    if not ranked:
        together = {remedy: heard & _together(texts) for remedy, texts in wordings.items()}
        ranked = [
            (len(shared), 0.0, remedy)
            for remedy, shared in together.items()
            if len(shared) >= _STEMS_TOGETHER and shared - common
        ]
    return max(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def _together(wordings: Sequence[Wording]) -> frozenset[str]:
    return frozenset(stem for one in wordings for stem in one.content)
