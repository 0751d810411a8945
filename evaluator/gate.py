"""What a run of `poise eval` may demand beyond the transcripts' own expectations."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluator.judge import Judgement
from evaluator.observed import decided


@dataclass(frozen=True)
class Gate:
    """The demands: a least session score, a highest number of mistakes, and ids that every conversation must show."""

    min_score: float | None = None
    max_mistakes: int | None = None
    require: Sequence[str] = ()

    def shortfalls(self, judgement: Judgement) -> list[str]:
        """Return what a conversation falls short of, its own expectations first, one sentence each."""
        scores = judgement.scores
        found = list(judgement.failures)
        if self.min_score is not None and (scores.score is None or scores.score < self.min_score):
            given = f"{scores.score:g}" if scores.score is not None else f"none ({scores.reason})"
            found.append(f"score: at least {self.min_score:g} is demanded, found {given}")
        made = sum(len(reply.mistakes) for reply in scores.replies)
        if self.max_mistakes is not None and made > self.max_mistakes:
            found.append(f"mistakes: at most {self.max_mistakes} are allowed, found {made}")
        shown = frozenset().union(*(decided(turn, scores.critic) for turn in judgement.transcript.turns))
        return found + [f"{id_} is demanded and was not shown" for id_ in self.require if id_ not in shown]
