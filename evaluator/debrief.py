"""The look back on a whole conversation: what went well, what cost, one thing to try next, and what moved the customer."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from evaluator.blockers import BlockerHit
from evaluator.come_back import ComeBack, would_come_back
from evaluator.critique import customer_words
from evaluator.evidence import count_void
from evaluator.observed import chosen, decided
from evaluator.rubric import Contrast, Rubric
from evaluator.scoring import ReplyScore, Scores, score_transcript
from evaluator.turning_points import TurningPoint, turning_points
from poise.conversation.ids import Outcome
from poise.conversation.persona import Persona
from poise.conversation.stage import Critic
from poise.conversation.transcript import Transcript

_MOST_POINTS = 4


class Point(BaseModel):
    """One thing to take away: in which turn, with which words, why it matters, what to try, and the documents behind it.

    `cost` is what the session's score lost by it, in points. `contrast` is the rubric's own example, not the learner's sentence.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    turn: int
    quote: str
    words: str
    advice: str
    sources: tuple[str, ...]
    contrast: Contrast
    cost: float = 0.0


class Debrief(BaseModel):
    """The debrief. `score` is None where `reason` says why; `void_quotes` counts observations whose quote was not there."""

    model_config = ConfigDict(frozen=True)

    critic: Critic
    outcome: Outcome | None
    score: float | None
    passed: bool | None
    reason: str
    went_well: tuple[Point, ...]
    cost: tuple[Point, ...]
    try_next: Point | None
    blockers: tuple[BlockerHit, ...]
    turning_points: tuple[TurningPoint, ...]
    disputed: tuple[TurningPoint, ...]
    come_back: ComeBack
    void_quotes: int


def debrief(transcript: Transcript, rubric: Rubric, persona: Persona | None = None, critic: Critic = "fast") -> Debrief:
    """Return the debrief of a conversation whose replies carry verified observations. Pure."""
    return debrief_of(transcript, rubric, score_transcript(transcript, rubric, persona, critic))


def debrief_of(transcript: Transcript, rubric: Rubric, scores: Scores) -> Debrief:
    """Return the debrief for scores that were computed already."""
    costs = _costs(transcript, rubric, scores)
    moved, disputed = turning_points(transcript, rubric)
    observed = (found for turn in transcript.turns if (found := chosen(turn, scores.critic)) is not None)
    return Debrief(
        critic=scores.critic,
        outcome=transcript.outcome,
        score=scores.score,
        passed=scores.passed,
        reason=scores.reason,
        went_well=_strengths(transcript, rubric, scores),
        cost=costs[:_MOST_POINTS],
        try_next=costs[0] if costs else None,
        blockers=scores.blockers,
        turning_points=moved,
        disputed=disputed,
        come_back=would_come_back(transcript, rubric.scoring.come_back, scores.critic),
        void_quotes=sum(count_void(observations) for observations in observed),
    )


def _strengths(transcript: Transcript, rubric: Rubric, scores: Scores) -> tuple[Point, ...]:
    """Return the due strategies that were shown, the weightiest first, each where it was shown first."""
    first: dict[str, int] = {}
    for reply in scores.replies:
        for id_ in decided(transcript.turns[reply.turn - 1], scores.critic) & set(reply.due):
            first.setdefault(id_, reply.turn)
    ranked = sorted(first, key=lambda id_: (-rubric.scoring.weights[id_], first[id_], id_))
    return tuple(_point(transcript, rubric, id_, first[id_], scores.critic) for id_ in ranked[:_MOST_POINTS])


def _costs(transcript: Transcript, rubric: Rubric, scores: Scores) -> tuple[Point, ...]:
    """Return what the score lost, the dearest first, each where it was lost first."""
    scored = [reply for reply in scores.replies if reply.score is not None]
    lost: dict[str, float] = {}
    first: dict[str, int] = {}
    for reply in scored:
        for id_, points in _lost_in(reply, rubric):
            lost[id_] = lost.get(id_, 0.0) + points / len(scored)
            first.setdefault(id_, reply.turn)
    ranked = sorted(lost, key=lambda id_: (-lost[id_], first[id_], id_))
    return tuple(_point(transcript, rubric, id_, first[id_], scores.critic, lost[id_]) for id_ in ranked)


def _lost_in(reply: ReplyScore, rubric: Rubric) -> Iterable[tuple[str, float]]:
    for id_ in reply.missed:
        yield id_, rubric.scoring.weights[id_] / reply.weight_assessed * 100
    for id_ in reply.mistakes:
        yield id_, rubric.scoring.mistakes[id_]


def _point(transcript: Transcript, rubric: Rubric, id_: str, turn: int, critic: Critic, cost: float = 0.0) -> Point:
    entry, seen = rubric.entry(id_), chosen(transcript.turns[turn - 1], critic)
    proof = (seen.evidence.get(id_) or seen.provoked_by.get(id_)) if seen else None
    return Point(
        id=id_, name=entry.name, turn=turn, quote=proof or customer_words(transcript, turn), words=entry.why,
        advice=entry.missed, sources=rubric.titles(id_), contrast=entry.contrast, cost=round(cost, 1),
    )  # fmt: skip
