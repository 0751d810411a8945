"""What a draft still leaves to be written: every text that begins with TODO."""

import re
from collections.abc import Iterator, Mapping, Sequence

from poise.conversation.persona import Persona
from poise.roleplay.lint.finding import Finding, Place

_TODO = re.compile(r"\s*TODO\b")


def unwritten(persona: Persona) -> Iterator[Finding]:
    """Yield a finding for every field that still says TODO; `extensions` belong to others and are left alone."""
    fields = persona.model_dump(mode="json", exclude={"extensions"})
    for place, text in _texts(fields, ()):
        if match := _TODO.match(text):
            asks = text[match.end() :].strip(" :.") or "this field"
            yield Finding(place, "unwritten", f"still to be written: {asks}", "Write it in place of TODO")


def _texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*place, str(key)))
    elif isinstance(value, Sequence):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*place, number))
