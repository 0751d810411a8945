"""One recorded conversation judged: observed, proved, scored, critiqued, looked back on, held against its expectations."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from evaluator.critique import Critique, critiques_of
from evaluator.debrief import Debrief, debrief_of
from evaluator.evidence import verify
from evaluator.expectation import failures
from evaluator.fast import FastCritic
from evaluator.rubric import Rubric
from evaluator.scoring import Scores, score_transcript
from poise.conversation.ids import Stage
from poise.conversation.persona import Persona
from poise.conversation.stage import Critic, stage_turns, stages
from poise.conversation.transcript import AgentTurn, BothObservations, CustomerTurn, Transcript, Turn

if TYPE_CHECKING:
    from evaluator.llm_critic import CriticAnswer, LLMCritic


class Judgement(BaseModel):
    """Everything that is said about one conversation. `failures` is what its `expect` demands and does not get.

    `asked` keeps, by turn number, what the LLM critic's model answered: raw text, finish reason, usage, reason, versions.
    """

    model_config = ConfigDict(frozen=True)

    transcript: Transcript
    scores: Scores
    critiques: dict[int, Critique]
    debrief: Debrief
    failures: tuple[str, ...]
    versions: dict[str, str]
    asked: dict[int, dict[str, Any]] = {}

    def to_json(self) -> dict[str, Any]:
        """Return the judgement in its file form: plain values."""
        return {**self.model_dump(mode="json", exclude={"transcript"}), "transcript": self.transcript.to_json()}


def judge(
    transcript: Transcript,
    rubric: Rubric,
    fast: FastCritic,
    persona: Persona | None = None,
    llm: LLMCritic | None = None,
    critic: Critic | None = None,
) -> Judgement:
    """Return the judgement of a conversation. What has no observations yet is observed; stored ones and stored marks win.

    `critic` is whose observations are scored: by default the LLM critic's where one is given, else the fast critic's.
    """
    observed = observe_fast(transcript, fast)
    answers: dict[int, CriticAnswer] = {}
    if llm is not None:
        answers = {
            number: llm.observe(observed.turns[: number - 1], text, persona, stage)
            for number, text, stage in _unread(observed)
        }
    return _judgement(observed, answers, rubric, fast, persona, llm, critic)


async def ajudge(
    transcript: Transcript,
    rubric: Rubric,
    fast: FastCritic,
    persona: Persona | None = None,
    llm: LLMCritic | None = None,
    critic: Critic | None = None,
    limit: asyncio.Semaphore | None = None,
) -> Judgement:
    """The same for batches: the LLM critic's calls run side by side, at most as many at a time as `limit` allows."""
    observed = observe_fast(transcript, fast)
    answers: dict[int, CriticAnswer] = {}
    if llm is not None:
        gate = limit or asyncio.Semaphore(1)

        async def one(number: int, text: str, stage: Stage) -> tuple[int, CriticAnswer]:
            async with gate:
                return number, await llm.aobserve(observed.turns[: number - 1], text, persona, stage)

        answers = dict(await asyncio.gather(*(one(*reply) for reply in _unread(observed))))
    return _judgement(observed, answers, rubric, fast, persona, llm, critic)


def observe_fast(transcript: Transcript, fast: FastCritic) -> Transcript:
    """Return the transcript with the fast critic's observations and marks where it has none, every quote verified."""
    return transcript.model_copy(update={"turns": observe_context(transcript.turns, fast)})


def observe_context(context: Sequence[Turn], fast: FastCritic) -> tuple[Turn, ...]:
    """Return turns in the same way: what the stage and the customer's abuse are read from."""
    turns: list[Turn] = []
    for turn in context:
        if isinstance(turn, CustomerTurn):
            turns.append(turn.model_copy(update={"marks": fast.read_marks(turn.text) | dict(turn.marks or {})}))
        elif isinstance(turn, AgentTurn):
            both = turn.observations
            seen = both.fast or fast.observe(turns, turn.text)
            read = verify(both.llm, turn.text, turns) if both.llm else None
            kept = BothObservations(fast=verify(seen, turn.text, turns), llm=read)
            turns.append(turn.model_copy(update={"observations": kept}))
        else:
            turns.append(turn)
    return tuple(turns)


def _unread(transcript: Transcript) -> list[tuple[int, str, Stage]]:
    """Return turn number, text and stage of every reply that no LLM critic has observed."""
    before = stages(stage_turns(transcript.turns, "fast", transcript.outcome))
    return [
        (number, turn.text, before[number - 1])
        for number, turn in enumerate(transcript.turns, start=1)
        if isinstance(turn, AgentTurn) and turn.observations.llm is None
    ]


def _judgement(
    observed: Transcript,
    answers: Mapping[int, CriticAnswer],
    rubric: Rubric,
    fast: FastCritic,
    persona: Persona | None,
    llm: LLMCritic | None,
    critic: Critic | None,
) -> Judgement:
    turns = tuple(_with_answer(observed, number, answers) for number in range(1, len(observed.turns) + 1))
    versions = {**(observed.versions or {}), "rubric": rubric.version, "critic": fast.version}
    if llm is not None:
        versions |= llm.versions
    full = observed.model_copy(update={"turns": turns, "versions": versions})
    scores = score_transcript(full, rubric, persona, critic or ("fast" if llm is None else "llm"))
    return Judgement(
        transcript=full,
        scores=scores,
        critiques=critiques_of(full, rubric, scores, {n: answer.contradictions for n, answer in answers.items()}),
        debrief=debrief_of(full, rubric, scores),
        failures=failures(full, scores),
        versions=versions,
        asked={number: answer.model_dump(exclude={"observations"}) for number, answer in sorted(answers.items())},
    )


def _with_answer(observed: Transcript, number: int, answers: Mapping[int, CriticAnswer]) -> Turn:
    turn = observed.turns[number - 1]
    if not isinstance(turn, AgentTurn) or number not in answers:
        return turn
    seen = verify(answers[number].observations, turn.text, observed.turns[: number - 1])
    return turn.model_copy(update={"observations": BothObservations(fast=turn.observations.fast, llm=seen)})
