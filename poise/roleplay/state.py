"""What the customer feels and remembers between two replies. Plain values: they go to JSON and back unchanged."""

from pydantic import BaseModel, ConfigDict, Field

from poise.conversation.ids import Act

FURIOUS, ANGRY, CALM = 75, 50, 25
"""Anger from which the face is furious or angry, and below which it is calm."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Standing(_Part):
    """An offer that was made: which remedy, firm or vague, in which exchange (from 1), how often, and in which
    words.
    """

    remedy: str
    firm: bool
    exchange: int
    times: int = 1
    quote: str = ""


class Pledge(_Part):
    """A promise that is open: what, by when (empty where nothing was said), firm or vague, made in which exchange."""

    what: str
    by: str = ""
    firm: bool = True
    exchange: int


class Played(_Part):
    """What the director had the customer do in one exchange (0: the opening), kept so that a script can be written
    again.
    """

    exchange: int
    act: Act
    strength: int = Field(ge=1, le=3)
    reveal: str | None = None
    remedy: str | None = None


class Mood(_Part):
    """How angry the customer is (0–100) and what they remember.

    `heard`: listening or empathy came, and no dismissing or hostility since. `shown` and `offences` count the
    exchanges in which a
    strategy or mistake was seen. `timed`: a time was given for what is on the table. `waited`: exchanges for which an
    offer that
    they would take has stood without being agreed. `accepted`: the agreed remedy. `broken`: the last reply took back
    what
    had been offered. `unmoved`: exchanges in a row without progress. `played`: what they did so far.
    """

    anger: int = Field(ge=0, le=100)
    heard: bool = False
    exchanges: int = 0
    shown: dict[str, int] = {}
    offences: dict[str, int] = {}
    promises: tuple[Pledge, ...] = ()
    offers: tuple[Standing, ...] = ()
    timed: bool = False
    waited: int = 0
    accepted: str | None = None
    broken: bool = False
    unmoved: int = 0
    played: tuple[Played, ...] = ()

    @property
    def apologies(self) -> int:
        """In how many exchanges the agent apologised."""
        return self.shown.get("apology", 0)

    @property
    def revealed(self) -> frozenset[str]:
        """The ids of the facts that the customer has told so far."""
        return frozenset(played.reveal for played in self.played if played.reveal is not None)
