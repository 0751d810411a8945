"""The events of a session, in the order in which they happen. They are only ever added; replaying them gives the session back."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from evaluator.contradictions import Contradiction
from poise.conversation.hearing import Hearing
from poise.conversation.ids import Level, Outcome
from poise.conversation.observation import Observations
from poise.conversation.persona import Persona
from poise.conversation.stage import Critic
from poise.conversation.transcript import CustomerTurn
from poise.practice.after_events import AfterEvent
from poise.practice.help_events import Help, HelpEvent, HintEvent
from poise.practice.step_events import AskEvent, DebriefReadEvent, NotesEvent, StepEvent
from poise.roleplay.mood import Mood

Closing = Literal["goodbye", "hand_over"]
"""How the learner closes the contact with their last words."""
LEAST_REASON, MOST_REASON = 10, 500
"""Characters of the reason for a dispute."""


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Branch(_Event):
    """Where a session left another one: at `at`, before the reply `turn` of the session `parent`.

    `said` is what the learner had said there; `coached` the id for which the coach's wording is played in its place, empty where
    the learner speaks anew; `versions` made what came before `turn`.
    """

    parent: str
    turn: int = Field(ge=2)
    at: str
    said: str
    coached: str = ""
    versions: dict[str, str] = {}


class StartEvent(_Event):
    """A session began with the opening line. The persona is kept whole: a later change of its file changes no session.

    `branch` says of a branch where it came from; its events up to there are copies of its parent's. `help` is what the learner
    chose before the talk.
    """

    kind: Literal["start"] = "start"
    persona: Persona
    level: Level
    learner: str
    seed: int
    turn_limit: int = Field(ge=1)
    opening: CustomerTurn
    mood: Mood
    versions: dict[str, str]
    branch: Branch | None = None
    help: Help = Help()


class ReplyEvent(_Event):
    """The learner's reply, stored before anything answers it; `turn` is its number in the transcript.

    `closes`: the learner closes the contact with it, by a goodbye or by handing over to somebody with more authority.
    """

    kind: Literal["reply"] = "reply"
    turn: int = Field(ge=2)
    text: str = Field(min_length=1)
    closes: Closing | None = None


class LineEvent(_Event):
    """The customer's answer, with what was observed and heard in the reply before it and the mood after it.

    `tries` and `tokens` say what the line cost; `outcome` is set where the conversation ended with it.
    """

    kind: Literal["line"] = "line"
    turn: int = Field(ge=3)
    observations: Observations
    hearing: Hearing
    mood: Mood
    line: CustomerTurn
    strength: int = Field(ge=1, le=3)
    reveal: str | None = None
    remedy: str | None = None
    tries: int = Field(default=0, ge=0)
    tokens: int | None = None
    outcome: Outcome | None = None


class CritiqueEvent(_Event):
    """What the LLM critic observed in the reply `turn`, quotes verified; where it failed nothing is assessed, `reason` says why.
    The follow-up message counts as the turn after the last.

    `raw_text`, `finish_reason` and `usage` are what the server sent in `calls` requests; `prompt_cut` that it read much less
    than was sent; `left_out` how many turns were not sent. `contradictions` are what does not fit the briefing, both sides
    verified, with those dropped counted; `versions` names the prompt, the rubric and the model.
    """

    kind: Literal["critique"] = "critique"
    turn: int = Field(ge=2)
    observations: Observations
    raw_text: str = ""
    finish_reason: str = ""
    reason: str = ""
    usage: dict[str, int] = {}
    calls: int = Field(default=0, ge=0)
    prompt_cut: bool = False
    left_out: int = Field(default=0, ge=0)
    contradictions: tuple[Contradiction, ...] = ()
    contradictions_dropped: int = Field(default=0, ge=0)
    versions: dict[str, str] = {}


class DisputeEvent(_Event):
    """The learner disagrees with what `critic` decided of an id in the reply `turn`: shown or not; `says` is the contrary.

    It changes no observation and no score; a trainer's ruling on it becomes a label.
    """

    kind: Literal["dispute"] = "dispute"
    turn: int = Field(ge=2)
    id: str
    critic: Critic
    decided: bool
    says: bool
    reason: str = Field(min_length=LEAST_REASON, max_length=MOST_REASON)


class WordingEvent(_Event):
    """What the coach made of the learner's sentence in the reply `turn`, for the id that the debrief speaks of.

    `sentence` is the learner's, verbatim (empty in old events); `text` is empty where it may not be shown, and `reason` says why;
    `raw_text` is what the server sent, `coach` which model it was, `prompt` the version of what it was told.
    """

    kind: Literal["wording"] = "wording"
    turn: int = Field(ge=2)
    id: str
    sentence: str = ""
    text: str = ""
    reason: str = ""
    raw_text: str = ""
    coach: str = ""
    prompt: str = ""
    usage: dict[str, int] = {}


class EndEvent(_Event):
    """The conversation ended."""

    kind: Literal["end"] = "end"
    outcome: Outcome


Event = (
    StartEvent | ReplyEvent | LineEvent | CritiqueEvent | DisputeEvent | WordingEvent
    | NotesEvent | StepEvent | DebriefReadEvent | AskEvent | HelpEvent | HintEvent | EndEvent | AfterEvent
)  # fmt: skip
TURNING: frozenset[str] = frozenset({"start", "reply", "line", "end"})
"""The kinds that move the conversation on. Any other may come between two of them at any time."""

_ADAPTER: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


class Recorded(BaseModel):
    """An event as the store holds it: its number in the session, from 1, and when it was committed (ISO 8601, UTC)."""

    model_config = ConfigDict(frozen=True)

    number: int
    at: str
    event: Event


def event_from_json(body: str) -> Event:
    """Return the event that a stored body holds. Raises pydantic's ValidationError where this Poise cannot read it."""
    return _ADAPTER.validate_json(body)
