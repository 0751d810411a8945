"""What was said: lines and replies, each reply with its critique folded under it."""

from collections.abc import Callable
from functools import cache, partial

import streamlit as st

from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.practice.session import view as look
from poise.roleplay.mood import Expression, expression
from poise.ui.components.critique_fold import draw_looked_back
from poise.ui.components.marked_reply import draw_marked_reply
from poise.ui.components.past_turns import draw_past
from poise.ui.components.portrait import avatar
from poise.ui.components.second_try import draw_again, draw_fork
from poise.ui.components.under_reply import draw_under
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element
from poise.ui.shared import words


def draw_turns(services: Services, view: SessionView, past: int = 0, notes: bool = False) -> None:
    """Draw every turn so far, critiques under their replies, and where a branch left; the first `past` turns as past.

    `notes`: looking back; mark the words that prove something, say which lines the model did not find itself, and keep the way
    back to a reply in sight.
    """
    faces = cache(partial(face, services, view))
    _draw_past(services, view, past, lambda turn: faces(_shown(view, turn)))
    for number, turn in enumerate(view.transcript.turns[past:], start=past + 1):
        _draw_turn(services, view, number, turn, faces, notes)
        if number == _fork(view):
            draw_fork(view)
        if notes and isinstance(turn, CustomerTurn) and turn.authored and number > 1:
            draw_markup(element("p", words()("debrief.authored"), kind="aside"))


def draw_answered(services: Services, view: SessionView, number: int) -> None:
    """Draw the reply of turn `number` and the line that answered it, as `draw_turns` does while the talk goes on."""
    for at, turn in enumerate(view.transcript.turns[number - 1 : number + 1], start=number):
        _draw_turn(services, view, at, turn, partial(face, services, view), notes=False)


def _draw_turn(
    services: Services, view: SessionView, number: int, turn: Turn, faces: Callable[[Expression], str], notes: bool
) -> None:
    if isinstance(turn, CustomerTurn):
        _draw_said(view.persona.identity.name, faces(_shown(view, turn)), turn.text)
    elif isinstance(turn, AgentTurn):
        _draw_reply_of(services, view, number, turn.text, notes)


def _draw_past(services: Services, view: SessionView, past: int, beside: Callable[[CustomerTurn], str]) -> None:
    fork = _fork(view)
    if 0 < fork <= past:
        draw_past(services, view, 1, fork, beside)
        draw_fork(view)
    draw_past(services, view, fork + 1 if 0 < fork <= past else 1, past, beside)


def _fork(view: SessionView) -> int:
    """Return the number of the last turn that a branch shares with its parent, 0 where it is none."""
    return view.branch.turn - 1 if view.branch is not None else 0


def draw_line(services: Services, view: SessionView, turn: CustomerTurn) -> None:
    """Draw what the customer said, literally, beside the face that they made."""
    _draw_said(view.persona.identity.name, line_face(services, view, turn), turn.text)


def line_face(services: Services, view: SessionView, turn: CustomerTurn) -> str:
    """Return the face that the customer made with a line."""
    return face(services, view, _shown(view, turn))


def draw_reply(text: str) -> None:
    """Draw what the learner said, literally."""
    with st.chat_message(words()("talk.you"), avatar=":material/person:"):
        st.text(text)


def face(services: Services, view: SessionView, shown: Expression) -> str:
    """Return the customer's face for the side of a line."""
    return avatar(services.content, view.persona.id, shown)


def late_critiques(services: Services, view: SessionView, missed: bool = False) -> None:
    """Draw the page again once a closer reading has arrived; nothing where none is under way, and none may have been `missed`."""
    if view.critic_pending or missed:
        _watch(services, view.id)


def _draw_said(name: str, beside: str, text: str) -> None:
    with st.chat_message(name, avatar=beside):
        st.text(text)


def _shown(view: SessionView, turn: CustomerTurn) -> Expression:
    return expression(view.mood.anger if turn.anger is None else turn.anger)


def _draw_reply_of(services: Services, view: SessionView, number: int, text: str, notes: bool) -> None:
    with st.container(key=f"agent-{number}", gap=None):
        if not notes:
            draw_reply(text)
            draw_under(services, view, number)
            return
        draw_marked_reply(view, number, text)
        draw_looked_back(services, view, number)
        with st.container(horizontal=True, horizontal_alignment="right", key=f"again-{number}"):
            draw_again(view, number, f"turn-{number}")


@st.fragment(run_every=1.5)
def _watch(services: Services, session_id: str) -> None:
    if not look(services, session_id).critic_pending:
        st.rerun()
