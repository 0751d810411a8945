"""Which remedies a reply offers, and which it refuses."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from poise.conversation.hearing import Offer
from poise.conversation.persona import Persona
from poise.roleplay.clauses import Clause, alternatives, clauses
from poise.roleplay.closeness import nearest_of
from poise.roleplay.cues import (
    ANNOUNCES,
    LIGHT_VERBS,
    PAST_OR_UNREAL,
    REMEDY_WORDS,
    VAGUE,
)
from poise.roleplay.encoder import Encoder
from poise.roleplay.fields import Things, as_things, fields, nearest
from poise.roleplay.hearing_ngrams import OFFER as WORDS
from poise.roleplay.hearing_weights import HOPELESS_OFFER, OFFER
from poise.roleplay.meanings import meant, meant_wording
from poise.roleplay.near_signs import Signs
from poise.roleplay.offer_cues import HOPES, NO_OFFER, SOME_REMEDY
from poise.roleplay.offer_signs import candidates, cued, only_tells, refuses, scopes
from poise.roleplay.weighing import weigh, weigh_words
from poise.roleplay.words import Wording, all_stems, shared_stems

_COVERED = 0.65
"""Share of a wording's stems that a clause must hold: "refund" alone passes for "full refund" only where "full" is
common."""
_STEMS_TOGETHER = 3
_SURE = 0.8
"""Share that is wanted where no word of offering stands, and where only one stem of several was heard."""
_SPEAKS, _LEAD = 0.75, 0.3
"""How much must speak for a remedy that no wording covers, and how much more than for the next."""
_REFUSED_NEAR = 1.7
"""With an encoder: how much must speak for a remedy that is refused."""
_ENOUGH, _BEHIND, _BESIDE = -0.6, 3.0, 1.0
"""What must speak for an offer (log-odds), and how much less than for another one in the same clause, in the same part of it."""
OTHER = "other"

Wordings = Mapping[str, Sequence[Wording]]


class _Heard(NamedTuple):
    offer: Offer
    refused: bool


def heard_offers(
    sentences: Sequence[Clause], persona: Persona, encode: Encoder | None = None
) -> tuple[tuple[Offer, ...], tuple[Offer, ...]]:
    """Return the remedies offered and those refused, in the order of the reply, each remedy once (the firm mention
    wins).
    """
    heard = _by_phrases(sentences, persona) if encode is None else _by_closeness(sentences, persona, encode)
    refused = _once([item.offer for item in heard if item.refused])
    offered = _once([item.offer for item in heard if not item.refused])
    named = any(offer.remedy != OTHER for offer in offered)
    return tuple(offer for offer in offered if not named or offer.remedy != OTHER), refused


def _by_phrases(sentences: Sequence[Clause], persona: Persona) -> list[_Heard]:
    wordings = {remedy.id: [meant_wording(text) for text in remedy.said_as] for remedy in persona.remedies}
    common = shared_stems([_together(texts) for texts in wordings.values()]) | LIGHT_VERBS
    things = as_things(persona.remedies)
    parts = [part for sentence in sentences for part in with_announced(clauses(sentence))]
    return [item for part, announced in parts for item in _in_clause(part, announced, wordings, common, things)]


def _by_closeness(sentences: Sequence[Clause], persona: Persona, encode: Encoder) -> list[_Heard]:
    things = as_things(persona.remedies)
    parts = [part for sentence in sentences for part in with_announced(clauses(sentence))]
    return [item for part, announced in parts for item in _close_in(part, announced, things, encode)]


def _once(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    kept: dict[str, Offer] = {}
    for offer in offers:
        if offer.remedy not in kept or (offer.firm and not kept[offer.remedy].firm):
            kept[offer.remedy] = offer
    return tuple(kept.values())


def with_announced(parts: Sequence[Clause]) -> list[tuple[Clause, bool]]:
    """Return the clauses of a sentence, each with whether an earlier one announced offers: "Here is what I can do: …"."""
    found, announced = [], False
    for part in parts:
        found.append((part, announced))
        announced = announced or ANNOUNCES.search(part.text) is not None
    return found


def _in_clause(
    clause: Clause, announced: bool, wordings: Wordings, common: frozenset[str], things: Things
) -> Iterator[_Heard]:
    refused = refuses(clause.text)
    wheres = [clause] if refused else scopes(clause, announced)
    if not wheres:
        return
    gives = refused or cued(clause.text)
    named = next(
        (found for one in wheres if (found := _named(one, wordings, common, _COVERED if gives else _SURE))), []
    )
    if not named and gives:
        near = ((nearest(fields(things), one.text, _SPEAKS, _LEAD), one) for one in wheres)
        named = next(([(id_, one)] for id_, one in near if id_ is not None), [])
    yield from _as_heard(clause, named, wheres[0], refused, gives)


def _as_heard(
    clause: Clause, named: Sequence[tuple[str, Clause]], scope: Clause, refused: bool, gives: bool
) -> Iterator[_Heard]:
    """Yield what was named in a clause; where nothing was and it still gives something, `other`."""
    firm = VAGUE.search(clause.text) is None
    for remedy, part in named:
        yield _Heard(Offer(remedy=remedy, firm=firm, span=part.span), refused)
    if not named and not refused and gives and (all_stems(scope.text) & REMEDY_WORDS or SOME_REMEDY.search(scope.text)):
        yield _Heard(Offer(remedy=OTHER, firm=firm, span=scope.span), refused)


def _close_in(clause: Clause, announced: bool, things: Things, encode: Encoder) -> Iterator[_Heard]:
    """The same as `_in_clause`, by what can be seen in its parts and in the remedies closest to them."""
    refused = refuses(clause.text)
    likely = dict(_likely(clause, announced, things, encode))
    if refused and not likely:
        yield from _as_heard(clause, _refused(clause, things, encode), clause, True, True)
        return
    gives = not (NO_OFFER.search(clause.text) or PAST_OR_UNREAL.search(clause.text)) and cued(clause.text)
    scope = next(iter(scopes(clause, announced)), clause)
    yield from _as_heard(clause, list(likely.items()), scope, False, gives)


def _likely(clause: Clause, announced: bool, things: Things, encode: Encoder) -> Iterator[tuple[str, Clause]]:
    """Yield the remedies that a clause is likely to offer, each with the part that speaks most for it, the likeliest last."""
    found = candidates(clause, announced, things, encode, _may_offer)
    weighed = sorted(
        (weigh(one.signs, OFFER) + weigh_words(one.part.text, WORDS), number, one) for number, one in enumerate(found)
    )
    best = {one.part: weight for weight, _, one in weighed}
    least = max(_ENOUGH, max(best.values(), default=0.0) - _BEHIND)
    for weight, _, one in weighed:
        if weight >= max(least, best[one.part] - _BESIDE):
            yield one.thing, one.part


def _may_offer(part: Clause, seen: Signs) -> bool:
    return weigh(seen, OFFER) + weigh_words(part.text, WORDS) >= HOPELESS_OFFER


def _refused(clause: Clause, things: Things, encode: Encoder) -> list[tuple[str, Clause]]:
    parts = [part for part in alternatives(clause) if not (only_tells(part.text) or HOPES.match(part.text))]
    for some in (parts, [clause]):
        near = [(nearest_of(encode, part.text, things), part) for part in some]
        if found := [(one.id, part) for one, part in near if one is not None and one.score >= _REFUSED_NEAR]:
            return found
    return []


def _named(scope: Clause, wordings: Wordings, common: frozenset[str], least: float) -> list[tuple[str, Clause]]:
    """Return remedy and clause for every part of the scope that names one; the whole scope where no part does."""
    parts = [part for part in alternatives(scope) if not only_tells(part.text)]
    found = [(best, part) for part in parts if (best := _best(part, wordings, common, least)) is not None]
    if not found and (whole := _best(scope, wordings, common, least)) is not None:
        found = [(whole, scope)]
    return found


def _best(clause: Clause, wordings: Wordings, common: frozenset[str], least: float) -> str | None:
    """Return the remedy whose wording is covered with the most stems; None where none is covered by `least`.

    Where no single wording is covered, a remedy is also meant by three stems from all its wordings together, one of
    them its own.
    """
    heard = meant(clause.text)
    ranked = [
        (len(one.stems & heard), share, remedy)
        for remedy, texts in wordings.items()
        for one in texts
        if (share := one.share(heard, common)) >= least and (share >= _SURE or len(one.stems & heard) > 1)
    ]
    if not ranked and least < _SURE:
        together = {remedy: heard & _together(texts) for remedy, texts in wordings.items()}
        ranked = [
            (len(shared), 0.0, remedy)
            for remedy, shared in together.items()
            if len(shared) >= _STEMS_TOGETHER and shared - common
        ]
    return max(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def _together(wordings: Sequence[Wording]) -> frozenset[str]:
    return frozenset(stem for one in wordings for stem in one.content)
