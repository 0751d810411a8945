"""A learner's words made harmless before they stand in a prompt; the transcript keeps the original. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_TEMPLATE = re.compile(
    r"<\|[^|>]{0,40}\|>|</?s>|</?(?:system|user|assistant|im_start|im_end|tool_call|think)\s*>|\[/?INST\]|<<|>>|```",
    re.I,
)
_SPEAKERS = ("agent", "customer", "system", "developer", "tool", "assistant", "user", "narrator", "script")
_BRACKETS = str.maketrans("[]{}【】", "()()()")


def one_line(text: str, speakers: Sequence[str]) -> str:
    """Return `text` as one line that cannot be taken for script: no control or zero-width characters, no brackets, no
    template markers.

    A name of `speakers`, or any other single word in front of a colon at a sentence's beginning that the script uses for
    speakers, loses its colon. Every turn asks for every earlier reply again, so answers are kept.
    """
    return _one_line(text, tuple(speakers))


@lru_cache(maxsize=4096)
def _one_line(text: str, speakers: tuple[str, ...]) -> str:
    flat = unicodedata.normalize("NFKC", text)
    if not flat.isprintable():
        flat = "".join(" " if _unseen(char) else char for char in flat)
    previous = None
    while flat != previous:
        previous, flat = flat, _TEMPLATE.sub(" ", flat)
    flat = flat.translate(_BRACKETS)
    names = "|".join(re.escape(name) for name in (*speakers, *_SPEAKERS))
    flat = re.sub(rf"(?<!\w)({names})(\s*\([^)]*\))?\s*[:：]", r"\1\2", flat, flags=re.I)
    return " ".join(flat.split())


def _unseen(char: str) -> bool:
    """Whether a character is a control, a format or a line-breaking one: zero-width, bidirectional, tabs, new lines."""
    return unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
