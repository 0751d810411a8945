"""How far figures would move with other situations: whole situations drawn with replacement, many times over."""

import numpy as np
from numpy.typing import NDArray

from evaluator.calibration.sheet import Flags, Floats, Ints, Sheet

ROUNDS = 2000
SEED = 7
Interval = tuple[float, float]
Cells = NDArray[np.float64]
"""Counts whose last axis is: both yes, only the critic, only the label, both no."""


def cells_by_group(decision: Flags, sheet: Sheet) -> Cells:
    """Return the counts of every situation and id: shape (situations, ids, 4)."""
    kinds = (decision & sheet.label, decision & ~sheet.label, ~decision & sheet.label, ~decision & ~sheet.label)
    counted = np.stack([kind & sheet.judged for kind in kinds], axis=-1).astype(np.float64)
    found = np.zeros((sheet.groups, *counted.shape[1:]))
    np.add.at(found, sheet.group, counted)
    return found


def draws(groups: int, rounds: int = ROUNDS, seed: int = SEED) -> Ints:
    """Return how often each situation is drawn in each round: shape (rounds, situations). The same seed, the same draws."""
    return np.random.default_rng(seed).multinomial(groups, np.full(groups, 1 / groups), size=rounds)


def resample(cells: Cells, drawn: Ints) -> Floats:
    """Return Cohen's κ of every id in every round: shape (rounds, ids), NaN where it does not exist."""
    return kappas(np.tensordot(drawn.astype(np.float64), cells, axes=1))


def kappas(cells: Cells) -> Floats:
    """Return Cohen's κ along the last axis of counts, NaN where critic and labels are constant."""
    both, critic_only, label_only, neither = np.moveaxis(cells, -1, 0)
    n = both + critic_only + label_only + neither
    by_chance = (both + critic_only) * (both + label_only) + (neither + label_only) * (neither + critic_only)
    room = n * n - by_chance
    found = np.full(n.shape, np.nan)
    np.divide(n * (both + neither) - by_chance, room, out=found, where=room > 0)
    return found


def row_means(values: Floats) -> Floats:
    """Return the mean of every row over the values that exist, NaN where there are none."""
    known = ~np.isnan(values)
    count, total = known.sum(axis=1), np.where(known, values, 0.0).sum(axis=1)
    found = np.full(len(values), np.nan)
    np.divide(total, count, out=found, where=count > 0)
    return found


def interval(values: Floats) -> Interval | None:
    """Return the middle 95 % of the draws that exist; None where half of them or more do not."""
    known = values[~np.isnan(values)]
    if len(known) * 2 <= len(values):
        return None
    low, high = np.quantile(known, (0.025, 0.975))
    return float(low), float(high)
