"""A reply with its proving words marked and numbered, and what each number stands for. Pure."""

from collections.abc import Iterable
from itertools import groupby
from typing import Literal

from pydantic import BaseModel, ConfigDict

from evaluator.critique import Critique, Remark
from evaluator.passages import Passage, passages

Kind = Literal["shown", "mistakes", "missed"]
_KINDS: tuple[Kind, ...] = ("shown", "mistakes", "missed")


class Note(BaseModel):
    """What stands beside a reply: what was shown, what went wrong, or what the moment still called for.

    `number` is that of the marked words, None where no words of the reply prove it; `words` explain, one for each name;
    `provoked` are the customer's words that called for something else.
    """

    model_config = ConfigDict(frozen=True)

    number: int | None
    kind: Kind
    names: tuple[str, ...]
    words: tuple[str, ...]
    provoked: str = ""


class Annotated(BaseModel):
    """The reply in passages, and its notes in the order of what was shown, what went wrong, what was missed."""

    model_config = ConfigDict(frozen=True)

    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]


def annotated(text: str, critique: Critique | None) -> Annotated:
    """Return the reply with what its critique says; without one the bare text. The same words of the same kind share a number."""
    if critique is None:
        return Annotated(passages=passages(text, ()), notes=())
    groups = [(kind, group) for kind in _KINDS for group in _groups(kind, getattr(critique, kind), text)]
    quotes = [group[0].quote for _, group in groups if _stands(group[0], text)]
    numbers = iter(range(1, len(quotes) + 1))
    notes = tuple(_note(kind, group, next(numbers) if _stands(group[0], text) else None) for kind, group in groups)
    return Annotated(passages=passages(text, quotes), notes=notes)


def _groups(kind: Kind, remarks: Iterable[Remark], text: str) -> list[tuple[Remark, ...]]:
    if kind == "missed":
        return [(remark,) for remark in remarks]
    placed = sorted(remarks, key=lambda one: (not _stands(one, text), text.find(one.quote), one.quote))
    return [tuple(group) for _, group in groupby(placed, key=lambda one: (one.quoted, one.quote))]


def _stands(remark: Remark, text: str) -> bool:
    return remark.quoted == "reply" and bool(remark.quote) and remark.quote in text


def _note(kind: Kind, group: tuple[Remark, ...], number: int | None) -> Note:
    return Note(
        number=number,
        kind=kind,
        names=tuple(one.name for one in group),
        words=tuple(one.advice or one.words for one in group),
        provoked=group[0].quote if kind == "mistakes" and group[0].quoted == "customer" else "",
    )
