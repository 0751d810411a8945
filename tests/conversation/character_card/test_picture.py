import base64
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from poise.conversation.character_card.picture import SIGNATURE, card_json, plain_picture, with_card
from poise.conversation.errors import ContentError

PLAIN = plain_picture("Ada Thorn")


def chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def with_chunk(kind: bytes, held: bytes) -> bytes:
    """The plain picture with one more chunk before its end."""
    end = PLAIN.rindex(b"IEND") - 4
    return PLAIN[:end] + chunk(kind, held) + PLAIN[end:]


def fault(picture: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        card_json(picture, "ada.png")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_card_written_into_a_picture_is_read_out_of_it() -> None:
    picture = with_card(PLAIN, {"v2": '{"é": "🐝"}'}, "ada.png")
    assert card_json(picture, "ada.png").decode() == '{"é": "🐝"}'
    assert Image.open(BytesIO(picture)).tobytes() == Image.open(BytesIO(PLAIN)).tobytes()


def test_the_newer_card_of_two_is_read() -> None:
    assert card_json(with_card(PLAIN, {"v2": "2", "v3": "3"}, "ada.png"), "ada.png") == b"3"


def test_other_texts_of_the_picture_are_kept_and_an_old_card_is_replaced() -> None:
    first = with_card(with_chunk(b"tEXt", b"chara-ext-asset_:0\x00QUJD"), {"v2": "old"}, "ada.png")
    second = with_card(first, {"v2": "new"}, "ada.png")
    image = Image.open(BytesIO(second))
    image.load()
    assert image.info["chara-ext-asset_:0"] == "QUJD"
    assert card_json(second, "ada.png") == b"new"


def test_a_card_after_the_picture_is_found() -> None:
    assert card_json(with_chunk(b"tEXt", b"chara\x00" + base64.b64encode(b"{}")), "ada.png") == b"{}"


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (PLAIN, "carries no character card"),
        (SIGNATURE, "damaged"),
        (PLAIN[: len(PLAIN) // 2], "damaged"),
        (SIGNATURE + b"\x00" * 100, "damaged"),
        (with_chunk(b"tEXt", b"chara\x00not base64!"), "chunk chara holds no valid base64"),
        (with_chunk(b"tEXt", b"ccv3\x00" + b"QUJ"), "chunk ccv3 holds no valid base64"),
        (
            SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)) + chunk(b"IEND", b""),
            "far too large",
        ),
    ],
)
def test_what_is_no_card_in_a_picture_is_one_line(picture: bytes, says: str) -> None:
    assert says in fault(picture)


def test_a_chunk_that_swells_up_is_refused_without_being_swollen() -> None:
    bomb = zlib.compress(b"A" * 200_000_000, 9)
    assert "damaged" in fault(with_chunk(b"zTXt", b"chara\x00\x00" + bomb)) or "too large" in fault(
        with_chunk(b"zTXt", b"chara\x00\x00" + bomb)
    )
