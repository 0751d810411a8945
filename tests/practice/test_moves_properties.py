"""Moves on several conversations in any order: what is not allowed leaves no trace, and a branch none in its parent."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from poise.conversation.errors import SessionError
from poise.practice.branching import branch
from poise.practice.replay import Session, replay
from poise.practice.services import Services
from poise.practice.session import end, start, view
from poise.practice.steps.taking import keep_notes, skip
from poise.practice.tables import events
from poise.practice.turn import answer, reply
from tests.practice.conftest import Build

MOST = 1_200
TOO_LONG = "long " * 250
texts = st.sampled_from(("Sorry, Denise.", "What happened then?", "Calm down.", "One moment.", " ", TOO_LONG))
steps = st.sampled_from(("case_note", "follow_up", "reflection"))
conversations: Bundle[str] = Bundle("conversations")


@pytest.fixture
def services(build: Build) -> Services:
    seeds = count()
    return build({"POISE_TURN_LIMIT": "4"}, customer_model=lambda: None, new_seed=lambda: next(seeds))


class Moves(RuleBasedStateMachine):
    """Some conversations on one store. `kept` holds the rows of each after the last move that was made on it."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.kept: dict[str, list[Any]] = {}

    @rule(target=conversations)
    def begin(self) -> str:
        id_ = start(self.services, "irate-diner", "standard").id
        self.kept[id_] = self._rows(id_)
        return id_

    @rule(id_=conversations, text=texts)
    def say(self, id_: str, text: str) -> None:
        self._move(id_, self._may_reply(id_, text), lambda: list(self._reply(id_, text)))

    @rule(id_=conversations, text=texts)
    def say_and_leave(self, id_: str, text: str) -> None:
        """The page is closed, or the process dies, before the line."""
        exchange = self._reply(id_, text)
        self._move(id_, self._may_reply(id_, text), lambda: next(exchange))
        exchange.close()

    @rule(id_=conversations, text=texts, late=st.sampled_from((-2, -1, 1)))
    def say_to_an_old_page(self, id_: str, text: str, late: int) -> None:
        self._move(id_, False, lambda: list(self._reply(id_, text, late)))

    @rule(id_=conversations)
    def have_answered(self, id_: str) -> None:
        session = self._replayed(id_)
        may = session.outcome is None and session.pending is not None
        self._move(id_, may, lambda: list(answer(self.services, id_)))

    @rule(id_=conversations)
    def close(self, id_: str) -> None:
        self._move(id_, self._replayed(id_).outcome is None, lambda: end(self.services, id_))

    @rule(id_=conversations, text=texts)
    def note(self, id_: str, text: str) -> None:
        self._move(id_, True, lambda: keep_notes(self.services, id_, text))

    @rule(id_=conversations, step=steps)
    def skip_a_step(self, id_: str, step: Any) -> None:
        session = self._replayed(id_)
        self._move(
            id_, session.outcome is not None and step not in session.steps, lambda: skip(self.services, id_, step)
        )

    @rule(target=conversations, id_=conversations, turn=st.integers(1, 9))
    def go_back(self, id_: str, turn: int) -> str:
        """A branch, or the conversation itself where there is no such reply to go back to."""
        parent, gone = self._replayed(id_), []
        may = turn % 2 == 0 and turn <= len(parent.turns)
        self._move(id_, may, lambda: gone.append(branch(self.services, id_, turn).id))
        if not gone:
            return id_
        begun = self._replayed(gone[0])
        assert begun.turns == parent.turns[: turn - 1]
        assert begun.seed == parent.seed
        self.kept[gone[0]] = self._rows(gone[0])
        return gone[0]

    @invariant()
    def every_conversation_is_as_its_last_move_left_it(self) -> None:
        with self.services.store.engine.connect() as connection:
            mine = events.c.session_id.in_(self.kept)
            rows = connection.execute(select(events).where(mine).order_by(events.c.session_id, events.c.number)).all()
        found = {id_: [row for row in rows if row.session_id == id_] for id_ in self.kept}
        assert found == self.kept

    def teardown(self) -> None:
        """What is live is what the store gives back."""
        for id_ in self.kept:
            live, stored = view(self.services, id_), self._replayed(id_)
            assert (live.mood, live.outcome, live.exchanges) == (stored.mood, stored.outcome, stored.exchanges)
            assert (live.notes, live.steps) == (stored.notes, stored.steps)
            if stored.pending is None:
                assert live.transcript.model_dump_json() == stored.transcript.model_dump_json()

    def _move(self, id_: str, may: bool, action: Callable[[], object]) -> None:
        """Make a move; one that is allowed only adds to the conversation, any other is told and changes nothing."""
        before = self.kept[id_]
        try:
            action()
        except SessionError:
            assert not may
            assert self._rows(id_) == before
        else:
            assert may
            assert self._rows(id_)[: len(before)] == before
        self.kept[id_] = self._rows(id_)

    def _reply(self, id_: str, text: str, late: int = 0) -> Any:
        return reply(self.services, id_, text, len(self._replayed(id_).turns) + late)

    def _may_reply(self, id_: str, text: str) -> bool:
        session = self._replayed(id_)
        return session.outcome is None and session.pending is None and 0 < len(text.strip()) <= MOST

    def _replayed(self, id_: str) -> Session:
        return replay(id_, self.services.store.events(id_))

    def _rows(self, id_: str) -> list[Any]:
        query = select(events).where(events.c.session_id == id_).order_by(events.c.number)
        with self.services.store.engine.connect() as connection:
            return list(connection.execute(query).all())


@pytest.mark.both_databases
def test_no_move_ever_takes_anything_away_and_what_is_not_allowed_changes_nothing(
    services: Services, database_kind: str
) -> None:
    examples = 15 if database_kind == "sqlite" else 5
    run_state_machine_as_test(
        lambda: Moves(services), settings=settings(max_examples=examples, stateful_step_count=20, deadline=None)
    )
