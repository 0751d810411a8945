"""When something happens, as a text says it: spans of time, clock times, days of the week, today and tomorrow. Pure.

Only times of the same kind can be held against each other: "tomorrow" and "on the 6th" may be the same day, and nobody here
knows.
"""

import re
from collections.abc import Mapping
from typing import Literal

Kind = Literal["span", "clock", "weekday", "day", "date"]
Times = Mapping[Kind, frozenset[int]]
"""The times of a text by kind: minutes of a span, minutes past twelve, days from Monday, days from today, days of a month."""
Agreement = Literal["same", "other", "given", "none"]

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60,
}  # fmt: skip
_UNITS = {"sec": 0, "min": 1, "hour": 60, "hr": 60, "day": 1440, "week": 10080, "month": 43200}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBER = rf"\d+|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}"
_SPAN = re.compile(
    rf"\b({_NUMBER})(?:\s*(?:to|or|-|–)\s*(?:{_NUMBER}))?[\s-]*(?:(?:business|working)\s+)?"
    r"(sec|min|hour|hr|day|week|month)[a-z]*\b(?!\s+(?:after|late|later|ago|before|earlier|old|too))"
)
_PARTS = ((re.compile(r"\b(?:three quarters|3/4) of an hour\b"), 45), (re.compile(r"\bquarter of an hour\b"), 15),
          (re.compile(r"\bhalf (?:an|1) hour\b"), 30))  # fmt: skip
_CLOCK = re.compile(
    rf"\b(?:by|at|until|before|till|from|about|due|due at)\s+({_NUMBER})(?:[:.](\d\d))?"
    r"(?!\s*(?:%|\d|working|business|sec|min|hour|hr"
    rf"|day|week|pound|quid|times|st\b|th\b|nd\b|rd\b))\b|\b({_NUMBER})(?:[:.](\d\d))?\s*(?:o'clock|[ap]\.?m\b)|(?<![£$€\d.,])\b([01]?\d|2[0-3])[:.]([0-5]\d)\b(?!\s?%)"
)
_NOON = re.compile(r"\b(?:noon|midday|midnight)\b")
_WEEKDAY = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|nes|r|rs|rsday|urday|ur)?(?:['’]s)?\b", re.I
)
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|same day|end of (?:the |this )?(?:shift|day|business))\b"
)
_TOMORROW = re.compile(r"\btomorrow\b")
_DATE = re.compile(
    r"\b(\d\d?)(?:st|nd|rd|th)\b|\b(\d\d?)\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(\d\d?)/\d\d?\b(?!/)"
)
_NOW = re.compile(
    r"\b(?:right|straight) (?:away|now|back)\b|\bimmediately\b|\bat once\b|\bthis (?:minute|moment|instant)\b|\bnow\b"
)


def times(text: str) -> Times:
    """Return the times that a text gives, kind by kind; an empty mapping where it gives none."""
    plain = " ".join(text.lower().replace("’", "'").split())
    found: dict[Kind, frozenset[int]] = {
        "span": _spans(plain),
        "clock": _clocks(plain),
        "weekday": frozenset(_DAYS.index(day) for day in _WEEKDAY.findall(plain)),
        "day": frozenset([0] * bool(_TODAY.search(plain)) + [1] * bool(_TOMORROW.search(plain))),
        "date": frozenset(int(next(filter(None, parts))) for parts in _DATE.findall(plain)),
    }
    return {kind: values for kind, values in found.items() if values}


def agreement(said: Times, noted: Times) -> Agreement:
    """Return how the noted times stand to those that were said: the same, another one, given but not comparable, or none."""
    shared = [kind for kind in said if kind in noted]
    if any(said[kind].isdisjoint(noted[kind]) for kind in shared):
        return "other"
    if shared:
        return "same"
    return "given" if noted else "none"


def at_once(text: str) -> bool:
    """Whether a text speaks of this very moment and gives no later time."""
    return _NOW.search(text.lower()) is not None and not times(text)


def _spans(plain: str) -> frozenset[int]:
    exact = [minutes for pattern, minutes in _PARTS if pattern.search(plain)]
    if exact:
        return frozenset(exact[:1])
    return frozenset(_number(number) * _UNITS[unit] for number, unit in _SPAN.findall(plain))


def _clocks(plain: str) -> frozenset[int]:
    found = [tuple(filter(None, parts)) for parts in _CLOCK.findall(plain)]
    exact = {_number(parts[0]) % 12 * 60 + (int(parts[1]) if len(parts) > 1 else 0) for parts in found}
    return frozenset(exact | ({0} if _NOON.search(plain) else set()))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]
