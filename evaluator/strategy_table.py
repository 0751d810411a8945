"""What a conversation called for and what was shown of it, strategy by strategy, mistake by mistake. Pure."""

from collections.abc import Sequence
from itertools import groupby

from pydantic import BaseModel, ConfigDict

from evaluator.observed import decided
from evaluator.rubric import Rubric
from evaluator.scoring import ReplyScore, Scores
from poise.conversation.ids import MISTAKES, REPLY_STRATEGIES
from poise.conversation.transcript import Transcript


class Count(BaseModel):
    """How often a strategy was called for (once for each time that a stage is gone through), and how often it was then shown."""

    model_config = ConfigDict(frozen=True)

    called_for: int
    shown: int


class StrategyRow(BaseModel):
    """One strategy or mistake of a conversation: what it is, where it was found, where the moment called for it in vain.

    `found` and `missed` are turn numbers; `count` is None for a mistake and for a strategy that nothing called for.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    kind: str
    name: str
    does: str
    why: str
    count: Count | None
    found: tuple[int, ...]
    missed: tuple[int, ...]
    sources: tuple[str, ...]


def counts(replies: Sequence[ReplyScore]) -> dict[str, Count]:
    """Return how often each strategy was due and shown. What nobody could assess counts on neither side."""
    called: dict[str, int] = {}
    shown: dict[str, int] = {}
    for _, visit in groupby(replies, key=lambda reply: reply.stage):
        scores = list(visit)
        earned = {id_ for reply in scores for id_ in reply.shown}
        for id_ in earned | {id_ for reply in scores for id_ in reply.missed}:
            called[id_] = called.get(id_, 0) + 1
            shown[id_] = shown.get(id_, 0) + (id_ in earned)
    return {id_: Count(called_for=number, shown=shown[id_]) for id_, number in called.items()}


def strategy_table(transcript: Transcript, rubric: Rubric, scores: Scores) -> tuple[StrategyRow, ...]:
    """Return a row for every strategy that was called for or shown and every mistake that was made, in the rubric's order."""
    counted = counts(scores.replies)
    rows: list[StrategyRow] = []
    for id_ in (*REPLY_STRATEGIES, *MISTAKES):
        found = tuple(r.turn for r in scores.replies if id_ in decided(transcript.turns[r.turn - 1], scores.critic))
        if found or id_ in counted:
            missed = tuple(reply.turn for reply in scores.replies if id_ in reply.missed)
            entry = rubric.entry(id_)
            rows.append(
                StrategyRow(
                    id=id_, kind=entry.kind, name=entry.name, does=entry.does, why=entry.why, count=counted.get(id_),
                    found=found, missed=missed, sources=rubric.titles(id_),
                )
            )  # fmt: skip
    return tuple(rows)
