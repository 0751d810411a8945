"""The sidebar: the house's name, the way home and to the learner's sessions, and which model plays and which judges."""

import streamlit as st

from poise.practice.languages import languages
from poise.practice.owners import TRAINER
from poise.practice.services import Services
from poise.ui.components.who import draw_switch
from poise.ui.language import choose, language
from poise.ui.markup import draw, element, joined
from poise.ui.me import visit
from poise.ui.pages import FOLDER
from poise.ui.shared import house, words


def draw_sidebar(services: Services) -> None:
    """Draw the sidebar; names come from settings and servers, so they are shown literally."""
    t, settings = words(), services.settings
    judges = t("models.fast") if settings.critic is None else t("models.with_fast", model=settings.critic.label)
    rows = [("models.plays", settings.customer.label), ("models.judges", judges)]
    if settings.coach is not None:
        rows.append(("models.coach", settings.coach.label))
    with st.sidebar:
        draw(element("p", t("app.name"), kind="wordmark"))
        st.page_link(FOLDER / "gallery_page.py", label=t("gallery.tab"))
        st.page_link(FOLDER / "sessions_page.py", label=t("sessions.tab"))
        st.page_link(FOLDER / "progress_page.py", label=t("progress.tab"))
        if (who := visit(house()).learner) is not None and who.role == TRAINER:
            st.page_link(FOLDER / "shared_page.py", label=t("shared.tab"))
        draw_switch(house())
        terms = (joined(element("dt", t(key)), element("dd", value)) for key, value in rows)
        draw(element("dl", *terms, kind="models"))
        _draw_languages()


def _draw_languages() -> None:
    """Draw the way to the other languages, each under its own name for itself."""
    with st.container(horizontal=True, gap="small", key="languages"):
        for code, name in languages().items():
            if code != language():
                st.button(name, key=f"language-{code}", type="tertiary", on_click=choose, args=(code,))
