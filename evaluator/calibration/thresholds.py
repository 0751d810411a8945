"""Thresholds chosen on some situations and tried on others: no reply is decided by a threshold that it helped to choose."""

import random
from dataclasses import dataclass

import numpy as np

from evaluator.calibration.resampling import kappas
from evaluator.calibration.sheet import Flags, Floats, Sheet
from poise.conversation.ids import OBSERVED

FOLDS = 5
SEED = 7
CANDIDATES = np.arange(1, 100) / 100
NEARLY = 0.05


@dataclass(frozen=True)
class Nested:
    """Every reply decided with the thresholds of the other folds; `chosen` has one row a fold, one column an id."""

    shown: Flags
    chosen: Floats


def nested(sheet: Sheet, shipped: Floats, folds: int = FOLDS, seed: int = SEED) -> Nested | None:
    """Return decisions by cross-validated thresholds; None where there are fewer situations than folds.

    Whole situations go to one fold. For the replies of a fold, each id's threshold is `best_threshold` of the other folds; where
    the labels there are all the same, the shipped one.
    """
    if sheet.groups < folds:
        return None
    order = list(range(sheet.groups))
    random.Random(seed).shuffle(order)
    fold_of = np.empty(sheet.groups, dtype=np.int64)
    fold_of[order] = np.arange(sheet.groups) % folds
    row_fold = fold_of[sheet.group]
    shown, chosen = np.zeros_like(sheet.shown), np.zeros((folds, len(OBSERVED)))
    for fold in range(folds):
        held_out = row_fold == fold
        for column in range(len(OBSERVED)):
            learn = ~held_out & sheet.judged[:, column]
            best = best_threshold(sheet.p[learn, column], sheet.label[learn, column])
            chosen[fold, column] = shipped[column] if best is None else best
        shown[held_out] = np.nan_to_num(sheet.p[held_out], nan=-1.0) >= chosen[fold]
    return Nested(shown, chosen)


def best_threshold(p: Floats, label: Flags, at: float = 1 / 3) -> float | None:
    """Return the threshold that agrees best with the labels, None where these are all the same.

    With a dozen positives the very best one is an accident: of all whose κ is within 0.05 of it, the one `at` this share of
    the way from the lowest to the highest is returned. By default that is a low one, because what is overlooked helps nobody, and
    what is shown comes with words that a learner can check.
    """
    if label.all() or not label.any():
        return None
    decided = p[np.newaxis, :] >= CANDIDATES[:, np.newaxis]
    kinds = (decided & label, decided & ~label, ~decided & label, ~decided & ~label)
    found = kappas(np.stack([kind.sum(axis=1) for kind in kinds], axis=-1).astype(np.float64))
    good = np.flatnonzero(found >= np.nanmax(found) - NEARLY)
    return float(CANDIDATES[good[int((len(good) - 1) * at)]])
