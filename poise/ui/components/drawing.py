"""What the page of the conversation draws at one time. Not in the page itself: Streamlit runs that anew, classes and all."""

from dataclasses import dataclass

from poise.conversation.errors import PoiseError
from poise.practice.events import Closing
from poise.practice.session import SessionView


@dataclass(frozen=True)
class Drawing:
    """The session, what was sent, what went wrong before, and how the conversation is to close."""

    current: SessionView
    text: str | None = None
    fault: PoiseError | None = None
    closes: Closing | None = None
