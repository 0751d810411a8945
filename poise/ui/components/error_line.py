"""One clear line where something went wrong."""

from collections.abc import Callable

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.ui.faults import fault_words
from poise.ui.markup import draw, element, joined
from poise.ui.shared import words


def show_error(error: PoiseError, before: str = "") -> None:
    """Draw the error's own words, literally: they may hold file names and what somebody wrote."""
    with st.container(border=True):
        _draw_words(error, before)


def show_fault(error: PoiseError, on_again: Callable[[], None]) -> None:
    """Draw the error of a reply that is kept, with the button that sends it again."""
    t = words()
    with st.container(border=True, gap="small"):
        _draw_words(error, "")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(t("talk.send_again"), key="again", type="primary", on_click=on_again)
            draw(element("p", t("talk.kept"), kind="soft"))


def _draw_words(error: PoiseError, before: str) -> None:
    lead = element("p", before, kind="soft") if before else ""
    draw(element("div", joined(lead, element("p", fault_words(error))), kind="problem"))
