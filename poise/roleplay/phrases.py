"""Plain wordings found in a text: how trainers write cues without writing patterns. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

_GAP = r"(?:\W+\w+){0,4}?\W+"


def find(wordings: Sequence[str], text: str, leaving_out: Sequence[str] = ()) -> str | None:
    """Return the first of the wordings that stands in `text`, None where none does.

    Case and the form of apostrophes do not matter; whole words are meant, `*` at an end stands for any letters and
    ` ... ` for up to four words. What `leaving_out` names is taken out of the text first.
    """
    plain = normal(text)
    for wording in leaving_out:
        plain = _pattern(normal(wording)).sub(" ~ ", plain)
    return next((wording for wording in wordings if _stands(wording, plain)), None)


def count(wordings: Sequence[str], text: str) -> int:
    """Return how many of the wordings stand in `text`."""
    plain = normal(text)
    return sum(_stands(wording, plain) for wording in wordings)


def _stands(wording: str, plain: str) -> bool:
    sought = normal(wording)
    # Nearly always it does not, which a plain search tells much sooner.
    return sought.strip("*").partition(" ... ")[0] in plain and _pattern(sought).search(plain) is not None


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Return the text in lower case, with straight apostrophes and single spaces."""
    return " ".join(text.lower().replace("’", "'").replace("‘", "'").split())


@lru_cache(maxsize=2048)
def _pattern(wording: str) -> re.Pattern[str]:
    core = wording.strip("*")
    body = _GAP.join(re.escape(part) for part in core.split(" ... "))
    before = r"(?<!\w)" if core[:1].isalnum() and not wording.startswith("*") else ""
    after = r"(?!\w)" if core[-1:].isalnum() and not wording.endswith("*") else ""
    return re.compile(before + body + after)
