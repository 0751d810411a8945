"""The way back to any reply while the talk goes on, whichever help was chosen; looking back, each reply has its own."""

from textwrap import shorten

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.conversation.transcript import AgentTurn
from poise.practice.session import view as look
from poise.ui.components.error_line import show_error
from poise.ui.components.proof import ordinal
from poise.ui.components.second_try import go_back
from poise.ui.literal import literal
from poise.ui.markup import draw, element
from poise.ui.shared import services, words

_WORDS = 70
"""Characters of a reply by which it is known again."""


@st.fragment
def draw_ways_back(session_id: str) -> None:
    """Draw the door to the earlier replies; they are looked up once it is open.

    A fragment of its own: a look at them changes nothing else on the page.
    """
    with st.popover(words()("back.title"), type="tertiary", key="back-door", on_change="rerun") as door:
        if door.open:
            try:
                _draw_replies(session_id)
            except PoiseError as error:
                show_error(error)


def _draw_replies(session_id: str) -> None:
    t, now = words(), look(services(), session_id)
    if now.pending is not None:
        draw(element("p", t("back.wait"), kind="soft"))
        return
    replies = [(at, turn) for at, turn in enumerate(now.transcript.turns, start=1) if isinstance(turn, AgentTurn)]
    draw(element("p", t("back.lead") if replies else t("back.none"), kind="soft"))
    with st.container(gap="xsmall", key="back-replies"):
        for at, turn in replies:
            number, said = ordinal(now.transcript, at), literal(shorten(turn.text, _WORDS, placeholder=" …"))
            if st.button(t("back.reply", number=number, said=said), key=f"back-{at}", type="tertiary"):
                go_back(now, at)
