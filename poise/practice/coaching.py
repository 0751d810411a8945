"""The coach put to work on an ended session, once the judgement of it stands."""

from evaluator.debrief import Debrief
from poise.practice.services import Services
from poise.practice.session import load


def coach(services: Services, session_id: str, found: Debrief) -> bool:
    """Have the coach word better what the debrief speaks of, as far as it was not asked; return whether more is on its way.

    While the LLM critic still reads, the points may change: the coach waits for it. Raises SessionError, StoreError.
    """
    if services.coach is None or not services.store.owns(session_id):
        return False
    if services.criticism is not None and services.criticism.pending(session_id):
        return True
    # While one is on its way nothing is looked at: it may be stored after the events were loaded, and would be asked for again.
    if services.coach.pending(session_id):
        return True
    services.coach.look(load(services, session_id), found)
    return services.coach.pending(session_id)
