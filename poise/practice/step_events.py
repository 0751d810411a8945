"""The events of what the learner writes beside and after a conversation: notes, the three steps, a question to the trainer.

None of them moves the conversation on, and none changes a score.
"""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evaluator.contradictions import Contradiction
from poise.conversation.hearing import Hearing
from poise.conversation.observation import Observations
from poise.conversation.transcript import CustomerTurn

Step = Literal["case_note", "follow_up", "reflection"]
Channel = Literal["message", "call", "letter"]

MOST_NOTES = 4_000
LEAST_QUESTION, MOST_QUESTION = 10, 500
"""Characters of the notes and of a question to the trainer."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NotesEvent(_Part):
    """The learner's notes beside the conversation, as they stand from now on."""

    kind: Literal["notes"] = "notes"
    text: str = Field(max_length=MOST_NOTES)


class FollowUp(_Part):
    """How the follow-up message was sent, what was observed and heard in it, and what the customer answered.

    `days` after the conversation; `goodwill` is the id of a remedy; `kept` and `forgotten` are the promises, in the agent's own
    words, that the message takes up and those that it does not. `read` and `contradictions` are the LLM critic's, which replaying
    adds from its critique; they are never stored here.
    """

    channel: Channel
    days: int = Field(ge=1)
    goodwill: str | None = None
    observations: Observations
    hearing: Hearing
    kept: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
    answer: CustomerTurn
    read: Observations | None = None
    contradictions: tuple[Contradiction, ...] = ()


class Ticks(_Part):
    """The ids of strategies that the learner believes to have shown, and to have missed."""

    shown: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


class StepEvent(_Part):
    """One of the three steps after the end, as the learner wrote it; `skipped`: they passed it by."""

    kind: Literal["step"] = "step"
    step: Step
    text: str
    skipped: bool = False
    follow_up: FollowUp | None = None
    ticks: Ticks | None = None

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        if (self.follow_up and self.step != "follow_up") or (self.ticks and self.step != "reflection"):
            raise ValueError("follow_up and ticks belong to the steps of these names only")
        return self


class DebriefReadEvent(_Part):
    """The learner has opened the debrief: from now on there is nothing left to guess in a reflection.

    Stored with the time of the session's last event, so that lists by last use stay as they are.
    """

    kind: Literal["debrief_read"] = "debrief_read"


class AskEvent(_Part):
    """The learner shares this session with a trainer and asks something about it."""

    kind: Literal["ask"] = "ask"
    question: str = Field(min_length=LEAST_QUESTION, max_length=MOST_QUESTION)
