"""The conversation."""

import streamlit as st

from poise.conversation.errors import PoiseError, SessionError
from poise.practice.events import Closing
from poise.practice.session import SessionView, end, view
from poise.practice.turn import answer, reply
from poise.ui.components.drawing import Drawing
from poise.ui.components.error_line import show_error, show_fault
from poise.ui.components.exchange import draw_exchange
from poise.ui.components.model_fetch import draw_fetch, voice_ready
from poise.ui.components.notes_fold import draw_beside
from poise.ui.components.talk_head import draw_head, draw_mood
from poise.ui.components.turns import draw_turns, late_critiques
from poise.ui.literal import first_name
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words

_FAULT = "talk-fault"
_UNSENT = "talk-unsent"
_BACK = "talk-back-in-the-box"
_SEEN = "talk-seen"
_BOX = "reply"
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
        _keep_typed(st.session_state.get(_BOX))
        raise
    _draw_open(current)


def _draw_open(current: SessionView) -> None:
    fault, over = _fault(current.id), current.outcome is not None
    text = None if over else _reply_box(current, fault)
    st.session_state.pop(_WAY_OUT, None)
    whose, closes, last_words = st.session_state.pop(_CLOSING, ("", None, ""))
    if whose == current.id and not text:
        text = last_words
    else:
        closes = None
    if not over:
        with st.bottom:
            draw_beside(current)
    st.session_state[_DRAWING] = Drawing(current, text, fault, closes)
    after = _draw_talk(current.id, over)
    if isinstance(after, PoiseError):
        raise after
    if over:
        _draw_end(current)
    st.session_state[_SEEN] = (current.id, len((after or current).transcript.turns))
    late_critiques(services(), after or current)


@st.fragment
def _draw_talk(session_id: str, over: bool) -> SessionView | PoiseError | None:
    """Draw head and turns, and have the exchange; return how the session stands after one, or what went wrong.

    A fragment of its own: a fold or a door that opens while the customer types does not cut off the line. What it raised
    would be shown as a fault of the program.
    """
    drawing: Drawing | None = st.session_state.pop(_DRAWING, None)
    try:
        return _draw_parts(drawing or _again(session_id, over))
    except PoiseError as error:
        if drawing is None:
            st.rerun()
        return error


def _again(session_id: str, over: bool) -> Drawing:
    """Return what is drawn where a fold or a door opens; where the page is to show something else, all of it is drawn."""
    try:
        current = view(services(), session_id)
    except PoiseError:
        st.rerun()
    fault = _fault(session_id)
    goes_on = current.pending is not None and fault is None
    other = (current.outcome is not None) != over or _seen(current) != len(current.transcript.turns)
    if st.session_state.pop(_WAY_OUT, False) or goes_on or other:
        st.rerun()
    return Drawing(current, fault=fault)


def _draw_parts(drawing: Drawing) -> SessionView | None:
    current = drawing.current
    mood = draw_head(services(), current, on_close=_close, on_stop=_stop)
    with st.container(key="turns"):
        draw_turns(services(), current)
        after = _exchange(drawing) if current.outcome is None else None
    if after is not None:
        draw_mood(mood, services(), after)
        if after.outcome is not None:
            st.rerun()
    return after


def _reply_box(current: SessionView, fault: PoiseError | None) -> str | None:
    """Draw the box for the reply and return what was sent. It holds again what could not be stored."""
    stuck = fault is not None and current.pending is not None
    unsent = st.session_state.pop(_UNSENT, None)
    st.session_state[_BACK] = bool(unsent)
    if unsent:
        st.session_state[_BOX] = unsent
    return st.chat_input(
        words()("talk.stuck" if stuck else "talk.placeholder"),
        key=_BOX,
        max_chars=services().settings.max_reply_chars,
        submit_mode="disable",
        disabled=stuck,
    )


def _exchange(drawing: Drawing) -> SessionView | None:
    """Have a reply answered, or say why it was not; return how the session stands after an answer."""
    current = drawing.current
    waiting = current.pending is not None
    if drawing.text:
        return _play(current, drawing.text, drawing.closes)
    if drawing.fault is not None:
        _draw_fault(current, drawing.fault)
    elif waiting and not voice_ready(services()):
        draw_fetch(services())
    elif waiting:
        return _play(current, None)
    return None


def _play(current: SessionView, text: str | None, closes: Closing | None = None) -> SessionView | None:
    """Draw the exchange as it happens. A fault is kept for the next drawing; what was stored is safe whatever happens here."""
    try:
        if text is None:
            return draw_exchange(services(), current, answer(services(), current.id))
        events = reply(services(), current.id, text, _seen(current), closes)
        return draw_exchange(services(), current, events)
    except PoiseError as error:
        # Kept first: where the store cannot be read either, the next line raises.
        _keep_typed(text)
        now = view(services(), current.id)
        if len(now.transcript.turns) != len(current.transcript.turns):
            st.session_state.pop(_UNSENT, None)
        # Another window may have had the reply answered meanwhile: then there is nothing to mend and the page shows it.
        if now.pending is not None or text is not None:
            st.session_state[_FAULT] = (current.id, error)
        st.rerun()


def _keep_typed(text: str | None) -> None:
    if text:
        st.session_state[_UNSENT] = text


def _seen(current: SessionView) -> int:
    """Return the number of turns that this window showed when the learner wrote: another one may have gone on since."""
    whose, count = st.session_state.get(_SEEN, ("", 0))
    return count if whose == current.id else len(current.transcript.turns)


def _draw_fault(current: SessionView, fault: PoiseError) -> None:
    if current.pending is None:
        st.session_state.pop(_FAULT, None)
        show_error(fault, before=words()("talk.unsent") if st.session_state.get(_BACK) else "")
    else:
        show_fault(fault, on_again=_forget_fault)


def _fault(session_id: str) -> PoiseError | None:
    """Return the fault that this conversation waits with; another conversation's is over."""
    whose, fault = st.session_state.get(_FAULT, ("", None))
    return fault if whose == session_id else None


def _forget_fault() -> None:
    st.session_state.pop(_FAULT, None)


def _close(closes: Closing, text: str) -> None:
    """Have the learner's last words said when the page is drawn; called by the door in the head."""
    st.session_state[_WAY_OUT] = True
    session_id = st.query_params.get("session", "")
    if text.strip():
        st.session_state[_CLOSING] = (session_id, closes, text)
    else:
        st.session_state[_FAULT] = (session_id, SessionError(words()("closing.empty")))


def _stop() -> None:
    """Close the conversation as it stands; called by the door in the head."""
    st.session_state[_WAY_OUT] = True
    session_id = st.query_params.get("session", "")
    try:
        end(services(), session_id)
        _forget_fault()
    except PoiseError as error:
        st.session_state[_FAULT] = (session_id, error)


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
