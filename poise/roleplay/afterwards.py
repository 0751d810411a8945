"""What the customer answers to a follow-up message, some days after the conversation. Pure."""

from collections.abc import Mapping

from poise.conversation.ids import Act, Afterwards
from poise.conversation.persona import Persona

ACTS: Mapping[Afterwards, Act] = {
    "hurt": "challenge", "no_apology": "press", "bare_apology": "test", "owned_apology": "soften", "forgotten": "test",
    "thankful": "thank", "cool": "soften", "angry": "press",
}  # fmt: skip
"""The act that each situation plays, as it is stored with the line."""


def line_afterwards(
    persona: Persona, situation: Afterwards, anybodys: Mapping[Afterwards, tuple[str, ...]], seed: int
) -> str:
    """Return a line of the persona for the situation; one of `anybodys` where their file says nothing of it."""
    lines = persona.afterwards.get(situation) or anybodys[situation]
    return lines[seed % len(lines)]
