"""A card as a draft persona: what the card says taken over, what it leaves open marked TODO, the card itself kept whole. Pure."""

import copy
from collections.abc import Mapping
from typing import Any

from poise.conversation.character_card.card import Card
from poise.conversation.character_card.exporting import BLOCK, KEPT, card_value, without_block
from poise.conversation.character_card.reading import example_lines, taken_over
from poise.conversation.errors import ContentError
from poise.conversation.persona import Persona
from poise.conversation.yaml_file import validated

Path = tuple[str, ...]


def draft_from_card(card: Card, blank: Mapping[str, Any], id_: str, file: str) -> Persona:
    """Return a draft with the card's words, and the card itself in `extensions`.

    `blank` is a draft in which everything is still TODO. A card that Poise exported gives its persona back, with what was
    changed elsewhere meanwhile. Raises ContentError where what Poise left in the card cannot be used.
    """
    own = _own_persona(card, file)
    fields: dict[str, Any] = copy.deepcopy(dict(blank)) if own is None else own.model_dump(mode="json")
    fields |= {"id": id_, "draft": True}
    for path, value in (taken_over(card) if own is None else _changed_elsewhere(card, own)).items():
        _put(fields, path, value)
    if own is None:
        _from_foreign(fields, card)
    kept = without_block(card.value)
    if own is None or kept != without_block(card_value(own, card.format)):
        fields["extensions"] = {**fields.get("extensions", {}), KEPT: kept}
    return validated(Persona, fields, file)


def _own_persona(card: Card, file: str) -> Persona | None:
    block = (card.fields.get("extensions") or {}).get(BLOCK)
    if block is None:
        return None
    if not isinstance(block, dict) or "persona" not in block:
        raise ContentError(file, "holds no persona", "Remove it from the card", field=f"data.extensions.{BLOCK}")
    return validated(Persona, block["persona"], f"{file}: data.extensions.{BLOCK}.persona")


def _from_foreign(fields: dict[str, Any], card: Card) -> None:
    name = fields["identity"]["name"]
    fields["identity"]["called"] = list(dict.fromkeys((name.split()[0], name)))
    if said := example_lines(card):
        fields["lines"]["vent"] = said


def _changed_elsewhere(card: Card, own: Persona) -> dict[Path, Any]:
    """Return the fields that another program changed since Poise wrote the card."""
    now, before = taken_over(card), own.model_dump(mode="json")
    written = taken_over(Card(card_value(own, card.format)))
    return {path: value for path, value in now.items() if value not in (_get(before, path), written.get(path))}


def _get(fields: Mapping[str, Any], path: Path) -> Any:
    value: Any = fields
    for name in path:
        value = value[name]
    return value


def _put(fields: dict[str, Any], path: Path, value: Any) -> None:
    _get(fields, path[:-1])[path[-1]] = value
