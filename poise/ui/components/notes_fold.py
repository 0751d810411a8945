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
from poise.ui.markup import draw, element
from poise.ui.shared import services, words

_FAULT = "notes-fault"
_BEGAN = "notes-began"
_BOTH = "notes-both"


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
    if key not in st.session_state:
        st.session_state[_BEGAN], st.session_state[_BOTH] = kept, False
    with st.expander(t("notes.title"), type="compact", key="notes"):
        st.text_area(
            t("notes.label"), kept, key=key, max_chars=MOST_NOTES, height=110, on_change=_keep, args=(session_id, key)
        )
        fault = st.session_state.get(_FAULT)
        if fault is not None:
            show_error(fault)
        elif st.session_state[_BOTH]:
            draw(element("p", t("notes.both"), kind="fine"))


def _keep(session_id: str, key: str) -> None:
    """Keep what stands in the box; where another window kept notes meanwhile, the box gets both."""
    st.session_state.pop(_FAULT, None)
    try:
        kept = keep_notes(services(), session_id, st.session_state[key], st.session_state[_BEGAN])
        st.session_state[_BOTH] = kept != st.session_state[key].strip()
        st.session_state[_BEGAN] = kept
        if st.session_state[_BOTH]:
            st.session_state[key] = kept
    except PoiseError as error:
        st.session_state[_FAULT] = error
