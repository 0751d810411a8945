"""A promise that is denied is none: "I will not ring you on Friday" says no time and promises no call."""

import re
from dataclasses import replace

from evaluator.fast.text import BLANK, Reading

PROMISES = frozenset(
    {"ownership", "solution", "timeframe", "follow_up", "escalate", "root_cause", "positive_close", "choice"}
)
_REFUSAL = re.compile(
    r"(?<!\w)(?:i|we) ?"
    r"(?:(?:will|shall|can|could|am|are|'m|'re|have|'ve|do|would)? ?(?:not|never)|cannot|"
    r"(?:wo|ca|sha|have|do|are|could|would)n'?t|(?:am|are|'m|'re) unable to)"
    r" (?!(?:only|just|rest|stop|forget|hesitate|wait|mind|leave)\b)"
    r"[^,;:.!?]*?(?= (?:but|until|unless|before|without|and (?:i|we))\b|[,;:.!?]|$)"
)

_DOUBT = re.compile(
    r"(?<!\w)(?:can ?not|could ?not|will not|would not|dare not|(?:ca|could|wo|would)n'?t) (?:promise|guarantee|swear)\b[^.!?;]*"
)


def without_refusals(reading: Reading) -> Reading:
    """Return the reading with clauses blanked in which the agent says what they will not do."""
    return _blanked(reading, _REFUSAL)


def without_doubts(reading: Reading) -> Reading:
    """Return the reading with what blanked that the agent says they cannot promise."""
    return _blanked(reading, _DOUBT)


def _blanked(reading: Reading, what: re.Pattern[str]) -> Reading:
    voice = what.sub(lambda match: BLANK * len(match.group()), reading.voice)
    return reading if voice == reading.voice else replace(reading, voice=voice)
