"""What in a reply is not said to the customer: notes to a grader, markup, told or listed acts, other languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from evaluator.fast.rules import Weights, wording
from evaluator.fast.text import Reading, Sentence, words_of

_MIN_WORDS = 4
_MIN_LIST, _MIN_PARTS = 6, 5
_MIN_ACTS = 3
_MIN_TEXT = 8
_MIN_SHARE = 0.08


@dataclass(frozen=True)
class Aside:
    """Finds the parts that are not said to the customer.

    `spans` are notations (markup, role tags, stage directions); `to_grader` wordings mark their whole sentence; `acts` are
    names of strategies, of which a list is no act; `glue` and `foreign` are the small words of English and of others.
    """

    spans: re.Pattern[str]
    to_grader: re.Pattern[str]
    acts: re.Pattern[str]
    small: frozenset[str]
    glue: frozenset[str]
    foreign: frozenset[str]

    def __call__(self, plain: str, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
        """Return the positions of these parts in a text in lower case that still has its line breaks."""
        found = [match.span() for match in self.spans.finditer(plain)]
        return found + [(s.start, s.end) for s in sentences if self._aimed_elsewhere(plain[s.start : s.end])]

    def is_foreign(self, sentence: str) -> bool:
        """Return whether a sentence is in a language that the rules do not read."""
        return _is_foreign(sentence, self.foreign, self.glue)

    def _aimed_elsewhere(self, sentence: str) -> bool:
        if self.to_grader.search(sentence) or self.is_foreign(sentence):
            return True
        if len({match.group() for match in self.acts.finditer(sentence)}) >= _MIN_ACTS:
            return True
        words, parts = words_of(sentence), re.split(r"[,;:/|](?!\d)", sentence)
        if len(words) >= _MIN_LIST and not any(word in self.glue for word in words):
            return True
        return len(parts) >= _MIN_PARTS and len(words) < 2 * len(parts)


# A sentence is asked about where it is read and where the language of the whole is told.
@lru_cache(maxsize=1024)
def _is_foreign(sentence: str, foreign: frozenset[str], glue: frozenset[str]) -> bool:
    words = words_of(sentence)
    if not sentence.isascii() and any(c >= "\u0370" for c in sentence if c.isalpha()):
        return sum(c >= "\u0370" for c in sentence if c.isalpha()) > sum(map(len, words))
    other = sum(word in foreign or not word.isascii() for word in words)
    return len(words) >= _MIN_WORDS and other >= 2 and other > sum(word in glue for word in words)


def is_english(reading: Reading, aside: Aside) -> bool:
    """Return whether enough of a text can be read by English rules; short texts count where they hold Latin letters."""
    own = [reading.plain[s.start : s.end] for s in reading.sentences]
    words = [word for sentence in own if not aside.is_foreign(sentence) for word in words_of(sentence)]
    if not words:
        return False
    length = len(words_of(reading.plain))
    common = sum(word in aside.small for word in words) / length
    return length < _MIN_TEXT or common >= _MIN_SHARE or bool(aside(reading.plain, reading.sentences))


def aside_of(weights: Weights) -> Aside:
    """Return what finds asides by the lists of the weights."""
    lists = weights.lists
    return Aside(
        spans=re.compile("|".join(_named(text, weights) for text in lists["not_spoken"]), re.MULTILINE),
        to_grader=wording(lists["to_grader"], weights.classes),
        acts=wording(("<act_name>",), weights.classes),
        small=weights.sets["function_words"],
        glue=(weights.sets["function_words"] | weights.sets["stop_words"] | {"per"}) - weights.sets["keyword_like"],
        foreign=weights.sets["foreign_words"],
    )


def _named(text: str, weights: Weights) -> str:
    return text.replace("<act_name>", "(?:" + "|".join(weights.classes["act_name"]) + ")")
