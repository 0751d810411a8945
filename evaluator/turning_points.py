"""Which replies moved the customer, by the causes that the conversation recorded."""

from pydantic import BaseModel, ConfigDict

from evaluator.rubric import Rubric
from poise.conversation.ids import OBSERVED
from poise.conversation.transcript import AgentTurn, Cause, CustomerTurn, Transcript

_LEAST_CHANGE, _MOST_REPLIES = 5, 4
_LEAST_CAUSE, _MOST_CAUSES = 3, 3


class TurningPoint(BaseModel):
    """One cause of a turn: the reply's turn, by how many points of anger the cause counted, its name, and the words that did it.

    `change` is what the whole reply changed, all its causes together.
    """

    model_config = ConfigDict(frozen=True)

    turn: int
    change: int
    delta: int
    cause: str
    name: str
    quote: str


def turning_points(transcript: Transcript, rubric: Rubric) -> tuple[tuple[TurningPoint, ...], tuple[TurningPoint, ...]]:
    """Return the causes of the strongest turns in the order of the conversation, and those that the two critics do not agree on.

    A turn is a reply after which the anger changed by at least five points; at most four are named, each with its three
    weightiest causes. None rests on an observation that the LLM critic, reading more closely, did not share.
    """
    sure: list[list[TurningPoint]] = []
    disputed: list[TurningPoint] = []
    reply: tuple[int, AgentTurn] | None = None
    for number, turn in enumerate(transcript.turns, start=1):
        if isinstance(turn, AgentTurn):
            reply = number, turn
        elif isinstance(turn, CustomerTurn) and reply is not None:
            change = sum(cause.delta for cause in turn.causes)
            shared = [cause for cause in turn.causes if not _is_disputed(reply[1], cause.id)]
            rest = [cause for cause in turn.causes if cause not in shared and abs(cause.delta) >= _LEAST_CHANGE]
            sure.append(_weightiest([_point(reply[0], change, cause, rubric) for cause in shared]))
            disputed += [_point(reply[0], change, cause, rubric) for cause in rest]
            reply = None
    loudest = sorted(disputed, key=lambda point: (-abs(point.delta), point.turn))[:_MOST_REPLIES]
    return _strongest(sure), tuple(sorted(loudest, key=lambda point: point.turn))


def _weightiest(points: list[TurningPoint]) -> list[TurningPoint]:
    """Return the causes that explain a turn, the weightiest first; none where nothing that is sure explains its direction."""
    if not any(point.delta * point.change > 0 for point in points):
        return []
    ranked = sorted(points, key=lambda point: -abs(point.delta))
    return [point for point in ranked[:_MOST_CAUSES] if abs(point.delta) >= _LEAST_CAUSE] or ranked[:1]


def _strongest(turns: list[list[TurningPoint]]) -> tuple[TurningPoint, ...]:
    strong = [points for points in turns if points and abs(points[0].change) >= _LEAST_CHANGE]
    ranked = sorted(strong, key=lambda points: (-abs(points[0].change), points[0].turn))[:_MOST_REPLIES]
    return tuple(point for points in sorted(ranked, key=lambda points: points[0].turn) for point in points)


def _point(turn: int, change: int, cause: Cause, rubric: Rubric) -> TurningPoint:
    name = rubric.cause(cause.id)
    return TurningPoint(turn=turn, change=change, delta=cause.delta, cause=cause.id, name=name, quote=cause.quote)


def _is_disputed(reply: AgentTurn, cause: str) -> bool:
    fast, llm = reply.observations.fast, reply.observations.llm
    if cause not in OBSERVED or fast is None or llm is None:
        return False
    return llm.shown(cause) is not None and llm.shown(cause) != fast.shown(cause)
