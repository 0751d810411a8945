"""Which replies moved the customer, by the causes that the conversation recorded."""

from pydantic import BaseModel, ConfigDict

from evaluator.rubric import Rubric
from poise.conversation.ids import OBSERVED
from poise.conversation.transcript import AgentTurn, Cause, CustomerTurn, Transcript

_LEAST = 5
_MOST = 4


class TurningPoint(BaseModel):
    """A reply that moved the customer: its turn, by how many points of anger, why, and the words that did it."""

    model_config = ConfigDict(frozen=True)

    turn: int
    delta: int
    cause: str
    name: str
    quote: str


def turning_points(transcript: Transcript, rubric: Rubric) -> tuple[tuple[TurningPoint, ...], tuple[TurningPoint, ...]]:
    """Return the strongest turning points in the order of the conversation, and those that the two critics do not agree on.

    No turning point rests on an observation that the LLM critic, reading more closely, did not share.
    """
    sure: list[TurningPoint] = []
    disputed: list[TurningPoint] = []
    reply: tuple[int, AgentTurn] | None = None
    for number, turn in enumerate(transcript.turns, start=1):
        if isinstance(turn, AgentTurn):
            reply = number, turn
        elif isinstance(turn, CustomerTurn) and reply is not None:
            for cause in turn.causes:
                point = _point(reply[0], cause, rubric)
                (disputed if _is_disputed(reply[1], cause.id) else sure).append(point)
            reply = None
    return _strongest(sure), _strongest(disputed)


def _point(turn: int, cause: Cause, rubric: Rubric) -> TurningPoint:
    name = rubric.entry(cause.id).name if cause.id in rubric.entries else cause.id.replace("_", " ")
    return TurningPoint(turn=turn, delta=cause.delta, cause=cause.id, name=name, quote=cause.quote)


def _is_disputed(reply: AgentTurn, cause: str) -> bool:
    fast, llm = reply.observations.fast, reply.observations.llm
    if cause not in OBSERVED or fast is None or llm is None:
        return False
    return llm.shown(cause) is not None and llm.shown(cause) != fast.shown(cause)


def _strongest(points: list[TurningPoint]) -> tuple[TurningPoint, ...]:
    strong = sorted((p for p in points if abs(p.delta) >= _LEAST), key=lambda p: (-abs(p.delta), p.turn))[:_MOST]
    return tuple(sorted(strong, key=lambda p: (p.turn, -abs(p.delta))))
