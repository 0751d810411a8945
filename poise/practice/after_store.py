"""What the store knows of ended sessions: which there are, and the last summary of each, read at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select

from poise.practice.after_events import SummaryEvent
from poise.practice.database import READING, store_errors
from poise.practice.events import event_from_json
from poise.practice.store import Store
from poise.practice.tables import events, sessions

_ENDED = (
    select(sessions.c.id)
    .where(~sessions.c.trial, sessions.c.id.in_(select(events.c.session_id).where(events.c.outcome.is_not(None))))
    .order_by(sessions.c.started_at, sessions.c.id)
)


@dataclass(frozen=True)
class Ended:
    """An ended session: its summary where there is one that no later reading has overtaken."""

    id: str
    summary: SummaryEvent | None


def ended_ids(store: Store) -> list[str]:
    """Return the ids of all ended sessions that are somebody's practice, in the order in which they began. Raises StoreError."""
    return [row[0] for row in _rows(store, _ENDED)]


def ended(store: Store, learner: str) -> list[Ended]:
    """Return a learner's ended sessions in the order in which they began, each with its summary. Raises StoreError."""
    mine = select(sessions.c.id).where(sessions.c.learner == learner)
    last = (
        select(events.c.session_id, events.c.kind, func.max(events.c.number).label("number"))
        .where(events.c.session_id.in_(mine), events.c.kind.in_(("summary", "critique")))
        .group_by(events.c.session_id, events.c.kind)
        .subquery()
    )
    query = select(last.c.session_id, last.c.kind, last.c.number, events.c.body).join(
        events, (events.c.session_id == last.c.session_id) & (events.c.number == last.c.number)
    )
    summaries: dict[str, SummaryEvent] = {}
    read: dict[str, int] = {}
    for session_id, kind, number, body in _rows(store, query):
        if kind == "critique":
            read[session_id] = number
        elif isinstance(found := event_from_json(body), SummaryEvent):
            summaries[session_id] = found
    return [Ended(id_, _valid(summaries.get(id_), read.get(id_, 0))) for id_ in _ended_of(store, learner)]


def _valid(summary: SummaryEvent | None, read: int) -> SummaryEvent | None:
    return summary if summary is not None and summary.upto >= read else None


def _ended_of(store: Store, learner: str) -> list[str]:
    return [row[0] for row in _rows(store, _ENDED.where(sessions.c.learner == learner))]


def _rows(store: Store, query: Select[*tuple[Any, ...]]) -> Iterable[Row[*tuple[Any, ...]]]:
    with store_errors(store.engine.url), store.engine.connect() as connection:
        return connection.execution_options(**{READING: True}).execute(query).all()
