"""The same words in other characters: how a reply can be hidden from a critic that reads letters as they come."""

from collections.abc import Callable, Mapping
from typing import Literal

Rewrite = Literal[
    "zero_width",
    "soft_hyphen",
    "full_width",
    "cyrillic",
    "variation_selectors",
    "right_to_left",
    "combining_joiner",
]
_CYRILLIC = str.maketrans("aceopxyisjABCEHKMOPTX", "асеорхуіѕјАВСЕНКМОРТХ")
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


def _between(text: str, hidden: str) -> str:
    return hidden.join(text)


REWRITES: Mapping[Rewrite, Callable[[str], str]] = {
    "zero_width": lambda text: _between(text, "\u200b"),
    "soft_hyphen": lambda text: _between(text, "\u00ad"),
    "full_width": lambda text: text.translate(_FULL_WIDTH),
    "cyrillic": lambda text: text.translate(_CYRILLIC),
    "variation_selectors": lambda text: _between(text, "\ufe0f"),
    "right_to_left": lambda text: f"\u202e\u202d{text}\u202c\u202c",
    "combining_joiner": lambda text: _between(text, "\u034f"),
}
"""Name to disguise; each returns a text that looks the same, or nearly so, to a reader."""
