"""The conversation."""

from functools import partial

import streamlit as st

from poise.conversation.errors import PoiseError, SessionError
from poise.practice.events import Closing
from poise.practice.session import SessionView, end, view
from poise.ui.components.drawing import Drawing
from poise.ui.components.error_line import show_error, show_fault
from poise.ui.components.kept import Kept, kept
from poise.ui.components.model_fetch import draw_fetch, voice_ready
from poise.ui.components.notes_fold import draw_beside
from poise.ui.components.past_turns import past_turns
from poise.ui.components.places import draw_box, draw_places, forget_places, open_places
from poise.ui.components.playing import play
from poise.ui.components.talk_head import draw_head
from poise.ui.components.turns import draw_turns, late_critiques
from poise.ui.literal import first_name
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element, quote
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
    own = kept(session_id)
    forget_places(session_id)
    try:
        current = view(services(), session_id)
    except SessionError as error:
        _nothing_open(error)
        _draw_unsent(own)
        return
    except PoiseError:
        own.type_again(own.sent or own.typed)
        raise
    _draw_open(current, own)


def _draw_open(current: SessionView, own: Kept) -> None:
    wrong, over = own.fault, current.outcome is not None
    if current.pending is not None and own.sent:
        # The line before is said first: the learner reads it before they go on.
        own.type_again(own.sent)
    own.past = 0 if over else past_turns(current)
    if not over:
        typed, own.typed = own.typed, ""
        st.session_state[_BACK] = bool(typed)
        draw_box(current.id, stuck=wrong is not None and current.pending is not None, typed=typed)
    st.session_state.pop(_WAY_OUT, None)
    whose, closes, last_words = st.session_state.pop(_CLOSING, ("", None, ""))
    if whose != current.id or own.sent:
        closes = None
    text = own.sent or (last_words if closes else "")
    if not over:
        with st.bottom:
            draw_beside(current)
    st.session_state[_DRAWING] = Drawing(current, text, wrong, closes)
    raised = _draw_talk(current.id, over)
    if raised is not None:
        raise raised
    if over:
        _draw_unsent(own)
        _draw_end(current)
    own.show(current)
    open_places(current.id)


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
    if drawing is None:
        open_places(session_id)
    return None


def _again(session_id: str, over: bool) -> Drawing:
    """Return what is drawn where a fold or a door opens; where the page is to show something else, all of it is drawn."""
    forget_places(session_id)
    try:
        current = view(services(), session_id)
    except PoiseError:
        st.rerun()
    own = kept(session_id)
    goes_on = current.pending is not None and own.fault is None
    other = (current.outcome is not None) != over or own.turns != len(current.transcript.turns)
    if st.session_state.pop(_WAY_OUT, False) or goes_on or other:
        st.rerun()
    return Drawing(current, fault=own.fault)


def _draw_parts(drawing: Drawing) -> None:
    current = drawing.current
    draw_head(services(), current, on_close=_close, on_stop=_stop)
    with st.container(key="turns"):
        draw_turns(services(), current, kept(current.id).past)
        if current.outcome is None:
            _draw_next(drawing)
    late_critiques(services(), current)


def _draw_next(drawing: Drawing) -> None:
    """Draw what comes after the turns: an exchange that waits, why it was not answered, or the places of those to come."""
    current = drawing.current
    if drawing.text:
        _play_through(current, drawing.text, drawing.closes)
    elif drawing.fault is not None:
        _draw_fault(current, drawing.fault)
    elif current.pending is None:
        draw_places(current)
    elif voice_ready(services()):
        _play_through(current, None)
    else:
        draw_fetch(services())


def _play_through(current: SessionView, text: str | None, closes: Closing | None = None) -> None:
    """Have an exchange said, and all of the page drawn: it is another one now."""
    after = play(current, text, closes)
    if after is not None:
        kept(current.id).show(after)
    st.rerun()


def _draw_fault(current: SessionView, wrong: PoiseError) -> None:
    own = kept(current.id)
    if current.pending is None:
        own.fault = None
        show_error(wrong, before=words()("talk.unsent") if st.session_state.get(_BACK) else "")
    else:
        show_fault(wrong, on_again=partial(_forget_fault, own))


def _forget_fault(own: Kept) -> None:
    own.fault = None


def _close(closes: Closing, text: str) -> None:
    """Have the learner's last words said when the page is drawn; called by the door in the head."""
    st.session_state[_WAY_OUT] = True
    session_id = st.query_params.get("session", "")
    if text.strip():
        st.session_state[_CLOSING] = (session_id, closes, text)
    else:
        kept(session_id).fault = SessionError(words()("closing.empty"))


def _stop() -> None:
    """Close the conversation as it stands; called by the door in the head."""
    st.session_state[_WAY_OUT] = True
    session_id = st.query_params.get("session", "")
    own = kept(session_id)
    try:
        end(services(), session_id)
        own.fault = None
    except PoiseError as error:
        own.fault = error


def _draw_unsent(own: Kept) -> None:
    """Draw what was written and could not be said any more, and why; nothing where there is nothing."""
    if unsent := own.sent or own.typed:
        if own.fault is not None:
            show_error(own.fault)
        draw_markup(element("div", quote(unsent, words()("talk.never_said")), kind="unsent"))


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
