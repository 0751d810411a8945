"""A reply sent and answered on the page; what went wrong is kept for the next drawing, and the words go back into the box."""

from collections.abc import Generator

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.events import Closing
from poise.practice.session import SessionView, view
from poise.practice.turn import Stored, TurnEvent, answer, reply
from poise.ui.components.exchange import draw_exchange
from poise.ui.components.kept import Kept, kept
from poise.ui.shared import services


def play(current: SessionView, text: str | None, closes: Closing | None = None) -> SessionView | None:
    """Draw the exchange as it happens and return how the session stands after it; `text` is None where a reply waits.

    A fault is kept and the page drawn again. What was stored is safe whatever happens here. Raises PoiseError where the store
    cannot be read either.
    """
    own = kept(current.id)
    try:
        if text is None:
            return draw_exchange(services(), current, answer(services(), current.id))
        turns = len(current.transcript.turns) if own.turns is None else own.turns
        return draw_exchange(services(), current, _noted(own, reply(services(), current.id, text, turns, closes)))
    except PoiseError as error:
        # Kept first: where the store cannot be read either, the next line raises.
        own.type_again(text or own.typed)
        now = view(services(), current.id)
        since = now.transcript.turns[len(current.transcript.turns) :]
        if text and any(turn.text == text.strip() for turn in since):
            # It is stored: only the line that answers it is missing.
            own.typed = ""
        # Another window may have had the reply answered meanwhile: then there is nothing to mend and the page shows it.
        if now.pending is not None or text is not None:
            own.fault = error
        st.rerun()


def _noted(own: Kept, events: Generator[TurnEvent]) -> Generator[TurnEvent]:
    """Give the events on, and let go of what was sent the moment it is stored: before, a click elsewhere must not lose it."""
    for event in events:
        if isinstance(event, Stored):
            own.sent = ""
        yield event
