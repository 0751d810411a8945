"""Cards inside pictures: PNG files that carry the card's JSON, in base64, in their text chunks."""

import base64
import binascii
import hashlib
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from poise.conversation.character_card.card import LARGEST_JSON, Format
from poise.conversation.errors import ContentError

if TYPE_CHECKING:
    from PIL.PngImagePlugin import PngImageFile

KEYS: dict[Format, str] = {"v2": "chara", "v3": "ccv3"}
SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_PICTURE = 32 * 2**20
"""Bytes of a picture that is read."""
_SIZE = (400, 600)
"""Pixels of a picture of our own, in the usual shape of a card."""
_COLOURS = ("#5b7083", "#6d7a63", "#7d6a78", "#7b6f5b", "#5f7777")


def card_json(picture: bytes, file: str) -> bytes:
    """Return the card's JSON out of a PNG file, V3's before V2's. Raises ContentError where there is none or it is damaged."""
    texts = _texts(_opened(picture, file), file)
    key = next((key for key in (KEYS["v3"], KEYS["v2"]) if key in texts), None)
    if key is None:
        fix = "Choose the picture that the other program exported as a card, not a copy of it"
        raise ContentError(file, "the picture carries no character card", fix)
    if len(texts[key]) > LARGEST_JSON * 4 // 3 + 4:
        raise ContentError(file, f"the card in chunk {key} is too large", f"A card has {LARGEST_JSON:,} bytes at most")
    try:
        return base64.b64decode("".join(texts[key].split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ContentError(file, f"chunk {key} holds no valid base64", "Export the card again") from error


def with_card(picture: bytes, json_by_format: dict[Format, str], file: str) -> bytes:
    """Return the PNG with these cards in place of those it carried; its other texts are kept."""
    from PIL.PngImagePlugin import PngInfo, iTXt  # noqa: PLC0415 - only where a picture is written

    image, info, out = _opened(picture, file), PngInfo(), BytesIO()
    for key, text in _texts(image, file).items():
        if key not in KEYS.values():
            if isinstance(text, iTXt):
                info.add_itxt(key, text, text.lang or "", text.tkey or "")
            else:
                info.add_text(key, text)
    for form, text in json_by_format.items():
        info.add_text(KEYS[form], base64.b64encode(text.encode("utf-8")).decode("ascii"))
    image.save(out, "PNG", pnginfo=info)
    return out.getvalue()


def plain_picture(name: str) -> bytes:
    """Return a quiet PNG with the name's initials, for a persona that has no picture of its own."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - only where a picture is written

    number = int(hashlib.sha256(name.encode()).hexdigest(), 16)
    image = Image.new("RGB", _SIZE, _COLOURS[number % len(_COLOURS)])
    initials = "".join(word[0] for word in name.split()[:2]).upper()
    centre = (_SIZE[0] // 2, _SIZE[1] // 2)
    ImageDraw.Draw(image).text(centre, initials, fill="#f4f1ea", font=ImageFont.load_default(160), anchor="mm")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _opened(picture: bytes, file: str) -> "PngImageFile":
    from PIL import Image  # noqa: PLC0415 - only where a picture is read

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(picture), formats=("PNG",))
            image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ContentError(file, "the picture is far too large", "Use one of some thousand pixels a side") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ContentError(file, "the picture is damaged, or no PNG", "Export the card again") from error
    return image  # type: ignore[return-value]  # Image.open is typed by its base class


def _texts(image: "PngImageFile", file: str) -> dict[str, str]:
    try:
        return {str(key): text for key, text in image.text.items() if isinstance(text, str)}
    except (OSError, SyntaxError, ValueError) as error:
        raise ContentError(file, "the picture is damaged", "Export the card again") from error
