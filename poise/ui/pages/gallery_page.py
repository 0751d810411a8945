"""The first page: choose a customer."""

import streamlit as st

from poise.conversation.content import Content, load_persona
from poise.conversation.errors import ContentError
from poise.conversation.ids import LEVELS, Level
from poise.conversation.persona import Persona
from poise.conversation.texts import ENGLISH
from poise.practice.opening import require_readable
from poise.roleplay.mood import Expression, expression
from poise.ui.components.error_line import show_error
from poise.ui.components.portrait import beside_face
from poise.ui.components.unfinished_list import draw_unfinished
from poise.ui.language import in_passing, language
from poise.ui.literal import first_name, literal
from poise.ui.markup import Markup, element
from poise.ui.markup import draw as draw_markup
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words


def draw() -> None:
    """Draw the gallery; a persona file that cannot be used is named, the others are offered.

    An address that names a customer (`?persona=&level=`) leads on to their briefing.
    """
    if "persona" in st.query_params:
        st.switch_page(FOLDER / "briefing_page.py", query_params=st.query_params.to_dict())
    t, content = words(), services().content
    lines = [element("p", t("gallery.lead"))]
    if language() != ENGLISH:
        lines.append(element("p", t("gallery.spoken"), kind="soft"))
    draw_markup(element("div", element("h1", t("gallery.title")), *lines, kind="opening"))
    draw_unfinished(services())
    files = content.persona_files()
    if not files:
        draw_markup(element("p", t("gallery.empty")))
    for file in files:
        try:
            persona = load_persona(file)
            require_readable(persona)
            _draw_card(content, persona)
        except ContentError as error:
            show_error(error, before=t("gallery.broken"))


def _draw_card(content: Content, persona: Persona) -> None:
    with st.container(border=True, key=f"card-{persona.id}"):
        # What the learner meets them with: another level may find them in another mood.
        level: Level = st.session_state.get(f"level-{persona.id}") or "standard"
        mood = expression(persona.temper[level].anger)
        draw_markup(beside_face(content, persona.id, mood, 88, _words(persona, mood)))
        with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
            _draw_doors(persona)


def _words(persona: Persona, mood: Expression) -> Markup:
    t, entries = words(), services().rubric.entries
    trained = ", ".join(in_passing(entries[id_].name) for id_ in persona.trains)
    return element(
        "div",
        element("h2", persona.identity.name),
        element("p", t("gallery.about", trade=_sentence(persona.trade), mood=t(f"mood.{mood}").lower()), kind="fine"),
        element("p", persona.situation),
        element("p", t("gallery.trains", strategies=trained), kind="soft") if trained else "",
        kind="card",
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _draw_doors(persona: Persona) -> None:
    t, name = words(), literal(first_name(persona.identity.name))
    level = st.segmented_control(
        t("gallery.level"),
        LEVELS,
        default="standard",
        required=True,
        format_func=lambda id_: t(f"levels.{id_}"),
        key=f"level-{persona.id}",
    )
    if st.button(t("gallery.meet", name=name), key=f"meet-{persona.id}", type="primary"):
        st.switch_page(FOLDER / "briefing_page.py", query_params={"persona": persona.id, "level": str(level)})
    if persona.draft and st.button(t("try.link"), key=f"try-{persona.id}", type="tertiary"):
        st.switch_page(FOLDER / "try_page.py", query_params={"persona": persona.id, "level": str(level)})


draw()
