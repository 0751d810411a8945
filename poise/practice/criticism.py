"""The LLM critic beside the conversation: one call a reply, in the pool, never in the way of the line."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from evaluator.evidence import verify
from poise.conversation.errors import PoiseError
from poise.conversation.observation import not_assessed
from poise.conversation.stage import stage_before, stage_turns
from poise.conversation.transcript import AgentTurn
from poise.practice.events import CritiqueEvent
from poise.practice.pool import Pool
from poise.practice.replay import Session
from poise.practice.store import Store, StoredAlreadyError

if TYPE_CHECKING:
    from evaluator.llm_critic import LLMCritic

log = logging.getLogger(__name__)


class Criticism:
    """The LLM critic's work: which replies it reads now, and where its answers go.

    `critic` gives the critic when it is first needed and may raise PoiseError; `now` gives the time for an event.
    """

    def __init__(self, critic: Callable[[], LLMCritic], store: Store, pool: Pool, now: Callable[[], str]) -> None:
        self._critic, self._store, self._pool, self._now = critic, store, pool, now
        self._reading: set[tuple[str, int]] = set()
        self._lock = threading.Lock()

    def read(self, session: Session) -> None:
        """Have every reply read that has no critique yet and is not being read; returns at once."""
        for number, turn in enumerate(session.turns, start=1):
            if isinstance(turn, AgentTurn) and number not in session.criticised and self._take(session.id, number):
                self._pool.submit(self._criticise, session, number)

    def pending(self, session_id: str) -> bool:
        """Whether a reply of this session is being read."""
        with self._lock:
            return any(session == session_id for session, _ in self._reading)

    def _take(self, session_id: str, number: int) -> bool:
        with self._lock:
            if (session_id, number) in self._reading:
                return False
            self._reading.add((session_id, number))
            return True

    def _criticise(self, session: Session, number: int) -> None:
        try:
            event = self._event(session, number)
            # Where another process has read the reply meanwhile, its word stands.
            with suppress(StoredAlreadyError):
                self._store.append(
                    session.id, event, self._now(), expected=None, unless=lambda known: known.turn == number
                )
        finally:
            with self._lock:
                self._reading.discard((session.id, number))

    def _event(self, session: Session, number: int) -> CritiqueEvent:
        context, reply = session.turns[: number - 1], session.turns[number - 1].text
        stage = stage_before(stage_turns(context))
        try:
            answer = self._critic().observe(context, reply, session.persona, stage)
        except PoiseError as error:
            return CritiqueEvent(turn=number, observations=not_assessed(str(error)), reason=str(error))
        told = answer.model_dump(exclude={"observations", "form"})
        return CritiqueEvent(turn=number, observations=verify(answer.observations, reply, context), **told)
