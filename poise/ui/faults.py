"""What went wrong, in the language of the page: the program says it in English, a file of sentences says it otherwise."""

import re
from functools import cache

from poise.conversation.texts import Texts, read_texts
from poise.ui.language import language
from poise.ui.texts_file import FOLDER

FAULTS = FOLDER / "faults"
_VALUE = re.compile(r"\\\$([a-z]+)")


def fault_words(fault: object) -> str:
    """Return a fault's words in the page's language, in English where that language has no such sentence.

    The file `texts/faults/<language>.yaml` sets each English sentence beside its own; what stands in the place of a `$name`
    there is taken over, and said in that language too where it is such a sentence itself.
    """
    return _in_language(str(fault), language())


def _in_language(fault: str, code: str) -> str:
    for pattern, key, texts in _sentences(code):
        if found := pattern.fullmatch(fault):
            return texts(key, **{name: _in_language(value, code) for name, value in found.groupdict().items()})
    return fault


@cache
def _sentences(code: str) -> tuple[tuple[re.Pattern[str], str, Texts], ...]:
    file = FAULTS / f"{code}.yaml"
    if not file.is_file():
        return ()
    texts = read_texts(file)
    return tuple((_pattern(key.partition(".")[2]), key, texts) for key in sorted(texts.keys(), key=_plainest))


def _plainest(key: str) -> tuple[int, str]:
    # "… Wait a little …" before "… Wait $seconds s …": what a value might swallow is looked for first.
    return len(_VALUE.findall(re.escape(key))), key


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(_VALUE.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL)
