"""How well a critic agrees with labels: base rate, TPR, TNR, F1 and Cohen's κ, one id at a time and as a mean."""

import math
import random
from collections.abc import Mapping, Sequence
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


def bootstrap_macro_kappa(
    rows: Sequence[tuple[str, Mapping[str, tuple[bool, bool]]]], ids: Sequence[str], rounds: int = 500, seed: int = 7
) -> tuple[float, float] | None:
    """Return the 95 % interval of the macro κ over conversations drawn with replacement.

    `rows` are (group, id → (critic, label)): whole groups are drawn, because replies to one situation resemble each other.
    """
    groups: dict[str, list[Mapping[str, tuple[bool, bool]]]] = {}
    for group, row in rows:
        groups.setdefault(group, []).append(row)
    if len(groups) < 2:
        return None
    draw, names = random.Random(seed), sorted(groups)
    found = sorted(_macro_kappa(_draw(draw, names, groups), ids) for _ in range(rounds))
    return found[int(0.025 * rounds)], found[min(int(0.975 * rounds), rounds - 1)]


def _draw(
    draw: random.Random, names: list[str], groups: Mapping[str, list[Mapping[str, tuple[bool, bool]]]]
) -> list[Mapping[str, tuple[bool, bool]]]:
    return [row for name in draw.choices(names, k=len(names)) for row in groups[name]]


def _macro_kappa(rows: Sequence[Mapping[str, tuple[bool, bool]]], ids: Sequence[str]) -> float:
    kappas = [count([row[id_] for row in rows if id_ in row]).kappa for id_ in ids]
    return macro(kappas) or 0.0


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
