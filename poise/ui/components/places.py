"""The box for the reply and the places of the exchanges to come: a reply draws one of them, the page around stays as it is."""

from dataclasses import dataclass, field

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.session import SessionView, view
from poise.ui.components.answering import keep_typed, play, see
from poise.ui.components.talk_head import MOOD, tell_mood, told_mood
from poise.ui.components.turns import draw_answered, late_critiques
from poise.ui.shared import services, words

MOST = 6
"""So many replies are answered before the whole page is drawn anew. Every place costs at every drawing of the page."""
_PLACES = "talk-places"
_SENT = "talk-sent"
_BOX = "reply"


@dataclass
class _Places:
    """The places on the page: `held` are the numbers of the replies that stand in the first of them, `answering` while one more
    is answered.
    """

    session_id: str
    held: list[int] = field(default_factory=list)
    answering: bool = False


def draw_places(current: SessionView) -> None:
    """Draw the places, empty. Each is a fragment with a name, by which a reply has it drawn."""
    st.session_state[_PLACES] = _Places(current.id)
    for number in range(MOST):
        st.fragment(_draw_place, key=_name(number))(current.id, number)


def forget_places() -> None:
    """Have the next reply draw the whole page, as where it shows no place."""
    st.session_state.pop(_PLACES, None)


def draw_box(session_id: str, *, stuck: bool, typed: str | None) -> None:
    """Draw the box for the reply; `stuck` where the last one waits. It holds what was `typed` and could not be stored."""
    if typed:
        st.session_state[_BOX] = typed
    st.chat_input(
        words()("talk.stuck" if stuck else "talk.placeholder"),
        key=_BOX,
        max_chars=services().settings.max_reply_chars,
        submit_mode="disable",
        disabled=stuck,
        on_submit=_send,
        args=(session_id,),
    )


def _send(session_id: str) -> None:
    """Have what was sent answered in the next place alone; the whole page is drawn where there is none."""
    text, places = st.session_state[_BOX], st.session_state.get(_PLACES)
    if places is None or places.session_id != session_id:
        st.session_state[_SENT] = text
    elif places.answering:
        # This cut off the line that was being said: it is said anew, and the learner reads it before they go on.
        keep_typed(text)
    else:
        before = sent()
        st.session_state[_SENT] = f"{before}\n{text}" if before else text
        if len(places.held) < MOST:
            st.rerun([_name(len(places.held)), MOOD])


def sent() -> str | None:
    """Return what was sent and is not answered yet, once."""
    text: str | None = st.session_state.pop(_SENT, None)
    return text


def _name(number: int) -> str:
    return f"exchange-{number}"


def _draw_place(session_id: str, number: int) -> None:
    places: _Places = st.session_state[_PLACES]
    if number < len(places.held):
        _draw_again(session_id, places.held[number])
    elif text := sent():
        _answer(places, text)


def _draw_again(session_id: str, turn: int) -> None:
    # A fold in it was opened.
    try:
        current = view(services(), session_id)
    except PoiseError:
        st.rerun()
    draw_answered(services(), current, turn)
    late_critiques(services(), current)


def _answer(places: _Places, text: str) -> None:
    before = told_mood()
    places.answering = True
    try:
        # Nothing is drawn before the reply is stored: another one that is sent then would cut it off.
        after = play(before, text)
    except PoiseError:
        st.rerun()
    places.answering = False
    if after is None or after.outcome is not None:
        st.rerun()
    places.held.append(len(before.transcript.turns) + 1)
    tell_mood(after)
    see(after)
    late_critiques(services(), after)
