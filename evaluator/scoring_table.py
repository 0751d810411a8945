"""The numbers of the rubric (`scoring.yaml`): what is due when, what it weighs, what caps a session."""

from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from poise.conversation.ids import MISTAKES, REPLY_STRATEGIES, STAGES, ReplyStrategy, Stage

Points = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
BlockerId = Literal["abuse_by_agent", "overpromise_against_policy", "tolerated_abuse", "demeaning_word"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Due(_Part):
    """Which strategies are due: in a stage, while the customer is angry, on request, on abuse, and on abuse after a boundary."""

    stages: dict[Stage, tuple[ReplyStrategy, ...]]
    while_angry: tuple[ReplyStrategy, ...]
    on_request: tuple[ReplyStrategy, ...]
    on_abuse: tuple[ReplyStrategy, ...]
    on_abuse_again: tuple[ReplyStrategy, ...]

    @model_validator(mode="after")
    def _every_stage(self) -> Self:
        if missing := sorted(set(STAGES) - set(self.stages)):
            raise ValueError(f"stages {missing} are missing")
        return self


class Blocker(_Part):
    """Something that caps the whole session at `cap`; `words` say why, to the learner."""

    cap: Points
    words: str = Field(min_length=1)
    terms: tuple[str, ...] = ()


class ComeBackLines(_Part):
    """Where anger at the end (0–100) still lets a customer come back: calm up to `calm_to`, angry from `angry_from`."""

    calm_to: Points
    angry_from: Points

    @model_validator(mode="after")
    def _calm_first(self) -> Self:
        if self.calm_to >= self.angry_from:
            raise ValueError("calm_to must lie below angry_from")
        return self


class Scoring(_Part):
    """All numbers of the score; 0–100 points."""

    version: int = Field(ge=1)
    due: Due
    weights: dict[str, Annotated[float, Field(gt=0)]]
    mistakes: dict[str, Points]
    blockers: dict[BlockerId, Blocker]
    come_back: ComeBackLines
    pass_line: Points
    min_assessed: Share
    critic_threshold: Share

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wrong = sorted((set(REPLY_STRATEGIES) ^ set(self.weights)) | (set(MISTAKES) ^ set(self.mistakes)))
        if wrong:
            raise ValueError(f"weights and mistakes must name every id once and no other; look at {wrong}")
        if missing := sorted(set(get_args(BlockerId)) - set(self.blockers)):
            raise ValueError(f"blockers are missing: {missing}; give a cap of 100 to one that shall not bind")
        return self
