"""Sessions that were played to their end, for tests of what comes after it."""

from poise.practice.export.told import Told, told
from poise.practice.services import Services
from poise.practice.session import SessionView, end, start, view
from tests.practice.talk import ASK, OFFER, RUDE, SORRY, say

MIXED = (SORRY, RUDE, ASK, OFFER)


def play(
    services: Services, replies: tuple[str, ...] = MIXED, learner: str = "you", level: str = "standard"
) -> SessionView:
    """Play a conversation with the irate diner and end it where it has not ended by itself."""
    session_id = start(services, "irate-diner", level, learner).id  # type: ignore[arg-type]
    for text in replies:
        if view(services, session_id).outcome is None:
            say(services, session_id, text)
    now = view(services, session_id)
    return now if now.outcome is not None else end(services, session_id)


def played(services: Services, replies: tuple[str, ...] = MIXED, learner: str = "you") -> Told:
    return told(services, play(services, replies, learner).id)
