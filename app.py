"""The entry of the page: services once, pages declared, run."""

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.ui.components.error_line import show_error
from poise.ui.components.models_note import draw_models
from poise.ui.pages import FOLDER
from poise.ui.shared import services, style, words

PAGES = (("gallery", True), ("briefing", False), ("talk", False), ("debrief", False))

t = words()
st.set_page_config(page_title=t("app.name"), layout="centered", initial_sidebar_state="auto")
page = st.navigation(
    [
        st.Page(
            FOLDER / f"{name}_page.py",
            title=t(f"{name}.tab"),
            url_path=None if first else name,
            default=first,
            visibility="visible" if first else "hidden",
        )
        for name, first in PAGES
    ],
    position="sidebar",
)
style()
try:
    draw_models(services())
    page.run()
except PoiseError as error:
    show_error(error)
