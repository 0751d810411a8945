"""A document as PDF: A4, text that can be searched, typefaces embedded."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as DrawnTable

from poise.practice.export.blocks import Block, Bullets, Curve, Document, Heading, Quote, Speech, Table, Words
from poise.practice.export.curve_pdf import CurveDrawing
from poise.practice.export.pdf_fonts import BOLD, PLAIN, marked_up, register

_ACCENT, _INK, _SOFT, _RULE, _TINT = map(HexColor, ("#2f6f6a", "#23282b", "#5c6367", "#ddd9cf", "#efede6"))
_MARGIN = 20 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_PLAIN = ParagraphStyle(
    "plain", fontName=PLAIN, fontSize=9.5, leading=14, textColor=_INK, spaceAfter=4, splitLongWords=1
)
_SMALL = ParagraphStyle("small", _PLAIN, fontSize=8, leading=11.5, spaceAfter=0)
_STYLES = {
    1: ParagraphStyle("h1", _PLAIN, fontName=BOLD, fontSize=18, leading=23),
    2: ParagraphStyle("h2", _PLAIN, fontName=BOLD, fontSize=13, leading=18, spaceBefore=14, keepWithNext=1),
    3: ParagraphStyle("h3", _PLAIN, fontName=BOLD, spaceBefore=6, spaceAfter=1, keepWithNext=1),
}
_FAINT = ParagraphStyle("soft", _PLAIN, fontSize=8.5, leading=12, textColor=_SOFT)
_SAID = ParagraphStyle("quote", _PLAIN, leftIndent=10, borderPadding=(0, 0, 0, 6))
_RULED = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, _RULE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ]
)


def pdf(document: Document) -> bytes:
    """Return the document as PDF. The same document gives the same bytes."""
    register()
    out = BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
        title=document.title, author=document.foot, subject=document.about, lang=document.language, invariant=1,
    )  # fmt: skip
    flow = [Paragraph(marked_up(document.title), _STYLES[1]), Paragraph(marked_up(document.about), _FAINT)]
    flow += [part for block in document.blocks for part in _block(block)]

    def number(canvas: Any, page: Any) -> None:
        canvas.setFont(PLAIN, 8)
        canvas.setFillColor(_SOFT)
        canvas.drawString(_MARGIN, 12 * mm, document.foot)
        canvas.drawRightString(A4[0] - _MARGIN, 12 * mm, str(page.page))

    template.build(flow, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def _block(block: Block) -> Iterator[Flowable]:
    match block:
        case Heading():
            yield Paragraph(marked_up(block.text), _STYLES[block.level])
        case Words():
            yield Paragraph(marked_up(block.text), _FAINT if block.soft else _PLAIN)
        case Quote():
            if block.lead:
                yield Paragraph(marked_up(block.lead), _FAINT)
            yield Paragraph(f"\u201c{marked_up(block.text.strip())}\u201d", _SAID)
        case Bullets():
            for number, line in enumerate(block.lines, start=1):
                sign = f"{number}." if block.numbered else "\u2022"
                yield Paragraph(marked_up(line), _SAID, bulletText=sign)
        case Table():
            yield _table(block)
        case Curve():
            yield CurveDrawing(block, _WIDTH, 55 * mm, _ACCENT, _INK, _RULE)
        case Speech():
            yield from _speech(block)


def _table(table: Table) -> Flowable:
    shares = {3: (0.2, 0.14, 0.66), 4: (0.17, 0.23, 0.44, 0.16)}[len(table.head)]
    rows = [[Paragraph(marked_up(cell), _SMALL) for cell in row] for row in (table.head, *table.rows)]
    return DrawnTable(rows, colWidths=[share * _WIDTH for share in shares], repeatRows=1, style=_RULED)


def _speech(speech: Speech) -> Iterator[Flowable]:
    shift = 24 if speech.learner else 0
    who = ParagraphStyle("who", _FAINT, leftIndent=shift, spaceBefore=6, spaceAfter=0, keepWithNext=1)
    said = ParagraphStyle("said", _PLAIN, leftIndent=shift, rightIndent=24 - shift)
    note = ParagraphStyle("note", _SMALL, leftIndent=shift + 10, spaceAfter=1, textColor=_SOFT)
    if speech.learner:
        said = ParagraphStyle("mine", said, backColor=_TINT, borderPadding=4, spaceBefore=4, spaceAfter=7)
    words = "".join(_passage(marked_up(p.text), bool(p.quotes), p.ends) for p in speech.passages)
    yield KeepTogether([Paragraph(marked_up(speech.who), who), Paragraph(words, said)])
    for one in speech.notes:
        number = f"{one.number}  " if one.number else ""
        text = f"{number}{marked_up(one.kind)}: <b>{marked_up(one.text)}</b>"
        yield Paragraph(f"{text}. {marked_up(one.words)}" if one.words else text, note)
    yield Spacer(1, 4)


def _passage(words: str, marked: bool, ends: tuple[int, ...]) -> str:
    numbers = "".join(f"<super>{number} </super>" for number in ends)
    return f"<u>{words}</u>{numbers}" if marked else words
