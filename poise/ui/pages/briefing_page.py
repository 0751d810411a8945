"""The briefing before the conversation; meanwhile the customer gets ready."""

import streamlit as st

from poise.conversation.ids import LEVELS, Level
from poise.practice.session import start
from poise.practice.warm import warm
from poise.ui.components.briefing_card import draw_briefing
from poise.ui.components.model_fetch import draw_fetch, voice_ready
from poise.ui.components.portrait import draw_portrait
from poise.ui.literal import literal
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words


def draw() -> None:
    """Draw the briefing of the customer that the address names (`?persona=&level=`)."""
    t, built = words(), services()
    persona_id, level = st.query_params.get("persona", ""), _level()
    if not persona_id:
        st.text(t("briefing.unknown"))
        st.page_link(FOLDER / "gallery_page.py", label=t("talk.choose"))
        return
    persona = built.content.persona(persona_id)
    ready = voice_ready(built)
    if ready and st.session_state.get("warmed") != persona_id:
        st.session_state["warmed"] = persona_id
        warm(built, persona_id, level)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", wrap=False):
        draw_portrait(built.content, persona.id, "angry", "briefing", width=104)
        with st.container(gap=None):
            st.title(literal(persona.identity.name), anchor=False)
            st.text(persona.situation)
    if not ready:
        draw_fetch(built)
    draw_briefing(persona)
    with st.container(key="quiet-limit"):
        st.text(t("briefing.limit", count=built.settings.turn_limit))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("briefing.begin"), type="primary", disabled=not ready, key="begin"):
            view = start(built, persona_id, level)
            st.switch_page(FOLDER / "talk_page.py", query_params={"session": view.id})
        st.page_link(FOLDER / "gallery_page.py", label=t("briefing.back"))


def _level() -> Level:
    asked = st.query_params.get("level", "standard")
    return next((level for level in LEVELS if level == asked), "standard")


draw()
