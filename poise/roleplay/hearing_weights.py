"""The weights of the signs by which the hearing tells what is offered, asked for, promised, and whether that
settles it: not set by hand, made by `scripts/hearing/fit.py` from the labelled replies of `tests/data/hearing`.
"""

from collections.abc import Mapping

OFFER: Mapping[str, float] = {
    "offers": 0.385,
    "hands over": -0.211,
    "announced": 0.114,
    "short": -0.088,
    "no cue": -0.279,
    "no cue, not short": -0.446,
    "question": -1.178,
    "wonders": -2.079,
    "vague": 0.97,
    "refuses": -2.611,
    "no offer": -0.887,
    "recaps": -2.831,
    "condition": 0.628,
    "covered": 0.557,
    "covered well": -6.301,
    "explained": 3.55,
    "like": 0.497,
    "shared": 1.219,
    "field": 0.783,
    "near": 0.847,
    "very near": 5.101,
    "lead": 2.762,
    "behind": 3.707,
    "whole": 0.607,
    "one word": 0.207,
    "length": 2.292,
    "sum agrees": 0.221,
    "other sums": -2.336,
    "hopes": -1.983,
    "always": -12.439,
}

QUESTION: Mapping[str, float] = {
    "marked": 0.828,
    "asks": 0.381,
    "unmarked": -2.955,
    "about the talk": -1.094,
    "settled": -3.132,
    "offers": -0.809,
    "wonders": 0.208,
    "would": 0.364,
    "covered": -2.639,
    "covered well": -4.598,
    "explained": 1.778,
    "like": 1.464,
    "shared": 1.086,
    "field": 0.297,
    "near": -0.141,
    "very near": 6.564,
    "lead": 4.375,
    "behind": 0.352,
    "whole": 1.942,
    "one word": -0.146,
    "length": 1.634,
    "always": -8.008,
}

PROMISE: Mapping[str, float] = {
    "promises": 3.683,
    "only when": -0.183,
    "when": 1.434,
    "vaguely when": 0.872,
    "question": -1.58,
    "stated": 1.713,
    "refuses": -1.332,
    "hopes": -3.408,
    "always": -5.188,
}

SETTLED: Mapping[str, float] = {
    "asks": 5.242,
    "question": 2.581,
    "last": 4.589,
    "always": -9.17,
}

HOPELESS_OFFER = -17.1
"""What must speak for it before anything close is looked for: with less nothing makes it good."""

HOPELESS_QUESTION = -12.3
"""What must speak for it before anything close is looked for: with less nothing makes it good."""
