"""A document as one HTML file that needs nothing else: style and curve stand in it, people's words are escaped. Pure."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

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
from poise.practice.export.curve_svg import curve_svg

STYLE = Path(__file__).with_name("page.css")
# A file that somebody else opens loads nothing and runs nothing, whatever stands in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(document: Document) -> str:
    """Return the document as a page of its own."""
    body = "\n".join(part for block in document.blocks for part in _block(block))
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(document.title)}</h1>\n<p class='soft'>{escape(document.about)}</p>\n{body}\n"
        f"<footer>{escape(document.foot)}</footer>\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Words():
            yield f"<p{' class=soft' if block.soft else ''}>{escape(block.text)}</p>"
        case Quote():
            if block.lead:
                yield f"<p class='soft lead'>{escape(block.lead)}</p>"
            yield f"<blockquote>{escape(block.text.strip())}</blockquote>"
        case Bullets():
            kind = "ol" if block.numbered else "ul"
            yield f"<{kind}>{''.join(f'<li>{escape(line)}</li>' for line in block.lines)}</{kind}>"
        case Table():
            yield _table(block)
        case Curve():
            yield curve_svg(block)
        case Speech():
            yield _speech(block)


def _table(table: Table) -> str:
    head = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in table.head)
    rows = (
        "".join(f"<td data-head='{escape(h)}'>{escape(cell)}</td>" for h, cell in zip(table.head, row, strict=True))
        for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def _speech(speech: Speech) -> str:
    words = "".join(
        f"{f'<mark>{escape(p.text)}</mark>' if p.quotes else escape(p.text)}{''.join(f'<sup>{n}</sup>' for n in p.ends)}"
        for p in speech.passages
    )
    notes = f"<ul class='notes'>{''.join(map(_note, speech.notes))}</ul>" if speech.notes else ""
    kind = "mine" if speech.learner else "theirs"
    return f"<section class='{kind}'><h3>{escape(speech.who)}</h3><p class='said'>{words}</p>{notes}</section>"


def _note(note: SpeechNote) -> str:
    number = f"<sup>{note.number}</sup> " if note.number else ""
    words = f" {escape(note.words)}" if note.words else ""
    return f"<li>{number}{escape(note.kind)}: <b>{escape(note.text)}</b>{'.' if words else ''}{words}</li>"
