"""One conversation in the list: the face, what it was, and what can be done with it."""

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.help_events import Help
from poise.practice.help_words import held_words
from poise.practice.my_sessions import MOST_LABEL, ListedSession, delete, name
from poise.practice.services import Services
from poise.practice.store import SessionSummary
from poise.ui.components.moment import moment
from poise.ui.components.portrait import beside_face
from poise.ui.literal import first_name
from poise.ui.markup import draw, element
from poise.ui.pages import FOLDER
from poise.ui.shared import told_words, words

TOLD = "sessions-told"
"""The line that the page shows once, after something was done: an error, or a sentence."""


def draw_row(services: Services, found: ListedSession, has_branches: bool) -> None:
    """Draw one conversation; `has_branches`: other tries left it, which stay when it is deleted."""
    one = found.summary
    with st.container(border=True, key=f"session-{one.id}", gap="small"):
        lines = [element("p", _what(found), kind="soft"), element("p", _when(found), kind="fine")]
        what = element("div", element("h2", one.label or one.name), *lines, kind="who")
        draw(beside_face(services.content, one.persona, found.expression, 56, what))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"doors-{one.id}"):
            _draw_doors(one)
            _draw_name(services, one)
            _draw_delete(services, one, has_branches)


def _what(found: ListedSession) -> str:
    t, one = words(), found.summary
    parts = [one.name] if one.label else []
    parts.append(t(f"levels.{one.level}"))
    if one.fork is not None:
        parts.append(t("sessions.branch", number=one.fork // 2))
    outcome = t("sessions.open") if one.outcome is None else t(f"outcome.{one.outcome}", name=first_name(one.name))
    parts.append(outcome.rstrip("."))
    if one.outcome is not None:
        parts.append(t("sessions.no_score") if found.score is None else t("sessions.score", score=found.score))
    return " · ".join(parts)


def _when(found: ListedSession) -> str:
    """Return when it was last gone on with; of an ended one, with which help its score came about."""
    when, t = moment(found.summary.last_at), told_words()
    if found.summary.outcome is None or not found.held.modes:
        return when
    return f"{when} · {t('held.sentence', how=held_words(found.held, Help(), t)).rstrip('.')}"


def _draw_doors(one: SessionSummary) -> None:
    t, query = words(), {"session": one.id}
    if one.outcome is None and st.button(t("unfinished.go_on"), key=f"go-on-{one.id}"):
        st.switch_page(FOLDER / "talk_page.py", query_params=query)
    if one.outcome is not None and st.button(t("sessions.look_back"), key=f"look-back-{one.id}"):
        st.switch_page(FOLDER / "debrief_page.py", query_params=query)
    if one.fork is not None and st.button(t("compare.tab"), key=f"compare-{one.id}", type="tertiary"):
        st.switch_page(FOLDER / "compare_page.py", query_params=query)
    if st.button(t("sessions.again"), key=f"practise-{one.id}", type="tertiary"):
        st.switch_page(FOLDER / "briefing_page.py", query_params={"persona": one.persona, "level": one.level})


def _draw_name(services: Services, one: SessionSummary) -> None:
    t, key = words(), f"label-{one.id}"
    with st.popover(t("sessions.name"), type="tertiary"):
        st.text_input(t("sessions.name_it"), value=one.label or "", max_chars=MOST_LABEL, key=key)
        st.button(t("sessions.keep_name"), key=f"name-{one.id}", on_click=_name, args=(services, one.id, key))


def _draw_delete(services: Services, one: SessionSummary, has_branches: bool) -> None:
    t = words()
    with st.popover(t("sessions.delete"), type="tertiary"):
        draw(element("p", t("sessions.delete_sure")))
        if has_branches:
            draw(element("p", t("sessions.branches_stay"), kind="soft"))
        st.button(
            t("sessions.delete_yes"), key=f"delete-{one.id}", type="primary", on_click=_delete, args=(services, one)
        )


def _name(services: Services, session_id: str, key: str) -> None:
    try:
        name(services, session_id, st.session_state.get(key, ""))
    except PoiseError as error:
        st.session_state[TOLD] = error


def _delete(services: Services, one: SessionSummary) -> None:
    try:
        delete(services, one.id)
        st.session_state[TOLD] = words()("sessions.deleted", name=one.label or one.name)
    except PoiseError as error:
        st.session_state[TOLD] = error
