"""What the three steps after the conversation showed: rows of their own in the debrief, apart from the score."""

import streamlit as st

from poise.practice.session import SessionView
from poise.practice.step_events import Step
from poise.practice.steps.taking import STEPS, case_note_findings, steps_left
from poise.ui.components.case_note_step import case_note_findings_words
from poise.ui.components.follow_up_step import observed_words, promises_words
from poise.ui.components.reflection_step import compared, self_view_words
from poise.ui.markup import Markup, draw, element, joined, quote
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words


def draw_after(view: SessionView) -> None:
    """Draw a row for each step that was taken or passed by; the way to those that are still open."""
    t = words()
    rows = [_row(view, step) for step in STEPS if step in view.steps]
    still_open = steps_left(services(), view.id)
    if rows or still_open:
        draw(element("h2", t("after.title"), kind="alone"))
    if rows:
        draw(element("div", *rows, element("p", t("after.no_score"), kind="fine"), kind="part"))
    if still_open:
        st.page_link(FOLDER / "steps_page.py", label=t("after.open"), query_params={"session": view.id})


def _row(view: SessionView, step: Step) -> Markup:
    t = words()
    told = {"case_note": _note, "follow_up": _follow_up, "reflection": _reflection}[step]
    inside = element("p", t("after.skipped"), kind="soft") if view.steps[step].skipped else told(view)
    return element("article", element("h3", t(f"{step}.title")), inside)


def _note(view: SessionView) -> Markup:
    t, findings = words(), case_note_findings(services(), view.id) or ()
    if not findings:
        return element("p", t("case_note.whole"))
    count = t("case_note.one") if len(findings) == 1 else t("case_note.count", count=len(findings))
    folded = element("details", element("summary", t("case_note.which")), case_note_findings_words(view, findings))
    return joined(element("p", count), folded, element("p", t("case_note.facts_only"), kind="fine"))


def _follow_up(view: SessionView) -> Markup:
    t, step = words(), view.steps["follow_up"]
    if step.follow_up is None:
        return joined()
    found = (*promises_words(step.follow_up), observed_words(view, step.follow_up))
    folded = element("details", element("summary", t("after.details")), quote(step.text), *found)
    return joined(quote(step.follow_up.answer.text, t("follow_up.answered")), folded)


def _reflection(view: SessionView) -> Markup:
    t, found = words(), compared(view)
    text = view.steps["reflection"].text
    own = quote(text, t("reflection.yours")) if text else ""
    if found is None:
        return joined(own, element("p", t("reflection.not_ticked"), kind="soft"))
    return joined(*self_view_words(found), own, element("p", t("self_view.both"), kind="fine"))
