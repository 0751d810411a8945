"""The head of the conversation: the face, the mood in words, the briefing at hand, and the way out."""

from collections.abc import Callable

import streamlit as st

from poise.practice.events import Closing
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.ui.components.briefing_card import draw_briefing
from poise.ui.components.end_door import draw_end
from poise.ui.components.kept import kept
from poise.ui.components.portrait import beside_face
from poise.ui.markup import draw, element
from poise.ui.shared import words

MOOD = "mood"
"""The name by which `st.rerun` draws face and mood alone."""


def draw_head(
    services: Services, view: SessionView, on_close: Callable[[Closing, str], None], on_stop: Callable[[], None]
) -> None:
    """Draw the head; see `end_door` for the ways out. Face and mood are drawn again by the name `MOOD`, from what is kept."""
    t = words()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        kept(view.id).view = view
        _draw_mood(services, view.id)
        with st.container(horizontal=True, gap="small", width="content", key="head-doors"):
            with st.popover(t("briefing.open"), type="tertiary"):
                draw_briefing(view.persona, scrolls=True)
            if view.outcome is None:
                draw_end(view, on_close, on_stop)


@st.fragment(key=MOOD)
def _draw_mood(services: Services, session_id: str) -> None:
    view = kept(session_id).view
    assert view is not None
    name = element("h1", view.persona.identity.name)
    who = element("div", name, element("p", _status(view), kind="soft"), kind="who")
    draw(beside_face(services.content, view.persona.id, view.expression, 48, who))


def _status(view: SessionView) -> str:
    t = words()
    mood = t(f"mood.{view.expression}")
    if view.help.numbers:
        mood = t("talk.mood_number", mood=mood, anger=view.mood.anger)
    if view.outcome is not None:
        return mood
    left = t("talk.left_one") if view.exchanges_left == 1 else t("talk.left", count=view.exchanges_left)
    return f"{mood} · {left}"
