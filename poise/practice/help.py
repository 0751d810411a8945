"""The help during a talk: chosen, changed, and a hint read. Kept with the session, so that score and debrief can say so."""

from contextlib import suppress

from evaluator.hint import DueNext, due_next
from poise.practice.help_events import Help, HelpEvent, HintEvent
from poise.practice.services import Services
from poise.practice.session import SessionView, load, require_open, view
from poise.practice.store import StoredAlreadyError


def choose_help(services: Services, session_id: str, help_: Help) -> SessionView:
    """Have another help hold from now on; nothing is stored where it holds already. Raises SessionError, StoreError."""
    session = load(services, session_id)
    require_open(session)
    if session.help != help_:
        chosen = HelpEvent(help=help_)
        with suppress(StoredAlreadyError):
            services.store.append(
                session_id, chosen, services.now(), expected=None, unless=lambda known: known == chosen, newest=True
            )
    return view(services, session_id)


def read_hint(services: Services, session_id: str) -> SessionView:
    """Note that the learner read a hint before their next reply, once a reply; nothing while a reply waits for its answer.

    Raises SessionError, StoreError.
    """
    now = view(services, session_id)
    require_open(load(services, session_id))
    turn = len(now.transcript.turns) + 1
    if now.pending is None and turn not in now.held.hints:
        event = HintEvent(turn=turn, ids=what_is_due(services, now).due)
        with suppress(StoredAlreadyError):
            services.store.append(
                session_id, event, services.now(), expected=None, unless=lambda known: known.turn == turn
            )
    return view(services, session_id)


def what_is_due(services: Services, now: SessionView) -> DueNext:
    """Return what the learner's next reply owes, as it will be scored."""
    return due_next(now.transcript, services.rubric, now.persona, services.judging)
