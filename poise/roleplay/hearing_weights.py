"""The weights of the signs by which the hearing tells what is offered, what is asked for, and what asks whether
that settles it: not set by hand, made by `scripts/hearing/fit.py` from the labelled replies of `tests/data/hearing`.
"""

from collections.abc import Mapping

OFFER: Mapping[str, float] = {
    "offers": 0.403,
    "hands over": -0.323,
    "announced": 0.322,
    "short": -0.191,
    "no cue": -0.252,
    "no cue, not short": -0.498,
    "question": -1.235,
    "wonders": -2.078,
    "vague": 0.884,
    "refuses": -3.24,
    "no offer": -0.391,
    "recaps": -2.713,
    "condition": 0.603,
    "covered": 0.332,
    "covered well": -5.586,
    "explained": 3.578,
    "like": 0.808,
    "shared": 1.063,
    "field": 0.862,
    "near": 0.809,
    "very near": 5.062,
    "lead": 2.84,
    "behind": 3.457,
    "whole": 0.701,
    "one word": 0.141,
    "length": 2.168,
    "sum agrees": 0.281,
    "other sums": -2.311,
    "hopes": -2.286,
    "always": -12.768,
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

SETTLED: Mapping[str, float] = {
    "asks": 5.242,
    "question": 2.581,
    "last": 4.589,
    "always": -9.17,
}

HOPELESS_OFFER = -16.7
"""What must speak for it before anything close is looked for: with less nothing makes it good."""

HOPELESS_QUESTION = -11.5
"""What must speak for it before anything close is looked for: with less nothing makes it good."""
