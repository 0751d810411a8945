"""A text as a reader sees it: without characters that show nothing, look-alike letters as the letters they pass for."""

import re
import unicodedata
from collections.abc import Sequence

_FILLERS = frozenset("\u034f\u115f\u1160\u3164\uffa0\u17b4\u17b5")
_SELECTORS = ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_STYLED = ((0x1D400, 0x1D7FF), (0x2460, 0x24FF), (0x3000, 0x3000), (0xFF01, 0xFF5E))
_TURNED = re.compile("\u202e[^\u202c\u202d]*(?:\u202c|$)")
_ODD = re.compile(r"[^\t\n\r -~]|  ")
_MIXED = re.compile(r"[a-zA-Z][\u0370-\u052f]|[\u0370-\u052f][a-zA-Z]")
_LOOK_ALIKE = str.maketrans(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0455\u0458\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u041e\u0420\u0422\u0425\u0405"
    "\u03bf\u03b1\u03bd\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aceopxyisjABCEHKMOPTXS" + "oavABEHIKMNOPTYX",
)


def visible(text: str) -> tuple[str, Sequence[int]]:
    """Return what a reader sees of a text, spaces in a row as one, and the position in the text of every character of it."""
    if text.isascii() and not _ODD.search(text):
        return text, range(len(text))
    order = [place for place in _shown_order(text) if not _hidden(text[place])]
    pairs = zip([None, *order], order, strict=False)
    places = tuple(here for last, here in pairs if last is None or text[last] != " " or text[here] != " ")
    seen = "".join(text[place] for place in places)
    if seen.isascii():
        return seen, places
    seen = "".join(_unstyled(character) for character in seen)
    return (seen.translate(_LOOK_ALIKE) if _MIXED.search(seen) else seen), places


def _shown_order(text: str) -> list[int]:
    order = list(range(len(text)))
    for match in _TURNED.finditer(text):
        order[match.start() : match.end()] = reversed(order[match.start() : match.end()])
    return order


def _hidden(character: str) -> bool:
    if character.isascii():
        return (character < " " and character not in "\t\n\r") or character == "\x7f"
    if unicodedata.category(character) in ("Cf", "Cc", "Co", "Cs", "Cn"):
        return True
    return character in _FILLERS or any(low <= ord(character) <= high for low, high in _SELECTORS)


def _unstyled(character: str) -> str:
    if not any(low <= ord(character) <= high for low, high in _STYLED):
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
