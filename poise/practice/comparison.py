"""A branch beside the session that it left: where both stand now, and what the other reply gained or cost."""

from dataclasses import dataclass

from evaluator.scoring import score_transcript
from poise.conversation.errors import SessionError
from poise.conversation.transcript import CustomerTurn
from poise.practice.services import Services
from poise.practice.session import SessionView, debrief, view


@dataclass(frozen=True)
class Side:
    """One of the two. `score` is that of the replies so far, None where `reason` says why; `replies` are the scores by turn."""

    view: SessionView
    score: float | None
    reason: str
    replies: dict[int, float | None]

    @property
    def anger(self) -> int:
        """The customer's anger as it stands, 0 to 100."""
        return self.view.mood.anger

    def anger_after(self, turn: int) -> int | None:
        """Return the anger in the line that answers the reply `turn`, None where there is none yet."""
        lines = self.view.transcript.turns[turn:]
        return lines[0].anger if lines and isinstance(lines[0], CustomerTurn) else None


@dataclass(frozen=True)
class Comparison:
    """The session that was left and its branch; both are the same before the reply `turn`."""

    first: Side
    second: Side
    turn: int

    @property
    def answered(self) -> bool:
        """Whether the branch has an answer of its own, so that there is something to compare."""
        return self.second.anger_after(self.turn) is not None

    @property
    def held_back(self) -> bool:
        """Whether one of them still goes on with a help that tells no verdict before its end."""
        return any(one.view.outcome is None and one.view.help.mode != "critique" for one in (self.first, self.second))

    @property
    def score_change(self) -> int | None:
        """By how many points the branch scores higher (lower, below zero); None where one of them has no score."""
        if self.first.score is None or self.second.score is None:
            return None
        return round(self.second.score) - round(self.first.score)

    @property
    def anger_change(self) -> int:
        """By how much the customer is angrier in the branch (calmer, below zero)."""
        return self.second.anger - self.first.anger


def compare(services: Services, branch_id: str) -> Comparison:
    """Return a branch beside its parent. Raises SessionError where it is none or its parent was deleted; StoreError."""
    second = view(services, branch_id)
    if second.branch is None:
        raise SessionError("This conversation is no second try of another. Look back on it by itself")
    if services.store.summary(second.branch.parent) is None:
        raise SessionError("The conversation that this one left was deleted. What was taken over from it is still here")
    return Comparison(_side(services, second.branch.parent), _side(services, branch_id), second.branch.turn)


def _side(services: Services, session_id: str) -> Side:
    if view(services, session_id).outcome is not None:
        # Has a bound critic read what it did not read yet, as looking back does.
        debrief(services, session_id)
    now = view(services, session_id)
    scores = score_transcript(now.transcript, services.rubric, now.persona, services.judging)
    return Side(now, scores.score, scores.reason, {reply.turn: reply.score for reply in scores.replies})
