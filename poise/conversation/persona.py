"""The persona: who the customer is, what happened to them, and what they would take to put it right."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from poise.conversation.ids import LEVELS, MISTAKES, REPLY_STRATEGIES, Act, Afterwards, Level, Outcome

Words = Annotated[str, Field(min_length=1, max_length=600, pattern=r"\S")]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
"""The language that a customer speaks, as ISO 639 names it: `en`."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Identity(_Part):
    """Who the customer is: `name` as the agent sees it, `called` the forms that count as using the name."""

    name: Words
    called: tuple[Words, ...] = Field(min_length=1)
    about: Words


class Voice(_Part):
    """How the customer talks: the manner in one or two sentences, typing habits, and the usual number of words in a line."""

    manner: Words
    typing: str = ""
    words: tuple[int, int] = (6, 40)

    @field_validator("words")
    @classmethod
    def _shortest_first(cls, value: tuple[int, int]) -> tuple[int, int]:
        if not 1 <= value[0] <= value[1]:
            raise ValueError("words takes the shortest and the longest usual number of words, in this order")
        return value


class Briefing(_Part):
    """What the learner reads first: their role, the company, the order's history, what the company allows."""

    role: Words
    company: Words
    history: tuple[Words, ...]
    policy: tuple[Words, ...]


class Fact(_Part):
    """Something the customer knows. `said_as`: wordings of questions that ask for it."""

    id: Id
    words: Words
    said_as: tuple[Words, ...] = ()


class HiddenFact(Fact):
    """A fact the customer keeps back until `comes_out`: asked for it, heard out, apologised to, or calm again."""

    said_as: tuple[Words, ...] = Field(min_length=1)
    comes_out: Literal["asked", "heard", "apologised", "calm"] = "asked"


class Facts(_Part):
    """What the customer says freely and what they keep back."""

    known: tuple[Fact, ...] = Field(min_length=1)
    hidden: tuple[HiddenFact, ...] = ()


class Remedy(_Part):
    """Something that could be offered. `agent`: who may grant it; `limit`: what bounds it; `customer`: how they take it."""

    id: Id
    words: Words
    said_as: tuple[Words, ...] = Field(min_length=1)
    agent: Literal["may", "manager", "never"]
    limit: str = ""
    customer: Literal["accepts", "haggles", "refuses"]


class Temper(_Part):
    """How the customer starts and reacts at one level.

    `anger` 0–100 at the start; `walks_out` the anger at which they leave; `rises` and `falls` multiply every change upwards and
    downwards; `patience` is the number of exchanges without progress that they bear.
    """

    anger: int = Field(ge=0, le=100)
    walks_out: int = Field(ge=50, le=100)
    rises: float = Field(default=1.0, gt=0, le=3)
    falls: float = Field(default=1.0, gt=0, le=3)
    patience: int = Field(default=3, ge=1, le=10)


class Persona(_Part):
    """One customer, as `personas/<id>.yaml` says it; `personas/README.md` explains every field."""

    id: Id
    version: int = Field(ge=1)
    draft: bool = False
    title: Words
    trade: Words
    situation: Words
    channel: Literal["chat", "phone", "face_to_face"] = "chat"
    language: Language = "en"
    trains: tuple[str, ...] = ()
    identity: Identity
    voice: Voice
    scenario: Words
    fault: Literal["company", "shared", "nobody", "customer"]
    wants: Literal["remedy", "heard"] = "remedy"
    process_failed: bool | None = None
    briefing: Briefing
    facts: Facts
    remedies: tuple[Remedy, ...] = ()
    temper: dict[Level, Temper]
    soothes: dict[str, float] = {}
    inflames: dict[str, float] = {}
    yields: bool = True
    good_end: tuple[Outcome, ...] = ("resolved",)
    opening: tuple[Words, ...] = Field(min_length=1)
    lines: dict[Act, tuple[Words, ...]]
    afterwards: dict[Afterwards, Annotated[tuple[Words, ...], Field(min_length=1)]] = {}
    extensions: dict[str, Any] = {}

    @field_validator("temper")
    @classmethod
    def _every_level(cls, value: dict[Level, Temper]) -> dict[Level, Temper]:
        if missing := [level for level in LEVELS if level not in value]:
            raise ValueError(f"levels {missing} are missing")
        return value

    @field_validator("trains", "soothes")
    @classmethod
    def _strategies(cls, value: Any) -> Any:
        if unknown := sorted(set(value) - set(REPLY_STRATEGIES)):
            raise ValueError(f"takes strategy ids; unknown: {unknown}")
        return value

    @field_validator("inflames")
    @classmethod
    def _mistakes(cls, value: dict[str, float]) -> dict[str, float]:
        if unknown := sorted(set(value) - set(MISTAKES)):
            raise ValueError(f"takes mistake ids; unknown: {unknown}")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [fact.id for fact in (*self.facts.known, *self.facts.hidden)] + [remedy.id for remedy in self.remedies]
        if twice := sorted({id_ for id_ in ids if ids.count(id_) > 1}):
            raise ValueError(f"ids of facts and remedies must be unique; twice: {twice}")
        if self.wants == "remedy" and not self.remedies:
            raise ValueError("remedies: a customer who wants a remedy needs at least one")
        return self

    @property
    def process_failed_here(self) -> bool:
        """Whether the firm's process failed: as written, else true where the fault is the company's or shared."""
        return self.fault in ("company", "shared") if self.process_failed is None else self.process_failed

    def remedy(self, id_: str) -> Remedy | None:
        """Return the remedy with this id, None for `other` or an unknown one."""
        return next((remedy for remedy in self.remedies if remedy.id == id_), None)

    def fact(self, id_: str) -> Fact | None:
        """Return the known or hidden fact with this id."""
        return next((fact for fact in (*self.facts.known, *self.facts.hidden) if fact.id == id_), None)


def persona_schema() -> dict[str, Any]:
    """Return the JSON Schema of a persona file, for editors."""
    return Persona.model_json_schema()
