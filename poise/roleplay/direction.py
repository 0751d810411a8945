"""The direction: what the customer does next, as the director decides it and the actor plays it."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from poise.conversation.ids import Act, Mark, Outcome
from poise.roleplay.state import Mood, Played


class Direction(BaseModel):
    """An act, how strongly (1–3), the fact that comes out, the remedy it is about, the marks of the line and the end
    it brings.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: Act
    strength: int = Field(ge=1, le=3)
    reveal: str | None = None
    remedy: str | None = None
    marks: Mapping[Mark, bool] = {}
    outcome: Outcome | None = None


def remember_played(mood: Mood, direction: Direction) -> Mood:
    """Return the mood that remembers what the customer did: to be kept with the line, and handed on to the next
    exchange.

    Without it a fact that was told would be told again, and an earlier script could not be written word for word.
    """
    played = Played(
        exchange=mood.exchanges,
        act=direction.act,
        strength=direction.strength,
        reveal=direction.reveal,
        remedy=direction.remedy,
    )
    earlier = tuple(one for one in mood.played if one.exchange != mood.exchanges)
    return mood.model_copy(update={"played": (*earlier, played)})
