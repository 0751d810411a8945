"""Personal address: the customer's name, and figures of their case that they did not just say."""

import re

from evaluator.fast.rules import Weights
from evaluator.fast.situation import Situation
from evaluator.fast.text import BLANK, Reading

_NAME = r"[A-Z\u00c0-\u00de][a-z\u00df-\u024f'][\w'\u00c0-\u024f-]*"
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lady)\.? ({_NAME})(?=[,.!?;:]|$|\s+and\b)")
_FIRST = re.compile(rf"(?:^|[.!?]\s+)({_NAME})(?=,\s)")
_CALLED = re.compile(rf"(?:,\s+|\b(?:Dear|Hi|Hello|Goodbye|Hey)\s+)({_NAME})(?=[,.!?](?:\s|$))")
_FIGURE = re.compile(r"[$\u00a3\u20ac\u00a5]\s?\d[\d.,]*\d|\b\d{4,}\b|\bthe (\d+(?:st|nd|rd|th))\b")


def named(reading: Reading, situation: Situation, weights: Weights) -> tuple[int, int] | None:
    """Return where the reply addresses the customer by name, None where it does not."""
    stop = weights.sets["no_name"]
    for pattern in (_TITLED, _CALLED, _FIRST):
        for match in pattern.finditer(reading.original):
            if (
                match.group(1) not in stop
                and _spoken(reading, match.start(1))
                and not _somebody_else(reading, match, weights)
            ):
                return match.start(), match.end()
    return _known_name(reading, situation, stop)


def new_figures(reading: Reading, situation: Situation) -> tuple[int, int] | None:
    """Return where the reply states a sum, a date or a number of the case that nobody has said before."""
    for match in _FIGURE.finditer(reading.original):
        digits = re.sub(r"\D", "", match.group())
        if _spoken(reading, match.start()) and digits not in re.sub(r"[.,]", "", situation.texts):
            return match.span()
    return None


def _known_name(reading: Reading, situation: Situation, stop: frozenset[str]) -> tuple[int, int] | None:
    for name in _names_in(situation.texts):
        if name in stop:
            continue
        for match in re.finditer(rf"\b{re.escape(name)}\b", reading.original):
            if _spoken(reading, match.start()):
                return match.span()
    return None


def _names_in(text: str) -> list[str]:
    signed = re.findall(rf"(?:Yours,|my name is|this is|I'm|name's)\s+(?:[A-Z]\.\s)?({_NAME})", text)
    return signed + [match.group(1) for pattern in (_CALLED, _TITLED) for match in pattern.finditer(text)]


def _somebody_else(reading: Reading, match: re.Match[str], weights: Weights) -> bool:
    introduced = reading.plain[: match.start()].rstrip(", ").endswith(weights.lists["somebody_else"])
    explained = re.match(r",? (?:who|our|my|the|from|runs|is|has|will)\b", reading.plain[match.end() :])
    return bool(introduced or explained)


def _spoken(reading: Reading, position: int) -> bool:
    return reading.voice[position] != BLANK
