"""Two letters that changed places put back, where that makes a word that the rules know."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[a-z]{6,}")


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return the longer words of the rules' texts."""
    return frozenset(word for text in texts for word in _WORD.findall(text.lower()))


def mended(text: str, known: frozenset[str]) -> str:
    """Return a text in lower case, of the same length, with transposed letters of known words put right."""
    return _WORD.sub(lambda match: _mended(match.group(), known), text)


def _mended(word: str, known: frozenset[str]) -> str:
    if word in known:
        return word
    turned = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))
    return next((other for other in turned if other in known), word)
