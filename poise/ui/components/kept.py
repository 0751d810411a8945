"""What a window keeps of a conversation between two drawings. Each has its own: words to one customer never reach another."""

from dataclasses import dataclass, field

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.session import SessionView

_KEPT = "talks-kept"


@dataclass
class Places:
    """The places of the exchanges to come: `held` are the numbers of the replies that stand in the first of them, `answering`
    while one more is answered. They are `ready` once the page around them is drawn; `drawing` counts how often it was.
    """

    drawing: int = 0
    ready: bool = False
    held: list[int] = field(default_factory=list)
    answering: bool = False


@dataclass
class Kept:
    """What is kept of one conversation.

    `sent` is not stored yet, `typed` is to stand in the box again, `fault` is what went wrong. `view` is the session as head and
    turns show it, `turns` how many of them the page showed when it was last drawn to its end, None before, `past` how many of
    them are drawn as past.
    """

    sent: str = ""
    typed: str = ""
    fault: PoiseError | None = None
    view: SessionView | None = None
    turns: int | None = None
    past: int = 0
    places: Places = field(default_factory=Places)

    def show(self, view: SessionView) -> None:
        """Remember that the window shows the session as it is in `view`."""
        self.view, self.turns = view, len(view.transcript.turns)

    def type_again(self, text: str) -> None:
        """Have words that could not be stored stand in the box again, none of them lost."""
        self.sent, self.typed = "", text


def kept(session_id: str) -> Kept:
    """Return what this window keeps of a conversation, nothing where it has not shown it yet."""
    talks: dict[str, Kept] = st.session_state.setdefault(_KEPT, {})
    return talks.setdefault(session_id, Kept())
