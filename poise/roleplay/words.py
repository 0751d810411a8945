"""The words of a text with their places, brought down to stems, and how well one wording covers another."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDINGS = ("ments", "ment", "ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "ly", "s")
_SHORTEST_STEM = 3
_THIN = 2
_IRREGULAR = {
    "is": "be", "are": "be", "am": "be",
    "ate": "eat", "ran": "run", "better": "good", "bought": "buy", "brought": "bring", "came": "come", "children": "child",
    "done": "do", "did": "do", "felt": "feel", "found": "find", "gave": "give", "given": "give", "got": "get", "gone": "go",
    "kept": "keep", "knew": "know", "left": "leave", "made": "make", "paid": "pay", "rang": "ring", "sent": "send",
    "spoke": "speak", "spoken": "speak", "taken": "take", "thought": "think", "threw": "throw", "told": "tell",
    "took": "take", "went": "go", "were": "be", "was": "be", "written": "write", "wrote": "write",
}  # fmt: skip
STOP_WORDS = frozenset(
    {
        "a", "an", "the", "this", "that", "these", "those", "it", "its", "is", "are", "was", "were", "be",
        "been", "being", "am", "i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your", "yours",
        "he", "him", "his", "she", "her", "they", "them", "their", "and", "or", "but", "so", "if", "then",
        "than", "as", "at", "by", "for", "from", "in", "into", "of", "off", "on", "onto", "out", "over", "to",
        "up", "with", "about", "do", "does", "did", "done", "have", "has", "had", "having", "can", "could",
        "will", "would", "shall", "should", "may", "might", "must", "not", "no", "just", "very", "really",
        "too", "also", "there", "here", "what", "which", "who", "when", "where", "why", "how", "all", "any",
        "some", "more", "i'm", "i'll", "i've", "i'd", "we'll", "we've", "we're", "we'd", "you'll", "you've",
        "you're", "you'd", "it's", "that's", "there's", "don't", "didn't", "doesn't", "isn't", "wasn't",
        "can't", "won't", "please", "get", "got", "anything", "everything", "else", "let",
    }
)  # fmt: skip


class Word(NamedTuple):
    """One word: as written, in lower case with a straight apostrophe, its stem, and its place [start, end) in the text."""

    text: str
    plain: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of `text` in order: letters with inner apostrophes, and numbers with a percent sign."""
    return tuple(Word(m.group(), _plain(m.group()), stem(m.group()), *m.span()) for m in _WORD.finditer(text))


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return what inflected forms of an English word share: refund, refunds, refunded, refunding → refund."""
    plain = _plain(word).removesuffix("'s")
    plain = _IRREGULAR.get(plain, plain)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM:
            plain = plain.removesuffix(ending)
            break
    if len(plain) > _SHORTEST_STEM and plain[-1] == plain[-2] and plain[-1] not in "aeiousl":
        plain = plain[:-1]
    return plain[:-1] if len(plain) > _SHORTEST_STEM and plain[-1] in "eyi" else plain


@lru_cache(maxsize=1024)
def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that carry meaning; where there are none, of all words."""
    found = words(text)
    return frozenset(w.stem for w in found if w.plain not in STOP_WORDS) or frozenset(w.stem for w in found)


def coverage(phrase: Collection[str], heard: Collection[str], common: Collection[str] = ()) -> float:
    """Return which share (0–1) of the phrase's stems was heard; stems in `common` weigh half."""
    weights = {item: 0.5 if item in common else 1.0 for item in phrase}
    total = sum(weights.values())
    return sum(weight for item, weight in weights.items() if item in heard) / total if total else 0.0


class Wording(NamedTuple):
    """A wording that a trainer gives for something said: the stems to look for, and those of which one must be there."""

    stems: frozenset[str]
    content: frozenset[str]

    def share(self, heard: Collection[str], common: Collection[str] = ()) -> float:
        """Return which share (0–1) of the wording stands in `heard`, nothing where none of its content does."""
        return coverage(self.stems, heard, common) if not self.content.isdisjoint(heard) else 0.0


def wording(text: str) -> Wording:
    """Return a wording by its content; one that has hardly any ("the steak is on us") by all its words but articles."""
    content, every = content_stems(text), all_stems(text)
    thin = len(content) == 1 and len(every) > _THIN
    return Wording(every - {"a", "an", "the"} if thin else content, content)


def all_stems(text: str) -> frozenset[str]:
    """Return the stems of every word."""
    return frozenset(word.stem for word in words(text))


def shared_stems(groups: Iterable[Collection[str]]) -> frozenset[str]:
    """Return the stems that occur in more than one of the groups: they tell the groups apart less well."""
    once: set[str] = set()
    twice: set[str] = set()
    for group in groups:
        twice |= once & set(group)
        once |= set(group)
    return frozenset(twice)
