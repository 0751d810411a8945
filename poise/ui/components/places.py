"""The box for the reply and the places of the exchanges to come: a reply draws one of them, the page around stays as it is."""

import streamlit as st
from streamlit.errors import StreamlitAPIException

from poise.conversation.errors import PoiseError
from poise.practice.session import SessionView, view
from poise.ui.components.kept import Kept, Places, kept
from poise.ui.components.playing import play
from poise.ui.components.talk_head import MOOD
from poise.ui.components.turns import draw_answered, late_critiques
from poise.ui.shared import services, words

MOST = 6
"""So many replies are answered before the whole page is drawn anew. Every place costs at every drawing of the page."""
_BOX = "reply"


def draw_places(current: SessionView) -> None:
    """Draw the places, empty. Each is a fragment with a name, by which a reply has it drawn."""
    places = kept(current.id).places
    for number in range(MOST):
        st.fragment(_draw_place, key=_name(places, number))(current.id, number)


def forget_places(session_id: str) -> None:
    """Have the next reply draw the whole page, until its places are opened."""
    own = kept(session_id)
    own.places = Places(drawing=own.places.drawing + 1)


def open_places(session_id: str) -> None:
    """Have the next replies drawn in the places: the page around them stands to its end."""
    kept(session_id).places.ready = True


def draw_box(session_id: str, *, stuck: bool, typed: str) -> None:
    """Draw the box for the reply; `stuck` where the last one waits. It holds what was `typed` and could not be stored."""
    if typed:
        st.session_state[_BOX] = typed
    # Not `submit_mode="disable"`: the browser opens it again at a whole run's end only, and may not see that of a place's.
    st.chat_input(
        words()("talk.stuck" if stuck else "talk.placeholder"),
        key=_BOX,
        max_chars=services().settings.max_reply_chars,
        disabled=stuck,
        on_submit=_send,
        args=(session_id,),
    )


def _send(session_id: str) -> None:
    """Have what was sent answered in the next place alone; the whole page is drawn where there is none."""
    text, own = st.session_state[_BOX], kept(session_id)
    if own.places.answering:
        # This cut off the line that was being said: it is said anew, and the learner reads it before they go on.
        own.type_again(text)
        return
    own.sent = f"{own.sent}\n{text}" if own.sent else text
    if own.places.ready and len(own.places.held) < MOST:
        try:
            st.rerun([_name(own.places, len(own.places.held)), MOOD])
        except StreamlitAPIException:
            # A drawing that this cut off has taken the place away; the page is drawn with it.
            return


def _name(places: Places, number: int) -> str:
    # Those of the drawing before stay known until this one has ended.
    return f"exchange-{places.drawing}-{number}"


def _draw_place(session_id: str, number: int) -> None:
    own = kept(session_id)
    if number < len(own.places.held):
        _draw_held(session_id, own.places.held[number])
    elif own.sent:
        _answer(own)
    elif own.places.answering:
        # The line was stopped in the middle, and a fold beside it opened: the page has it said again.
        st.rerun()


def _draw_held(session_id: str, turn: int) -> None:
    # Something in its fold was opened or pressed.
    try:
        current = view(services(), session_id)
    except PoiseError:
        st.rerun()
    draw_answered(services(), current, turn)
    late_critiques(services(), current)


def _answer(own: Kept) -> None:
    before, places = own.view, own.places
    assert before is not None
    places.answering = True
    try:
        # Nothing is drawn before the reply is stored: another one that is sent then would cut it off.
        after = play(before, own.sent)
    except PoiseError:
        st.rerun()
    places.answering = False
    if after is None or after.outcome is not None:
        st.rerun()
    places.held.append(len(before.transcript.turns) + 1)
    own.show(after)
    # What was sent has stopped the watch for a reading of an earlier reply, which may have arrived meanwhile.
    late_critiques(services(), after, missed=before.critic_pending)
