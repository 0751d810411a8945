"""What can be seen in a clause and in the remedy that comes closest to it: the signs from which `weighing` tells whether that is
offered. Pure given the encoder.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from poise.roleplay.clauses import Clause, alternatives
from poise.roleplay.closeness import Near, nearest_few
from poise.roleplay.cues import (
    ASIDE,
    HARMLESS_REFUSALS,
    OFFERS,
    OWN_SUBJECT,
    PAST_OR_UNREAL,
    REFUSALS,
    STANDING_OFFERS,
    VAGUE,
    WISHES,
    any_of,
)
from poise.roleplay.encoder import Encoder
from poise.roleplay.fields import Things
from poise.roleplay.near_signs import Candidate, Signs, Worth, always_worth, near_signs
from poise.roleplay.offer_cues import HOPES, IMPERATIVE, NO_OFFER, RECAPS, WONDERS

_MOST_NEAR = 3
"""So many remedies are looked at beside a part of a clause: the one that is meant is hardly ever further off."""
_ELLIPTIC_WORDS = 9
"""An answer such as "A new one, on us." carries no verb; longer sentences without an offering cue tell, not offer."""
_TELLING = frozenset(
    {
        "was", "were", "is", "are", "had", "did", "has", "have", "you", "i", "we", "they", "he", "she", "it's", "that's",
        "there's", "those", "nobody", "nothing", "never", "no", "not", "don't", "doesn't",
    }
)  # fmt: skip
"""Words of a short sentence that tells and does not offer."""
_TEXTS = 1024
_AMOUNT = re.compile(r"£ ?(\d[\d,]*(?:\.\d\d)?)")
_CONDITION = any_of(r"if\b")


def candidates(
    clause: Clause, announced: bool, things: Things, encode: Encoder, worth: Worth = always_worth
) -> Iterator[Candidate]:
    """Yield what a clause may offer: for its parts and for the whole of them the closest remedies each.

    Only for parts that are `worth` it by their words and by what can be seen in the clause: looking for remedies takes longest.
    """
    clause = _before_asking(clause)
    seen = _of_clause(clause, announced)
    for part, whole in _parts(clause, announced):
        if worth(part, seen):
            for near in nearest_few(encode, part.text, things, _MOST_NEAR):
                yield Candidate(part, near.id, {**seen, **_of_part(part, whole, near, things)}, seen)


def _before_asking(clause: Clause) -> Clause:
    """Return the clause up to where it goes on to what somebody else will be asked: "I'd refund it, I'll ask about the …"."""
    asks = NO_OFFER.search(clause.text)
    comma = clause.text.rfind(",", 0, asks.start()) if asks else -1
    return clause.part(0, comma) if comma > 0 and cued(clause.text[:comma]) else clause


@lru_cache(maxsize=_TEXTS)
def cued(text: str) -> bool:
    """Whether a word of offering stands in it."""
    return STANDING_OFFERS.search(text) is not None or OFFERS.search(text) is not None


@lru_cache(maxsize=_TEXTS)
def refuses(text: str) -> bool:
    """Whether a clause says what will not be done."""
    return REFUSALS.search(HARMLESS_REFUSALS.sub(" ", text)) is not None


def scopes(clause: Clause, announced: bool) -> list[Clause]:
    """Return the parts in which something is offered: from each cue on, or the whole of a standing or verbless offer."""
    if PAST_OR_UNREAL.search(clause.text):
        return []
    if STANDING_OFFERS.search(clause.text):
        return [before_aside(clause, 0, 1)]
    if cues := list(OFFERS.finditer(clause.text)):
        return [before_aside(clause, cue.start(), cue.end()) for cue in cues]
    return [before_aside(clause, 0, 1)] if announced or _verbless(clause) else []


def before_aside(clause: Clause, start: int, cue_end: int) -> Clause:
    """Return the clause from `start` up to where it goes on to tell of something else."""
    aside = ASIDE.search(clause.text, cue_end)
    return clause.part(start, aside.start() if aside else len(clause.text))


def only_tells(text: str) -> bool:
    """Whether a part has a subject of its own that offers nothing: "…, and I'll read the page myself"."""
    return OWN_SUBJECT.match(text) is not None and not cued(text)


def _parts(clause: Clause, announced: bool) -> Iterator[tuple[Clause, bool]]:
    """Yield what stands from each word of offering on, the whole ("the delivery fee I can return"), and its alternatives."""
    met = set[Clause]()
    whole = before_aside(clause, 0, 1)
    wholes = (*scopes(clause, announced), whole)
    for part in (*wholes, *alternatives(whole)):
        if part.text and part not in met:
            met.add(part)
            yield part, part in wholes


def _of_clause(clause: Clause, announced: bool) -> Signs:
    text = clause.text
    begins = IMPERATIVE.match(text) is not None
    offers = cued(text)
    silent = not (offers or begins)
    short = _verbless(clause)
    return {
        "offers": offers,
        "hands over": begins,
        "announced": announced,
        "short": short,
        "no cue": silent,
        "no cue, not short": silent and not short,
        "question": clause.question,
        "wonders": clause.question and WONDERS.match(text) is not None,
        "vague": VAGUE.search(text) is not None,
        "refuses": refuses(text),
        "no offer": NO_OFFER.search(text) is not None,
        "recaps": RECAPS.match(text) is not None,
        "condition": _CONDITION.search(text) is not None,
    }


def _of_part(part: Clause, whole: bool, near: Near, things: Things) -> Signs:
    return {
        **near_signs(part, whole, near),
        "sum agrees": bool(_amounts(part.text) & _known_amounts(things)[near.id]),
        "other sums": _contradicts(part.text, near.id, things),
        "hopes": HOPES.match(part.text) is not None,
    }


def _verbless(clause: Clause) -> bool:
    plain = clause.text.lower().split()
    short = not clause.question and len(plain) <= _ELLIPTIC_WORDS
    return short and not _TELLING & set(plain) and WISHES.search(clause.text) is None


def _contradicts(text: str, id_: str, things: Things) -> bool:
    """Whether the sums in a text are those of other remedies only."""
    sums, known = _amounts(text), _known_amounts(things)
    return bool(sums) and not sums & known[id_] and any(sums & other for other in known.values())


def _amounts(text: str) -> frozenset[str]:
    return frozenset(found.replace(",", "") for found in _AMOUNT.findall(text))


@lru_cache(maxsize=256)
def _known_amounts(things: Things) -> Mapping[str, frozenset[str]]:
    return {id_: frozenset(one for text in (*texts, about) for one in _amounts(text)) for id_, texts, about in things}
