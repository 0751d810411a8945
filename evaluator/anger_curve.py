"""The customer's anger, step by step, with the causes of every step. Pure."""

from collections.abc import Container

from pydantic import BaseModel, ConfigDict

from evaluator.rubric import Rubric
from poise.conversation.transcript import AgentTurn, Cause, CustomerTurn, Transcript


class NamedCause(BaseModel):
    """One cause of a step: its name in words, by how many points it moved the anger, and the words that did it."""

    model_config = ConfigDict(frozen=True)

    name: str
    delta: int
    quote: str = ""


class Step(BaseModel):
    """The anger, 0–100, in the line after the learner's reply number `reply` (0: the opening line), and what led there.

    `turn` is that reply's number in the transcript (0 for the opening); `turning` says that the step is a turning point.
    """

    model_config = ConfigDict(frozen=True)

    reply: int
    turn: int
    anger: int
    change: int = 0
    causes: tuple[NamedCause, ...] = ()
    turning: bool = False


def anger_curve(transcript: Transcript, rubric: Rubric, turning: Container[int] = ()) -> tuple[Step, ...]:
    """Return a step for every line whose anger is stored. `turning` holds the turn numbers of the replies that turned it."""
    steps: list[Step] = []
    reply, turn, before = 0, 0, None
    for number, said in enumerate(transcript.turns, start=1):
        if isinstance(said, AgentTurn):
            reply, turn = reply + 1, number
        elif isinstance(said, CustomerTurn) and said.anger is not None:
            causes = tuple(_named(cause, rubric) for cause in said.causes)
            change = 0 if before is None else said.anger - before
            steps.append(
                Step(
                    reply=reply, turn=turn, anger=said.anger, change=change, causes=causes, turning=turn in turning
                )
            )  # fmt: skip
            before = said.anger
    return tuple(steps)


def _named(cause: Cause, rubric: Rubric) -> NamedCause:
    return NamedCause(name=rubric.cause(cause.id), delta=cause.delta, quote=cause.quote)
