"""Which of many wordings can stand in a text at all: all of them at once, so that only those few are looked for one by one."""

import re
from functools import lru_cache

import re2  # type: ignore[import-untyped]

_TEXTS = 256
_MEMORY = 64 << 20
"""Bytes that RE2 may keep for each wording's states: with its own 8 MiB it forgets and begins anew."""
_OTHER_LETTERS = re.compile(r"[^\W\x00-\x7f]|[^\S\x00-\x7f]")
"""Letters and spaces for which RE2's classes (ASCII) differ from Python's."""


class Sieve:
    """Wordings (regular expressions) by number. RE2 reads them in one pass; what it cannot read is always possible."""

    def __init__(self) -> None:
        self._filter, self._options = re2.Filter(), re2.Options()
        self._options.log_errors = False
        self._options.max_mem = _MEMORY
        self._numbers: list[int] = []
        self._always: set[int] = set()
        self._count = 0
        self._sealed = False
        self.possible = lru_cache(maxsize=_TEXTS)(self._possible)
        """The numbers of the wordings that a text may hold: every one that it does hold, and few others."""

    def add(self, wording: str) -> int:
        """Take a wording in and return its number. All are taken in before the first look."""
        number, self._count = self._count, self._count + 1
        try:
            self._filter.Add(wording, self._options)
        except re2.error:
            self._always.add(number)
        else:
            self._numbers.append(number)
        return number

    def _possible(self, text: str) -> frozenset[int]:
        if not self._sealed:
            self._filter.Compile()
            self._sealed = True
        if _OTHER_LETTERS.search(text):
            return frozenset(range(self._count))
        return frozenset(self._numbers[found] for found in self._filter.Match(text) or ()) | self._always
