"""What learners asked their trainers: every question in the store, with the session that it shares."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from poise.conversation.errors import SessionError
from poise.practice.answering import stored_answers
from poise.practice.database import READING, store_errors
from poise.practice.learners import learner_of
from poise.practice.owners import TRAINER
from poise.practice.replay import replay
from poise.practice.services import Services
from poise.practice.step_events import AskEvent
from poise.practice.store import Store
from poise.practice.tables import answers, learners, sessions


@dataclass(frozen=True)
class Asked:
    """One question: in which session, by whom, about which customer, when (ISO 8601, UTC), the how manieth there, from 1.

    `learner` is the profile's name, its id where it has none. `answered`: a trainer has answered it.
    """

    session_id: str
    learner: str
    customer: str
    at: str
    question: str
    number: int
    answered: bool


def asked(store: Store) -> Iterator[Asked]:
    """Yield every question to a trainer, session after session in the order in which they began. Raises StoreError."""
    names = _names(store)
    done = {(one.session_id, one.question) for one in stored_answers(store.engine, answers.c.question > 0)}
    for session_id in store.session_ids("ask"):
        recorded = store.events(session_id)
        customer = replay(session_id, recorded).persona.identity.name
        questions = [record for record in recorded if isinstance(record.event, AskEvent)]
        for number, record in enumerate(questions, start=1):
            assert isinstance(record.event, AskEvent)
            yield Asked(
                session_id, names.get(session_id, ""), customer, record.at, record.event.question, number,
                (session_id, number) in done,
            )  # fmt: skip


def shared_with_me(services: Services) -> list[Asked]:
    """Return what was shared with the trainer whom these services serve, what waits for an answer first, the newest first.

    Raises SessionError where they are no trainer, StoreError.
    """
    if learner_of(services.store.engine, services.learner).role != TRAINER:
        raise SessionError("Only a trainer sees what learners shared. poise learners role ID trainer makes one")
    newest = sorted(asked(services.store), key=lambda one: one.at, reverse=True)
    return sorted(newest, key=lambda one: one.answered)


def _names(store: Store) -> dict[str, str]:
    query = select(sessions.c.id, sessions.c.learner, learners.c.name)
    joined = query.join(learners, learners.c.id == sessions.c.learner, isouter=True)
    with store_errors(store.engine.url), store.engine.connect() as connection:
        rows = connection.execution_options(**{READING: True}).execute(joined).all()
    return {session_id: name or learner for session_id, learner, name in rows}
