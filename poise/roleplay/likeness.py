"""How like the wordings of several things a text is, by an encoder that is handed in. Pure given the encoder."""

from collections.abc import Callable, Sequence
from operator import mul

from poise.roleplay.fields import Things

Vector = Sequence[float]
Encoder = Callable[[Sequence[str]], Sequence[Vector]]
"""Texts to vectors of length 1."""


def likeness(encode: Encoder, text: str, things: Things) -> dict[str, float]:
    """Return for every thing that has wordings how like the nearest of them the text is: a cosine, 1 for the same."""
    (own,) = encode([text])
    return {id_: max(_cosine(own, other) for other in encode(texts)) for id_, texts, _ in things if texts}


def _cosine(one: Vector, other: Vector) -> float:
    return float(sum(map(mul, one, other)))
