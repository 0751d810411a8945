"""A reply taken apart: sentences, and within them the clauses in which something may be offered, asked or refused."""

import re
from dataclasses import dataclass

from poise.conversation.hearing import Span

_SENTENCE = re.compile(r"[^.!?…\n]+(?:(?<=\d)\.(?=\d)[^.!?…\n]*)*[.!?…]*|[.!?…]+")
_TURN = re.compile(
    r"\s*(?:;|:\s|\s[–—-]\s|,?\s+\b(?:but|however|although|though|instead(?!\s+of)|because|otherwise)\b,?)\s*", re.I
)
_ALTERNATIVE = re.compile(r"\s*(?:,\s*(?:or|and|plus)\b|\b(?:or|and|plus|as well as|along with)\b|,)\s*", re.I)
_QUESTION = re.compile(
    r"\s*(?::\s|,?\s+\b(?:and|or)\s+(?=(?:do|does|did|is|are|was|were|what|how|when|where|who|why|which|would|could|can|have|has|had|may)\b))",
    re.I,
)
_PURPOSE = re.compile(r"[,\s]+(?:so that|in case|(?:so|before) (?=i\b|we\b))", re.I)


@dataclass(frozen=True)
class Clause:
    """A part of a text at [start, end); `question` says that its sentence ends in a question mark."""

    text: str
    start: int
    question: bool = False

    @property
    def end(self) -> int:
        """Where the clause ends in the text."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """The clause as a span of the text."""
        return Span(start=self.start, end=self.end, text=self.text)

    def part(self, start: int, end: int) -> "Clause":
        """Return the part at [start, end), counted within this clause, without outer white space."""
        piece = self.text[start:end]
        inner = piece.strip()
        return Clause(inner, self.start + start + len(piece) - len(piece.lstrip()), self.question)


def sentences(text: str) -> list[Clause]:
    """Return the sentences of `text`, each with its end mark."""
    whole = Clause(text, 0)
    found = (whole.part(match.start(), match.end()) for match in _SENTENCE.finditer(text))
    return [Clause(s.text, s.start, s.text.endswith("?")) for s in found if s.text.strip(".!?… ")]


def clauses(sentence: Clause) -> list[Clause]:
    """Return the sentence cut where it turns: at "but", "because", semicolons and dashes."""
    return _cut(sentence, _TURN)


def alternatives(clause: Clause) -> list[Clause]:
    """Return the clause cut at "or", "and" and commas: what may be several things named together."""
    return _cut(clause, _ALTERNATIVE)


def questions(sentence: Clause) -> list[Clause]:
    """Return the questions that one sentence asks; what they are for ("so that I get it right") is left out."""
    parts = (part.part(0, _purpose(part.text)) for part in _cut(sentence, _QUESTION))
    return [part for part in parts if part.text]


def _purpose(text: str) -> int:
    found = _PURPOSE.search(text)
    return found.start() if found else len(text)


def _cut(clause: Clause, at: re.Pattern[str]) -> list[Clause]:
    parts, start = [], 0
    for match in at.finditer(clause.text):
        parts.append(clause.part(start, match.start()))
        start = match.end()
    parts.append(clause.part(start, len(clause.text)))
    return [part for part in parts if part.text]
