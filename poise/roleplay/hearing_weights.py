"""The weights of the signs by which the hearing tells what is offered, asked for, promised, and whether that
settles it: not set by hand, made by `scripts/hearing/fit.py` from the labelled replies of `tests/data/hearing`.
"""

from collections.abc import Mapping

OFFER: Mapping[str, float] = {
    "offers": 0.685,
    "hands over": -0.485,
    "announced": 0.849,
    "short": -0.538,
    "no cue": -0.014,
    "no cue, not short": -0.649,
    "question": -0.475,
    "wonders": -0.578,
    "vague": 0.681,
    "refuses": -1.906,
    "no offer": -0.536,
    "recaps": -3.36,
    "condition": 0.535,
    "covered": -0.5,
    "covered well": -4.533,
    "explained": 3.612,
    "like": -0.054,
    "shared": 1.139,
    "field": 0.802,
    "near": 0.592,
    "very near": 5.802,
    "lead": 2.071,
    "behind": 2.514,
    "whole": 0.935,
    "one word": 0.441,
    "length": 1.749,
    "sum agrees": 0.01,
    "other sums": -3.837,
    "hopes": -2.782,
    "always": -10.654,
}

QUESTION: Mapping[str, float] = {
    "marked": 0.326,
    "asks": 0.226,
    "unmarked": -3.256,
    "about the talk": -1.019,
    "settled": -2.927,
    "offers": -0.374,
    "wonders": 0.196,
    "would": 0.403,
    "covered": -2.734,
    "covered well": -3.686,
    "explained": 2.018,
    "like": 1.692,
    "shared": 1.644,
    "field": 0.411,
    "near": -0.046,
    "very near": 5.312,
    "lead": 4.171,
    "behind": 1.06,
    "whole": 1.925,
    "one word": -0.228,
    "length": 1.429,
    "always": -7.812,
}

PROMISE: Mapping[str, float] = {
    "promises": 3.675,
    "only when": -0.107,
    "when": 1.345,
    "vaguely when": 0.838,
    "question": -1.511,
    "stated": 1.668,
    "refuses": -1.401,
    "hopes": -3.414,
    "always": -5.013,
}

SETTLED: Mapping[str, float] = {
    "asks": 5.127,
    "question": 2.518,
    "last": 4.392,
    "always": -8.681,
}

HOPELESS_OFFER = -14.5
"""What must speak for it before anything close is looked for: with less nothing makes it good."""

HOPELESS_QUESTION = -12.3
"""What must speak for it before anything close is looked for: with less nothing makes it good."""
