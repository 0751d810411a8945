"""The LLM critic beside the conversation: one call a reply, in the pool, never in the way of the line."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from evaluator.evidence import verify
from evaluator.follow_up import stage_afterwards
from poise.conversation.errors import PoiseError
from poise.conversation.ids import Stage
from poise.conversation.observation import not_assessed
from poise.conversation.prompt import Prompt
from poise.conversation.stage import stage_before, stage_turns
from poise.conversation.transcript import AgentTurn, OtherTurn, Turn
from poise.practice.events import CritiqueEvent
from poise.practice.pool import Pool
from poise.practice.replay import Session
from poise.practice.store import Store, StoredAlreadyError

if TYPE_CHECKING:
    from evaluator.llm_critic import LLMCritic

log = logging.getLogger(__name__)


class Criticism:
    """The LLM critic's work: which replies it reads now, and where its answers go.

    `critic` gives the critic when it is first needed and may raise PoiseError; `now` gives the time for an event; `later` tells
    it how a follow-up message came.
    """

    def __init__(
        self, critic: Callable[[], LLMCritic], store: Store, pool: Pool, now: Callable[[], str], later: Prompt
    ) -> None:
        self._critic, self._store, self._pool, self._now, self._later = critic, store, pool, now, later
        self._reading: set[tuple[str, int]] = set()
        self._lock = threading.Lock()

    def read(self, session: Session) -> None:
        """Have every reply, and the follow-up message, read that has no critique yet and is not being read; returns at once."""
        said = [number for number, turn in enumerate(session.turns, start=1) if isinstance(turn, AgentTurn)]
        for number in (*said, *((len(session.turns) + 1,) if session.message else ())):
            if number not in session.criticised and self._take(session.id, number):
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
        context, reply, stage = self._moment(session, number)
        try:
            answer = self._critic().observe(context, reply, session.persona, stage)
        except PoiseError as error:
            return CritiqueEvent(turn=number, observations=not_assessed(str(error)), reason=str(error))
        told = answer.model_dump(exclude={"observations", "form"})
        return CritiqueEvent(turn=number, observations=verify(answer.observations, reply, context), **told)

    def _moment(self, session: Session, number: int) -> tuple[Sequence[Turn], str, Stage]:
        """Return what came before the words to be read, the words, and the stage; the follow-up is the turn after the last."""
        if number <= len(session.turns):
            context = session.turns[: number - 1]
            return context, session.turns[number - 1].text, stage_before(stage_turns(context))
        assert session.message is not None
        assert session.message.follow_up is not None
        sent = session.message.follow_up
        note = OtherTurn(speaker="note", text=self._later.render(days=str(sent.days), way=sent.channel))
        return (*session.turns, note), session.message.text, stage_afterwards(session.outcome)
