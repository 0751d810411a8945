"""What a reply owes: the strategies that are due at its moment, narrowed by the persona."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluator.scoring_table import Due
from poise.conversation.ids import Mark, Stage
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn


@dataclass(frozen=True)
class Moment:
    """What the customer's last line calls for; a mark that was not read is None and calls for nothing."""

    angry: bool | None = None
    abusive: bool | None = None
    asks_escalation: bool | None = None
    bounded_before: bool = False


def moments(turns: Sequence[Turn], shown: Sequence[frozenset[str]]) -> Iterator[Moment]:
    """Yield the moment of every turn; `shown` holds what each turn showed (nothing for a customer's)."""
    moment = Moment()
    bounded = False
    for turn, ids in zip(turns, shown, strict=True):
        yield moment
        if isinstance(turn, CustomerTurn):
            marks = turn.marks or {}
            moment = Moment(_mark(marks, "angry"), _mark(marks, "abusive"), _mark(marks, "asks_escalation"), bounded)
        elif isinstance(turn, AgentTurn):
            bounded = bounded or "boundary" in ids


def due_now(due: Due, stage: Stage, moment: Moment, persona: Persona | None) -> tuple[str, ...]:
    """Return the ids that are due for a reply in `stage` at `moment`, each once, in the order of the table."""
    ids: list[str] = [*due.stages[stage]]
    if moment.angry or moment.abusive:
        ids += due.while_angry
    if moment.asks_escalation:
        ids += due.on_request
    if moment.abusive:
        ids += due.on_abuse_again if moment.bounded_before else due.on_abuse
    return tuple(dict.fromkeys(id_ for id_ in ids if id_ not in _not_due(persona)))


def _not_due(persona: Persona | None) -> frozenset[str]:
    if persona is None:
        return frozenset({"personal"})
    excluded: set[str] = set()
    if persona.fault in ("nobody", "customer"):
        excluded.add("apology")
    if persona.wants == "heard":
        excluded |= {"solution", "choice", "timeframe"}
    if not persona.process_failed_here:
        excluded.add("root_cause")
    return frozenset(excluded)


def _mark(marks: dict[Mark, bool | None], mark: Mark) -> bool | None:
    return marks.get(mark)
