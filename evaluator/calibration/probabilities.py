"""What probabilities are worth beyond yes and no: Brier skill and the area under the ROC curve."""

import numpy as np

from evaluator.calibration.sheet import Flags, Floats


def brier_skill(p: Floats, label: Flags) -> float | None:
    """Return 1 − Brier score ÷ Brier score of always saying the base rate: 1 is perfect, 0 no better than that, below 0 worse.

    None where the labels are constant, so that the base rate is already perfect.
    """
    if not len(label) or label.all() or not label.any():
        return None
    rate = float(label.mean())
    return 1 - float(np.mean((p - label) ** 2)) / (rate * (1 - rate))


def auc(scores: Floats, label: Flags) -> float | None:
    """Return how often a labelled reply scores above another one, ties counting half; None without both kinds."""
    yes, no = np.sort(scores[label]), np.sort(scores[~label])
    if not len(yes) or not len(no):
        return None
    below = np.searchsorted(no, yes, side="left").sum()
    level = np.searchsorted(no, yes, side="right").sum() - below
    return float((below + level / 2) / (len(yes) * len(no)))
