"""Which remedies a reply offers, and which it refuses."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from poise.conversation.hearing import Offer
from poise.conversation.persona import Persona
from poise.roleplay.clauses import Clause, alternatives, clauses
from poise.roleplay.closeness import nearness
from poise.roleplay.cues import (
    ANNOUNCES,
    ASIDE,
    HARMLESS_REFUSALS,
    LIGHT_VERBS,
    OFFERS,
    OWN_SUBJECT,
    PAST_OR_UNREAL,
    REFUSALS,
    REMEDY_WORDS,
    STANDING_OFFERS,
    VAGUE,
    WISHES,
)
from poise.roleplay.fields import Things, as_things, fields, nearest
from poise.roleplay.likeness import Encoder
from poise.roleplay.meanings import meant, meant_wording
from poise.roleplay.offer_cues import GIVES, HOPES, IMPERATIVE, NO_OFFER, SOME_REMEDY, UNGIVEN, WONDERS
from poise.roleplay.words import Wording, all_stems, content_stems, shared_stems

_COVERED = 0.65
"""Share of a wording's stems that a clause must hold: "refund" alone passes for "full refund" only where "full" is
common."""
_STEMS_TOGETHER = 3
_ELLIPTIC_WORDS = 9
"""An answer such as "A new one, on us." carries no verb; longer sentences without an offering cue tell, not offer."""
_TELLING = frozenset(
    {
        "was", "were", "is", "are", "had", "did", "has", "have", "you", "i", "we", "they", "he", "she", "it's", "that's",
        "there's", "those", "nobody", "nothing", "never", "no", "not", "don't", "doesn't",
    }
)  # fmt: skip
"""Words of a short sentence that tells and does not offer."""
_SURE = 0.8
"""Share that is wanted where no word of offering stands, and where only one stem of several was heard."""
_SPEAKS, _LEAD = 0.75, 0.3
"""How much must speak for a remedy that no wording covers, and how much more than for the next."""
_NEAR, _BRIEF, _BARE = 1.7, 1.85, 2.15
"""With an encoder: how much must speak for a remedy where the clause offers, where it is a short answer without a verb, and where
nothing else shows that something is offered. Set on tests/data/hearing: replies.jsonl and blind.jsonl.
"""
_FEW = 2
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
    wordings = {remedy.id: [meant_wording(text) for text in remedy.said_as] for remedy in persona.remedies}
    common = shared_stems([_together(texts) for texts in wordings.values()]) | LIGHT_VERBS
    things = as_things(persona.remedies)
    heard = [
        item
        for sentence in sentences
        for part, announced in _with_announced(clauses(sentence))
        for item in (
            _in_clause(part, announced, wordings, common, things)
            if encode is None
            else _close_in(part, announced, things, encode)
        )
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


def refuses(text: str) -> bool:
    """Whether a clause says what will not be done."""
    return REFUSALS.search(HARMLESS_REFUSALS.sub(" ", text)) is not None


def _with_announced(parts: Sequence[Clause]) -> list[tuple[Clause, bool]]:
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
    scopes = [clause] if refused else _scopes(clause, announced)
    if not scopes:
        return
    cued = refused or _cued(clause.text)
    named = next((found for one in scopes if (found := _named(one, wordings, common, _COVERED if cued else _SURE))), [])
    if not named and cued:
        near = ((nearest(fields(things), one.text, _SPEAKS, _LEAD), one) for one in scopes)
        named = next(([(id_, one)] for id_, one in near if id_ is not None), [])
    yield from _as_heard(clause, named, scopes[0], refused, cued)


def _as_heard(
    clause: Clause, named: Sequence[tuple[str, Clause]], scope: Clause, refused: bool, cued: bool
) -> Iterator[_Heard]:
    """Yield what was named in a clause; where nothing was and it still gives something, `other`."""
    firm = VAGUE.search(clause.text) is None
    for remedy, part in named:
        yield _Heard(Offer(remedy=remedy, firm=firm, span=part.span), refused)
    if not named and not refused and cued and (all_stems(scope.text) & REMEDY_WORDS or SOME_REMEDY.search(scope.text)):
        yield _Heard(Offer(remedy=OTHER, firm=firm, span=scope.span), refused)


def _close_in(clause: Clause, announced: bool, things: Things, encode: Encoder) -> Iterator[_Heard]:
    """The same as `_in_clause`, by how close the parts of the clause come to the remedies."""
    refused = refuses(clause.text)
    if NO_OFFER.search(clause.text) or (not refused and PAST_OR_UNREAL.search(clause.text)):
        return
    offered = (announced and not _wonders(clause)) or _cued(clause.text)
    cued = offered or _gives(clause)
    least = _NEAR if refused or cued else _BRIEF if _verbless(clause) else _BARE
    if not (refused or offered) and (UNGIVEN.search(clause.text) or (clause.question and not cued)):
        return
    if not (refused or offered) and not _says_enough(clause.text):
        return
    scopes = [clause] if refused else _scopes(clause, announced) or [_before_aside(clause, 0, 1)]
    named = next((found for one in scopes if (found := _close_parts(one, things, encode, least))), [])
    yield from _as_heard(clause, named, scopes[0], refused, cued)


def _gives(clause: Clause) -> bool:
    gives = GIVES.search(clause.text) is not None or IMPERATIVE.match(clause.text) is not None
    return gives and not _wonders(clause)


def _wonders(clause: Clause) -> bool:
    return clause.question and WONDERS.match(clause.text) is not None


def _close_parts(scope: Clause, things: Things, encode: Encoder, least: float) -> list[tuple[str, Clause]]:
    parts = [part for part in alternatives(scope) if not (_only_tells(part.text) or HOPES.match(part.text))]
    bars = [least if len(parts) == 1 or _says_enough(part.text) else _BARE for part in parts]
    found = [
        (best, part)
        for part, bar in zip(parts, bars, strict=True)
        if (best := _nearest(part.text, things, encode, bar)) is not None
    ]
    whole = _nearest(scope.text, things, encode, least)
    return found or ([(whole, scope)] if whole is not None else [])


def _says_enough(text: str) -> bool:
    """Whether a part of a list says more than the name of a thing."""
    return len(content_stems(text)) >= _FEW


def _nearest(text: str, things: Things, encode: Encoder, least: float) -> str | None:
    scores = nearness(encode, text, things)
    best = max(scores, key=lambda id_: scores[id_], default=None)
    return best if best is not None and scores[best] >= least else None


def _scopes(clause: Clause, announced: bool) -> list[Clause]:
    """Return the parts in which something is offered: from each cue on, or the whole of a standing or verbless offer."""
    if PAST_OR_UNREAL.search(clause.text):
        return []
    if STANDING_OFFERS.search(clause.text):
        return [_before_aside(clause, 0, 1)]
    if cues := list(OFFERS.finditer(clause.text)):
        return [_before_aside(clause, cue.start(), cue.end()) for cue in cues]
    return [_before_aside(clause, 0, 1)] if announced or _verbless(clause) else []


def _cued(text: str) -> bool:
    return STANDING_OFFERS.search(text) is not None or OFFERS.search(text) is not None


def _before_aside(clause: Clause, start: int, cue_end: int) -> Clause:
    aside = ASIDE.search(clause.text, cue_end)
    return clause.part(start, aside.start() if aside else len(clause.text))


def _verbless(clause: Clause) -> bool:
    plain = clause.text.lower().split()
    short = not clause.question and len(plain) <= _ELLIPTIC_WORDS
    return short and not _TELLING & set(plain) and WISHES.search(clause.text) is None


def _named(scope: Clause, wordings: Wordings, common: frozenset[str], least: float) -> list[tuple[str, Clause]]:
    """Return remedy and clause for every part of the scope that names one; the whole scope where no part does."""
    parts = [part for part in alternatives(scope) if not _only_tells(part.text)]
    found = [(best, part) for part in parts if (best := _best(part, wordings, common, least)) is not None]
    if not found and (whole := _best(scope, wordings, common, least)) is not None:
        found = [(whole, scope)]
    return found


def _only_tells(text: str) -> bool:
    """Whether a part has a subject of its own that offers nothing: "…, and I'll read the page myself"."""
    return OWN_SUBJECT.match(text) is not None and not _cued(text)


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
