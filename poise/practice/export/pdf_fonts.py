"""The typefaces of a PDF: DejaVu Sans, which lies beside this file, and for Chinese, Japanese and Korean those of the reader."""

from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD = "Poise", "Poise-Bold"
FOLDER = Path(__file__).parent / "fonts"
_MISSING = "\ufffd"
# Where no embedded sign is at hand, the program that shows the PDF brings its own: first sign, last sign, name in the standard.
_READERS = (
    (0x3040, 0x30FF, "HeiseiKakuGo-W5"),
    (0xAC00, 0xD7A3, "HYGothic-Medium"),
    (0x1100, 0x11FF, "HYGothic-Medium"),
    (0x3000, 0x9FFF, "STSong-Light"),
    (0xFF00, 0xFFEF, "STSong-Light"),
)


@cache
def register() -> None:
    """Make the typefaces known to ReportLab; once is enough."""
    for name, file in ((PLAIN, "DejaVuSans.ttf"), (BOLD, "DejaVuSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, FOLDER / file))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    for name in dict.fromkeys(name for *_, name in _READERS):
        pdfmetrics.registerFont(UnicodeCIDFont(name))


def marked_up(text: str) -> str:
    """Return text as ReportLab's paragraphs read it: escaped, every sign in a typeface that has it, line breaks kept.

    A sign that no typeface has becomes the sign for an unknown one, so that its place is seen.
    """
    whole = "".join(_shown(sign) for sign in text.replace("\r\n", "\n").replace("\r", "\n"))
    runs = ((font, "".join(signs)) for font, signs in groupby(whole, key=_font))
    return "".join(_run(font, signs) for font, signs in runs).replace("\n", "<br/>")


def _run(font: str, signs: str) -> str:
    return f'<font name="{font}">{escape(signs)}</font>' if font else escape(signs)


def _shown(sign: str) -> str:
    if sign == "\n" or (sign.isprintable() and (_has(sign) or _font(sign))):
        return sign
    return " " if sign.isspace() else _MISSING if sign.isprintable() else ""


def _font(sign: str) -> str:
    """Return the reader's typeface for a sign, empty where ours has it."""
    if sign == "\n" or _has(sign):
        return ""
    return next((name for first, last, name in _READERS if first <= ord(sign) <= last), "")


def _has(sign: str) -> bool:
    return ord(sign) in pdfmetrics.getFont(PLAIN).face.charToGlyph
