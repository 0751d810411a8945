"""The three short steps between the conversation and the debrief: one at a time, each can be skipped."""

from collections.abc import Callable

import streamlit as st

from poise.conversation.errors import PoiseError, SessionError
from poise.practice.session import SessionView, view
from poise.practice.step_events import Step
from poise.practice.steps.taking import (
    follow_up_setting,
    reflect,
    send_follow_up,
    skip,
    steps_left,
    write_case_note,
)
from poise.ui.components.case_note_step import draw_case_note_form, draw_case_note_result
from poise.ui.components.error_line import show_error
from poise.ui.components.follow_up_step import draw_follow_up_form, draw_follow_up_result
from poise.ui.components.reflection_step import draw_reflection_form
from poise.ui.components.said_again import draw_said
from poise.ui.components.turns import late_critiques
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words


def draw() -> None:
    """Draw the step that is due in the conversation that the address names (`?session=`)."""
    t, session_id = words(), st.query_params.get("session", "")
    try:
        current = view(services(), session_id)
    except SessionError as error:
        show_error(error)
        st.page_link(FOLDER / "gallery_page.py", label=t("talk.choose"))
        return
    if current.outcome is None:
        draw_markup(element("p", t("debrief.still_open")))
        st.page_link(FOLDER / "talk_page.py", label=t("debrief.go_back"), query_params={"session": session_id})
        return
    _draw_due(current)


def _draw_due(current: SessionView) -> None:
    done = st.query_params.get("done", "")
    left = steps_left(services(), current.id)
    if st.session_state.get("keep-reflection") and "reflection" not in (*left, *current.steps):
        # The debrief was opened in another window meanwhile: say so, and leave what was written in sight.
        left = ("reflection",)
    if done == "case_note" and _written(current, "case_note"):
        _draw_result(current, "case_note", draw_case_note_result, left)
    elif done == "follow_up" and _written(current, "follow_up"):
        _draw_result(current, "follow_up", draw_follow_up_result, left)
    elif left:
        _draw_form(current, left)
    else:
        _to_debrief(current.id)


def _draw_form(current: SessionView, left: tuple[Step, ...]) -> None:
    step = left[0]
    _draw_title(step, left)
    take = {"case_note": _case_note, "follow_up": _follow_up, "reflection": _reflection}[step](current)
    with st.container(horizontal=True, vertical_alignment="center"):
        taken = st.button(words()(f"{step}.keep"), type="primary", key=f"keep-{step}")
        skipped = st.button(words()("steps.skip"), type="tertiary", key=f"skip-{step}")
    if taken:
        _take(take, step)
    elif skipped:
        _take(lambda: skip(services(), current.id, step), "")
    with st.expander(words()("steps.transcript"), type="compact", key="said"), st.container(key="turns"):
        draw_said(services(), current)


def _draw_result(
    current: SessionView, step: Step, result: Callable[[SessionView], None], left: tuple[Step, ...]
) -> None:
    _draw_title(step, left)
    result(current)
    late_critiques(services(), current)
    if st.button(words()("steps.go_on" if left else "steps.to_debrief"), type="primary", key="go-on"):
        st.query_params.pop("done", None)
        if not left:
            _to_debrief(current.id)
        st.rerun()


def _draw_title(step: Step, left: tuple[Step, ...]) -> None:
    t = words()
    counted = {0: "steps.none_left", 1: "steps.last"}.get(len(left), "steps.left")
    still = t(counted, count=len(left))
    draw_markup(element("div", element("h1", t(f"{step}.title")), element("p", still, kind="soft"), kind="opening"))


def _case_note(current: SessionView) -> Callable[[], object]:
    text = draw_case_note_form(current)
    return lambda: write_case_note(services(), current.id, text)


def _follow_up(current: SessionView) -> Callable[[], object]:
    offered = follow_up_setting(services(), current.id)
    if offered is None:
        return lambda: None
    message = draw_follow_up_form(current, offered)
    return lambda: send_follow_up(services(), current.id, message.text, message.channel, message.goodwill)


def _reflection(current: SessionView) -> Callable[[], object]:
    reflection = draw_reflection_form(current)
    return lambda: reflect(services(), current.id, reflection.text, reflection.ticks)


def _take(take: Callable[[], object], done: str) -> None:
    """Take a step and draw the page anew, with its result where it has one; say so where it could not be taken."""
    try:
        take()
    except PoiseError as error:
        show_error(error)
        return
    st.query_params.pop("done", None)
    if done:
        st.query_params["done"] = done
    st.rerun()


def _written(current: SessionView, step: Step) -> bool:
    return step in current.steps and not current.steps[step].skipped


def _to_debrief(session_id: str) -> None:
    st.switch_page(FOLDER / "debrief_page.py", query_params={"session": session_id})


draw()
