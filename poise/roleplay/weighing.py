"""A sum over signs: the one way in which the hearing decides from many small things. Pure."""

from collections.abc import Mapping

ALWAYS = "always"


def weigh(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return how much speaks for it (above 0) or against it (below): the log-odds by these weights."""
    return weights[ALWAYS] + sum(weights[name] * value for name, value in signs.items() if name in weights)
