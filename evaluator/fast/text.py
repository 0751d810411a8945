"""A text as the fast critic reads it: sentences with positions, everything else blanked that is not the speaker's own voice."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluator.fast.spelling import mended
from evaluator.fast.visible import visible

SAME = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"',
        "\u00bb": '"', "\u2013": "-", "\u2014": "-", "\u2011": "-", "\u00a0": " ", "\t": " ", "\n": " ", "\r": " ",
    }
)  # fmt: skip
BLANK = "\u00a6"
_QUOTED = re.compile(r'(?<!\d)"[^"]{1,2000}"|:\s*"[^"]+$|(?<![\w])\'[^\']{2,200}\'(?!\w)')
_END = re.compile(r"[.!?\u2026]+[\"')\]]*(?=\s|$)|\n+")
_TITLE = re.compile(r"(?:\b(?:mr|mrs|ms|dr|st|no|vs|approx|e\.g|i\.e|a\.m|p\.m)|\b[a-z])\.$")
_WORD = re.compile(r"[a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+(?:'[a-z]+)?|\d[\d.,:]*")


@dataclass(frozen=True)
class Sentence:
    """One sentence: positions [start, end) in the text, and whether it asks."""

    start: int
    end: int
    asks: bool


@dataclass(frozen=True)
class Reading:
    """A text and its readings of the same length, so that a position in one is a position in all.

    `original` is what a reader sees, without hidden characters; `written` what was typed, and `places` where in it each
    character of `original` stands; `plain` in lower case with plain quotes and dashes; `voice` is `plain` with quotations
    and notes to a grader blanked out: what somebody else said, or what is not said to the customer, proves no act.
    """

    original: str
    plain: str
    voice: str
    sentences: tuple[Sentence, ...]
    written: str
    places: Sequence[int]

    def typed(self, start: int, end: int) -> str:
        """Return what was typed between two positions, hidden characters and all."""
        places = self.places[start:end]
        return self.written[min(places) : max(places) + 1] if places else ""

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence that holds a position."""
        return next((s for s in self.sentences if s.start <= position < s.end), self.sentences[-1])

    def spoken(self, sentence: Sentence) -> str:
        """Return the sentence in the speaker's own voice."""
        return self.voice[sentence.start : sentence.end]

    def words(self) -> list[str]:
        """Return the words and numbers of the speaker's own voice, in order."""
        return _WORD.findall(self.voice)


def read(
    text: str,
    aside: Callable[[str, Sequence[Sentence]], list[tuple[int, int]]] | None = None,
    known: frozenset[str] = frozenset(),
) -> Reading:
    """Return the reading of a text; what `aside` names is blanked in `voice`, as quotations are.

    Slips of the keyboard in `known` words are put right in `plain` and `voice`.
    """
    seen, places = visible(text)
    plain = mended(_lower(seen.translate(SAME)), known)
    sentences = _sentences(seen, plain)
    voice = _blank(plain, [match.span() for match in _QUOTED.finditer(plain)])
    if aside is not None:
        lines = "".join("\n" if typed == "\n" else letter for typed, letter in zip(seen, plain, strict=True))
        voice = _blank(voice, aside(lines, sentences))
    return Reading(seen, plain, voice, sentences, text, places)


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text that is in lower case, with plain quotes."""
    return _WORD.findall(text)


def clause(reading: Reading, start: int, end: int, longest: int = 160) -> str:
    """Return the verbatim words around a position: the whole sentence, or the part between commas where it is long."""
    sentence = reading.sentence_at(start)
    end = max(end, start + 1)
    while end < len(reading.plain) and (reading.plain[end].isalnum() or reading.plain[end] == "'"):
        end += 1
    if max(sentence.end, end) - sentence.start <= longest:
        return reading.typed(sentence.start, max(sentence.end, end)).strip()
    left = max(reading.plain.rfind(mark, sentence.start, start) for mark in ",;:-") + 1
    rights = [found for mark in ",;:-" if (found := reading.plain.find(mark, end, sentence.end)) >= 0]
    return reading.typed(max(left, sentence.start), min(rights, default=sentence.end)).strip()


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _sentences(text: str, plain: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _TITLE.search(plain[max(0, start, match.start() - 8) : match.start() + 1]):
            continue
        if plain[start : match.end()].strip():
            found.append(Sentence(start, match.end(), "?" in match.group()))
            start = match.end()
    if plain[start:].strip() or not found:
        found.append(Sentence(start, len(text), False))
    return tuple(found)


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text
