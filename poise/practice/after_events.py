"""What is noted of a session after its end: the summary for the progress, and how its statements fared on their way out.

These events change nothing in the session. They are stored with the time of the session's last event before them, so that lists
by last use stay as they are.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from poise.conversation.ids import Level, Outcome
from poise.conversation.stage import Critic


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SummaryEvent(_Event):
    """What the progress needs of an ended session, judged once. It holds for the events up to number `upto`.

    `called_for` and `shown` count strategies, once for each time that a stage is gone through; `mistakes` counts the replies
    that make one, `mistaken` those that make any. `replies` are those that were judged, of a branch those that were said in it.
    """

    kind: Literal["summary"] = "summary"
    upto: int = Field(ge=1)
    persona: str
    level: Level
    outcome: Outcome
    good_end: bool
    critic: Critic
    rubric: str
    ended_at: str
    score: float | None = None
    passed: bool | None = None
    replies: int = Field(ge=0)
    called_for: dict[str, int] = {}
    shown: dict[str, int] = {}
    mistakes: dict[str, int] = {}
    mistaken: int = Field(default=0, ge=0)


class DeliveryEvent(_Event):
    """The session's xAPI statements were asked for by the learning record store at `to`; they are sent as they stand here."""

    kind: Literal["delivery"] = "delivery"
    to: str
    statements: tuple[dict[str, Any], ...]


class DeliveryFailedEvent(_Event):
    """The record store could not be reached or refused, at `tried_at`; the statements wait. Told once for each new `problem`."""

    kind: Literal["delivery_failed"] = "delivery_failed"
    problem: str
    tried_at: str


class DeliveredEvent(_Event):
    """The record store took the statements at `taken_at`."""

    kind: Literal["delivered"] = "delivered"
    to: str
    taken_at: str


AfterEvent = SummaryEvent | DeliveryEvent | DeliveryFailedEvent | DeliveredEvent
