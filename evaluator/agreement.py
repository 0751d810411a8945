"""How well a critic agrees with labels: base rate, TPR, TNR, F1, Cohen's κ and Gwet's AC1, one id at a time and as a mean."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """Counts of one id: both yes, only the critic, only the label, both no."""

    both: int
    critic_only: int
    label_only: int
    neither: int

    @property
    def n(self) -> int:
        """Return how many replies were compared."""
        return self.both + self.critic_only + self.label_only + self.neither

    @property
    def base_rate(self) -> float | None:
        """Return the share of replies that the labels say yes for."""
        return _ratio(self.both + self.label_only, self.n)

    @property
    def tpr(self) -> float | None:
        """Return the share of labelled replies that the critic finds."""
        return _ratio(self.both, self.both + self.label_only)

    @property
    def tnr(self) -> float | None:
        """Return the share of unlabelled replies that the critic leaves alone."""
        return _ratio(self.neither, self.neither + self.critic_only)

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall."""
        return _ratio(2 * self.both, 2 * self.both + self.critic_only + self.label_only)

    @property
    def kappa(self) -> float | None:
        """Return Cohen's κ; None where critic and labels are constant, so that chance alone explains everything."""
        if not self.n:
            return None
        yes = (self.both + self.critic_only) * (self.both + self.label_only)
        no = (self.neither + self.label_only) * (self.neither + self.critic_only)
        chance = (yes + no) / self.n**2
        return None if chance == 1 else ((self.both + self.neither) / self.n - chance) / (1 - chance)

    @property
    def ac1(self) -> float | None:
        """Return Gwet's AC1, which, unlike κ, does not fall where nearly every answer is the same; None for no replies."""
        if not self.n:
            return None
        yes = (2 * self.both + self.critic_only + self.label_only) / (2 * self.n)
        chance = 2 * yes * (1 - yes)
        return ((self.both + self.neither) / self.n - chance) / (1 - chance)


def count(pairs: Sequence[tuple[bool, bool]]) -> Agreement:
    """Return the counts of (critic, label) pairs."""
    both = sum(critic and label for critic, label in pairs)
    critic_only = sum(critic and not label for critic, label in pairs)
    label_only = sum(label and not critic for critic, label in pairs)
    return Agreement(both, critic_only, label_only, len(pairs) - both - critic_only - label_only)


def macro(values: Sequence[float | None]) -> float | None:
    """Return the mean of the values that exist, None where there are none."""
    known = [value for value in values if value is not None and not math.isnan(value)]
    return sum(known) / len(known) if known else None


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
