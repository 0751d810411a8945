"""One of two conversations beside the other: what was said from the fork on, each reply with its critique."""

import streamlit as st

from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.comparison import Side
from poise.practice.help_words import held_words
from poise.ui.components.critique_fold import critique_markup
from poise.ui.components.turns import draw_line, draw_reply
from poise.ui.literal import first_name
from poise.ui.markup import draw, element
from poise.ui.pages import FOLDER
from poise.ui.shared import services, told_words, words


def draw_side(side: Side, turn: int, name: str, key: str) -> None:
    """Draw the conversation from the reply `turn` on under its name; `key` tells its elements from those of the other."""
    view, t = side.view, words()
    customer = first_name(view.persona.identity.name)
    ended = t(f"outcome.{view.outcome}", name=customer) if view.outcome else t("compare.goes_on")
    with st.container(key=f"side-{key}"):
        told = told_words()
        held = told("held.sentence", how=held_words(view.held, view.help, told))
        draw(element("div", element("h2", name), element("p", ended, kind="soft"), element("p", held, kind="fine")))
        with st.container(key=f"turns-{key}"):
            for number, said in enumerate(view.transcript.turns[turn - 1 :], start=turn):
                if isinstance(said, CustomerTurn):
                    draw_line(services(), view, said)
                elif isinstance(said, AgentTurn):
                    _draw_reply(side, number, said.text, key)
        _draw_door(side, key)


def _draw_reply(side: Side, number: int, text: str, key: str) -> None:
    view, critique = side.view, side.view.critiques.get(number)
    with st.container(key=f"agent-{key}-{number}", gap=None):
        draw_reply(text)
        # A try that goes on keeps to the help that was chosen for it.
        if critique is not None and (view.outcome is not None or view.help.mode == "critique"):
            with st.expander(_title(side, number), type="compact", key=f"critique-{key}-{number}"):
                draw(critique_markup(critique, services(), view))


def _title(side: Side, number: int) -> str:
    t, score = words(), side.replies.get(number)
    return t("critique.title") if score is None else t("compare.critique", score=round(score))


def _draw_door(side: Side, key: str) -> None:
    t, view = words(), side.view
    page, label = ("debrief_page.py", "sessions.look_back") if view.outcome else ("talk_page.py", "unfinished.go_on")
    if st.button(t(label), key=f"open-{key}"):
        st.switch_page(FOLDER / page, query_params={"session": view.id})
