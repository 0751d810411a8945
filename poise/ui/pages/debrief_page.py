"""Looking back on a conversation."""

import streamlit as st

from evaluator.come_back import ComeBack
from evaluator.debrief import Debrief
from poise.conversation.errors import SessionError
from poise.practice.coaching import coach
from poise.practice.help_words import held_words
from poise.practice.session import SessionView, debrief, view
from poise.practice.steps.taking import debrief_opened
from poise.ui.components.after_rows import draw_after
from poise.ui.components.anger_chart import draw_anger
from poise.ui.components.ask_trainer import draw_ask
from poise.ui.components.breath import draw_breath
from poise.ui.components.debrief_points import draw_documents, draw_moved, draw_points, draw_try_next
from poise.ui.components.error_line import show_error
from poise.ui.components.keep import draw_delivery, draw_keep
from poise.ui.components.portrait import beside_face
from poise.ui.components.strategy_rows import draw_strategies, strategy_rows
from poise.ui.components.tries_list import draw_tries
from poise.ui.components.turns import draw_turns, late_critiques
from poise.ui.literal import first_name, literal
from poise.ui.markup import Markup, element, joined
from poise.ui.markup import draw as draw_markup
from poise.ui.pages import FOLDER
from poise.ui.shared import services, told_words, words


def draw() -> None:
    """Draw the debrief of the conversation that the address names (`?session=`)."""
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
    found = debrief(services(), session_id)
    debrief_opened(services(), session_id)
    coach_works = coach(services(), session_id, found)
    # Looked at again: what the coach stored meanwhile is not asked for a second time, and must be shown now.
    _draw(view(services(), session_id), found, coach_works)


def _draw(current: SessionView, found: Debrief, coach_works: bool) -> None:
    t, name = words(), first_name(current.persona.identity.name)
    _draw_outcome(current, found)
    draw_points(found, current)
    draw_try_next(found, current, coach_works)
    draw_tries(services(), current)
    draw_markup(element("h2", t("debrief.moved", name=name), kind="alone"))
    draw_anger(current.transcript, services().rubric, {point.turn for point in found.turning_points})
    draw_moved(found, current)
    draw_after(current)
    draw_markup(element("h2", t("debrief.transcript"), kind="alone"))
    with st.container(key="turns"):
        draw_turns(services(), current, notes=True)
    rows = strategy_rows(current)
    draw_strategies(current, found, rows)
    draw_documents(found, rows)
    late_critiques(services(), current)
    if coach_works and not current.critic_pending:
        _await_coach(current.id, found)
    draw_ask(current)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("debrief.again", name=literal(name)), type="primary", key="practise-again"):
            again = {"persona": current.persona.id, "level": current.level}
            st.switch_page(FOLDER / "briefing_page.py", query_params=again)
        st.page_link(FOLDER / "gallery_page.py", label=t("debrief.other"))
        draw_keep(current)
        draw_breath()
    draw_delivery(current)


def _draw_outcome(current: SessionView, found: Debrief) -> None:
    t, name = words(), first_name(current.persona.identity.name)
    title = element("h1", t(f"outcome.{current.outcome}", name=name))
    outcome = element("div", title, _verdict(found), kind="outcome")
    draw_markup(beside_face(services().content, current.persona.id, current.expression, 104, outcome))
    draw_markup(_come_back(found.come_back, name))
    told = told_words()
    notes = [
        told("held.sentence", how=held_words(current.held, current.help, told)),
        t(f"debrief.critic.{found.critic}"),
    ]
    if found.void_quotes:
        key = "debrief.void_one" if found.void_quotes == 1 else "debrief.void"
        notes.append(t(key, count=found.void_quotes))
    draw_markup(element("div", *(element("p", note, kind="soft") for note in notes)))


def _verdict(found: Debrief) -> Markup:
    t = words()
    if found.score is None:
        return element("p", t("debrief.no_score", reason=found.reason))
    line = round(services().rubric.scoring.pass_line)
    score = t("debrief.score", score=round(found.score), reason=found.reason)
    verdict = t("debrief.passed", line=line) if found.passed else t("debrief.failed", line=line)
    caps = [element("p", t("debrief.capped", words=hit.words)) for hit in found.blockers]
    return joined(element("p", f"{score} {verdict}"), *caps)


def _come_back(found: ComeBack, name: str) -> Markup:
    t = words()
    reasons = " ".join(t(f"come_back.reason.{reason}") for reason in found.reasons)
    verdict = element("p", t(f"come_back.{found.verdict}", name=name))
    return element("div", verdict, element("p", reasons, kind="soft"))


@st.fragment(run_every=1.5)
def _await_coach(session_id: str, found: Debrief) -> None:
    if not coach(services(), session_id, found):
        st.rerun()


draw()
