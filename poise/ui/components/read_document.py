"""A document drawn to be read and nothing else: the debrief as an export tells it, in the house's own markup."""

from poise.practice.export.blocks import Block, Bullets, Curve, Document, Heading, Quote, Speech, Table, Words
from poise.ui.markup import Markup, draw, element, joined, quote


def draw_document(document: Document) -> None:
    """Draw a document; people's words are escaped, a curve is left to its table."""
    lead = element("div", element("h2", document.title), element("p", document.about, kind="fine"))
    draw(element("div", lead, *(_block(block) for block in document.blocks), kind="read"))


def _block(block: Block) -> Markup:
    match block:
        case Heading():
            return element(f"h{block.level}", block.text)
        case Words():
            return element("p", block.text, kind="soft" if block.soft else "")
        case Quote():
            return quote(block.text, block.lead)
        case Bullets():
            return element("ol" if block.numbered else "ul", *(element("li", line) for line in block.lines))
        case Table():
            return _table(block)
        case Curve():
            return joined()
        case Speech():
            return _speech(block)


def _table(table: Table) -> Markup:
    head = element("tr", *(element("th", cell) for cell in table.head))
    rows = (element("tr", *(element("td", cell) for cell in row)) for row in table.rows)
    return element("table", element("thead", head), element("tbody", *rows))


def _speech(speech: Speech) -> Markup:
    parts = (
        joined(
            element("mark", passage.text) if passage.quotes else passage.text,
            *(element("sup", str(number)) for number in passage.ends),
        )
        for passage in speech.passages
    )
    notes = (_note(str(note.number or ""), note.kind, note.text, note.words) for note in speech.notes)
    said = element("p", *parts, kind="said")
    beside = element("ul", *notes, kind="beside-reply") if speech.notes else ""
    return element("section", element("h3", speech.who), said, beside, kind="mine" if speech.learner else "theirs")


def _note(number: str, kind: str, text: str, words: str) -> Markup:
    return element("li", element("sup", number) if number else "", f"{kind}: {text}. {words}".strip())
