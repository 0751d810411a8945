"""Sheets for readers: briefing, conversation and line, with room for a verdict, and nothing about where a line came from.

One YAML file a persona and reader. `docs/lines/README.md` says how they are filled in.
"""

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from poise.conversation.errors import ContentError
from poise.conversation.persona import Persona
from poise.conversation.yaml_file import load_yaml
from poise.practice.lines.result import Result

_HEAD = "# How to fill this in: docs/lines/README.md\n"
_WIDTH = 110


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Known(_Part):
    """What a reader is told of the case: the learner's briefing, and who the customer is and what they know."""

    role: str
    company: str
    history: tuple[str, ...]
    policy: tuple[str, ...]
    customer: str
    about: str
    manner: str
    what_happened: str
    facts: tuple[str, ...]


class Item(_Part):
    """What the agent said, the customer's line, and the verdict: None until the reader has given it."""

    item: str
    agent: str
    customer: str
    fits: bool | None = None
    why: str | None = None
    role_break: bool | None = None


class Conversation(_Part):
    """One conversation, in its order: what stands above a line is its context."""

    opening: str
    exchanges: tuple[Item, ...]


class Sheet(_Part):
    """All lines of one persona for one reader, who signs it."""

    reader: str | None = None
    persona: str
    briefing: Known
    conversations: tuple[Conversation, ...]

    def items(self) -> list[Item]:
        """Return every line with its verdict, in order."""
        return [item for conversation in self.conversations for item in conversation.exchanges]


def sheet_of(result: Result, persona: Persona, reader: str = "") -> Sheet:
    """Return the empty sheet of a result. Whether a line is authored, its act and how it came about are left out."""
    return Sheet(
        reader=reader or None,
        persona=result.persona,
        briefing=_known(persona),
        conversations=tuple(
            Conversation(
                opening=talk.opening,
                exchanges=tuple(
                    Item(item=item_id(number, exchange), agent=shown.reply, customer=shown.line)
                    for exchange, shown in enumerate(talk.shown, start=1)
                ),
            )
            for number, talk in enumerate(result.talks, start=1)
        ),
    )


def item_id(conversation: int, exchange: int) -> str:
    """Return the name of a line on a sheet: `2-5` is the fifth exchange of the second conversation."""
    return f"{conversation}-{exchange}"


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write a sheet. Raises ContentError where it cannot be written, or one that may be filled in stands there already."""
    values: Any = sheet.model_dump(mode="json")
    text = yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=_WIDTH)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as target:
            target.write(f"{_HEAD}{text}")
    except FileExistsError as error:
        raise ContentError(
            path, "stands there already and may be filled in", "Move it or name another folder"
        ) from error
    except OSError as error:
        raise ContentError(path, f"cannot be written ({error.strerror})", "Check the folder and its rights") from error


def read_sheet(path: Path) -> Sheet:
    """Read a sheet that is filled in as a whole. Raises ContentError for a line without a verdict, or without a reader."""
    sheet = load_yaml(Sheet, path)
    if not (sheet.reader or "").strip():
        raise ContentError(path, "no reader is named", "Write who read it", field="reader")
    for item in sheet.items():
        open_ = [name for name in ("fits", "role_break") if getattr(item, name) is None]
        if open_:
            raise ContentError(path, f"line {item.item} has no verdict", "Write yes or no", field=open_[0])
        if item.fits is False and not (item.why or "").strip():
            raise ContentError(path, f"line {item.item} does not fit and nothing says why", "Add a word", field="why")
    return sheet


def _known(persona: Persona) -> Known:
    briefing = persona.briefing
    return Known(
        role=briefing.role,
        company=briefing.company,
        history=briefing.history,
        policy=briefing.policy,
        customer=persona.identity.name,
        about=persona.identity.about,
        manner=" ".join(filter(None, (persona.voice.manner, persona.voice.typing))),
        what_happened=persona.scenario,
        facts=tuple(fact.words for fact in (*persona.facts.known, *persona.facts.hidden)),
    )
