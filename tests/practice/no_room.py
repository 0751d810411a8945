"""A store with no room left, and with room again."""

import resource
from typing import Any

from sqlalchemy import event

from poise.conversation.errors import StoreError
from poise.practice.step_events import NotesEvent
from poise.practice.store import Store

AT = "2026-11-22T10:00:00.000000+00:00"
LIFTED = 4_294_967_294


class NoRoom:
    """SQLite's own limit: from `run_out` on the database grows by no page, and the pages that it has are full."""

    def __init__(self, store: Store, session_id: str) -> None:
        self._store, self._session_id, self._most = store, session_id, LIFTED
        event.listen(store.engine, "checkout", self._limit)

    def run_out(self) -> None:
        self._most = 1
        for size in (2_000, 500, 100, 20, 1):
            self._fill(NotesEvent(text="n" * size))

    def make_room(self) -> None:
        self._most = LIFTED

    def _fill(self, notes: NotesEvent) -> None:
        while True:
            try:
                self._store.append(self._session_id, notes, AT, expected=None)
            except StoreError:
                return

    def _limit(self, connection: Any, *_: object) -> None:
        # SQLite takes the number of pages that there are for a smaller limit.
        connection.execute(f"PRAGMA max_page_count={self._most}")


def limit_file_size(pid: int) -> None:
    """Have a running process write no byte more into any file; Linux only."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def lift_file_size(pid: int) -> None:
    """Let it write again."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
