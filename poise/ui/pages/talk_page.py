"""The conversation."""

import streamlit as st

from poise.conversation.errors import PoiseError, SessionError
from poise.practice.events import Closing
from poise.practice.session import SessionView, end, view
from poise.ui.components.answering import fault, forget_fault, keep_fault, keep_typed, play, see, seen, unsent
from poise.ui.components.drawing import Drawing
from poise.ui.components.error_line import show_error, show_fault
from poise.ui.components.model_fetch import draw_fetch, voice_ready
from poise.ui.components.notes_fold import draw_beside
from poise.ui.components.places import draw_box, draw_places, forget_places, sent
from poise.ui.components.talk_head import draw_head
from poise.ui.components.turns import draw_turns, late_critiques
from poise.ui.literal import first_name
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words

_BACK = "talk-back-in-the-box"
_CLOSING = "talk-closing"
_DRAWING = "talk-drawing"
_WAY_OUT = "talk-way-out"


def draw() -> None:
    """Draw the conversation that the address names (`?session=`)."""
    session_id = st.query_params.get("session", "")
    if not session_id:
        _nothing_open()
        return
    try:
        current = view(services(), session_id)
    except SessionError as error:
        _nothing_open(error)
        return
    except PoiseError:
        keep_typed(sent())
        raise
    _draw_open(current)


def _draw_open(current: SessionView) -> None:
    wrong, over, text = fault(current.id), current.outcome is not None, sent()
    forget_places()
    if not over:
        typed = unsent()
        st.session_state[_BACK] = bool(typed)
        draw_box(current.id, stuck=wrong is not None and current.pending is not None, typed=typed)
    st.session_state.pop(_WAY_OUT, None)
    whose, closes, last_words = st.session_state.pop(_CLOSING, ("", None, ""))
    if whose == current.id and not text:
        text = last_words
    else:
        closes = None
    if not over:
        with st.bottom:
            draw_beside(current)
    st.session_state[_DRAWING] = Drawing(current, text, wrong, closes)
    raised = _draw_talk(current.id, over)
    if raised is not None:
        raise raised
    if over:
        _draw_end(current)
    see(current)


@st.fragment
def _draw_talk(session_id: str, over: bool) -> PoiseError | None:
    """Draw head and turns, and have the exchange where one waits; return what went wrong.

    A fragment of its own: a fold or a door that opens while the customer types does not cut off the line. What it raised
    would be shown as a fault of the program.
    """
    drawing: Drawing | None = st.session_state.pop(_DRAWING, None)
    try:
        _draw_parts(drawing or _again(session_id, over))
    except PoiseError as error:
        if drawing is None:
            st.rerun()
        return error
    return None


def _again(session_id: str, over: bool) -> Drawing:
    """Return what is drawn where a fold or a door opens; where the page is to show something else, all of it is drawn."""
    try:
        current = view(services(), session_id)
    except PoiseError:
        st.rerun()
    wrong = fault(session_id)
    goes_on = current.pending is not None and wrong is None
    other = (current.outcome is not None) != over or seen(current) != len(current.transcript.turns)
    if st.session_state.pop(_WAY_OUT, False) or goes_on or other:
        st.rerun()
    return Drawing(current, fault=wrong)


def _draw_parts(drawing: Drawing) -> None:
    current = drawing.current
    draw_head(services(), current, on_close=_close, on_stop=_stop)
    with st.container(key="turns"):
        draw_turns(services(), current)
        if current.outcome is None:
            _draw_next(drawing)
    late_critiques(services(), current)


def _draw_next(drawing: Drawing) -> None:
    """Draw what comes after the turns: an exchange that waits, why it was not answered, or the places of those to come."""
    current = drawing.current
    if drawing.text:
        play(current, drawing.text, drawing.closes)
        # The page around it is another now.
        st.rerun()
    elif drawing.fault is not None:
        _draw_fault(current, drawing.fault)
    elif current.pending is None:
        draw_places(current)
    elif voice_ready(services()):
        play(current, None)
        st.rerun()
    else:
        draw_fetch(services())


def _draw_fault(current: SessionView, wrong: PoiseError) -> None:
    if current.pending is None:
        forget_fault()
        show_error(wrong, before=words()("talk.unsent") if st.session_state.get(_BACK) else "")
    else:
        show_fault(wrong, on_again=forget_fault)


def _close(closes: Closing, text: str) -> None:
    """Have the learner's last words said when the page is drawn; called by the door in the head."""
    st.session_state[_WAY_OUT] = True
    session_id = st.query_params.get("session", "")
    if text.strip():
        st.session_state[_CLOSING] = (session_id, closes, text)
    else:
        keep_fault(session_id, SessionError(words()("closing.empty")))


def _stop() -> None:
    """Close the conversation as it stands; called by the door in the head."""
    st.session_state[_WAY_OUT] = True
    session_id = st.query_params.get("session", "")
    try:
        end(services(), session_id)
        forget_fault()
    except PoiseError as error:
        keep_fault(session_id, error)


def _draw_end(current: SessionView) -> None:
    t, name = words(), first_name(current.persona.identity.name)
    # In the place of the box for the reply, so that it is seen wherever the page was scrolled to.
    with st.bottom, st.container(border=True, key="over", horizontal=True, vertical_alignment="center"):
        title = element("h2", t("talk.over"))
        draw_markup(element("div", title, element("p", t(f"outcome.{current.outcome}", name=name))))
        if st.button(t("steps.open"), type="primary", key="to-steps"):
            st.switch_page(FOLDER / "steps_page.py", query_params={"session": current.id})
        if st.button(t("talk.to_debrief"), key="to-debrief"):
            st.switch_page(FOLDER / "debrief_page.py", query_params={"session": current.id})


def _nothing_open(error: PoiseError | None = None) -> None:
    t = words()
    if error is None:
        draw_markup(element("p", t("talk.none")))
    else:
        show_error(error)
    st.page_link(FOLDER / "gallery_page.py", label=t("talk.choose"))


draw()
