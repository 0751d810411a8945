"""The entry of the page: services once, pages declared, run."""

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.ui.components.error_line import show_error
from poise.ui.components.side import draw_sidebar
from poise.ui.components.who import LINK, draw_linked, draw_who
from poise.ui.language import language, settle, tell_browser
from poise.ui.me import visit
from poise.ui.pages import FOLDER
from poise.ui.shared import house, services, set_language, style, words

FIRST = "gallery"
PAGES = (FIRST, "briefing", "talk", "steps", "debrief", "compare", "sessions", "progress", "shared", "me", "try")
KEPT = "pages"

settle(set_language())
t = words()
st.set_page_config(page_title=t("app.name"), layout="centered", initial_sidebar_state=240)
# Kept by the window: each of them looks for its file, which takes longer than drawing the sidebar.
code, pages = st.session_state.get(KEPT, ("", []))
if code != language():
    pages = [
        st.Page(
            FOLDER / f"{name}_page.py",
            title=t(f"{name}.tab"),
            url_path=None if name == FIRST else name,
            default=name == FIRST,
        )
        for name in PAGES
    ]
    st.session_state[KEPT] = (language(), pages)
page = st.navigation(pages, position="hidden")
style()
try:
    arrived = visit(house())
    if LINK in st.query_params:
        draw_linked(house(), st.query_params[LINK])
    elif arrived.learner is None:
        draw_who(house())
    else:
        draw_sidebar(services())
        page.run()
except PoiseError as error:
    show_error(error)
tell_browser()
