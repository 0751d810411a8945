"""Character cards brought in as drafts and written from personas: files read, files written."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from poise.conversation.character_card.card import Card, Format, card_from_json
from poise.conversation.character_card.exporting import card_value
from poise.conversation.character_card.importing import draft_from_card
from poise.conversation.character_card.picture import (
    LARGEST_PICTURE,
    SIGNATURE,
    card_json,
    plain_picture,
    with_card,
)
from poise.conversation.character_card.reading import cut, slug
from poise.conversation.content import Content
from poise.conversation.errors import ContentError
from poise.conversation.persona import Persona
from poise.conversation.yaml_file import read_text, yaml_mapping
from poise.practice.drafts import TEMPLATE, commented, free_place, write_draft

_WIDTH = 120
_SCHEMA = "# yaml-language-server: $schema=schema.json\n"


@dataclass(frozen=True)
class Imported:
    """A card that became a draft: its file, the persona, and the card's fields of which it holds only the beginning."""

    file: Path
    persona: Persona
    cut: tuple[str, ...]


def import_card(content: Content, source: Path, id_: str = "") -> Imported:
    """Make a draft of a character card (V2 or V3, JSON or PNG) in the trainer's own folder; never overwrites.

    `id_` is the draft's id, else one is made of the character's name. Everything in the card is kept in `extensions`; a picture
    stands in `personas/pictures/`. Raises ContentError, one line, for whatever is wrong with the file.
    """
    held = _read(source)
    card = _card(held, source)
    id_ = id_ or slug(card.text("name"))
    if not id_:
        raise ContentError(source, "the character's name makes no id", "Name one with --id", field="data.name")
    free_place(content, id_)
    template = read_text(content.file(TEMPLATE))
    persona = draft_from_card(card, yaml_mapping(content.file(TEMPLATE), template), id_, str(source))
    file = write_draft(content, id_, commented(_SCHEMA + _yaml(persona, source), template))
    if held.startswith(SIGNATURE):
        _write(_picture(file.parent, id_), held)
    return Imported(file, persona, tuple(cut(card)))


def export_card(content: Content, id_: str, to: Path, form: Format | None = None) -> None:
    """Write a persona as a character card, JSON or PNG as the name of the file says; never overwrites.

    A PNG is the picture that came with the card, else a plain one; as V3 it carries the V2 card as well, for older programs.
    Raises ContentError.
    """
    persona = content.persona(id_)
    value = card_value(persona, form)
    match to.suffix.lower():
        case ".json":
            _write(to, (_json(value) + "\n").encode("utf-8"), new=True)
        case ".png":
            own = _picture(content.overlay / "personas", id_) if content.overlay else None
            picture = own.read_bytes() if own and own.is_file() else plain_picture(persona.identity.name)
            cards: dict[Format, str] = {"v2": _json(card_value(persona, "v2"))}
            if value["spec"] == "chara_card_v3":
                cards["v3"] = _json(value)
            _write(to, with_card(picture, cards, str(own or to)), new=True)
        case _:
            raise ContentError(to, "neither .json nor .png", "Give the file one of these endings")


def _card(held: bytes, source: Path) -> Card:
    if held.startswith(SIGNATURE):
        return card_from_json(card_json(held, str(source)), str(source))
    if held.startswith((b"PK\x03\x04", b"\xff\xd8\xff", b"GIF8", b"RIFF")):
        raise ContentError(source, "neither JSON nor PNG", "Export the card as one of them")
    return card_from_json(held.removeprefix(b"\xef\xbb\xbf"), str(source))


def _yaml(persona: Persona, source: Path) -> str:
    """Return the persona's file. Raises ContentError where YAML cannot hold what the card holds."""
    value = persona.model_dump(mode="json", exclude_none=True)
    extensions = value.pop("extensions", {})
    # The card's own nothings (null) stay.
    value["extensions"] = persona.model_dump(mode="json", include={"extensions"})["extensions"] if extensions else {}
    try:
        # Letters as they are, for the trainer's eye; escaped where YAML would take one (U+0085) for a line's end.
        for plain in (True, False):
            text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=plain, width=_WIDTH)
            if _json(yaml_mapping(source, text)) == _json(value):
                return text
    except ContentError as error:
        raise ContentError(
            source, f"cannot be kept in a persona's file: {error.problem}", "Export the card again"
        ) from error
    raise ContentError(source, "holds something that a persona's file would change", "Export the card again")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _picture(personas: Path, id_: str) -> Path:
    return personas / "pictures" / f"{id_}.png"


def _read(source: Path) -> bytes:
    try:
        if source.stat().st_size > LARGEST_PICTURE:
            fix = f"A card's file has {LARGEST_PICTURE:,} bytes at most"
            raise ContentError(source, f"{source.stat().st_size:,} bytes", fix)
        return source.read_bytes()
    except OSError as error:
        raise ContentError(source, f"cannot be read ({error.strerror})", "Check the path and its rights") from error


def _write(file: Path, held: bytes, new: bool = False) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb" if new else "wb") as target:
            target.write(held)
    except FileExistsError as error:
        raise ContentError(file, "there is such a file already", "Choose another name; nothing was written") from error
    except OSError as error:
        raise ContentError(file, f"cannot be written ({error.strerror})", "Check the path and its rights") from error
