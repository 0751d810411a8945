"""Scores, by code alone: the same observations give the same score, and what was not assessed gives none."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from evaluator.blockers import BlockerHit, blockers
from evaluator.due import due_now, moments
from evaluator.observed import chosen
from evaluator.rubric import Rubric
from evaluator.scoring_table import Scoring
from poise.conversation.ids import MISTAKES, OBSERVED, REPLY_STRATEGIES, Stage
from poise.conversation.observation import Observations
from poise.conversation.persona import Persona
from poise.conversation.stage import Critic, stage_turns, stages
from poise.conversation.transcript import AgentTurn, Transcript


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True)


class ReplyScore(_Result):
    """The score of one reply, 0–100, or None with the reason.

    `due` are the strategies that were due; `shown` those of them that this reply or an earlier one of the same stage showed
    (`earned_before` names the latter); `missed` those that were not shown so far; `not_assessed` those that nobody could
    tell; `also` what was shown without being due; `mistakes` what the reply did wrong; the weights are those behind the score.
    """

    turn: int
    stage: Stage
    score: float | None
    due: tuple[str, ...]
    shown: tuple[str, ...]
    earned_before: tuple[str, ...]
    missed: tuple[str, ...]
    not_assessed: tuple[str, ...]
    also: tuple[str, ...]
    mistakes: tuple[str, ...]
    weight_due: float
    weight_assessed: float
    reason: str


class Scores(_Result):
    """The scores of one conversation. `before_caps` is the mean of the reply scores; `score` is what the blockers leave of it."""

    critic: Critic
    replies: tuple[ReplyScore, ...]
    score: float | None
    before_caps: float | None
    blockers: tuple[BlockerHit, ...]
    passed: bool | None
    pass_line: float
    reason: str


@dataclass(frozen=True)
class _Visit:
    """What was shown so far since the conversation entered its present stage."""

    stage: Stage
    shown: frozenset[str] = frozenset()


def score_transcript(
    transcript: Transcript, rubric: Rubric, persona: Persona | None = None, critic: Critic = "fast"
) -> Scores:
    """Return the scores of a conversation whose replies carry verified observations. Pure."""
    turns = transcript.turns
    before = stages(stage_turns(turns, critic, transcript.outcome))
    seen = [chosen(turn, critic) for turn in turns]
    shown = [observations.decided() if observations else frozenset() for observations in seen]
    replies: list[ReplyScore] = []
    visit = _Visit(before[0])
    for index, (turn, moment) in enumerate(zip(turns, moments(turns, shown), strict=True)):
        if before[index] != visit.stage:
            visit = _Visit(before[index])
        if isinstance(turn, AgentTurn):
            due = due_now(rubric.scoring.due, visit.stage, moment, persona)
            replies.append(_reply(index + 1, visit, due, seen[index], rubric))
            visit = _Visit(visit.stage, visit.shown | shown[index])
    return _session(tuple(replies), blockers(transcript, rubric.scoring, persona, critic, shown), rubric, critic)


def _reply(turn: int, visit: _Visit, due: tuple[str, ...], seen: Observations | None, rubric: Rubric) -> ReplyScore:
    scoring = rubric.scoring
    now = seen.decided() if seen else frozenset()
    unknown = frozenset(id_ for id_ in due if seen is None or seen.shown(id_) is None)
    earned = [id_ for id_ in due if id_ in now or id_ in visit.shown]
    silent = [id_ for id_ in due if id_ in unknown and id_ not in earned]
    missed = [id_ for id_ in due if id_ not in earned and id_ not in silent]
    mistakes: list[str] = [id_ for id_ in MISTAKES if id_ in now]
    # What earlier replies earned is no score of one that nobody could read.
    unread = seen is None or all(seen.shown(id_) is None for id_ in OBSERVED)
    whole, assessed = _weight(due, scoring), 0.0 if unread else _weight((*earned, *missed), scoring)
    score, reason = _points(whole, assessed, _weight(earned, scoring), mistakes, seen, rubric)
    return ReplyScore(
        turn=turn, stage=visit.stage, score=score, due=due, shown=tuple(earned),
        earned_before=tuple(id_ for id_ in earned if id_ not in now), missed=tuple(missed), not_assessed=tuple(silent),
        also=tuple(id_ for id_ in REPLY_STRATEGIES if id_ in now and id_ not in due), mistakes=tuple(mistakes),
        weight_due=whole, weight_assessed=assessed, reason=reason,
    )  # fmt: skip


def _points(
    whole: float, assessed: float, earned: float, mistakes: list[str], seen: Observations | None, rubric: Rubric
) -> tuple[float | None, str]:
    say, figure, scoring = rubric.say, rubric.figure, rubric.scoring
    if seen is None:
        return None, say("reason.unseen")
    if not whole:
        return None, say("reason.nothing_due")
    if assessed < scoring.min_assessed * whole - 1e-9:
        causes = ", ".join(
            _why_not(reason, rubric) for reason in sorted(set(seen.not_assessed.values())) or ("unknown",)
        )
        return None, say("reason.because", reason=_little(assessed / whole, rubric), causes=causes)
    lost = sum(scoring.mistakes[id_] for id_ in mistakes)
    points = max(0.0, earned / assessed * 100 - lost)
    reason = say("reason.points", earned=figure(earned), assessed=figure(assessed))
    return round(points, 1), say("reason.less", reason=reason, lost=figure(lost)) if mistakes else reason


def _little(share: float, rubric: Rubric) -> str:
    return rubric.say("reason.little", share=f"{100 * share:.0f}")


def _why_not(reason: str, rubric: Rubric) -> str:
    key = f"not_assessed.{reason}"
    return rubric.say(key) if key in rubric.say else reason


def _session(replies: tuple[ReplyScore, ...], hits: tuple[BlockerHit, ...], rubric: Rubric, critic: Critic) -> Scores:
    say, figure, scoring = rubric.say, rubric.figure, rubric.scoring
    scored = [reply.score for reply in replies if reply.score is not None]
    whole, assessed = sum(r.weight_due for r in replies), sum(r.weight_assessed for r in replies)
    mean: float | None = None
    if not replies:
        reason = say("reason.no_reply")
    elif not scored or assessed < scoring.min_assessed * whole - 1e-9:
        reason = _little(assessed / whole if whole else 0, rubric)
    else:
        mean = round(sum(scored) / len(scored), 1)
        reason = say("reason.one") if len(scored) == 1 else say("reason.average", count=len(scored))
    score = None if mean is None else min([mean, *(hit.cap for hit in hits)])
    if mean is not None and score != mean:
        reason = say("reason.capped", reason=reason, before=figure(mean), after=figure(score or 0))
    return Scores(
        critic=critic, replies=replies, score=score, before_caps=mean, blockers=hits,
        passed=None if score is None else score >= scoring.pass_line, pass_line=scoring.pass_line, reason=reason,
    )  # fmt: skip


def _weight(ids: tuple[str, ...] | list[str], scoring: Scoring) -> float:
    return sum(scoring.weights[id_] for id_ in ids)
