"""The texts with which the customer is played: prompts, words of direction and the guard's rules, read from
`prompts/customer/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from poise.conversation.content import Content
from poise.conversation.ids import ACTS, AFTERWARDS, Act, Afterwards
from poise.conversation.prompt import Prompt
from poise.conversation.yaml_file import load_yaml
from poise.roleplay.mood import Expression

_PROMPTS = ("scene", "before", "chat", "note", "again")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ActWords(_Part):
    """How one act is put into words; `prompts/customer/directions.yaml` explains the fields."""

    plain: str
    fact: str = ""
    remedy: str = ""
    haggle: str = ""
    agent: str = ""
    begins: tuple[str, ...] = ()
    own: bool = True
    by_author: bool = False
    enough: int = 14
    any_words: bool = False
    links: tuple[str, ...] = ()
    waves_off: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


class Directions(_Part):
    """The words for every temper and act, and those by which a customer asks for somebody with more authority."""

    tempers: dict[Expression, str]
    asks_for_authority: tuple[str, ...]
    acts: dict[Act, ActWords]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [*(set(get_args(Expression)) - set(self.tempers)), *(set(ACTS) - set(self.acts))]
        if missing:
            raise ValueError(f"words are missing for {sorted(missing)}")
        return self


class GuardRule(_Part):
    """Wordings that may not reach the learner, with the reason that a second try is given."""

    id: str = Field(pattern=r"^[a-z_]+$")
    reason: str
    wordings: tuple[str, ...] = Field(min_length=1)
    unless: tuple[Act, ...] = ()
    only: tuple[Act, ...] = ()
    leaving_out: tuple[str, ...] = Field(default=(), alias="except")

    def holds_for(self, act: Act) -> bool:
        """Whether the rule applies to a line of this act."""
        return act not in self.unless and (not self.only or act in self.only)


class GuardRules(_Part):
    """The guard's wordings, `prompts/customer/guard.yaml`, and the reasons of the rules that are code."""

    rules: tuple[GuardRule, ...]
    reasons: dict[str, str]


class FollowUpLines(_Part):
    """What customers without lines of their own answer to a follow-up message, and wordings that no such line may hold."""

    lines: dict[Afterwards, Annotated[tuple[str, ...], Field(min_length=1)]]
    here_and_now: tuple[str, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if missing := sorted(set(AFTERWARDS) - set(self.lines)):
            raise ValueError(f"lines are missing for {missing}")
        return self


@dataclass(frozen=True)
class CustomerPrompts:
    """Everything in `prompts/customer/`, checked; `versions` names file and hash of each for the results."""

    prompts: Mapping[str, Prompt]
    directions: Directions
    guard: GuardRules
    afterwards: FollowUpLines
    versions: Mapping[str, str]


def load_prompts(content: Content) -> CustomerPrompts:
    """Read and check the customer's prompts. Raises ContentError for the first file that cannot be used."""
    prompts = {name: content.prompt(f"customer/{name}") for name in _PROMPTS}
    files = tuple(f"prompts/customer/{name}.yaml" for name in ("directions", "guard", "afterwards"))
    return CustomerPrompts(
        prompts=prompts,
        directions=load_yaml(Directions, content.file(files[0])),
        guard=load_yaml(GuardRules, content.file(files[1])),
        afterwards=load_yaml(FollowUpLines, content.file(files[2])),
        versions={
            **{f"prompt.customer.{name}": prompt.version for name, prompt in prompts.items()},
            "prompt.customer.directions": content.version(files[0]),
            "prompt.customer.guard": content.version(files[1]),
            "prompt.customer.afterwards": content.version(files[2]),
        },
    )
