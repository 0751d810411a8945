"""Numbers in a text, however they are written, so that two texts can be compared. Pure."""

import re

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_SMALL)} | {word: 10 * (n + 2) for n, word in enumerate(_TENS)}
_SCALES = {"hundred": 100, "thousand": 1000}
_WORD = "|".join([*_VALUES, *_SCALES])
_WRITTEN = re.compile(
    rf"\b(?:a\s+(?=hundred|thousand))?(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD}))*\b", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_MONEY = re.compile(
    rf"[£$€]\s?(?P<before>{_DIGITS.pattern})"
    rf"|(?P<after>{_DIGITS.pattern}|{_WRITTEN.pattern})\s?(?:%|per\s?cent|(?:pounds?|quid|dollars?|euros?|pence|cents?)\b)",
    re.IGNORECASE,
)


def figures(text: str) -> frozenset[str]:
    """Return every number of a text in digits: `1,200`, `7:30` and `fifteen` become 1200, 7.30 and 15.

    A lone `one` is left out: it mostly counts nothing.
    """
    digits = {_tidy(match.group()) for match in _DIGITS.finditer(text)}
    written = {match.group().lower() for match in _WRITTEN.finditer(text)} - {"one"}
    return frozenset(digits | {_value(words) for words in written})


def amounts(text: str) -> frozenset[str]:
    """Return the numbers that are amounts of money or percentages, in digits."""
    found = (match["before"] or match["after"] for match in _MONEY.finditer(text))
    return frozenset(_tidy(number) if number[0].isdigit() else _value(number.lower()) for number in found)


def _tidy(digits: str) -> str:
    whole = re.sub(r",(?=\d{3}(?!\d))", "", digits).replace(":", ".").replace(",", ".")
    return whole.removesuffix(".00")


def _value(words: str) -> str:
    total = part = 0
    for word in re.split(r"[\s-]+", words):
        if word in _SCALES:
            part = max(1, part) * _SCALES[word]
            if word == "thousand":
                total, part = total + part, 0
        else:
            part += _VALUES.get(word, 0)
    return str(total + part)
