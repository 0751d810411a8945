"""SQLite as the place where sessions are kept: how a file is opened, and how its one writer at a time is chosen."""

import sqlite3
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

PATIENCE_S = 0.25
BUSY_TIMEOUT_MS = 10_000
"""How long one writer waits for another; within a process for its turn, and then for those of other processes."""
READING = "poise_reading"
"""The execution option of a connection that only reads: it waits for no writer."""
_KEPT = 32
"""Connections that stay open between uses; a file each."""
_HOLDS_TURN = "poise_holds_turn"


@dataclass
class _Waiting:
    since: float
    called: threading.Event = field(default_factory=threading.Event)
    has_turn: bool = False


class Turns:
    """One at a time. Whoever comes first takes a free turn, which is quick; who has waited for `patience_s` gets the next one.

    Safe in threads.
    """

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s, self._taken = patience_s, False
        self._lock, self._queue = threading.Lock(), deque[_Waiting]()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    def take(self, timeout_s: float) -> bool:
        """Wait for the turn and return True; False where it did not come in time."""
        mine = _Waiting(time.monotonic())
        with self._lock:
            if self._taken:
                self._queue.append(mine)
            else:
                mine.has_turn = self._taken = True
        while not mine.has_turn:
            in_time = mine.called.wait(max(0.0, mine.since + timeout_s - time.monotonic()))
            with self._lock:
                mine.called.clear()
                if not mine.has_turn and not self._taken:
                    mine.has_turn = self._taken = True
                    self._queue.remove(mine)
                elif not mine.has_turn and not in_time:
                    self._queue.remove(mine)
                    return False
        return True

    def give_back(self) -> None:
        """Leave the turn to who has waited long, else to whoever comes."""
        with self._lock:
            self._taken = False
            if not self._queue:
                return
            first = self._queue[0]
            if time.monotonic() - first.since >= self._patience_s:
                first.has_turn = self._taken = True
                self._queue.popleft()
            first.called.set()


def sqlite_engine(url: URL) -> Engine:
    """Return an engine for a file; nothing is opened yet."""
    # A connection for whoever asks: a bounded pool would let them push in as well.
    engine, turns = create_engine(url, pool_size=_KEPT, max_overflow=-1), Turns()
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", partial(_begin, turns))
    event.listen(engine, "checkin", partial(_give_turn_back, turns))
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _keep_a_write_ahead_log(connection)


def _keep_a_write_ahead_log(connection: Any) -> None:
    # SQLite does not wait out its busy timeout for this switch: where two open a new file at once, one of them fails at once.
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(turns: Turns, connection: Connection) -> None:
    if connection.get_execution_options().get(READING):
        connection.exec_driver_sql("BEGIN")
        return
    _take_turn(turns, connection)
    # A deferred transaction that reads first and then writes fails at once where another writer came between.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _take_turn(turns: Turns, connection: Connection) -> None:
    # SQLite has its writers ask again after ever longer pauses: of twenty, who has waited longest comes last, or too late.
    if not turns.take(BUSY_TIMEOUT_MS / 1000):
        raise sqlite3.OperationalError("database is locked: others here have waited as long")
    connection.info[_HOLDS_TURN] = True


def _give_turn_back(turns: Turns, _connection: Any, record: Any) -> None:
    if record.info.pop(_HOLDS_TURN, False):
        turns.give_back()
