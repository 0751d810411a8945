"""A store that says of every event that its commit returned, on standard output, at once."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from poise.practice.events import Event, Recorded, StartEvent
from poise.practice.store import Store


@dataclass(frozen=True)
class Acknowledged:
    """An event that was acknowledged before the kill."""

    session_id: str
    number: int
    digest: str


@dataclass(frozen=True)
class AcknowledgingStore(Store):
    """The real store. What it prints, it prints after the commit."""

    def create(self, session_id: str, start: StartEvent, at: str, copied: Sequence[Recorded] = (), **more: Any) -> None:
        super().create(session_id, start, at, copied, **more)
        for number, event in enumerate((start, *(record.event for record in copied)), start=1):
            _say(session_id, number, event)

    def append(
        self,
        session_id: str,
        event: Event,
        at: str,
        expected: int | None,
        *,
        unless: Callable[[Any], bool] | None = None,
        newest: bool = False,
    ) -> int:
        number = super().append(session_id, event, at, expected, unless=unless, newest=newest)
        _say(session_id, number, event)
        return number


def acknowledged(line: str) -> Acknowledged:
    """Return what a printed line says."""
    assert line.startswith("ack "), f"the worker ended by itself: {line!r}"
    _, session_id, number, digest = line.split()
    return Acknowledged(session_id, int(number), digest)


def digest_of(body: str) -> str:
    """Return the hash by which an event is known again."""
    return sha256(body.encode()).hexdigest()


def _say(session_id: str, number: int, event: Event) -> None:
    # One write is one line, whichever thread it comes from.
    os.write(1, f"ack {session_id} {number} {digest_of(event.model_dump_json(by_alias=True))}\n".encode())
