"""The head of the conversation: the face, the mood in words, the briefing at hand, and the way out."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poise.practice.events import Closing
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.ui.components.briefing_card import draw_briefing
from poise.ui.components.end_door import draw_end
from poise.ui.components.portrait import beside_face
from poise.ui.markup import draw, element
from poise.ui.shared import words


def draw_head(
    services: Services, view: SessionView, on_close: Callable[[Closing, str], None], on_stop: Callable[[], None]
) -> DeltaGenerator:
    """Draw the head and return the place of face and mood, for `draw_mood`; see `end_door` for the ways out."""
    t = words()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        place = st.empty()
        draw_mood(place, services, view)
        with st.container(horizontal=True, gap="small", width="content", key="head-doors"):
            with st.popover(t("briefing.open"), type="tertiary"):
                draw_briefing(view.persona, scrolls=True)
            if view.outcome is None:
                draw_end(view, on_close, on_stop)
    return place


def draw_mood(place: DeltaGenerator, services: Services, view: SessionView) -> None:
    """Draw face, name and mood into their place."""
    name = element("h1", view.persona.identity.name)
    who = element("div", name, element("p", _status(view), kind="soft"), kind="who")
    with place.container():
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
