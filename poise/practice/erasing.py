"""A learner erased: every row of theirs, and the bytes that a database of one file would keep of deleted rows."""

import sqlite3
import time

from sqlalchemy import Engine, delete, or_, select

from poise.conversation.errors import StoreError
from poise.practice.database import store_errors
from poise.practice.learners import learner_of
from poise.practice.services import Services
from poise.practice.tables import answers, browsers, events, learners, sessions

WAIT_S = 10.0
"""Seconds in which other programs that read the file may finish."""


def erase(services: Services, learner: str) -> int:
    """Erase a profile with everything of it and return how many sessions it had. It cannot be brought back.

    Gone are its sessions with all events, its answers to other learners, and what browsers remembered. Raises SessionError
    where there is none such; StoreError, also where the rows are gone and another program keeps the file from being cleaned.
    """
    engine = services.store.engine
    learner_of(engine, learner)
    theirs = select(sessions.c.id).where(sessions.c.learner == learner)
    with store_errors(engine.url), engine.begin() as connection:
        ids = list(connection.execute(theirs).scalars())
        connection.execute(delete(answers).where(or_(answers.c.learner == learner, answers.c.session_id.in_(theirs))))
        connection.execute(delete(events).where(events.c.session_id.in_(theirs)))
        connection.execute(delete(sessions).where(sessions.c.learner == learner))
        connection.execute(delete(browsers).where(browsers.c.learner == learner))
        connection.execute(delete(learners).where(learners.c.id == learner))
    for session_id in ids:
        services.recall.forget(session_id)
    wipe(engine)
    return len(ids)


def wipe(engine: Engine, wait_s: float = WAIT_S) -> None:
    """Write a SQLite file anew without what was deleted, and empty its log. Nothing on other databases.

    Raises StoreError where another program still reads the old pages after `wait_s` seconds.
    """
    if engine.url.get_backend_name() != "sqlite":
        return
    deadline = time.monotonic() + wait_s
    with store_errors(engine.url):
        raw = engine.raw_connection()
        try:
            held = raw.driver_connection
            assert isinstance(held, sqlite3.Connection)
            held.execute("VACUUM")
            while held.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] and time.monotonic() < deadline:
                time.sleep(0.05)
            busy = held.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            raw.close()
    if busy:
        raise StoreError(
            "Everything was erased. Another program still reads the database: old bytes stay in the file beside it "
            "(-wal) until that program ends. End it"
        )
