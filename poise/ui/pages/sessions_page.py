"""The learner's own conversations."""

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.my_sessions import listed
from poise.practice.store import SessionSummary
from poise.ui.components.error_line import show_error
from poise.ui.components.session_row import TOLD, draw_row
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words

_AT_ONCE = 10
_SHOWN = "sessions-shown"


def draw() -> None:
    """Draw the list, the last used first, a few at once."""
    t = words()
    draw_markup(element("div", element("h1", t("sessions.title")), kind="opening"))
    _draw_told()
    found = services().store.sessions(services().learner)
    if not found:
        draw_markup(element("p", t("sessions.empty")))
        st.page_link(FOLDER / "gallery_page.py", label=t("talk.choose"))
        return
    parents = {one.parent for one in found}
    shown = st.session_state.get(_SHOWN, _AT_ONCE)
    for one in found[:shown]:
        _draw_one(one, one.id in parents)
    if len(found) > shown:
        draw_markup(element("p", t("sessions.of", shown=shown, count=len(found)), kind="soft"))
        st.button(t("sessions.more"), key="more", on_click=_show_more)


def _draw_one(one: SessionSummary, has_branches: bool) -> None:
    try:
        draw_row(services(), listed(services(), one), has_branches)
    except PoiseError as error:
        show_error(error, before=words()("sessions.broken", name=one.name))


def _draw_told() -> None:
    told = st.session_state.pop(TOLD, None)
    if isinstance(told, PoiseError):
        show_error(told)
    elif told:
        draw_markup(element("p", told, kind="soft"))


def _show_more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _AT_ONCE) + _AT_ONCE


draw()
