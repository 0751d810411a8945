"""The three steps as the learner takes them, or passes them by: checked, stored once, told plainly where they cannot be."""

from contextlib import suppress
from functools import partial

from poise.conversation.errors import SessionError
from poise.practice.replay import Session
from poise.practice.services import Services
from poise.practice.session import SessionView, load, view
from poise.practice.step_events import (
    LEAST_QUESTION,
    MOST_NOTES,
    MOST_QUESTION,
    AskEvent,
    Channel,
    NotesEvent,
    Step,
    StepEvent,
    Ticks,
)
from poise.practice.steps.case_note import Finding, check_note
from poise.practice.steps.follow_up import Setting, answered, said_in, setting
from poise.practice.store import StoredAlreadyError

STEPS: tuple[Step, ...] = ("case_note", "follow_up", "reflection")
MOST_STEP = 4_000
"""Characters of a case note, a follow-up message and a reflection."""


def keep_notes(services: Services, session_id: str, text: str, began: str | None = None) -> str:
    """Store the notes as they stand now, nothing where they stand so already, and return them.

    `began` is what the window had before: where other notes are stored, of another window, both are kept, the stored ones
    first. None has `text` take the place of whatever is stored. Raises SessionError, StoreError.
    """
    while True:
        stored = load(services, session_id).notes
        words = _clean(text) if began in (None, stored) else _both(stored, _clean(text), began or "")
        if len(words) > MOST_NOTES:
            raise SessionError(f"The notes have {len(words):,} characters; {MOST_NOTES:,} are the most. Shorten them")
        if words == stored:
            return words
        with suppress(StoredAlreadyError):
            services.store.append(
                session_id, NotesEvent(text=words), services.now(), expected=None,
                unless=partial(_other, stored), newest=True,
            )  # fmt: skip
            return words


def steps_left(services: Services, session_id: str) -> tuple[Step, ...]:
    """Return the steps that this session still offers, in their order. Raises SessionError while the conversation goes on."""
    session = _ended(services, session_id)
    return tuple(step for step in STEPS if step not in session.steps and (step != "follow_up" or setting(session)))


def write_case_note(services: Services, session_id: str, text: str) -> SessionView:
    """Store the case note. Raises SessionError where it is empty, too long or written already; StoreError."""
    return _take(services, session_id, StepEvent(step="case_note", text=_checked(text, "case note")))


def send_follow_up(
    services: Services, session_id: str, text: str, channel: Channel, goodwill: str | None
) -> SessionView:
    """Send the follow-up message and store it with the customer's answer.

    Raises SessionError where it is empty, too long, sent already or not offered, or where the policy does not allow the goodwill;
    StoreError.
    """
    session, message = _ended(services, session_id), _checked(text, "follow-up")
    offered = setting(session)
    if offered is None:
        raise SessionError("The contact was ended because of abuse: no follow-up goes out")
    if goodwill is not None and goodwill not in {remedy.id for remedy in offered.goodwill}:
        raise SessionError("The policy does not allow this goodwill. Choose another, or none")
    sent = answered(session, offered, message, channel, goodwill, services.fast)
    return _take(services, session_id, StepEvent(step="follow_up", text=message, follow_up=sent))


def reflect(services: Services, session_id: str, text: str, ticks: Ticks) -> SessionView:
    """Store the reflection; its words may be missing. Raises SessionError where nothing is ticked or written."""
    words = _clean(text)
    if not words and not ticks.shown and not ticks.missed:
        raise SessionError("Nothing is ticked and nothing is written. Tick what you saw, or skip this step")
    _require_short(words, "reflection")
    return _take(services, session_id, StepEvent(step="reflection", text=words, ticks=ticks))


def skip(services: Services, session_id: str, step: Step) -> SessionView:
    """Store that the learner passed a step by. Raises SessionError where the step is done already; StoreError."""
    return _take(services, session_id, StepEvent(step=step, text="", skipped=True))


def ask_trainer(services: Services, session_id: str, question: str) -> SessionView:
    """Share the session with a trainer and ask something. Raises SessionError where the question is too short or long."""
    words = _clean(question)
    if not LEAST_QUESTION <= len(words) <= MOST_QUESTION:
        raise SessionError(
            f"A question takes {LEAST_QUESTION} to {MOST_QUESTION} characters; this one has {len(words):,}"
        )
    _ended(services, session_id)
    try:
        services.store.append(
            session_id,
            AskEvent(question=words),
            services.now(),
            expected=None,
            unless=lambda known: known.question == words,
        )
    except StoredAlreadyError:
        raise SessionError("You have asked this already; your trainer can see it") from None
    return view(services, session_id)


def case_note_findings(services: Services, session_id: str) -> tuple[Finding, ...] | None:
    """Return what the case note lacks and contradicts, None where none was written."""
    session = load(services, session_id)
    written = session.steps.get("case_note")
    return check_note(written.text, said_in(session)) if written is not None and not written.skipped else None


def follow_up_setting(services: Services, session_id: str) -> Setting | None:
    """Return the follow-up that this session offers, None where it offers none. Raises SessionError while it goes on."""
    return setting(_ended(services, session_id))


def _other(stored: str, known: NotesEvent) -> bool:
    return known.text != stored


def _both(stored: str, text: str, began: str) -> str:
    """Return the stored notes with what a window added to those that it `began` from, on a line of its own."""
    added = text.removeprefix(began).strip() if text.startswith(began) else text
    return stored if not added or text == stored else f"{stored}\n{added}".strip()


def _take(services: Services, session_id: str, event: StepEvent) -> SessionView:
    if event.step in _ended(services, session_id).steps:
        raise _taken()
    try:
        services.store.append(
            session_id, event, services.now(), expected=None, unless=lambda known: known.step == event.step
        )
    except StoredAlreadyError:
        raise _taken() from None
    return view(services, session_id)


def _taken() -> SessionError:
    return SessionError("This step is done already, perhaps in another window. Reload the page to see it")


def _ended(services: Services, session_id: str) -> Session:
    session = load(services, session_id)
    if session.outcome is None:
        raise SessionError("The conversation still goes on. End it first; then come the three steps")
    return session


def _checked(text: str, what: str) -> str:
    words = _clean(text)
    if not words:
        raise SessionError(f"The {what} is empty. Write a line, or skip this step")
    _require_short(words, what)
    return words


def _require_short(words: str, what: str) -> None:
    if len(words) > MOST_STEP:
        raise SessionError(f"The {what} has {len(words):,} characters; {MOST_STEP:,} are the most. Shorten it")


def _clean(text: str) -> str:
    # A terminal or a page may hand over half a character; it could not be stored.
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip()
