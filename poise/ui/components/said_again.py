"""What was said, read again without anybody's judgement beside it."""

from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.ui.components.turns import draw_line, draw_reply


def draw_said(services: Services, view: SessionView) -> None:
    """Draw every line and reply of a conversation."""
    for turn in view.transcript.turns:
        if isinstance(turn, CustomerTurn):
            draw_line(services, view, turn)
        elif isinstance(turn, AgentTurn):
            draw_reply(turn.text)
