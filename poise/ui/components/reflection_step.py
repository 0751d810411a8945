"""The reflection: what the learner believes to have shown and missed, before the debrief says its own."""

from dataclasses import dataclass

import streamlit as st

from evaluator.self_view import SelfView, asked_about, self_view
from poise.practice.session import SessionView
from poise.practice.step_events import Ticks
from poise.practice.steps.taking import MOST_STEP
from poise.ui.literal import literal
from poise.ui.markup import Markup, draw, element
from poise.ui.shared import services, words


@dataclass(frozen=True)
class Reflection:
    """What stands in the form."""

    text: str
    ticks: Ticks


def draw_reflection_form(view: SessionView) -> Reflection:
    """Draw the form and return what stands in it."""
    t, rubric = words(), services().rubric
    draw(
        element(
            "div", element("p", t("reflection.lead")), element("p", t("reflection.kindly"), kind="soft"), kind="opening"
        )
    )
    ids = asked_about(view.critiques.values())
    chosen = [
        tuple(
            st.pills(
                t(f"reflection.{what}"), ids, selection_mode="multi", key=f"ticked-{what}",
                format_func=lambda id_: literal(rubric.entry(id_).name),
            )
        )
        for what in ("shown", "missed")
    ]  # fmt: skip
    if view.persona.channel != "chat":
        draw(element("p", t("reflection.presence", words=rubric.presence.words), kind="soft"))
    draw(element("p", rubric.entry("reflect").missed, kind="soft"))
    text = st.text_area(t("reflection.label"), key="reflection", max_chars=MOST_STEP, height=140)
    return Reflection(text, Ticks(shown=chosen[0], missed=chosen[1]))


def compared(view: SessionView) -> SelfView | None:
    """Return the learner's ticks beside the evaluator's findings, None where nothing was ticked."""
    step = view.steps.get("reflection")
    if step is None or step.ticks is None or not (step.ticks.shown or step.ticks.missed):
        return None
    return self_view(step.ticks.shown, step.ticks.missed, view.critiques.values())


def self_view_words(found: SelfView) -> tuple[Markup, ...]:
    """Return the comparison in words: what was seen alike first, then what one of the two saw."""
    t, rubric = words(), services().rubric
    parts = ((part, getattr(found, part)) for part in ("agreed", "unseen", "doubted", "unnoticed", "claimed"))
    return tuple(
        element("p", t(f"self_view.{part}", names=", ".join(rubric.entry(id_).name for id_ in ids)))
        for part, ids in parts
        if ids
    )
