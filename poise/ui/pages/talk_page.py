"""The conversation."""

from collections.abc import Generator

import streamlit as st

from poise.conversation.errors import PoiseError, SessionError
from poise.practice.session import SessionView, end, view
from poise.practice.turn import TurnEvent, answer, reply
from poise.ui.components.error_line import show_error
from poise.ui.components.model_fetch import draw_fetch, voice_ready
from poise.ui.components.talk_head import draw_head
from poise.ui.components.turns import draw_line_as_it_comes, draw_turns, late_critiques
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words

_FAULT = "talk-fault"


def draw() -> None:
    """Draw the conversation that the address names (`?session=`)."""
    session_id = st.query_params.get("session", "")
    if not session_id:
        _nothing_open()
        return
    try:
        current = view(services(), session_id)
    except SessionError as error:
        show_error(error)
        _nothing_open()
        return
    draw_head(services(), current, on_end=_end)
    draw_turns(services(), current)
    late_critiques(services(), current)
    if current.outcome is not None:
        _draw_end(current)
    else:
        _draw_exchange(current)


def _draw_exchange(current: SessionView) -> None:
    t = words()
    text = st.chat_input(
        t("talk.placeholder"),
        key="reply",
        max_chars=services().settings.max_reply_chars,
        submit_mode="disable",
        disabled=current.pending is not None,
    )
    fault: PoiseError | None = st.session_state.get(_FAULT)
    if text:
        _play(current, reply(services(), current.id, text, expected=len(current.transcript.turns)), text)
    elif current.pending is not None and not voice_ready(services()):
        draw_fetch(services())
    elif current.pending is not None and fault is None:
        _play(current, answer(services(), current.id))
    elif fault is not None:
        _draw_fault(current, fault)


def _play(current: SessionView, events: Generator[TurnEvent], text: str = "") -> None:
    """Draw the exchange as it happens. A fault is kept for the next drawing; what was stored is safe whatever happens here."""
    try:
        draw_line_as_it_comes(services(), current, events, text)
        st.session_state.pop(_FAULT, None)
    except PoiseError as error:
        st.session_state[_FAULT] = error
    finally:
        events.close()
    st.rerun()


def _draw_fault(current: SessionView, fault: PoiseError) -> None:
    t = words()
    show_error(fault)
    if current.pending is None:
        st.session_state.pop(_FAULT, None)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(t("talk.kept"))
        st.button(t("talk.send_again"), key="again", type="primary", on_click=_forget_fault)


def _forget_fault() -> None:
    st.session_state.pop(_FAULT, None)


def _end() -> None:
    """Close the conversation; called by the button in the head."""
    try:
        end(services(), st.query_params.get("session", ""))
        _forget_fault()
    except PoiseError as error:
        st.session_state[_FAULT] = error


def _draw_end(current: SessionView) -> None:
    t = words()
    with st.container(border=True, key="over"):
        st.subheader(t("talk.over"), anchor=False)
        st.text(t(f"debrief.outcome.{current.outcome}", name=current.persona.identity.name))
        if st.button(t("talk.to_debrief"), type="primary", key="to-debrief"):
            st.switch_page(FOLDER / "debrief_page.py", query_params={"session": current.id})


def _nothing_open() -> None:
    t = words()
    st.text(t("talk.none"))
    st.page_link(FOLDER / "gallery_page.py", label=t("talk.choose"))


draw()
