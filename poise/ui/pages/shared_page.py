"""What learners shared with a trainer: the questions, what waits first; one conversation read, and answered."""

import streamlit as st

from poise.conversation.errors import PoiseError, SessionError
from poise.practice.answering import MOST_ANSWER, answer_question, answers_in
from poise.practice.export.document import document
from poise.practice.export.told import told
from poise.practice.services import Services
from poise.practice.steps.asking import Asked, shared_with_me
from poise.ui.components.error_line import show_error
from poise.ui.components.moment import moment
from poise.ui.components.read_document import draw_document
from poise.ui.components.trainer_answer import answer_markup
from poise.ui.literal import first_name
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element, quote
from poise.ui.pages import FOLDER
from poise.ui.shared import services, told_words, words

_AT_ONCE = 20
_SHOWN, _FAULT = "shared-shown", "shared-fault"


def mine() -> Services:
    """Return the services of the trainer who reads here."""
    return services().as_trainer()


def draw() -> None:
    """Draw the list, or the conversation that the address names (`?session=`)."""
    session_id = st.query_params.get("session", "")
    try:
        if session_id:
            _draw_one(session_id)
        else:
            _draw_list(shared_with_me(mine()))
    except SessionError as error:
        show_error(error)
        st.page_link(FOLDER / "gallery_page.py", label=words()("talk.choose"))


def _draw_list(found: list[Asked]) -> None:
    t, shown = words(), st.session_state.get(_SHOWN, _AT_ONCE)
    waiting = sum(not one.answered for one in found)
    lead = t("shared.waiting", count=waiting) if waiting else t("shared.none_waits" if found else "shared.empty")
    draw_markup(element("div", element("h1", t("shared.title")), element("p", lead, kind="soft"), kind="opening"))
    for one in found[:shown]:
        _draw_row(one)
    if len(found) > shown:
        st.button(t("sessions.more"), key="shared-more", on_click=_show_more)


def _draw_row(one: Asked) -> None:
    t, key = words(), f"{one.session_id}-{one.number}"
    with st.container(border=True, key=f"shared-{key}", gap="small"):
        state = t("shared.answered" if one.answered else "shared.open")
        about = " · ".join((t("shared.with", name=one.customer), moment(one.at), state))
        draw_markup(element("div", element("h2", one.learner), element("p", about, kind="fine"), quote(one.question)))
        if st.button(t("shared.read"), key=f"read-{key}"):
            st.switch_page(FOLDER / "shared_page.py", query_params={"session": one.session_id})


def _draw_one(session_id: str) -> None:
    t, here = words(), [one for one in shared_with_me(mine()) if one.session_id == session_id]
    if not here:
        raise SessionError(t("shared.not_here"))
    st.page_link(FOLDER / "shared_page.py", label=t("shared.back"))
    found = told(mine(), session_id)
    title = t("shared.of", learner=here[0].learner, name=first_name(here[0].customer))
    draw_markup(element("div", element("h1", title), kind="opening"))
    if isinstance(fault := st.session_state.pop(_FAULT, None), PoiseError):
        show_error(fault)
    for one in here:
        _draw_question(one)
    draw_document(document(found, told_words()))


def _draw_question(one: Asked) -> None:
    t, key = words(), f"answer-{one.number}"
    draw_markup(quote(one.question, t("shared.asked")))
    for answer in answers_in(mine(), one.session_id):
        if answer.question == one.number:
            draw_markup(answer_markup(answer))
    st.text_area(t("shared.answer"), key=key, max_chars=MOST_ANSWER)
    st.button(t("shared.send"), key=f"send-{one.number}", type="primary", on_click=_answer, args=(one, key))


def _answer(one: Asked, key: str) -> None:
    try:
        answer_question(mine(), one.session_id, one.number, st.session_state.get(key, ""))
        st.session_state[key] = ""
    except PoiseError as error:
        st.session_state[_FAULT] = error


def _show_more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _AT_ONCE) + _AT_ONCE


draw()
