"""How much fits into a model's window: how many examples, in how many calls, with how much of the conversation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

MOST_CALLS = 4
"""Seven entries a call, and the conversation is sent with each; with fewer, a critique would cost more than it tells."""
SMALLEST = 1024
_OTHER_TOKENIZERS = 0.9
"""Part of the window that is planned with: other models need up to a tenth more tokens than the count says."""
_ANSWER_TOKENS = 60
"""For one entry: about 20 for a "no", 50 for a "yes" with its quote, and room for a second answer after an unusable one."""
_LISTED_TOKENS = 200
"""For the statements that contradict the briefing."""


@dataclass(frozen=True)
class Window:
    """What a model reads and writes in one call at most, in tokens, and how a text's tokens are counted."""

    tokens: int
    count: Callable[[str], int]

    @property
    def room(self) -> int:
        """Return the tokens that may be planned with."""
        return int(self.tokens * _OTHER_TOKENIZERS)

    def halved(self) -> "Window | None":
        """Return a window of half the size, None where that is too small for anything."""
        return replace(self, tokens=self.tokens // 2) if self.tokens // 2 >= SMALLEST else None


@dataclass(frozen=True)
class EntryText:
    """One entry as the prompt tells it: what counts, and its examples, of which the first is always told."""

    id: str
    head: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """What one call asks about: the entries' texts as they are told, by id."""

    entries: dict[str, str]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids, in the rubric's order."""
        return tuple(self.entries)


def parts(entries: Sequence[EntryText], fixed: str, window: Window | None) -> list[Part] | None:
    """Return the calls that are needed, as few as possible; None where not even `MOST_CALLS` have room.

    `fixed` is the rest of the prompt. Every entry keeps its first example; the others are added, the second of every
    entry before the third of any, while they fit. Without a window everything is told in one call.
    """
    if window is None:
        return [_part(entries, {entry.id: len(entry.examples) for entry in entries})]
    for calls in range(1, MOST_CALLS + 1):
        groups = _groups(entries, calls)
        left = [window.room - window.count(fixed) - _LISTED_TOKENS - _needed(group, window) for group in groups]
        if min(left) >= 0:
            return [_part(group, _told(group, rest, window)) for group, rest in zip(groups, left, strict=True)]
    return None


def _groups(entries: Sequence[EntryText], calls: int) -> list[Sequence[EntryText]]:
    """Return the entries in `calls` groups of neighbours, as equal in number as can be."""
    borders = [round(n * len(entries) / calls) for n in range(calls + 1)]
    return [entries[start:end] for start, end in pairwise(borders)]


def _needed(group: Sequence[EntryText], window: Window) -> int:
    return sum(_ANSWER_TOKENS + window.count(_text(entry, 1)) + 1 for entry in group)


def _told(group: Sequence[EntryText], left: int, window: Window) -> dict[str, int]:
    """Return how many examples of each entry there is room for; the shortest come first, so that most entries get one."""
    told = {entry.id: 1 for entry in group}
    for place in range(1, max(len(entry.examples) for entry in group)):
        costs = {e.id: window.count(e.examples[place]) + 1 for e in group if place < len(e.examples)}
        for id_, cost in sorted(costs.items(), key=lambda one: one[1]):
            if cost > left:
                return told
            told[id_], left = place + 1, left - cost
    return told


def _part(group: Sequence[EntryText], told: dict[str, int]) -> Part:
    return Part({entry.id: _text(entry, told[entry.id]) for entry in group})


def _text(entry: EntryText, examples: int) -> str:
    return "\n".join((entry.head, *entry.examples[:examples]))
