"""Text of people as it stands, where a widget reads Markdown (the labels of buttons)."""

import re
import string

_SIGNS = re.compile(f"([{re.escape(string.punctuation)}])")
_PARTED = re.compile(r"(?<=[:.@&/<>~=])|(?=[:.@&/<>~=])|(?<=-)(?=[->])|(?<=\\w)(?=_)")
_JOINER = "\u2060"


def literal(text: str) -> str:
    """Return the text with every sign that Markdown would read escaped, on one line.

    Short codes (`:name:`), arrows and addresses are replaced after Markdown has been read, escaped or not: an invisible joiner
    parts them.
    """
    return _SIGNS.sub(r"\\\1", _PARTED.sub(_JOINER, " ".join(text.split())))


def first_name(name: str) -> str:
    """Return the first word of a name, as it is said in passing."""
    return name.split(maxsplit=1)[0]
