"""The help at the edge of the conversation: a hint where hints are wanted, and the door to another help."""

from functools import partial

import streamlit as st

from evaluator.hint import DueNext
from poise.conversation.errors import PoiseError
from poise.practice.help import choose_help, read_hint, what_is_due
from poise.practice.help_events import Help
from poise.practice.session import SessionView
from poise.practice.session import view as look
from poise.ui.components.error_line import show_error
from poise.ui.components.help_choice import draw_choice
from poise.ui.markup import Markup, draw, element
from poise.ui.shared import services, words

_FAULT = "help-fault"
_CHOSEN = "help-changed"
_AT_LENGTH = 2
"""So many things that are due are told at length, the others by name: nobody reads six while a customer waits."""


def draw_help_doors(view: SessionView) -> None:
    """Draw the doors to a hint and to another help, what is behind them once they are open."""
    if st.session_state.pop(_CHOSEN, False):
        # It is the whole page that shows more or less now.
        st.rerun()
    if view.help.mode == "hint":
        _draw_hint(view.id)
    with st.popover(words()("help.title"), type="tertiary", key="help", on_change="rerun") as door:
        if door.open:
            draw_choice(view.help, view.id, partial(_keep, view.id))
            if fault := st.session_state.pop(_FAULT, None):
                show_error(fault)


def _draw_hint(session_id: str) -> None:
    with st.popover(words()("hint.title"), type="tertiary", key="hint", on_change="rerun") as door:
        if door.open:
            try:
                _draw_open(session_id)
            except PoiseError as error:
                show_error(error)


def _draw_open(session_id: str) -> None:
    """Draw the hint and note that it was read; while a reply waits for its answer there is nothing to tell."""
    now = look(services(), session_id)
    if now.pending is not None:
        draw(element("p", words()("hint.wait"), kind="soft"))
    elif now.outcome is None:
        draw(_hint(now, what_is_due(services(), now)))
        read_hint(services(), session_id)


def _hint(now: SessionView, found: DueNext) -> Markup:
    """Return what is due, by the rubric's own explanations: what to do, never the words for it."""
    t, rubric = words(), services().rubric
    entries = [rubric.entry(id_) for id_ in found.due]
    told = [
        element("article", element("h3", entry.name), element("p", entry.does, kind="soft"))
        for entry in entries[:_AT_LENGTH]
    ]
    also = ", ".join(entry.name for entry in entries[_AT_LENGTH:])
    lines = [element("p", t(f"hint.stage.{found.stage}")), *told]
    lines += [element("p", t("hint.also", names=also), kind="soft")] if also else []
    lines += [] if told else [element("p", t("hint.all_shown"))]
    lines += [element("p", t("hint.vague", quote=quote), kind="soft") for quote in _vague(now)]
    return element("div", *lines, kind="hint")


def _vague(now: SessionView) -> list[str]:
    """Return what the customer heard in the last reply as neither yes nor no, the first of it."""
    heard = now.hearings.get(len(now.transcript.turns) - 1)
    if heard is None:
        return []
    offers = [one.span.text for one in heard.offers if not one.firm]
    return [*offers, *(one.span.text for one in heard.promises if not one.firm)][:1]


def _keep(session_id: str, chosen: Help) -> None:
    try:
        choose_help(services(), session_id, chosen)
        st.session_state[_CHOSEN] = True
    except PoiseError as error:
        st.session_state[_FAULT] = error
