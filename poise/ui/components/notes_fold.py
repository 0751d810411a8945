"""The learner's notes beside the conversation: a quiet fold, kept whenever they leave the box."""

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.session import SessionView
from poise.practice.step_events import MOST_NOTES
from poise.practice.steps.taking import keep_notes
from poise.ui.components.breath import draw_breath
from poise.ui.components.error_line import show_error
from poise.ui.components.help_doors import draw_help_doors
from poise.ui.components.ways_back import draw_ways_back
from poise.ui.shared import services, words

_FAULT = "notes-fault"


@st.fragment
def draw_beside(view: SessionView) -> None:
    """Draw what waits at the edge of the conversation: the notes, the help, the way back, and a moment's pause.

    A fragment of its own: notes that are kept or a hint that is opened while the customer types do not cut off the line.
    """
    with st.container(key="beside", gap=None):
        _draw_notes(view.id, view.notes)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content", key="edge"):
            draw_help_doors(view)
            draw_ways_back(view.id)
            draw_breath()


def _draw_notes(session_id: str, kept: str) -> None:
    t, key = words(), f"notes-{session_id}"
    with st.expander(t("notes.title"), type="compact", key="notes"):
        st.text_area(
            t("notes.label"), kept, key=key, max_chars=MOST_NOTES, height=110, on_change=_keep, args=(session_id, key)
        )
        fault = st.session_state.get(_FAULT)
        if fault is not None:
            show_error(fault)


def _keep(session_id: str, key: str) -> None:
    st.session_state.pop(_FAULT, None)
    try:
        keep_notes(services(), session_id, st.session_state[key])
    except PoiseError as error:
        st.session_state[_FAULT] = error
