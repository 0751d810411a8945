"""What can be seen in how close a part of a sentence comes to a remedy or a fact, whatever the sentence does with it. Pure."""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from poise.roleplay.clauses import Clause
from poise.roleplay.closeness import Near
from poise.roleplay.words import content_stems, words

FEW = 2
"""Words with content below which a part says no more than a name."""
_WELL, _VERY = 0.7, 1.6
"""How far a wording is covered, and how near the thing is, from where more counts a second time."""

Signs = Mapping[str, float]
Worth = Callable[[Clause, Signs], bool]
"""Whether a part may still say something, by what is seen of it before anything that comes close to it is looked for."""


class Candidate(NamedTuple):
    """A part of a clause, a remedy or fact that comes close to it, and the signs that this is offered or asked for.

    `seen` are those of the signs that are there before anything close is looked for.
    """

    part: Clause
    thing: str
    signs: Signs
    seen: Signs


def always_worth(_part: Clause, _seen: Signs) -> bool:
    """Look at every part."""
    return True


def near_signs(part: Clause, whole: bool, near: Near) -> Signs:
    """Return the signs of closeness; `whole` says that the part is not one of several things named together."""
    return {
        "covered": near.close.covered,
        "covered well": max(0.0, near.close.covered - _WELL),
        "explained": near.close.explained,
        "like": near.close.like,
        "shared": near.close.shared,
        "field": min(1.0, near.field),
        "near": near.score,
        "very near": max(0.0, near.score - _VERY),
        "lead": min(1.0, near.lead),
        "behind": min(0.0, near.lead),
        "whole": whole,
        "one word": len(content_stems(part.text)) < FEW,
        "length": math.log1p(len(words(part.text))),
    }
