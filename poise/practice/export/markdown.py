"""A document as Markdown in which nobody's words become markup. Pure."""

import re
from collections.abc import Iterator

from poise.practice.export.blocks import (
    Block,
    Bullets,
    Curve,
    Document,
    Heading,
    Quote,
    Speech,
    SpeechNote,
    Table,
    Words,
)

_SIGNS = re.compile(r"([\\`*_\[\]<>|~&])")
_AT_THE_START = re.compile(r"^(\s*)(?:([-+=#])|(\d{1,9})([.)]))", re.MULTILINE)
_SPACES = re.compile(r"[^\S\n]+")


def markdown(document: Document) -> str:
    """Return the document as Markdown (CommonMark with tables)."""
    parts = [f"# {_line(document.title)}", _line(document.about)]
    parts += ["\n\n".join(_block(block)) for block in document.blocks]
    return "\n\n".join([*parts, "---", _line(document.foot)]) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_line(block.text)}"
        case Words():
            yield _line(block.text)
        case Quote():
            if block.lead:
                yield _line(block.lead)
            yield _quoted(block.text)
        case Bullets():
            signs = (f"{n}." if block.numbered else "-" for n in range(1, len(block.lines) + 1))
            yield "\n".join(f"{sign} {_line(line)}" for sign, line in zip(signs, block.lines, strict=True))
        case Table():
            yield "\n".join(_row(row) for row in (block.head, ("---",) * len(block.head), *block.rows))
        case Curve():
            yield _line(block.words)
        case Speech():
            yield from _speech(block)


def _speech(speech: Speech) -> Iterator[str]:
    yield f"**{_line(speech.who)}**"
    yield "\n".join(f"> {line}" for line in _marked(speech).split("\n"))
    if speech.notes:
        yield "\n".join(map(_note, speech.notes))


def _note(note: SpeechNote) -> str:
    number = f"[{note.number}] " if note.number else ""
    return f"- {number}{_line(note.kind)}: **{_line(note.text)}** {_line(note.words)}".rstrip()


def _marked(speech: Speech) -> str:
    """Return the words, the proving ones in bold with their numbers behind them."""
    return "".join(_passage(_escaped(p.text), bool(p.quotes), p.ends) for p in speech.passages)


def _passage(text: str, marked: bool, ends: tuple[int, ...]) -> str:
    if not marked or not text.strip():
        return text
    inside = text.strip()
    before, after = text[: text.index(inside)], text[text.index(inside) + len(inside) :]
    return f"{before}**{inside}**{''.join(f' [{number}]' for number in ends)}{after}"


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell if cell == "---" else _line(cell) for cell in cells) + " |"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in _escaped(text.strip()).split("\n"))


def _line(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    """Return the text with every sign escaped that means something, at the start of a line those that mean something there."""
    whole = _SIGNS.sub(r"\\\1", _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))
    return _AT_THE_START.sub(_escaped_start, whole)


def _escaped_start(match: re.Match[str]) -> str:
    space, sign, number, point = match.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{point}"
