from pathlib import Path

import pytest

from evaluator.fast import load_fast_critic
from evaluator.judge import judge
from evaluator.rubric import load_rubric
from poise.conversation.ids import LEVELS
from poise.conversation.transcript import Transcript
from tests.content.shipped import CONTENT, IDS, PERSONAS, ROOT, transcripts

RECORDED = transcripts()
AGENTS = ROOT / "tests/data/agents"
LONGEST_REPLY = 1200

each_transcript = pytest.mark.parametrize("recorded", RECORDED, ids=[recorded.id for recorded in RECORDED])


def test_there_are_at_least_ten_conversations_with_both_first_customers_and_ends_of_every_kind() -> None:
    assert len(RECORDED) >= 10
    assert {"irate-diner", "cake-buyer"} <= {recorded.persona for recorded in RECORDED}
    ends = {recorded.outcome for recorded in RECORDED}
    assert ends == {"resolved", "walked_out", "escalated", "ended_by_agent", "turn_limit"}


def test_every_conversation_has_its_own_name() -> None:
    names = [recorded.id for recorded in RECORDED]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@each_transcript
def test_every_reply_is_labelled_by_somebody_who_is_not_called_a_person(recorded: Transcript) -> None:
    replies = {number for number, turn in enumerate(recorded.turns, start=1) if turn.speaker == "agent"}
    assert recorded.labels is not None
    assert set(recorded.labels.turns) == replies
    assert "language-model" in recorded.labels.by


@each_transcript
def test_it_is_told_as_it_was_said_without_anybodys_observations(recorded: Transcript) -> None:
    assert [turn for turn in recorded.to_json()["turns"] if turn.get("observations")] == []
    assert recorded.persona is None or recorded.persona in IDS


@each_transcript
def test_labels_and_expectations_do_not_contradict_each_other(recorded: Transcript) -> None:
    assert recorded.labels is not None
    expected = recorded.expect.turns if recorded.expect else {}
    for number, wanted in expected.items():
        label = recorded.labels.turns[number]
        labelled = {*label.strategies, *label.mistakes}
        assert set(wanted.has) <= labelled, f"turn {number}"
        assert not set(wanted.not_) & labelled, f"turn {number}"


@each_transcript
def test_what_it_expects_holds(recorded: Transcript) -> None:
    persona = next((persona for persona in PERSONAS if persona.id == recorded.persona), None)
    rubric = load_rubric(CONTENT.root / "prompts/rubric")
    assert judge(recorded, rubric, load_fast_critic(), persona).failures == ()


@pytest.mark.parametrize("manner", ["good", "neutral", "bad"])
@pytest.mark.parametrize("persona", ["irate-diner", "cake-buyer"])
def test_an_agent_to_rehearse_with_has_six_to_eight_different_replies(persona: str, manner: str) -> None:
    replies = read(AGENTS / f"{persona}-{manner}.txt")
    assert 6 <= len(set(replies)) == len(replies) <= 8
    assert all(0 < len(reply) <= LONGEST_REPLY for reply in replies)


def read(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_every_level_is_recorded() -> None:
    assert set(LEVELS) == {recorded.level for recorded in RECORDED if recorded.persona}
