"""A trainer answers what a learner asked: the answer belongs to the trainer and stands in the learner's debrief."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, delete, insert, select

from poise.conversation.errors import SessionError
from poise.practice.database import READING, store_errors
from poise.practice.owners import is_trainer
from poise.practice.services import Services
from poise.practice.session import load
from poise.practice.store import NO_SUCH
from poise.practice.tables import answers, learners

MOST_ANSWER = 2_000
"""Characters of an answer."""


@dataclass(frozen=True)
class Answer:
    """What a trainer answered to a question of a session, counted from 1; `by` is the trainer's name, `at` ISO 8601, UTC."""

    session_id: str
    question: int
    by: str
    at: str
    text: str


def answer_question(services: Services, session_id: str, question: int, text: str) -> None:
    """Store the answer of the trainer whom these services serve; a second one to the same question takes its place.

    Raises SessionError where it is empty or too long, or they may not answer; StoreError.
    """
    words, me = _checked(text), services.learner
    if not 1 <= question <= len(load(services, session_id).asked):
        raise SessionError("There is no such question in this conversation. Reload the page")
    engine = services.store.engine
    place = (answers.c.session_id == session_id) & (answers.c.question == question) & (answers.c.learner == me)
    row = {"session_id": session_id, "question": question, "learner": me, "at": services.now(), "text": words}
    with store_errors(engine.url), engine.begin() as connection:
        if connection.execute(select(1).where(is_trainer(me))).first() is None:
            raise SessionError(NO_SUCH)
        connection.execute(delete(answers).where(place))
        connection.execute(insert(answers).values(row))


def answers_in(services: Services, session_id: str) -> list[Answer]:
    """Return the answers in a session, in the order in which they were given. Raises SessionError, StoreError."""
    load(services, session_id)
    return stored_answers(services.store.engine, answers.c.session_id == session_id)


def stored_answers(engine: Engine, which: ColumnElement[bool]) -> list[Answer]:
    """Return all answers for which a condition holds, in the order in which they were given. Raises StoreError."""
    query = select(answers.c.session_id, answers.c.question, learners.c.name, answers.c.at, answers.c.text)
    query = query.join(learners, learners.c.id == answers.c.learner).where(which)
    with store_errors(engine.url), engine.connect() as connection:
        rows = connection.execution_options(**{READING: True}).execute(query.order_by(answers.c.at)).all()
    return [Answer(*row) for row in rows]


def _checked(text: str) -> str:
    words = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip()
    if not words:
        raise SessionError("The answer is empty. Write a line")
    if len(words) > MOST_ANSWER:
        raise SessionError(f"The answer has {len(words):,} characters; {MOST_ANSWER:,} are the most. Shorten it")
    return words
