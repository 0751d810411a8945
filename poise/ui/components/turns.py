"""What was said: lines and replies, each reply with its critique folded under it."""

import streamlit as st

from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.practice.session import view as look
from poise.roleplay.mood import Expression, expression
from poise.ui.components.critique_fold import fill_fold, open_fold
from poise.ui.components.marked_reply import draw_marked_reply
from poise.ui.components.portrait import avatar
from poise.ui.components.second_try import draw_again, draw_fork
from poise.ui.components.under_reply import fill_under, open_under
from poise.ui.markup import draw, element
from poise.ui.shared import words


def draw_turns(services: Services, view: SessionView, notes: bool = False) -> None:
    """Draw every turn so far, critiques under their replies, and where a branch left.

    `notes`: looking back; mark the words that prove something, say which lines the model did not find itself, and keep the way
    back to a reply in sight.
    """
    for number, turn in enumerate(view.transcript.turns, start=1):
        _draw_turn(services, view, number, turn, notes)
        if view.branch is not None and number == view.branch.turn - 1:
            draw_fork(view)
        if notes and isinstance(turn, CustomerTurn) and turn.authored and number > 1:
            draw(element("p", words()("debrief.authored"), kind="aside"))


def draw_line(services: Services, view: SessionView, turn: CustomerTurn) -> None:
    """Draw what the customer said, literally, beside the face that they made."""
    anger = view.mood.anger if turn.anger is None else turn.anger
    with st.chat_message(view.persona.identity.name, avatar=face(services, view, expression(anger))):
        st.text(turn.text)


def draw_reply(text: str) -> None:
    """Draw what the learner said, literally."""
    with st.chat_message(words()("talk.you"), avatar=":material/person:"):
        st.text(text)


def face(services: Services, view: SessionView, shown: Expression) -> str:
    """Return the customer's face for the side of a line."""
    return avatar(services.content, view.persona.id, shown)


def late_critiques(services: Services, view: SessionView) -> None:
    """Draw the page again once a closer reading has arrived; nothing where none is under way."""
    if view.critic_pending:
        _watch(services, view.id)


def _draw_turn(services: Services, view: SessionView, number: int, turn: Turn, notes: bool) -> None:
    if isinstance(turn, CustomerTurn):
        draw_line(services, view, turn)
    elif isinstance(turn, AgentTurn):
        with st.container(key=f"agent-{number}", gap=None):
            if notes:
                draw_marked_reply(view, number, turn.text)
            else:
                draw_reply(turn.text)
            if not notes:
                fill_under(open_under(view.help.mode, number), services, view, number)
            else:
                fill_fold(open_fold(number), services, view, number, again=False)
                with st.container(horizontal=True, horizontal_alignment="right", key=f"again-{number}"):
                    draw_again(view, number, f"turn-{number}")


@st.fragment(run_every=1.5)
def _watch(services: Services, session_id: str) -> None:
    if not look(services, session_id).critic_pending:
        st.rerun()
