"""Small steps that tell a conversation in a test."""

from collections.abc import Iterable

from poise.practice.services import Services
from poise.practice.session import SessionView, start, view
from poise.practice.turn import Piece, Said, Stored, TurnEvent, reply

SORRY = "I'm so sorry, Denise. You waited all evening and it came out wrong twice; I'd be upset as well."
ASK = "So the steak came back pink after you had asked for well done, is that right? What happened the second time?"
OFFER = (
    "I'll have a new steak cooked for you now, on the house. It will be with you in fifteen minutes. Does that work?"
)
RUDE = "Calm down. It is not our fault, you should have ordered properly. There is nothing I can do."


def begin(services: Services, persona: str = "irate-diner") -> SessionView:
    return start(services, persona, "standard")


def say(services: Services, session_id: str, text: str) -> SessionView:
    """Send one reply as a page does and return how things stand after the line."""
    shown = len(view(services, session_id).transcript.turns)
    return last(reply(services, session_id, text, shown))


def last(events: Iterable[TurnEvent]) -> SessionView:
    found = [event for event in events if isinstance(event, Said)]
    return found[0].view


def kinds(events: Iterable[TurnEvent]) -> list[str]:
    return [type(event).__name__ for event in events if isinstance(event, Stored | Piece | Said)]
