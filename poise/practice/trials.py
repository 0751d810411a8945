"""Trying a customer out, as whoever writes them does: nobody's practice, and kept only until the next trial begins."""

from contextlib import suppress

from poise.conversation.errors import SessionError
from poise.conversation.ids import Level
from poise.practice.my_sessions import delete
from poise.practice.services import Services
from poise.practice.session import SessionView, start


def begin_trial(services: Services, persona_id: str, level: Level) -> SessionView:
    """Begin a trial and delete the earlier ones of the same profile, which stand in no list. Raises ContentError, StoreError."""
    begun = start(services, persona_id, level, trial=True)
    for session_id in services.store.trials(services.learner):
        if session_id != begun.id:
            # Another window may have been there first.
            with suppress(SessionError):
                delete(services, session_id)
    return begun
