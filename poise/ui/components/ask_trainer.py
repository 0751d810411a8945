"""The learner asks a trainer about a conversation, and shares it by that."""

from collections.abc import Iterator

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.answering import answers_in
from poise.practice.learners import trainer_beside
from poise.practice.session import SessionView
from poise.practice.step_events import MOST_QUESTION
from poise.practice.steps.taking import ask_trainer
from poise.ui.components.error_line import show_error
from poise.ui.components.trainer_answer import answer_markup
from poise.ui.markup import Markup, draw, element, quote
from poise.ui.shared import services, words

_OPEN = "trainer-open"


def draw_ask(view: SessionView) -> None:
    """Draw what was asked so far, and the door to ask."""
    t = words()
    if view.asked:
        draw(element("div", *_asked(view), kind="part"))
    st.button(t("trainer.ask"), key="ask-trainer", type="tertiary", on_click=_set_open, args=(view.id,))
    if st.session_state.get(_OPEN) == view.id:
        st.dialog(t("trainer.ask"), on_dismiss=_close)(_draw_form)(view.id)


def _asked(view: SessionView) -> Iterator[Markup]:
    """Yield every question with what trainers answered."""
    answers = answers_in(services(), view.id)
    for number, asked in enumerate(view.asked, start=1):
        told = (answer_markup(answer) for answer in answers if answer.question == number)
        yield element("article", quote(asked.question, words()("trainer.asked")), *told)


def _draw_form(session_id: str) -> None:
    t = words()
    someone = trainer_beside(services().store.engine, services().learner)
    draw(element("p", t("trainer.shares" if someone else "trainer.nobody"), kind="soft"))
    question = st.text_area(t("trainer.label"), key="trainer-question", max_chars=MOST_QUESTION)
    if st.button(t("trainer.send"), type="primary", key="trainer-send"):
        try:
            ask_trainer(services(), session_id, question)
        except PoiseError as error:
            show_error(error)
            return
        _close()
        st.rerun()


def _set_open(session_id: str) -> None:
    st.session_state[_OPEN] = session_id


def _close() -> None:
    st.session_state.pop(_OPEN, None)
