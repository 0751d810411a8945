"""What is looked at after a kill: is every acknowledged event there, and does every session go on?"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from poise.practice.events import TURNING, Recorded
from poise.practice.replay import replay
from poise.practice.services import Services
from poise.practice.session import debrief, view
from tests.kills.acknowledging import Acknowledged, digest_of
from tests.kills.worker import REPLIES, SQLITE, go_on

Rows = dict[tuple[str, int], str]
"""The hash of every stored event by session and number."""


@dataclass
class Tally:
    """What the kills came to; `moments` counts them by what the last session was in the midst of."""

    kills: int = 0
    acknowledged: int = 0
    unsaid: int = 0
    resumed: int = 0
    ended: int = 0
    moments: Counter[str] = field(default_factory=Counter)

    def told(self) -> str:
        """Return the figures as a few lines."""
        moments = ", ".join(f"{name}: {count}" for name, count in sorted(self.moments.items()))
        return (
            f"{self.kills} kills ({moments}).\n"
            f"{self.acknowledged} acknowledged events, all there; {self.unsaid} more were stored but not yet acknowledged.\n"
            f"{self.resumed} open sessions went on for one more exchange; {self.ended} ended ones were looked back on."
        )


def rows(folder: Path, database: str = SQLITE) -> Rows:
    """Return what the database holds, read without Poise; a file must be sound."""
    if database != SQLITE:
        with psycopg.connect(database) as server:
            return _hashed(server.execute("SELECT session_id, number, body FROM events"))
    file = folder / "poise.db"
    if not file.exists():
        return {}
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'events'").fetchall():
            return {}
        return _hashed(connection.execute("SELECT session_id, number, body FROM events"))


def look(services: Services, known: Rows, now: Rows, said: Sequence[Acknowledged], tally: Tally) -> None:
    """Check what a killed worker left: `known` was there before it, `now` is there; and have each of its sessions go on."""
    for one in said:
        assert now.get((one.session_id, one.number)) == one.digest, f"lost: {one}"
    assert known.items() <= now.items(), "an older event is gone or changed"
    tally.kills += 1
    tally.acknowledged += len(said)
    tally.unsaid += len(now) - len(known) - len(said)
    touched = {session_id for session_id, _ in now.keys() - known.keys()}
    last = said[-1].session_id if said else None
    tally.moments[_moment(services.store.events(last)) if last else "before its first event"] += 1
    for session_id in sorted(touched):
        _goes_on(services, session_id, tally)


def _hashed(found: Iterable[Any]) -> Rows:
    return {(session_id, number): digest_of(body) for session_id, number, body in found}


def _goes_on(services: Services, session_id: str, tally: Tally) -> None:
    before = services.store.events(session_id)
    assert [record.number for record in before] == list(range(1, len(before) + 1))
    stood = view(services, session_id)
    if stood.outcome is not None:
        assert debrief(services, session_id).outcome == stood.outcome
        tally.ended += 1
        return
    after = go_on(services, stood, REPLIES[0])
    assert (after.exchanges, after.pending) == (stood.exchanges + 1, None)
    events = services.store.events(session_id)
    assert events[: len(before)] == before
    said = [turn.text for turn in replay(session_id, events).turns]
    assert said[: len(stood.transcript.turns)] == [turn.text for turn in stood.transcript.turns]
    assert len(said) == 1 + 2 * after.exchanges
    tally.resumed += 1


def _moment(records: Sequence[Recorded]) -> str:
    last = [record.event.kind for record in records if record.event.kind in TURNING][-1]
    return {"reply": "a reply waited for its line", "end": "after an end"}.get(last, "between two exchanges")
