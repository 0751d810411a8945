"""An exchange as it happens: the reply, the customer typing, the line as it comes, and in the end the page as if drawn anew."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poise.practice.help_events import HelpMode
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.practice.turn import Piece, Said, Stored, TurnEvent
from poise.ui.components.turns import draw_line, draw_reply, face, line_face
from poise.ui.components.under_reply import fill_under, open_under
from poise.ui.literal import first_name
from poise.ui.markup import draw, element
from poise.ui.shared import words


@dataclass(frozen=True)
class _Line:
    """Where the line stands: `whole` with its face, `words` alone while they come; `face` is the one that is drawn."""

    whole: DeltaGenerator
    words: DeltaGenerator
    face: str


def draw_exchange(services: Services, view: SessionView, events: Generator[TurnEvent]) -> SessionView | None:
    """Draw the exchange and return how the session stands after it. Raises what the exchange raises.

    `view` is the session before it; its pending reply, where there is one, is on the page already. Every element stands exactly
    where the next drawing of the page puts it, so that nothing moves then.
    """
    number = len(view.transcript.turns) + (view.pending is None)
    under: DeltaGenerator | None = None
    line = None if view.pending is None else _draw_typing(services, view)
    so_far = ""
    with closing(events):
        for event in events:
            if isinstance(event, Stored):
                under = _draw_stored(event, view.help.mode, number)
                line = _draw_typing(services, view)
            elif isinstance(event, Piece) and line is not None:
                so_far += event.text
                line.words.text(so_far)
            elif isinstance(event, Said) and line is not None:
                _draw_said(services, event, line, under, number)
                return event.view
    return None


def _draw_stored(event: Stored, mode: HelpMode, number: int) -> DeltaGenerator | None:
    with st.container(key=f"agent-{number}", gap=None):
        draw_reply(event.turn.text)
        return open_under(mode, number)


def _draw_typing(services: Services, view: SessionView) -> _Line:
    name, whole, before = view.persona.identity.name, st.empty(), face(services, view, view.expression)
    with whole.chat_message(name, avatar=before):
        place = st.empty()
        with place:
            draw(element("p", words()("talk.typing", name=first_name(name)), kind="typing"))
    return _Line(whole, place, before)


def _draw_said(services: Services, event: Said, line: _Line, under: DeltaGenerator | None, number: int) -> None:
    if line_face(services, event.view, event.turn) == line.face:
        line.words.text(event.turn.text)
    else:
        with line.whole:
            draw_line(services, event.view, event.turn)
    fill_under(under, services, event.view, number)
