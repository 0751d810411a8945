"""Who plays whom, with what: handed to the actor for a whole session."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from poise.conversation.ids import Level
from poise.conversation.persona import Persona
from poise.roleplay.person import first_name
from poise.roleplay.prompts import CustomerPrompts

Form = Literal["chat", "playwright"]


@dataclass(frozen=True)
class Cast:
    """The persona at its level, the actor's form, the prompts, the model's window in tokens and how tokens are
    counted.
    """

    persona: Persona
    level: Level
    form: Form
    prompts: CustomerPrompts
    window: int
    count_tokens: Callable[[str], int]

    @property
    def label(self) -> str:
        """The customer's name as the script writes it in front of a line."""
        return first_name(self.persona).upper()
