"""What the words of a remedy or a fact tell of it: the second way of hearing, for wordings that no trainer thought of. Pure.

Every stem of what the trainer wrote about a thing speaks for it, the more the fewer other things share it and the more
of its wordings hold it. A clause means the thing for which most speaks, if that is enough and clearly more than for the next.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from poise.conversation.persona import Fact, Remedy
from poise.roleplay.cues import LIGHT_VERBS
from poise.roleplay.meanings import meant
from poise.roleplay.words import STOP_WORDS, stem

_GENERAL = (
    "day days time times today tomorrow tonight morning afternoon evening night week weeks month hour minute now soon "
    "thing way help come go tell say know look need want think first last next back one two three like let long still "
    "much many good right well see ask call mr mrs ms sorry thank thanks hear keep use work people person somebody someone "
    "anybody there here yes sure happen pound pounds money pay free new full both refund best ready myself yourself "
    "himself herself only even own same put"
)
SILENT = frozenset(map(stem, _GENERAL.split())) | frozenset(map(stem, STOP_WORDS)) | LIGHT_VERBS
"""Stems that stand in any talk and speak for nothing."""
_MENTIONED = 0.5
"""What a stem counts that stands in few of the wordings, or only in the description; one in all of them counts 1."""

Field = Mapping[str, float]
Things = tuple[tuple[str, tuple[str, ...], str], ...]
"""Remedies or facts: id, wordings, description."""


@lru_cache(maxsize=256)
def fields(things: Things) -> Mapping[str, Field]:
    """Return the field of each thing, given as (id, wordings, description): stem to weight (0–1)."""
    spoken = {id_: (Counter(s for text in texts for s in meant(text)), len(texts)) for id_, texts, _ in things}
    described = {id_: meant(text) | meant(id_.replace("-", " ")) for id_, _, text in things}
    known = {id_: (set(spoken[id_][0]) | described[id_]) - SILENT for id_ in spoken}
    spread = Counter(one for stems in known.values() for one in stems)
    most = math.log(len(things) + 1)
    return {
        id_: {
            one: max(_MENTIONED, spoken[id_][0][one] / max(1, spoken[id_][1]))
            * math.log((len(things) + 1) / spread[one])
            / most
            for one in stems
        }
        for id_, stems in known.items()
    }


def nearest(found: Mapping[str, Field], text: str, least: float, lead: float) -> str | None:
    """Return the thing for which the text's stems speak by `least`, and by `lead` more than for any other; else None."""
    heard = meant(text)
    scores = sorted(((_score(field, heard), id_) for id_, field in found.items()), reverse=True)
    if not scores or scores[0][0] < least:
        return None
    return scores[0][1] if len(scores) == 1 or scores[0][0] - scores[1][0] >= lead else None


def speaks_for(found: Mapping[str, Field], text: str) -> dict[str, float]:
    """Return for every thing how much the text's stems speak for it."""
    heard = meant(text)
    return {id_: _score(field, heard) for id_, field in found.items()}


def _score(field: Field, heard: Collection[str]) -> float:
    return math.fsum(field[one] for one in heard if one in field)


def as_things(items: Sequence[Remedy | Fact]) -> Things:
    """Return remedies or facts in the form that `fields` takes and remembers."""
    return tuple((one.id, one.said_as, one.words) for one in items)
