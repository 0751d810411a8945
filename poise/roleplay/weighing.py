"""A sum over signs: the one way in which the hearing decides from many small things. Pure."""

from collections.abc import Mapping

from poise.roleplay.ngrams import ngrams

ALWAYS = "always"


def weigh(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return how much speaks for it (above 0) or against it (below): the log-odds by these weights."""
    return weights[ALWAYS] + sum(weights[name] * value for name, value in signs.items() if name in weights)


def weigh_words(text: str, weights: Mapping[str, float]) -> float:
    """Return what the words of a text add to that, by the weights of n-grams."""
    return sum(weights[one] for one in ngrams(text) if one in weights)
