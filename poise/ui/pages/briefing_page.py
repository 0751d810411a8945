"""The briefing before the conversation; meanwhile the customer gets ready."""

from dataclasses import dataclass, field
from threading import Lock

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poise.conversation.errors import SessionError, StoreError
from poise.conversation.ids import LEVELS, Level
from poise.conversation.persona import Persona
from poise.practice.help_events import Help
from poise.practice.services import Services
from poise.practice.session import start, view
from poise.practice.warm import warm
from poise.roleplay.mood import expression
from poise.ui.components.briefing_card import draw_briefing
from poise.ui.components.error_line import show_error
from poise.ui.components.help_choice import draw_choice
from poise.ui.components.model_fetch import draw_fetch, voice_ready
from poise.ui.components.portrait import beside_face
from poise.ui.language import language
from poise.ui.literal import first_name
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words

_WARMED = "briefing-warmed"
_HELP = "help-chosen"
_LAST = "briefing-begun"


@dataclass
class _Begun:
    """The conversation that this window began last; empty before the first.

    A second click is answered beside the first, in a thread of its own, while that one still begins: hence the lock.
    """

    id: str = ""
    lock: Lock = field(default_factory=Lock)


def draw() -> None:
    """Draw the briefing of the customer that the address names (`?persona=&level=`)."""
    t, built = words(), services()
    persona_id, level = st.query_params.get("persona", ""), _level()
    if persona_id not in built.content.persona_ids():
        unknown = t("briefing.no_such", id=persona_id) if persona_id else t("briefing.unknown")
        draw_markup(element("p", unknown))
        st.page_link(FOLDER / "gallery_page.py", label=t("talk.choose"))
        return
    persona, ready = built.content.persona(persona_id), voice_ready(built)
    if ready and st.session_state.get(_WARMED) != (persona_id, level):
        st.session_state[_WARMED] = (persona_id, level)
        warm(built, persona_id, level)
    _draw_title(built, persona, level)
    _draw_other_level(level)
    if not ready:
        draw_fetch(built)
    draw_briefing(persona)
    limit = built.settings.turn_limit
    draw_markup(element("p", t("briefing.limit_one" if limit == 1 else "briefing.limit", count=limit), kind="soft"))
    if language() != persona.language and f"spoken.{persona.language}" in t:
        draw_markup(element("p", t(f"spoken.{persona.language}", name=first_name(persona.identity.name)), kind="soft"))
    with st.expander(t("help.choose"), type="compact", key="help"):
        draw_choice(_chosen_help(), "next", _keep_help)
    _draw_doors(built, persona_id, level, ready)


def _draw_title(built: Services, persona: Persona, level: Level) -> None:
    title = element("h1", persona.identity.name)
    opening = element("div", title, element("p", persona.situation), kind="opening")
    face = expression(persona.temper[level].anger)
    draw_markup(beside_face(built.content, persona.id, face, 104, opening))


def _draw_doors(built: Services, persona_id: str, level: Level, ready: bool) -> None:
    t = words()
    st.session_state.setdefault(_LAST, _Begun())
    # Above the button, which is the last thing on a long page: under it nobody would see why nothing began.
    fault = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("briefing.begin"), type="primary", disabled=not ready, key="begin"):
            _begin(built, persona_id, level, fault)
        st.page_link(FOLDER / "gallery_page.py", label=t("briefing.back"))
        again = {"persona": persona_id, "level": level}
        st.page_link(FOLDER / "try_page.py", label=t("try.link"), query_params=again)


def _begin(built: Services, persona_id: str, level: Level, fault: DeltaGenerator) -> None:
    begun: _Begun = st.session_state[_LAST]
    help_, persona = _chosen_help(), built.content.persona(persona_id)
    try:
        with begun.lock:
            if not _stands_untouched(built, begun.id, (persona, level, help_)):
                begun.id = start(built, persona_id, level, help_=help_).id
    except StoreError as error:
        with fault:
            show_error(error)
        return
    st.switch_page(FOLDER / "talk_page.py", query_params={"session": begun.id})


def _stands_untouched(built: Services, session_id: str, wanted: tuple[Persona, Level, Help]) -> bool:
    """Whether nobody has spoken in the conversation that this window began last, and it is the wanted one: a double click."""
    try:
        last = view(built, session_id)
    except SessionError:
        return False
    spoken = len(last.transcript.turns) > 1 or last.outcome is not None
    return not spoken and (last.persona, last.level, last.help) == wanted


def _chosen_help() -> Help:
    chosen = st.session_state.get(_HELP)
    return chosen if isinstance(chosen, Help) else Help()


def _keep_help(chosen: Help) -> None:
    """Keep the choice for this conversation and for those that are begun after it in this window."""
    st.session_state[_HELP] = chosen


def _draw_other_level(level: Level) -> None:
    """Say so where the address asks for a level that there is not."""
    t, asked = words(), st.query_params.get("level", level)
    if asked.strip().lower() != level:
        given = ", ".join(t(f"levels.{known}") for known in LEVELS)
        told = t("briefing.no_such_level", asked=asked, level=t(f"levels.{level}"), levels=given)
        draw_markup(element("p", told, kind="soft"))


def _level() -> Level:
    asked = st.query_params.get("level", "standard").strip().lower()
    return next((level for level in LEVELS if level == asked), "standard")


draw()
