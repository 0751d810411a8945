"""The stage of a conversation, as one pure function of turns, what was observed in the replies and the customer's marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from poise.conversation.ids import Mark, Outcome, Stage
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn

Critic = Literal["fast", "llm"]

_HEARD = {"listen", "empathy"}
_HURT = {"blame", "dismiss", "hostile"}


@dataclass(frozen=True, slots=True)
class StageTurn:
    """What the stage needs of one turn: `ids` decided for a reply (None: not assessed), `marks` read for a line.

    `ended` says that the contact ended with this turn. A hand-over is a decided `escalate` that answers a customer who
    asked for one or was abusive.
    """

    speaker: str
    ids: frozenset[str] | None = None
    marks: Mapping[Mark, bool | None] | None = None
    ended: bool = False


def stage_before(turns: Sequence[StageTurn]) -> Stage:
    """Return the stage that holds after `turns`, which is the stage in which the next reply is scored."""
    return stages(turns)[-1]


def stages(turns: Sequence[StageTurn]) -> list[Stage]:
    """Return the stage that held before every turn and, last, the stage after all of them.

    Starts `vent`; `explore` after `listen` or `empathy` without blame, dismissing or hostility; `resolve` after a `listen`
    in `explore` or the customer's answer to a `clarify`; `close` once a remedy is accepted, a hand-over made or the contact
    ended; back to `vent` after `dismiss`, `hostile` or a broken promise.
    """
    stage: Stage = "vent"
    asked, called_for = False, False
    found: list[Stage] = [stage]
    for turn in turns:
        if turn.speaker == "customer":
            stage = _after_line(stage, turn, asked)
            asked, called_for = False, _calls_for_hand_over(turn)
        elif turn.speaker == "agent":
            stage = _after_reply(stage, turn, called_for)
            asked = "clarify" in (turn.ids or ())
        found.append(stage)
    return found


def stage_turns(turns: Sequence[Turn], critic: Critic = "fast", outcome: Outcome | None = None) -> list[StageTurn]:
    """Return what the stage needs of a transcript's turns, with the decisions of one critic (the other where it has none)."""
    last = len(turns) - 1
    return [_stage_turn(turn, critic, outcome is not None and index == last) for index, turn in enumerate(turns)]


def _stage_turn(turn: Turn, critic: Critic, ended: bool) -> StageTurn:
    if isinstance(turn, CustomerTurn):
        return StageTurn(speaker="customer", marks=turn.marks, ended=ended)
    if isinstance(turn, AgentTurn):
        both = turn.observations
        chosen = (both.llm or both.fast) if critic == "llm" else (both.fast or both.llm)
        return StageTurn(speaker="agent", ids=chosen.decided() if chosen else None, ended=ended)
    return StageTurn(speaker=turn.speaker, ended=ended)


def _calls_for_hand_over(turn: StageTurn) -> bool:
    marks = turn.marks or {}
    return bool(marks.get("asks_escalation") or marks.get("abusive"))


def _after_reply(stage: Stage, turn: StageTurn, called_for: bool) -> Stage:
    ids = turn.ids or frozenset()
    if turn.ended or (called_for and "escalate" in ids):
        return "close"
    if ids & {"dismiss", "hostile"}:
        return "vent"
    if stage == "explore" and "listen" in ids:
        return "resolve"
    if stage == "vent" and ids & _HEARD and not ids & _HURT:
        return "explore"
    return stage


def _after_line(stage: Stage, turn: StageTurn, asked: bool) -> Stage:
    marks = turn.marks or {}
    if marks.get("reports_broken_promise"):
        return "vent"
    if turn.ended or marks.get("accepts"):
        return "close"
    return "resolve" if asked and stage == "explore" else stage
