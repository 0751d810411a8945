"""Words that no customer says, not even an abusive one: `prompts/customer/unsafe.yaml`."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field

from poise.conversation.content import Content
from poise.conversation.persona import Persona
from poise.conversation.yaml_file import load_yaml
from poise.roleplay.lint.finding import Finding
from poise.roleplay.lint.said import spoken
from poise.roleplay.phrases import find


class UnsafeGroup(BaseModel):
    """Wordings of one kind: `why` says what is wrong with them, `except` what may stand although it looks alike."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z_]+$")
    why: str
    wordings: tuple[str, ...] = Field(min_length=1)
    leaving_out: tuple[str, ...] = Field(default=(), alias="except")


class UnsafeWords(BaseModel):
    """The whole list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    groups: tuple[UnsafeGroup, ...]


def load_unsafe(content: Content) -> UnsafeWords:
    """Read the list. Raises ContentError where it cannot be used."""
    return load_yaml(UnsafeWords, content.file("prompts/customer/unsafe.yaml"))


def unsafe_words(persona: Persona, words: UnsafeWords) -> Iterator[Finding]:
    """Yield a finding for every text of the customer that holds one of the words."""
    for place, text in spoken(persona):
        for group in words.groups:
            if hit := find(group.wordings, text, group.leaving_out):
                yield Finding(place, "unsafe", f"holds “{hit}”: {group.why}", "Let the anger go against the service")
