"""The way back to a reply: say it again, or hear the coach's wording played. And what is told where a branch left."""

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.branching import branch
from poise.practice.session import SessionView
from poise.ui.components.error_line import show_error
from poise.ui.components.proof import ordinal
from poise.ui.markup import draw, element, quote
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words


def draw_again(view: SessionView, turn: int, place: str, id_: str = "") -> None:
    """Draw the button that goes back to the reply `turn`, and the one that plays the coach's wording where there is one.

    `place` tells these buttons from others on the page; `id_` whose wording is played, the first of that reply where it is empty.
    """
    t, number = words(), ordinal(view.transcript, turn)
    if st.button(t("again.try", number=number), key=f"again-{place}", type="tertiary"):
        go_back(view, turn)
    if worded := _worded(view, turn, id_):
        hear = t("again.hear", number=number)
        if st.button(hear, key=f"hear-{place}", type="tertiary", help=t("again.hear_help")):
            go_back(view, turn, worded)


def draw_fork(view: SessionView) -> None:
    """Draw, where the branch left, that this is another try and what the learner had said there."""
    left = view.branch
    if left is None:
        return
    t, number = words(), left.turn // 2
    key = "again.coached_here" if left.coached else "again.here"
    with st.container(key="fork", gap="small"):
        draw(element("div", element("p", t(key, number=number)), quote(left.said, t("again.said")), kind="fork"))
        st.page_link(FOLDER / "compare_page.py", label=t("compare.link"), query_params={"session": view.id})


def _worded(view: SessionView, turn: int, id_: str) -> str:
    fit = (known for (at, known), one in view.wordings.items() if at == turn and one.text and one.sentence)
    return next((known for known in fit if id_ in ("", known)), "")


def go_back(view: SessionView, turn: int, coached: str = "") -> None:
    """Open the branch that stands just before the reply `turn`, or in which the coach's wording `coached` is said there."""
    try:
        second = branch(services(), view.id, turn, coached)
    except PoiseError as error:
        show_error(error)
    else:
        st.switch_page(FOLDER / "talk_page.py", query_params={"session": second.id})
