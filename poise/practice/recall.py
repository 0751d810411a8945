"""What was replayed lately, so that a page drawn again, or the next turn, does not begin at the first event.

Events never change, so a session replayed up to one of them stays right: only what came after is read and added.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from evaluator.critique import Critique
from poise.practice.replay import Session

SESSIONS_KEPT = 256
"""Some 100 kB each at most; a learner has one or two in use."""


@dataclass(frozen=True)
class _Kept:
    session: Session
    critiques: dict[int, Critique] | None = None


class Recall:
    """The sessions used last. Safe in threads."""

    def __init__(self, most: int = SESSIONS_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def session(self, session_id: str) -> Session | None:
        """Return the session as far as it was replayed, None where it was not."""
        with self._lock:
            kept = self._kept.get(session_id)
            return kept.session if kept else None

    def keep(self, session: Session) -> None:
        """Keep a replayed session, unless it is known up to a later event already."""
        with self._lock:
            kept = self._kept.get(session.id)
            if kept is None or kept.session.number < session.number:
                self._kept[session.id] = _Kept(session)
            self._kept.move_to_end(session.id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def critiques(self, session: Session, judge: Callable[[], dict[int, Critique]]) -> dict[int, Critique]:
        """Return the critiques of a session as it stands, judged once for every event at which it stood."""
        with self._lock:
            kept = self._kept.get(session.id)
        if kept is not None and kept.session.number == session.number and kept.critiques is not None:
            return kept.critiques
        found = judge()
        with self._lock:
            kept = self._kept.get(session.id)
            if kept is not None and kept.session.number == session.number:
                self._kept[session.id] = replace(kept, critiques=found)
        return found

    def forget(self, session_id: str) -> None:
        """Drop a session, as where the store has it no more."""
        with self._lock:
            self._kept.pop(session_id, None)
