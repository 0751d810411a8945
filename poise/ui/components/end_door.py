"""The ways out of a conversation: a goodbye, a hand-over to a manager, or stopping without a word."""

from collections.abc import Callable

import streamlit as st

from poise.practice.events import Closing
from poise.practice.session import SessionView
from poise.ui.literal import first_name
from poise.ui.markup import draw, element
from poise.ui.shared import services, words

_WAYS: tuple[Closing, ...] = ("goodbye", "hand_over")
LAST_WORDS = "last-words"
_OPENED = "end-door-opened"


def draw_end(view: SessionView, on_close: Callable[[Closing, str], None], on_stop: Callable[[], None]) -> None:
    """Draw the door. `on_close` is called with a way and the last words, `on_stop` where the learner wants none."""
    with st.popover(words()("talk.end"), type="tertiary", key="end-door", on_change="rerun") as door:
        if door.open:
            st.session_state[_OPENED] = view.id
        # What was opened once stays behind the door: words that are written there outlast a look at the conversation.
        if st.session_state.get(_OPENED) == view.id:
            _draw_ways(view, on_close, on_stop)


def _draw_ways(view: SessionView, on_close: Callable[[Closing, str], None], on_stop: Callable[[], None]) -> None:
    t, name = words(), first_name(view.persona.identity.name)
    if view.pending is None:
        with st.form("closing", border=False, enter_to_submit=False):
            most = services().settings.max_reply_chars
            st.text_area(t("closing.label", name=name), key=LAST_WORDS, max_chars=most, height=90)
            with st.container(horizontal=True, gap="small"):
                for way in _WAYS:
                    st.form_submit_button(
                        t(f"closing.{way}"), key=f"close-{way}", on_click=_close, args=(way, on_close)
                    )
    draw(element("p", t("talk.end_sure", name=name), kind="soft"))
    st.button(t("talk.end_yes"), key="end", on_click=on_stop)


def _close(way: Closing, on_close: Callable[[Closing, str], None]) -> None:
    on_close(way, st.session_state.get(LAST_WORDS, ""))
    st.session_state[LAST_WORDS] = ""
