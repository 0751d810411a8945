"""The first page: choose a customer."""

import streamlit as st

from poise.conversation.content import Content, load_persona
from poise.conversation.errors import ContentError
from poise.conversation.ids import LEVELS
from poise.conversation.persona import Persona
from poise.ui.components.error_line import show_error
from poise.ui.components.portrait import draw_portrait
from poise.ui.components.unfinished_list import draw_unfinished
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words


def draw() -> None:
    """Draw the gallery; a persona file that cannot be used is named, the others are offered."""
    t, content = words(), services().content
    st.title(t("gallery.title"), anchor=False)
    st.text(t("gallery.lead"))
    draw_unfinished(services())
    files = content.persona_files()
    if not files:
        st.text(t("gallery.empty"))
    for file in files:
        try:
            _draw_card(content, load_persona(file))
        except ContentError as error:
            st.text(t("gallery.broken"))
            show_error(error)


def _draw_card(content: Content, persona: Persona) -> None:
    t, entries = words(), services().rubric.entries
    with st.container(border=True, key=f"card-{persona.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium", wrap=False):
            draw_portrait(content, persona.id, "angry", f"card-{persona.id}")
            with st.container(gap=None):
                st.subheader(persona.identity.name, anchor=False)
                st.text(persona.situation)
                with st.container(key=f"quiet-trains-{persona.id}"):
                    st.text(t("gallery.trains", strategies=", ".join(entries[id_].name for id_ in persona.trains)))
        with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
            level = st.segmented_control(
                t("gallery.level"),
                LEVELS,
                default="standard",
                required=True,
                format_func=lambda id_: t(f"levels.{id_}"),
                key=f"level-{persona.id}",
            )
            name = persona.identity.name.split()[0]
            if st.button(t("gallery.meet", name=name), key=f"meet-{persona.id}", type="primary"):
                st.switch_page(FOLDER / "briefing_page.py", query_params={"persona": persona.id, "level": str(level)})


draw()
