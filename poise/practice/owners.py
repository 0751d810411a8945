"""Whose a session is, as the database is asked: only its owner writes to it, a trainer reads it once it was shared."""

from sqlalchemy import ColumnElement, and_, exists, or_, select

from poise.practice.tables import events, learners, sessions

TRAINER = "trainer"
_shares = events.alias()


def owned(session_id: str, learner: str) -> ColumnElement[bool]:
    """Return the condition that a session belongs to a learner."""
    return exists().where(sessions.c.id == session_id, sessions.c.learner == learner).correlate(None)


def readable(session_id: str, learner: str) -> ColumnElement[bool]:
    """Return the condition that a session belongs to a learner, or that they are a trainer and a question shares it."""
    shared = exists().where(_shares.c.session_id == session_id, _shares.c.kind == "ask").correlate(None)
    return or_(owned(session_id, learner), and_(is_trainer(learner), shared))


def is_trainer(learner: str) -> ColumnElement[bool]:
    """Return the condition that a learner's profile is a trainer's."""
    return exists(select(learners.c.id).where(learners.c.id == learner, learners.c.role == TRAINER)).correlate(None)
