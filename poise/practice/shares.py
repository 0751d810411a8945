"""How often something happened out of how many times it could, with what so few times can tell. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Literal

Z_95, Z_99 = 1.959964, 2.575829
Certainty = Literal["none", "hardly", "roughly", "fairly"]
Change = Literal["up", "down", "unclear", "few"]
_ROUGH, _FAIR = 0.5, 0.25


@dataclass(frozen=True)
class Share:
    """`times` out of `of`. `low` and `high` bound the true share with 95 % confidence (Wilson's interval)."""

    times: int
    of: int

    @property
    def share(self) -> float | None:
        """The share, None where there was no occasion."""
        return self.times / self.of if self.of else None

    @property
    def low(self) -> float:
        """The least that the true share may be."""
        return _wilson(self, Z_95)[0]

    @property
    def high(self) -> float:
        """The most that the true share may be."""
        return _wilson(self, Z_95)[1]

    @property
    def certainty(self) -> Certainty:
        """What so many times can tell, by the width of the interval: over a half hardly anything, to a quarter roughly."""
        if not self.of:
            return "none"
        width = self.high - self.low
        return "hardly" if width > _ROUGH else "roughly" if width > _FAIR else "fairly"


def total(shares: Iterable[Share]) -> Share:
    """Return all times out of all occasions."""
    listed = list(shares)
    return Share(sum(one.times for one in listed), sum(one.of for one in listed))


def change(before: Share, after: Share) -> Change:
    """Return whether the share went up or down, with 99 % confidence (Newcombe's interval of the difference), else `unclear`.

    Stricter than the single interval because some thirty shares are compared at once. `few`: there was no occasion to compare.
    """
    if before.share is None or after.share is None:
        return "few"
    (low, high), (then_low, then_high) = _wilson(after, Z_99), _wilson(before, Z_99)
    difference = after.share - before.share
    least = difference - sqrt((after.share - low) ** 2 + (then_high - before.share) ** 2)
    most = difference + sqrt((high - after.share) ** 2 + (before.share - then_low) ** 2)
    return "up" if least > 0 else "down" if most < 0 else "unclear"


def _wilson(share: Share, z: float) -> tuple[float, float]:
    if not share.of:
        return 0.0, 1.0
    n, p = share.of, share.times / share.of
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
