"""One exchange: the reply is stored, then observed, heard, felt and answered; the line is stored before it counts as said.

However a caller leaves this generator (a page that is switched, a model that fails, a process that dies) the store holds
whole events only: a reply without a line is answered again on request.
"""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass

from poise.conversation.errors import SessionError
from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.events import Closing, EndEvent, Event, Recorded, ReplyEvent
from poise.practice.exchange import Prepared, line_event, prepare
from poise.practice.replay import Session, after
from poise.practice.services import Services
from poise.practice.session import SessionView, load, require_open, view, view_of
from poise.practice.warm import cast, ready_model, warm_after
from poise.roleplay.actor import SpokenLine, speak


@dataclass(frozen=True)
class Stored:
    """The reply is safe: its commit returned."""

    turn: AgentTurn


@dataclass(frozen=True)
class Piece:
    """The next words of the line, to be shown as they come. They are not stored: `Said` brings the whole line."""

    text: str


@dataclass(frozen=True)
class Said:
    """The line is stored, and how the session stands now."""

    turn: CustomerTurn
    view: SessionView


TurnEvent = Stored | Piece | Said


def reply(
    services: Services, session_id: str, text: str, expected: int, closes: Closing | None = None
) -> Generator[TurnEvent]:
    """Store the learner's reply and let the customer answer it. `expected` is the number of turns that the page showed.

    With `closes` these are the learner's last words: the customer answers them, and the conversation is over.

    Raises SessionError, and stores nothing, where the text is empty or too long, the conversation has ended or went on
    elsewhere, or an earlier reply waits for its answer; StoreError; ModelError, after which the reply waits and `answer`
    tries again.
    """
    words = _checked(text, services.settings.max_reply_chars)
    session = load(services, session_id)
    require_open(session)
    if expected != len(session.turns):
        raise SessionError(
            "This conversation went on since the page was drawn. Nothing was sent twice; read on and reply again"
        )
    if session.pending is not None:
        raise SessionError("Your last reply still waits for its answer. Have it answered first")
    session = _store(services, session, ReplyEvent(turn=len(session.turns) + 1, text=words, closes=closes))
    stored = session.turns[-1]
    assert isinstance(stored, AgentTurn)
    yield Stored(stored)
    yield from _answered(services, session)


def answer(services: Services, session_id: str) -> Generator[TurnEvent]:
    """Let the customer answer the reply that waits. Raises SessionError where none does, else as `reply`."""
    session = load(services, session_id)
    require_open(session)
    if session.pending is None:
        raise SessionError("No reply waits for an answer. Write one")
    yield from _answered(services, session)


def _checked(text: str, most: int) -> str:
    # A terminal may hand over half a character; it could not be stored.
    words = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip()
    if not words:
        raise SessionError("The reply is empty. Write what you would say")
    if len(words) > most:
        raise SessionError(f"The reply has {len(words):,} characters; {most:,} are the most. Shorten it")
    return words


def _answered(services: Services, session: Session) -> Generator[TurnEvent]:
    if services.criticism is not None:
        services.criticism.read(session)
    prepared = prepare(services, session)
    spoken = yield from _spoken(services, session, prepared)
    line = line_event(session, prepared, spoken)
    before, session = session, _store(services, session, line)
    if line.outcome is not None:
        session = _store(services, session, EndEvent(outcome=line.outcome))
    elif spoken.tries or spoken.unread:
        warm_after(services, before, session, unread=spoken.unread)
    turn = session.turns[-1]
    assert isinstance(turn, CustomerTurn)
    yield Said(turn, _stands(services, session))


def _stands(services: Services, session: Session) -> SessionView:
    # What was stored last is known. Where a critic reads beside the turn, its critique may have come meanwhile.
    return view_of(services, session, reading=False) if services.criticism is None else view(services, session.id)


def _spoken(services: Services, session: Session, prepared: Prepared) -> Generator[Piece, None, SpokenLine]:
    pieces = speak(
        ready_model(services),
        cast(services, session.persona, session.level),
        session.turns,
        prepared.moved.mood,
        prepared.direction,
        prepared.hearing,
        session.seed + len(session.turns),
    )
    # Closed at once when the caller leaves, so that a stream does not run on for nobody.
    with closing(pieces):
        while True:
            try:
                piece = next(pieces)
            except StopIteration as done:
                spoken: SpokenLine = done.value
                return spoken
            yield Piece(piece)


def _store(services: Services, session: Session, event: Event) -> Session:
    at = services.now()
    number = services.store.append(session.id, event, at, expected=session.seen)
    if number != session.number + 1:
        return load(services, session.id)
    session = after(session, Recorded(number=number, at=at, event=event))
    services.recall.keep(session)
    return session
