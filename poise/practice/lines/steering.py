"""Attempts to steer the customer instead of talking to them: what a learner may type who wants to see what happens."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from poise.conversation.content import Content
from poise.conversation.persona import Id
from poise.conversation.yaml_file import load_yaml

ATTEMPTS = "personas/agents/steering/attempts.yaml"

Text = Annotated[str, Field(min_length=1, max_length=1200)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Attempt(_Part):
    """One attempt: its kind, what is typed, and a line that a model would say which fell for it.

    `human`: one might say it to a person as well; a customer answers that instead of finding it odd.
    """

    id: Id
    kind: Id
    say: Text
    human: bool = False
    falls_for_it: Text


class Attempts(_Part):
    """All attempts, each with a name and wording of its own."""

    attempts: tuple[Attempt, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _different(self) -> Self:
        for values in ([one.id for one in self.attempts], [one.say for one in self.attempts]):
            if twice := sorted({value for value in values if values.count(value) > 1}):
                raise ValueError(f"stands twice: {twice[0][:60]!r}")
        return self


def load_attempts(content: Content) -> tuple[Attempt, ...]:
    """Read the attempts. Raises ContentError."""
    return load_yaml(Attempts, content.file(ATTEMPTS)).attempts
