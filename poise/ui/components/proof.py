"""Where in the conversation something was said, and by whom."""

from poise.conversation.transcript import AgentTurn, CustomerTurn, Transcript
from poise.practice.session import SessionView
from poise.ui.literal import first_name
from poise.ui.markup import Markup, joined, quote
from poise.ui.shared import words


def ordinal(transcript: Transcript, turn: int) -> int:
    """Return which of the learner's replies the turn is, from 1."""
    return sum(isinstance(said, AgentTurn) for said in transcript.turns[:turn])


def proof(text: str, turn: int, view: SessionView) -> Markup:
    """Return a quote that speaks about `turn`, nothing for an empty one.

    A line says whose words they are where they are the customer's and not the learner's; a line cut short says so.
    """
    if not text:
        return joined()
    said = view.transcript.turns[:turn]
    line = next((t.text for t in reversed(said) if isinstance(t, CustomerTurn) and text in t.text), None)
    if line is None or any(isinstance(t, AgentTurn) and text in t.text for t in said):
        return quote(text)
    cut = line.startswith(text) and line[len(text) :].strip(" .!?")
    lead = words()("debrief.after", name=first_name(view.persona.identity.name))
    return quote(f"{text} …" if cut else text, lead)
