"""The head of the conversation: the face, the mood in words, the briefing at hand, and the way out."""

from collections.abc import Callable

import streamlit as st

from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.ui.components.briefing_card import draw_briefing
from poise.ui.components.portrait import draw_portrait
from poise.ui.literal import literal
from poise.ui.shared import words


def draw_head(services: Services, view: SessionView, on_end: Callable[[], None]) -> None:
    """Draw the head; `on_end` is called when the learner confirms that the conversation shall end."""
    t, name = words(), view.persona.identity.name
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, width="stretch"):
            draw_portrait(services.content, view.persona.id, view.expression, "head", width=72)
            with st.container(gap=None):
                st.subheader(literal(name), anchor=False)
                with st.container(key="quiet-mood"):
                    st.text(_status(view))
        with st.popover(t("briefing.open")):
            draw_briefing(view.persona)
        if view.outcome is None:
            with st.popover(t("talk.end")):
                st.text(t("talk.end_sure", name=name))
                st.button(t("talk.end_yes"), key="end", type="primary", on_click=on_end)


def _status(view: SessionView) -> str:
    t = words()
    mood = t(f"mood.{view.expression}", name=view.persona.identity.name.split()[0])
    if view.outcome is not None:
        return mood
    left = t("talk.left_one") if view.exchanges_left == 1 else t("talk.left", count=view.exchanges_left)
    return f"{mood} · {left}"
