"""A persona as a character card: its own words where cards have a place for them, the whole persona in `extensions`. Pure."""

import copy
from collections.abc import Mapping
from typing import Any

from poise.conversation.character_card.card import SPECS, VERSIONS, Card, Format, checked
from poise.conversation.character_card.reading import taken_over
from poise.conversation.persona import Persona

KEPT = "character_card"
"""Where a persona keeps the card from which it came, among its `extensions`."""
BLOCK = "poise"
"""Where a card keeps the persona that it was made of, among its `extensions`."""
_EXAMPLE_ACTS = ("vent", "answer", "press", "challenge", "test", "soften")


def card_value(persona: Persona, form: Format | None = None) -> dict[str, Any]:
    """Return the card's JSON in the wanted form: the form of the card from which the persona came, else V2.

    Where the persona came from a card, that card's fields stand untouched but for those that the trainer changed since. Raises
    ContentError where the card kept in `extensions` is none any more.
    """
    kept = kept_card(persona)
    form = form or (SPECS[kept["spec"]] if kept else "v2")
    value: dict[str, Any] = kept or {"data": {}}
    version = _version(kept, form)
    said = taken_over(Card(value)) if kept else {}
    value |= {"spec": _spec(form), "spec_version": version}
    fields, fresh = value["data"], _fields(persona, form)
    changed = {name for path, names in _PLACES.items() for name in names if said.get(path) != _own(persona, path)}
    for name, held in fresh.items():
        if not kept or name not in fields or (name in changed and not _unwritten(held)):
            fields[name] = held
    whole = persona.model_dump(mode="json")
    whole["extensions"] = {name: held for name, held in whole["extensions"].items() if name != KEPT}
    fields["extensions"] = {**(fields.get("extensions") or {}), BLOCK: {"persona": whole}}
    return {"spec": value.pop("spec"), "spec_version": value.pop("spec_version"), **value}


def kept_card(persona: Persona) -> dict[str, Any] | None:
    """Return the card from which the persona came, None where it came from none. Raises ContentError where it is spoilt."""
    kept = persona.model_dump(mode="json", include={"extensions"})["extensions"].get(KEPT)
    return None if kept is None else checked(kept, f"{persona.id}.yaml: extensions.{KEPT}").value


def without_block(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the card without the persona that Poise left in it."""
    rest = copy.deepcopy(dict(value))
    if isinstance(extensions := rest["data"].get("extensions"), dict):
        extensions.pop(BLOCK, None)
    return rest


_PLACES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("identity", "name"): ("name",),
    ("identity", "about"): ("description",),
    ("voice", "manner"): ("personality",),
    ("scenario",): ("scenario",),
    ("opening",): ("first_mes", "alternate_greetings"),
}
"""Which fields of a card hold which of a persona's."""


def _fields(persona: Persona, form: Format) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": persona.identity.name,
        "description": persona.identity.about,
        "personality": persona.voice.manner,
        "scenario": persona.scenario,
        "first_mes": persona.opening[0],
        "mes_example": _examples(persona),
        "creator_notes": f"{persona.title}. {persona.situation}",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": list(persona.opening[1:]),
        "tags": [persona.trade],
        "creator": "",
        "character_version": str(persona.version),
    }
    return {**fields, "group_only_greetings": []} if form == "v3" else fields


def _examples(persona: Persona) -> str:
    lines = [lines[0] for act, lines in persona.lines.items() if act in _EXAMPLE_ACTS and lines]
    return "".join(f"<START>\n{{{{char}}}}: {line}\n" for line in lines)


def _unwritten(held: Any) -> bool:
    return str(held[0] if isinstance(held, list) and held else held).startswith("TODO")


def _own(persona: Persona, path: tuple[str, ...]) -> Any:
    value: Any = persona.model_dump(mode="json", include={path[0]})
    for name in path:
        value = value[name]
    return value


def _spec(form: Format) -> str:
    return next(spec for spec, known in SPECS.items() if known == form)


def _version(kept: Mapping[str, Any] | None, form: Format) -> Any:
    same = kept is not None and SPECS[kept["spec"]] == form
    return kept.get("spec_version", VERSIONS[form]) if kept is not None and same else VERSIONS[form]
