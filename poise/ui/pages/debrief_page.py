"""Looking back on a conversation."""

import streamlit as st

from evaluator.debrief import Debrief
from poise.conversation.errors import SessionError
from poise.practice.session import SessionView, debrief, view
from poise.ui.components.anger_chart import draw_anger
from poise.ui.components.debrief_points import draw_moved, draw_points
from poise.ui.components.error_line import show_error
from poise.ui.components.portrait import draw_portrait
from poise.ui.components.turns import draw_turns, late_critiques
from poise.ui.pages import FOLDER
from poise.ui.shared import services, words


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
        st.text(t("debrief.still_open"))
        st.page_link(FOLDER / "talk_page.py", label=t("debrief.go_back"), query_params={"session": session_id})
        return
    _draw(current, debrief(services(), session_id))


def _draw(current: SessionView, found: Debrief) -> None:
    t, name = words(), current.persona.identity.name.split()[0]
    _draw_outcome(current, found)
    draw_points(found)
    draw_moved(found, name)
    draw_anger(current.transcript, services().rubric, name)
    st.subheader(t("debrief.transcript"), anchor=False)
    draw_turns(services(), current)
    late_critiques(services(), current)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(t("debrief.again", name=name), type="primary", key="practise-again"):
            again = {"persona": current.persona.id, "level": current.level}
            st.switch_page(FOLDER / "briefing_page.py", query_params=again)
        st.page_link(FOLDER / "gallery_page.py", label=t("debrief.other"))


def _draw_outcome(current: SessionView, found: Debrief) -> None:
    t = words()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", wrap=False):
        draw_portrait(services().content, current.persona.id, current.expression, "debrief", width=104)
        st.title(t(f"debrief.outcome.{current.outcome}", name=current.persona.identity.name.split()[0]), anchor=False)
    st.text(_verdict(found))
    with st.container(key="quiet-critic"):
        st.text(t(f"debrief.critic.{found.critic}"))
        if found.void_quotes:
            st.text(t("debrief.void", count=found.void_quotes))


def _verdict(found: Debrief) -> str:
    t = words()
    if found.score is None:
        return t("debrief.no_score", reason=found.reason)
    line = round(services().rubric.scoring.pass_line)
    parts = [
        t("debrief.score", score=round(found.score)),
        t("debrief.passed") if found.passed else t("debrief.failed", line=line),
    ]
    parts += [t("debrief.capped", words=hit.words) for hit in found.blockers]
    return ". ".join(part.rstrip(".") for part in parts) + "."


draw()
