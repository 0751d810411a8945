"""Text of people as it stands, where a widget reads Markdown (labels, headings)."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+.!|~<>$:^=-])")


def literal(text: str) -> str:
    """Return the text with every sign that Markdown would read escaped, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def first_name(name: str) -> str:
    """Return the first word of a name, as it is said in passing."""
    return literal(name.split(maxsplit=1)[0])
