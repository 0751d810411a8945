"""Intervals of 95 %: of a share, and of a mean over conversations. Pure: a seed draws the samples."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

_Z = 1.959964
"""The normal quantile of 97.5 %."""
_DRAWS = 2000


@dataclass(frozen=True)
class Share:
    """How many of how many, with Wilson's interval."""

    found: int
    of: int

    @property
    def value(self) -> float | None:
        """The share from 0 to 1, None of nothing."""
        return self.found / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval of 95 %, None of nothing."""
        if not self.of:
            return None
        p, n = self.found / self.of, self.of
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Mean:
    """A mean over `of` conversations, with the interval of 95 % that drawing conversations again gives."""

    value: float
    low: float
    high: float
    of: int


def mean_of(values: Sequence[float], seed: int = 1) -> Mean | None:
    """Return the mean with its percentile bootstrap interval, None of fewer than two values."""
    if len(values) < 2:
        return None
    draw = random.Random(seed)
    drawn = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(_DRAWS))
    return Mean(sum(values) / len(values), drawn[round(0.025 * _DRAWS)], drawn[round(0.975 * _DRAWS) - 1], len(values))
