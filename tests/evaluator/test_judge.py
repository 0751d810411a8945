import json
from collections.abc import Sequence

import pytest

from evaluator.fast import FastCritic
from evaluator.judge import ajudge, judge
from evaluator.rubric import Rubric
from poise.conversation.transcript import AgentTurn, BothObservations, CustomerTurn, OtherTurn, Transcript, Turn
from tests.evaluator.builders import LINE, REPLY, line, observed, talk


def recorded(**expect: object) -> Transcript:
    return Transcript.model_validate(
        {
            "id": "t",
            "turns": [{"speaker": "customer", "text": LINE}, {"speaker": "agent", "text": REPLY}],
            "outcome": "turn_limit",
            "expect": expect or None,
        }
    )


def test_a_plain_transcript_is_observed_proved_and_scored(rubric: Rubric, fast: FastCritic) -> None:
    found = judge(recorded(), rubric, fast)
    reply = found.transcript.turns[1]
    assert isinstance(reply, AgentTurn)
    assert reply.observations.fast is not None
    assert reply.observations.fast.shown("apology")
    assert found.scores.score is not None
    assert found.critiques[2].shown
    assert found.versions["rubric"] == rubric.version
    assert found.versions["critic"] == fast.version


def test_stored_observations_and_marks_win(rubric: Rubric, fast: FastCritic) -> None:
    stored = observed("listen", evidence={"listen": "You waited two hours"})
    turns: Sequence[Turn] = (
        CustomerTurn(text=LINE, marks={"angry": False}),
        AgentTurn(text=REPLY, observations=BothObservations(fast=stored)),
    )
    found = judge(talk(*turns), rubric, fast)
    first, second = found.transcript.turns
    assert isinstance(first, CustomerTurn)
    assert isinstance(second, AgentTurn)
    assert first.marks is not None
    assert first.marks["angry"] is False
    assert first.marks["accepts"] is False
    assert second.observations.fast == stored


def test_a_stored_quote_that_is_not_there_is_void(rubric: Rubric, fast: FastCritic) -> None:
    stored = BothObservations(fast=observed("listen", evidence={"listen": "you waited for days"}))
    found = judge(talk(line(), AgentTurn(text=REPLY, observations=stored)), rubric, fast)
    assert found.debrief.void_quotes == 1
    assert "listen" in found.scores.replies[0].not_assessed


def test_bots_and_notes_are_shown_and_never_judged(rubric: Rubric, fast: FastCritic) -> None:
    found = judge(talk(OtherTurn(speaker="bot", text="Calm down."), line(), AgentTurn(text=REPLY)), rubric, fast)
    assert [reply.turn for reply in found.scores.replies] == [3]


def test_judging_twice_gives_the_same_bytes(rubric: Rubric, fast: FastCritic) -> None:
    one, two = (json.dumps(judge(recorded(), rubric, fast).to_json()) for _ in range(2))
    assert one == two


def test_a_judgement_can_be_judged_again(rubric: Rubric, fast: FastCritic) -> None:
    once = judge(recorded(), rubric, fast)
    again = Transcript.model_validate(json.loads(json.dumps(once.to_json()["transcript"])))
    assert judge(again, rubric, fast).scores == once.scores


@pytest.mark.anyio
async def test_batches_are_judged_like_single_talks(rubric: Rubric, fast: FastCritic) -> None:
    assert await ajudge(recorded(), rubric, fast) == judge(recorded(), rubric, fast)


@pytest.mark.parametrize(
    ("expect", "sentence"),
    [
        ({"turns": {2: {"has": ["apology"], "not": ["blame"]}}, "outcome": "turn_limit"}, None),
        ({"turns": {2: {"has": ["follow_up"]}}}, "turn 2: expected follow_up"),
        ({"turns": {2: {"not": ["apology"]}}}, "turn 2: did not expect apology"),
        ({"score": [99, 100]}, "score: expected 99 to 100"),
        ({"outcome": "resolved"}, "outcome: expected resolved, found turn_limit"),
    ],
)
def test_expectations_fail_with_a_sentence(
    rubric: Rubric, fast: FastCritic, expect: dict[str, object], sentence: str | None
) -> None:
    found = judge(recorded(**expect), rubric, fast).failures
    assert (found == ()) if sentence is None else found[0].startswith(sentence)


def test_an_expectation_that_could_not_be_assessed_fails(rubric: Rubric, fast: FastCritic) -> None:
    seen = BothObservations(fast=observed(silent=["apology"]))
    turns = (line(), AgentTurn(text=REPLY, observations=seen))
    expecting = talk(*turns, expect={"turns": {2: {"not": ["apology"]}}})
    assert judge(expecting, rubric, fast).failures == ("turn 2: apology was not assessed",)


def test_labels_never_fail_a_judgement(rubric: Rubric, fast: FastCritic) -> None:
    labels = {"by": "somebody", "turns": {2: {"strategies": ["follow_up"]}}}
    labelled = talk(line(), AgentTurn(text=REPLY), labels=labels)
    assert judge(labelled, rubric, fast).failures == ()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
