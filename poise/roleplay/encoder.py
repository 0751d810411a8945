"""What turns texts into vectors; it is handed in from outside."""

from collections.abc import Callable, Sequence

Vector = Sequence[float]
Encoder = Callable[[Sequence[str]], Sequence[Vector]]
"""Texts to vectors of length 1."""
