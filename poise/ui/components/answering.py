"""A reply sent and answered on the page; what went wrong is kept for the next drawing, and the words go back into the box."""

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.events import Closing
from poise.practice.session import SessionView, view
from poise.practice.turn import answer, reply
from poise.ui.components.exchange import draw_exchange
from poise.ui.shared import services

_FAULT = "talk-fault"
_UNSENT = "talk-unsent"
_SEEN = "talk-seen"


def play(current: SessionView, text: str | None, closes: Closing | None = None) -> SessionView | None:
    """Draw the exchange as it happens and return how the session stands after it; `text` is None where a reply waits.

    A fault is kept and the page drawn again. What was stored is safe whatever happens here. Raises PoiseError where the store
    cannot be read either.
    """
    try:
        if text is None:
            return draw_exchange(services(), current, answer(services(), current.id))
        return draw_exchange(services(), current, reply(services(), current.id, text, seen(current), closes))
    except PoiseError as error:
        # Kept first: where the store cannot be read either, the next line raises.
        keep_typed(text)
        now = view(services(), current.id)
        since = now.transcript.turns[len(current.transcript.turns) :]
        if text and any(turn.text == text.strip() for turn in since):
            # It is stored: only the line that answers it is missing.
            st.session_state.pop(_UNSENT, None)
        # Another window may have had the reply answered meanwhile: then there is nothing to mend and the page shows it.
        if now.pending is not None or text is not None:
            keep_fault(current.id, error)
        st.rerun()


def keep_typed(text: str | None) -> None:
    """Keep words that could not be stored for the box."""
    if text:
        st.session_state[_UNSENT] = text


def unsent() -> str | None:
    """Return the words that are to stand in the box again, once."""
    words: str | None = st.session_state.pop(_UNSENT, None)
    return words


def see(shown: SessionView) -> None:
    """Remember how many turns this window shows."""
    st.session_state[_SEEN] = (shown.id, len(shown.transcript.turns))


def seen(current: SessionView) -> int:
    """Return the number of turns that this window showed when the learner wrote: another one may have gone on since."""
    whose, count = st.session_state.get(_SEEN, ("", 0))
    return count if whose == current.id else len(current.transcript.turns)


def keep_fault(session_id: str, error: PoiseError) -> None:
    """Keep what went wrong in a conversation."""
    st.session_state[_FAULT] = (session_id, error)


def fault(session_id: str) -> PoiseError | None:
    """Return the fault that this conversation waits with; another conversation's is over."""
    whose, kept = st.session_state.get(_FAULT, ("", None))
    return kept if whose == session_id else None


def forget_fault() -> None:
    """Have nothing wrong any more."""
    st.session_state.pop(_FAULT, None)
