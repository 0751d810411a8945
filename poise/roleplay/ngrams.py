"""The words of a text, and every two and three that stand side by side: by them the hearing tells what a sentence does."""

import re
from functools import lru_cache

LONGEST = 3
_TEXTS = 4096
_TOKEN = re.compile(r"'(?:ll|m|re|ve|d|s|t)\b|[a-z]+|£|\d+|[?!,.:;]")
_BEGIN, _END, _NUMBER = "<", ">", "0"


@lru_cache(maxsize=_TEXTS)
def ngrams(text: str) -> frozenset[str]:
    """Return the n-grams of a text in lower case, n from 1 to 3; begin and end count as words, all numbers as one."""
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    tokens = [_BEGIN, *(_NUMBER if one.isdigit() else one for one in found), _END]
    return frozenset(
        " ".join(tokens[start : start + n]) for n in range(1, LONGEST + 1) for start in range(len(tokens) - n + 1)
    )
