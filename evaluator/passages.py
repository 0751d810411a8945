"""Where in a reply the words stand that prove something, so that they can be marked. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from pydantic import BaseModel, ConfigDict


class Passage(BaseModel):
    """A part of a text, and the numbers (from 1) of the quotes in which it stands; none for words that prove nothing."""

    model_config = ConfigDict(frozen=True)

    text: str
    quotes: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def passages(text: str, quotes: Sequence[str]) -> tuple[Passage, ...]:
    """Return the text in parts, whole when joined: each part lies in the same quotes from its first sign to its last.

    `ends` names the quotes that end with the part: where their number is written. A quote that does not stand in the text word
    for word, or is empty, marks nothing.
    """
    spans = {n: (at, at + len(q)) for n, q in enumerate(quotes, start=1) if q and (at := text.find(q)) >= 0}
    borders = sorted({0, len(text), *(border for span in spans.values() for border in span)})
    return tuple(
        Passage(
            text=text[start:end],
            quotes=tuple(n for n, (first, last) in spans.items() if first <= start and end <= last),
            ends=tuple(n for n, (_, last) in spans.items() if last == end),
        )
        for start, end in pairwise(borders)
    )
