"""The name of the profile: a field and the button that keeps it."""

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice import learners
from poise.practice.learners import MOST_NAME, Learner
from poise.ui.components.error_line import show_error
from poise.ui.me import become, visit
from poise.ui.shared import house, words

_FAULT = "me-fault"


def draw_name(who: Learner, label: str) -> None:
    """Draw the field under its label, and in one line why the last name could not be kept."""
    if isinstance(fault := st.session_state.pop(_FAULT, None), PoiseError):
        show_error(fault)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(label, value=who.name, max_chars=MOST_NAME, key="me-name")
        st.button(words()("me.keep_name"), key="me-keep", on_click=_rename, args=(who.id,))


def draw_unnamed() -> None:
    """Draw the field where the profile has no name yet; nothing where it has one."""
    who = visit(house()).learner
    if who is not None and not who.name:
        draw_name(who, words()("progress.name"))


def _rename(learner: str) -> None:
    try:
        become(house(), learners.rename(house().store.engine, learner, st.session_state.get("me-name", "")))
    except PoiseError as error:
        st.session_state[_FAULT] = error
