"""The transcript: who said what, with what was observed, and the forms in which it is stored."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from poise.conversation.ids import MISTAKES, OBSERVED, REPLY_STRATEGIES, Act, Level, Mark, Outcome
from poise.conversation.observation import Observations


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cause(_Part):
    """Why the customer's anger changed: the id of the cause, by how many points, and the words that did it."""

    id: str
    delta: int = Field(ge=-100, le=100)
    quote: str = ""


class Refusal(_Part):
    """A line that the guard did not let through, and the rule that it broke."""

    rule: str
    text: str


class CustomerTurn(_Part):
    """A line: what the customer said. Marks that are absent were not read."""

    speaker: Literal["customer"] = "customer"
    text: str = Field(min_length=1)
    act: Act | None = None
    anger: int | None = Field(default=None, ge=0, le=100)
    marks: dict[Mark, bool | None] | None = None
    causes: tuple[Cause, ...] = ()
    authored: bool = False
    refused: tuple[Refusal, ...] = ()
    timestamp: str | None = None


class BothObservations(_Part):
    """What each critic observed; a critic that did not run is None."""

    fast: Observations | None = None
    llm: Observations | None = None


class AgentTurn(_Part):
    """A reply: what the agent (the learner) said."""

    speaker: Literal["agent"] = "agent"
    text: str = Field(min_length=1)
    observations: BothObservations = BothObservations()
    timestamp: str | None = None


class OtherTurn(_Part):
    """What a bot, the system or a note said: shown, never judged."""

    speaker: Literal["bot", "system", "note"]
    text: str
    timestamp: str | None = None


Turn = Annotated[CustomerTurn | AgentTurn | OtherTurn, Field(discriminator="speaker")]


class TurnLabel(_Part):
    """What somebody says one reply shows."""

    strategies: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _known_ids(self) -> Self:
        unknown = sorted(set(self.strategies) - set(REPLY_STRATEGIES) | set(self.mistakes) - set(MISTAKES))
        if unknown:
            raise ValueError(f"unknown ids {unknown}; see prompts/rubric/strategies.yaml for the ids")
        return self


class Labels(_Part):
    """Labels of a whole transcript by one labeller; turn numbers count utterances from 1."""

    by: str = Field(min_length=1)
    turns: dict[int, TurnLabel]


class TurnExpectation(_Part):
    """Ids that a test demands of a reply (`has`) and forbids (`not`)."""

    has: tuple[str, ...] = ()
    not_: tuple[str, ...] = Field(default=(), alias="not")

    @field_validator("has", "not_")
    @classmethod
    def _known_ids(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := sorted(set(value) - set(OBSERVED)):
            raise ValueError(f"unknown ids {unknown}; see prompts/rubric/strategies.yaml for the ids")
        return value


class Expectation(_Part):
    """What a test demands of the judgement: the only thing in a transcript that can fail `poise eval`."""

    turns: dict[int, TurnExpectation] = {}
    score: tuple[float, float] | None = None
    outcome: Outcome | None = None

    @field_validator("score")
    @classmethod
    def _least_first(cls, value: tuple[float, float] | None) -> tuple[float, float] | None:
        if value is not None and not 0 <= value[0] <= value[1] <= 100:
            raise ValueError("score takes the least and the most, from 0 to 100, in this order")
        return value


class Transcript(_Part):
    """One conversation. Turns count from 1; `versions` holds ids and hashes of what made and judged it."""

    id: str = Field(min_length=1)
    persona: str | None = None
    level: Level | None = None
    language: str | None = None
    turns: tuple[Turn, ...] = Field(min_length=1)
    outcome: Outcome | None = None
    versions: dict[str, str] | None = None
    labels: Labels | None = None
    expect: Expectation | None = None

    @model_validator(mode="after")
    def _labels_name_replies(self) -> Self:
        named = set(self.labels.turns if self.labels else ()) | set(self.expect.turns if self.expect else ())
        wrong = sorted(n for n in named if not 1 <= n <= len(self.turns) or self.turns[n - 1].speaker != "agent")
        if wrong:
            raise ValueError(f"labels or expect name turns {wrong}, which are no replies; turns count from 1")
        return self

    def to_json(self) -> dict[str, Any]:
        """Return the transcript in its file form: plain values, absent fields left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=False)


def transcript_schema() -> dict[str, Any]:
    """Return the JSON Schema of a transcript file."""
    return Transcript.model_json_schema(by_alias=True)
