"""The store: sessions as append-only lists of events, one transaction an event. Acknowledged means: its commit returned."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, case, delete, func, insert, select, update

from poise.conversation.errors import SessionError
from poise.practice.database import READING, open_database, store_errors
from poise.practice.event_rows import insert_event, of_kind, recorded
from poise.practice.events import TURNING, Event, Recorded, StartEvent
from poise.practice.learners import require_profile
from poise.practice.owners import owned, readable
from poise.practice.siblings import others_branched
from poise.practice.tables import answers, events, sessions

KEPT_ALREADY = "This is kept already, perhaps from another window. Reload the page to see it"
NO_SUCH = "There is no such conversation here. Start a new one"
_LAST = func.max(events.c.at)
# The events of a new branch are copies, older than the branch itself.
_LAST_AT = case((sessions.c.started_at > _LAST, sessions.c.started_at), else_=_LAST)
_SUMMARIES = (
    select(
        sessions,
        func.sum(case((events.c.kind == "line", 1), else_=0)).label("exchanges"),
        _LAST_AT.label("last_at"),
        func.max(events.c.outcome).label("outcome"),
    )
    .join(events, events.c.session_id == sessions.c.id)
    .group_by(*sessions.c)
    .order_by(_LAST_AT.desc(), sessions.c.id)
)


class StoredAlreadyError(SessionError):
    """The same was stored already, by a second click or from another window; nothing was stored now."""


@dataclass(frozen=True)
class SessionSummary:
    """One session in a list; `outcome` is None while it goes on. Times are ISO 8601, UTC; `exchanges` counts answered replies.

    `label` is the learner's own name for it; `parent` and `fork` say of a branch which session it left, before which turn;
    `trial` that it only tries a customer out.
    """

    id: str
    learner: str
    persona: str
    name: str
    title: str
    level: str
    started_at: str
    label: str | None
    parent: str | None
    fork: int | None
    trial: bool
    exchanges: int
    last_at: str
    outcome: str | None


@dataclass(frozen=True)
class Store:
    """An open database. Every method raises StoreError where the database fails.

    With `learner` it is seen through that profile: another's session is there no more than one that there never was, but for a
    trainer who reads (`trains`) what was shared. None sees everything: the command line, and work behind the page.
    """

    engine: Engine
    learner: str | None = None
    trains: bool = False

    def seen_by(self, learner: str, *, trains: bool = False) -> "Store":
        """Return the same database as this profile may use it; `trains`: it also reads what was shared, if it is a trainer's."""
        return replace(self, learner=learner, trains=trains)

    def create(
        self,
        session_id: str,
        start: StartEvent,
        at: str,
        copied: Sequence[Recorded] = (),
        *,
        trial: bool = False,
        beside: Collection[str] | None = None,
    ) -> None:
        """Store a new session with its first event and, of a branch, those that it has `copied` from its parent, all at once.

        `trial`: it only tries a customer out and stands in no list. `beside`: the branches of its parent that the caller saw.
        Raises SessionError where the profile was erased; StoredAlreadyError where the parent has got another branch since.
        """
        branch, owner = start.branch, start.learner if self.learner is None else self.learner
        row = {
            "id": session_id,
            "learner": owner,
            "persona": start.persona.id,
            "name": start.persona.identity.name,
            "title": start.persona.title,
            "level": start.level,
            "started_at": branch.at if branch else at,
            "parent": branch.parent if branch else None,
            "fork": branch.turn if branch else None,
            "trial": trial,
        }
        with store_errors(self.engine.url), self.engine.begin() as connection:
            require_profile(connection, owner, at, make=self.learner is None)
            if branch and beside is not None and others_branched(connection, branch.parent, owner, beside):
                raise StoredAlreadyError(KEPT_ALREADY)
            connection.execute(insert(sessions).values(row))
            insert_event(connection, session_id, 1, start, at)
            for number, record in enumerate(copied, start=2):
                insert_event(connection, session_id, number, record.event, record.at)

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
        """Store one event and return its number.

        `expected` is the number of turning events (start, reply, line, end) that the caller saw; None for an event that may
        come at any time. `unless` tells of an event of the same kind, or of the `newest` alone, whether it says the same. Raises
        SessionError, and stores nothing, where another writer was first; StoredAlreadyError where the same was said already.
        """
        with store_errors(self.engine.url), self.engine.begin() as connection:
            # SQLite lets one writer in at a time and ignores this; PostgreSQL has the others wait for this session alone.
            mine = select(sessions.c.id).where(self._mine(session_id)).with_for_update()
            _require(len(connection.execute(mine).all()))
            kinds = connection.execute(select(events.c.kind).where(events.c.session_id == session_id)).scalars().all()
            if expected is not None and sum(kind in TURNING for kind in kinds) != expected:
                raise SessionError(
                    "This conversation went on elsewhere, perhaps in another window. Reload it to see how"
                )
            known = () if unless is None else of_kind(connection, session_id, event.kind)
            if unless is not None and any(map(unless, known[-1:] if newest else known)):
                raise StoredAlreadyError(KEPT_ALREADY)
            insert_event(connection, session_id, len(kinds) + 1, event, at)
        return len(kinds) + 1

    def events(self, session_id: str, since: int = 1) -> tuple[Recorded, ...]:
        """Return a session's events from number `since` on, in order. Raises SessionError where there is none such."""
        query = select(events.c.number, events.c.at, events.c.body).where(events.c.session_id == session_id)
        if self.learner is not None:
            query = query.where((readable if self.trains else owned)(session_id, self.learner))
        with self._reading() as connection:
            rows = connection.execute(query.where(events.c.number >= since).order_by(events.c.number)).all()
        if not rows:
            raise SessionError(NO_SUCH)
        return tuple(recorded(row) for row in rows)

    def sessions(self, learner: str) -> list[SessionSummary]:
        """Return a learner's sessions, the last used first, without those that only try a customer out."""
        return self._summaries((sessions.c.learner == learner) & ~sessions.c.trial)

    def trials(self, learner: str) -> list[str]:
        """Return the ids of a learner's sessions that only try a customer out."""
        return [one.id for one in self._summaries((sessions.c.learner == learner) & sessions.c.trial)]

    def branches(self, session_id: str) -> list[SessionSummary]:
        """Return the branches that left a session, the last used first; those of a session that is no more included."""
        return self._summaries(sessions.c.parent == session_id)

    def summary(self, session_id: str) -> SessionSummary | None:
        """Return one session as it stands in a list, None where there is none such."""
        found = self._summaries(sessions.c.id == session_id)
        return found[0] if found else None

    def owns(self, session_id: str) -> bool:
        """Whether the session is there and this profile's own; of services that serve everybody, whether it is there."""
        with self._reading() as connection:
            return connection.execute(select(sessions.c.id).where(self._mine(session_id))).first() is not None

    def label(self, session_id: str, label: str) -> None:
        """Keep the learner's own name for a session; an empty one takes it away. Raises SessionError where there is none such."""
        changed = update(sessions).where(self._mine(session_id)).values(label=label or None)
        with store_errors(self.engine.url), self.engine.begin() as connection:
            _require(connection.execute(changed).rowcount)

    def delete(self, session_id: str) -> None:
        """Delete a session with all its events. Its branches stay: what they took over is their own. Raises SessionError."""
        with store_errors(self.engine.url), self.engine.begin() as connection:
            _require(len(connection.execute(select(sessions.c.id).where(self._mine(session_id))).all()))
            connection.execute(delete(answers).where(answers.c.session_id == session_id))
            connection.execute(delete(events).where(events.c.session_id == session_id))
            connection.execute(delete(sessions).where(sessions.c.id == session_id))

    def session_ids(self, kind: str = "start") -> list[str]:
        """Return the ids of all sessions that hold an event of a kind, in the order in which they began; of no trial."""
        held = select(events.c.session_id).where(events.c.kind == kind)
        query = select(sessions.c.id).where(~sessions.c.trial, sessions.c.id.in_(held))
        query = query.order_by(sessions.c.started_at, sessions.c.id)
        with self._reading() as connection:
            return list(connection.execute(query).scalars())

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def _mine(self, session_id: str) -> ColumnElement[bool]:
        """Return the condition that a row of `sessions` is this session's and that it may be written to from here."""
        which = sessions.c.id == session_id
        return which if self.learner is None else which & (sessions.c.learner == self.learner)

    def _summaries(self, which: ColumnElement[bool]) -> list[SessionSummary]:
        if self.learner is not None:
            which = which & (sessions.c.learner == self.learner)
        with self._reading() as connection:
            return [SessionSummary(**row._mapping) for row in connection.execute(_SUMMARIES.where(which))]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with store_errors(self.engine.url), self.engine.connect() as connection:
            yield connection.execution_options(**{READING: True})


def open_store(url: str) -> Store:
    """Open the store at an SQLAlchemy URL and bring its schema up to date. Raises StoreError with the fix."""
    return Store(open_database(url))


def _require(found: int) -> None:
    if not found:
        raise SessionError(NO_SUCH)
