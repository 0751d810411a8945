"""The briefing: the learner's role, the company, the order's history, what the company allows."""

import streamlit as st

from poise.conversation.persona import Persona
from poise.ui.shared import words


def draw_briefing(persona: Persona) -> None:
    """Draw the briefing; its words are the persona's and are shown literally."""
    t, briefing = words(), persona.briefing
    st.subheader(t("briefing.role"), anchor=False)
    st.text(briefing.role)
    st.subheader(t("briefing.company"), anchor=False)
    st.text(briefing.company)
    st.subheader(t("briefing.history"), anchor=False)
    st.text(_list(briefing.history))
    st.subheader(t("briefing.policy"), anchor=False)
    st.text(_list(briefing.policy))


def _list(lines: tuple[str, ...]) -> str:
    return "\n".join(f"–  {line}" for line in lines)
