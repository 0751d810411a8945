"""What was said: lines and replies, each reply with its critique folded under it."""

from collections.abc import Generator

import streamlit as st

from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.practice.session import view as look
from poise.practice.turn import Piece, TurnEvent
from poise.roleplay.mood import Expression, expression
from poise.ui.components.critique_fold import draw_critique
from poise.ui.components.portrait import avatar
from poise.ui.shared import words


def draw_turns(services: Services, view: SessionView) -> None:
    """Draw every turn so far; the critiques stand under their replies."""
    for number, turn in enumerate(view.transcript.turns, start=1):
        draw_turn(services, view, number, turn)


def draw_turn(services: Services, view: SessionView, number: int, turn: Turn) -> None:
    """Draw one turn: words of people are shown literally."""
    if isinstance(turn, CustomerTurn):
        anger = view.mood.anger if turn.anger is None else turn.anger
        with st.chat_message(view.persona.identity.name, avatar=_face(services, view, expression(anger))):
            st.text(turn.text)
    elif isinstance(turn, AgentTurn):
        with st.container(key=f"agent-{number}", gap="small"):
            _draw_reply(turn.text)
            if critique := view.critiques.get(number):
                draw_critique(critique, pending=view.critic_pending and critique.critic == "fast")


def draw_line_as_it_comes(services: Services, view: SessionView, events: Generator[TurnEvent], text: str = "") -> None:
    """Draw the reply at once, then the customer typing, then the line as it comes. Raises what the exchange raises."""
    if text:
        with st.container(key="agent-new"):
            _draw_reply(text)
    with st.chat_message(view.persona.identity.name, avatar=_face(services, view, view.expression)):
        place, so_far = st.empty(), ""
        place.caption(words()("talk.typing", name=view.persona.identity.name.split()[0]))
        for event in events:
            if isinstance(event, Piece):
                so_far = (
                    f"{so_far} {event.text}".strip() if so_far and not event.text[:1].isspace() else so_far + event.text
                )
                place.text(so_far)


def late_critiques(services: Services, view: SessionView) -> None:
    """Draw the page again once a closer reading has arrived; nothing where none is under way."""
    if view.critic_pending:
        _watch(services, view.id)


@st.fragment(run_every=1.5)
def _watch(services: Services, session_id: str) -> None:
    if not look(services, session_id).critic_pending:
        st.rerun()


def _draw_reply(text: str) -> None:
    with st.chat_message(words()("talk.you"), avatar=":material/person:"):
        st.text(text)


def _face(services: Services, view: SessionView, shown: Expression) -> str:
    return avatar(services.content, view.persona.id, shown) or ":material/sentiment_neutral:"
