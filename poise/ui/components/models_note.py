"""The note in the sidebar: which model plays and which judges."""

import streamlit as st

from poise.practice.services import Services
from poise.ui.shared import words


def draw_models(services: Services) -> None:
    """Draw the note; names come from settings and servers, so they are shown literally."""
    t, settings = words(), services.settings
    judges = t("models.fast") if settings.critic is None else t("models.with_fast", model=settings.critic.label)
    with st.sidebar, st.container(key="quiet-models"):
        st.text(t("models.plays", model=settings.customer.label))
        st.text(t("models.judges", model=judges))
        if settings.coach is not None:
            st.text(t("models.coach", model=settings.coach.label))
