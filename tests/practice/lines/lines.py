"""Results that tests make up: a conversation is its lines, everything else is plain."""

from poise.practice.lines.result import Result, Shown, Talk
from poise.practice.lines.stamp import Stamp

STAMP = Stamp(persona="a", prompts="b", model="c")


def shown(line: str, **changes) -> Shown:
    plain = {
        "reply": "I see.",
        "act": "press",
        "strength": 2,
        "anger": 60,
        "authored": False,
        "tries": 1,
        "seconds": 1.0,
    }
    return Shown(**{**plain, "line": line, **changes})


def talk(*lines: str | Shown, **changes) -> Talk:
    plain = {
        "id": "good",
        "agent": "good",
        "seed": 7,
        "opening": "It is still pink.",
        "opening_anger": 62,
        "warm_seconds": 0.0,
    }
    said = tuple(shown(line) if isinstance(line, str) else line for line in lines)
    return Talk(**{**plain, "shown": said, **changes})


def result(*talks: Talk, persona: str = "irate-diner", stamp: Stamp = STAMP) -> Result:
    return Result(persona=persona, level="standard", customer="some model", stamp=stamp, versions={}, talks=talks)
