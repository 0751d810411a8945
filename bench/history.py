"""Conversations put into a real store without a model, for benches that begin after them."""

from poise.practice.events import ReplyEvent
from poise.practice.exchange import line_event, prepare
from poise.practice.services import Services
from poise.practice.session import load, start
from poise.roleplay.actor import SpokenLine

PERSONA = "irate-diner"
REPLIES = (
    "I'm sorry, Denise. You waited all evening for that steak and it came back pink twice. Is that what happened?",
    "Thank you for telling me. I'll speak to the kitchen myself and come back to you within ten minutes.",
    "I can have a new steak cooked now, or take it off the bill, whichever you would rather have.",
    "May I ask whether there is a reason why it has to be well done?",
)
LINES = (
    "We've been here since half past seven. He has eaten a few chips, that's all. What are you going to do about it?",
    "It's the same steak, you can see the cut from his knife. I'd like to know who sends that out twice.",
    "You say that. The young man said ten minutes as well, and that was half an hour ago.",
)


def talk(services: Services, exchanges: int, before: str = "") -> str:
    """Store a conversation of that many exchanges, its mood kept where nothing ends it, and return its id.

    `before` is said before every reply's own words.
    """
    session_id = start(services, PERSONA, "easy").id
    talk_on(services, session_id, 0, exchanges, before)
    return session_id


def talk_on(services: Services, session_id: str, first: int, last: int, before: str = "") -> None:
    """Store the exchanges from number `first` up to, and without, `last`."""
    for number in range(first, last):
        _exchange(
            services, session_id, before + REPLIES[number % len(REPLIES)], f"{LINES[number % len(LINES)]} ({number})"
        )


def copy(services: Services, source: str) -> str:
    """Store the same events once more under another id, in the same order, and return it."""
    first, *rest = services.store.events(source)
    session_id = services.new_id()
    services.store.create(session_id, first.event, first.at)  # type: ignore[arg-type] - the first is always a start
    for record in rest:
        services.store.append(session_id, record.event, record.at, expected=None)
    return session_id


def _exchange(services: Services, session_id: str, text: str, line: str) -> None:
    session = load(services, session_id)
    event = ReplyEvent(turn=len(session.turns) + 1, text=text)
    services.store.append(session_id, event, services.now(), expected=session.seen)
    session = load(services, session_id)
    said = line_event(session, prepare(services, session), SpokenLine(line, authored=False))
    mood = said.mood.model_copy(update={"anger": 60, "accepted": None, "unmoved": 0})
    goes_on = said.model_copy(update={"mood": mood, "outcome": None})
    services.store.append(session_id, goes_on, services.now(), expected=session.seen)
