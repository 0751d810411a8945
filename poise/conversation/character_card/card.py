"""A character card: its JSON, checked as far as Poise reads it, everything else kept as it is."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from poise.conversation.errors import ContentError

Format = Literal["v2", "v3"]
SPECS: dict[str, Format] = {"chara_card_v2": "v2", "chara_card_v3": "v3"}
VERSIONS: dict[Format, str] = {"v2": "2.0", "v3": "3.0"}
LARGEST_JSON = 8 * 2**20
"""Bytes of JSON that a card may have: lore books run to hundreds of kilobytes, eight megabytes are no card."""
DEEPEST = 64
"""Levels of lists and objects within each other: cards have ten."""
_TEXTS = (
    "name", "description", "personality", "scenario", "first_mes", "mes_example", "system_prompt", "post_history_instructions",
)  # fmt: skip


@dataclass(frozen=True)
class Card:
    """A card that was checked: `value` is its JSON, untouched."""

    value: dict[str, Any]

    @property
    def format(self) -> Format:
        """Whether it is a V2 or a V3 card."""
        return SPECS[self.value["spec"]]

    @property
    def fields(self) -> dict[str, Any]:
        """The card's own fields, `data` in the JSON."""
        fields: dict[str, Any] = self.value["data"]
        return fields

    def text(self, name: str) -> str:
        """Return a text field, empty where the card has none."""
        return str(self.fields.get(name) or "")


def card_from_json(text: str | bytes, file: str) -> Card:
    """Return the card that the JSON holds. Raises ContentError, naming `file`, field and fix, where it is none."""
    if len(text) > LARGEST_JSON:
        raise ContentError(file, f"{len(text):,} bytes of JSON", f"A card has {LARGEST_JSON:,} at most")
    try:
        value = json.loads(text, parse_constant=_no_number, parse_float=_finite)
        _check_depth(value)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        fix = "Export the card again from where it came"
        raise ContentError(file, f"no valid JSON: {error.msg}", fix, line=error.lineno) from error
    except UnicodeEncodeError as error:
        raise ContentError(file, "holds half a character (a lone surrogate)", "Write the character whole") from error
    except UnicodeDecodeError as error:
        raise ContentError(file, f"not UTF-8 at byte {error.start}", "Save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        deep = f"nested more than {DEEPEST} levels deep"
        problem = deep if isinstance(error, RecursionError) else str(error)
        raise ContentError(file, f"no usable JSON: {problem}", "Export the card again from where it came") from error
    return checked(value, file)


def checked(value: object, file: str) -> Card:
    """Return the JSON value as a card. Raises ContentError where it is none that Poise knows."""
    if not isinstance(value, dict):
        raise ContentError(file, "holds no character card", "A card is one object with spec and data")
    spec = value.get("spec")
    if not isinstance(spec, str) or spec not in SPECS:
        seen = f"spec is {spec!r}" if "spec" in value else "spec is missing"
        old = "; it looks like a V1 card" if "spec" not in value and "first_mes" in value else ""
        raise ContentError(
            file, f"{seen}{old}", f"Poise reads {' and '.join(SPECS)}; save it as one of them", field="spec"
        )
    fields = value.get("data")
    if not isinstance(fields, dict):
        raise ContentError(file, "the card's fields are missing", "They stand in data", field="data")
    _check_fields(fields, file)
    return Card(value)


def _check_fields(fields: dict[str, Any], file: str) -> None:
    for name in _TEXTS:
        if not isinstance(fields.get(name, ""), str | None):
            raise ContentError(file, "is no text", "Write it in quotes", field=f"data.{name}")
    greetings = fields.get("alternate_greetings") or []
    if not isinstance(greetings, list) or not all(isinstance(one, str) for one in greetings):
        raise ContentError(file, "is no list of texts", 'Write ["…"]', field="data.alternate_greetings")
    if not isinstance(fields.get("extensions") or {}, dict):
        raise ContentError(file, "is no object", "Write {}", field="data.extensions")
    if not str(fields.get("name") or "").strip():
        raise ContentError(file, "the character has no name", "Give it one", field="data.name")


def _check_depth(value: object) -> None:
    level, depth = [value], 0
    while level := [inner for held in level for inner in _inner(held)]:
        depth += 1
        if depth > DEEPEST:
            raise ValueError(f"nested more than {DEEPEST} levels deep")


def _inner(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError(f"the number {text[:20]} is too large")
    return value
