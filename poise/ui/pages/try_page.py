"""Trying a customer out, as whoever writes them does: the conversation with what stands behind each line."""

from collections.abc import Generator
from contextlib import closing

import streamlit as st

from poise.conversation.errors import PoiseError, SessionError
from poise.conversation.ids import LEVELS, Level
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.services import Services
from poise.practice.session import SessionView, view
from poise.practice.trials import begin_trial
from poise.practice.turn import Piece, Said, Stored, TurnEvent, answer, reply
from poise.practice.warm import warm
from poise.ui.components.behind import draw_behind
from poise.ui.components.error_line import show_error, show_fault
from poise.ui.components.model_fetch import draw_fetch, voice_ready
from poise.ui.components.portrait import beside_face
from poise.ui.components.turns import draw_line, draw_reply, face
from poise.ui.literal import first_name
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words

_FAULT = "try-fault"


def draw() -> None:
    """Draw the trial of the customer that the address names (`?persona=&level=`, and `session` once it has begun)."""
    t, built = words(), services()
    persona_id = st.query_params.get("persona", "")
    if not persona_id:
        draw_markup(element("p", t("briefing.unknown")))
        st.page_link(FOLDER / "gallery_page.py", label=t("talk.choose"))
        return
    level = _level()
    try:
        current = _current(built, persona_id, level)
    except PoiseError as error:
        show_error(error)
        st.button(t("try.again"), key="try-again", on_click=_begin_anew)
        return
    _draw_head(built, current)
    _draw_changed(built, current)
    text = _reply_box(built, current)
    with st.container(key="turns"):
        _draw_turns(built, current)
        _draw_exchange(built, current, text)
    _draw_foot(current)


def _level() -> Level:
    """Draw the switch in the sidebar and return the level; another one than before begins anew."""
    t, level = words(), _named(st.query_params.get("level", "standard"))
    with st.sidebar:
        chosen = st.radio(
            t("gallery.level"),
            LEVELS,
            index=LEVELS.index(level),
            format_func=lambda id_: t(f"levels.{id_}"),
            key="try-level",
        )
    if chosen != level:
        st.query_params["level"] = chosen
        _begin_anew()
    return chosen


def _named(asked: str) -> Level:
    return next((level for level in LEVELS if level == asked), "standard")


def _current(built: Services, persona_id: str, level: Level) -> SessionView:
    """Return the trial that the address names, a new one where it names none that fits."""
    if session_id := st.query_params.get("session", ""):
        try:
            found = view(built, session_id)
        except SessionError:
            _begin_anew()
        else:
            if (found.persona.id, found.level) == (persona_id, level):
                return found
    begun = begin_trial(built, persona_id, level)
    st.query_params["session"] = begun.id
    if voice_ready(built):
        warm(built, persona_id, level)
    return begun


def _begin_anew() -> None:
    st.query_params.pop("session", None)
    st.session_state.pop(_FAULT, None)


def _draw_head(built: Services, current: SessionView) -> None:
    t, name = words(), first_name(current.persona.identity.name)
    lines = [element("h1", t("try.title", name=name)), element("p", t("try.lead"), kind="soft")]
    if current.persona.draft:
        lines.append(element("p", t("try.draft"), kind="soft"))
    opening = element("div", *lines, kind="opening")
    draw_markup(beside_face(built.content, current.persona.id, current.expression, 72, opening))


def _draw_changed(built: Services, current: SessionView) -> None:
    """Say so where the file is another one than the customer here began with, or cannot be used now."""
    t = words()
    try:
        now: Persona | None = built.content.persona(current.persona.id)
    except PoiseError as error:
        show_error(error, before=t("try.broken"))
        return
    if now != current.persona:
        draw_markup(element("p", t("try.changed")))


def _draw_turns(built: Services, current: SessionView) -> None:
    for number, turn in enumerate(current.transcript.turns, start=1):
        if isinstance(turn, AgentTurn):
            with st.container(key=f"agent-{number}", gap=None):
                draw_reply(turn.text)
        elif isinstance(turn, CustomerTurn):
            draw_line(built, current, turn)
            draw_behind(built, current, number)


def _reply_box(built: Services, current: SessionView) -> str | None:
    if current.outcome is not None:
        return None
    stuck = current.pending is not None and _fault(current.id) is not None
    return st.chat_input(
        words()("talk.stuck" if stuck else "talk.placeholder"),
        key="try-reply",
        max_chars=built.settings.max_reply_chars,
        submit_mode="disable",
        disabled=stuck,
    )


def _draw_exchange(built: Services, current: SessionView, text: str | None) -> None:
    """Have a reply answered and draw the page again; a fault is kept for that drawing."""
    if current.outcome is not None:
        return
    fault, waits = _fault(current.id), current.pending is not None
    if fault is not None:
        _draw_fault(fault, waits)
    if not text and (not waits or fault is not None):
        return
    if not voice_ready(built):
        draw_fetch(built)
        return
    if text:
        st.session_state.pop(_FAULT, None)
        events = reply(built, current.id, text, expected=len(current.transcript.turns))
    else:
        events = answer(built, current.id)
    try:
        _play(built, current, events)
    except PoiseError as error:
        st.session_state[_FAULT] = (current.id, error)
    st.rerun()


def _play(built: Services, current: SessionView, events: Generator[TurnEvent]) -> None:
    name, said = current.persona.identity.name, ""
    place = st.empty()
    with closing(events):
        for event in events:
            if isinstance(event, Stored):
                draw_reply(event.turn.text)
                place = st.empty()
            elif isinstance(event, Piece):
                said += event.text
                with place.chat_message(name, avatar=face(built, current, current.expression)):
                    st.text(said)
            elif isinstance(event, Said):
                return


def _draw_fault(fault: PoiseError, stuck: bool) -> None:
    if stuck:
        show_fault(fault, on_again=_forget_fault)
    else:
        st.session_state.pop(_FAULT, None)
        show_error(fault)


def _fault(session_id: str) -> PoiseError | None:
    whose, fault = st.session_state.get(_FAULT, ("", None))
    return fault if whose == session_id else None


def _forget_fault() -> None:
    st.session_state.pop(_FAULT, None)


def _draw_foot(current: SessionView) -> None:
    t, name = words(), first_name(current.persona.identity.name)
    if current.outcome is not None:
        draw_markup(element("p", t(f"outcome.{current.outcome}", name=name)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(t("try.again"), key="try-again", on_click=_begin_anew)
        st.page_link(FOLDER / "gallery_page.py", label=t("briefing.back"))


draw()
