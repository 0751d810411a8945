"""What a follow-up message called for: by its stage, by what the rubric sees in such messages; an apology after a walk-out."""

import pytest

from evaluator.follow_up import missed_afterwards, stage_afterwards
from evaluator.rubric import load_rubric
from poise.conversation.observation import not_assessed
from tests.content.shipped import CONTENT
from tests.practice.sample_events import observed

RUBRIC = load_rubric(CONTENT.file("prompts/rubric/strategies.yaml").parent)
DINER = CONTENT.persona("irate-diner")


def test_after_a_walk_out_what_it_says_first_was_called_for() -> None:
    assert missed_afterwards(observed("listen"), RUBRIC, DINER, "walked_out") == ("empathy", "apology", "personal")


@pytest.mark.parametrize("id_", ["needs-to-vent", "parking-charge"])
def test_whoever_walked_out_is_owed_an_apology_whosever_fault_it_was(id_: str) -> None:
    assert "apology" in missed_afterwards(observed(), RUBRIC, CONTENT.persona(id_), "walked_out")


def test_after_a_settled_matter_it_is_a_good_end() -> None:
    assert missed_afterwards(observed("thanks"), RUBRIC, DINER, "resolved") == ("positive_close", "follow_up")
    assert stage_afterwards("turn_limit") == "close"


def test_what_nobody_could_judge_was_not_missed() -> None:
    assert missed_afterwards(not_assessed("refused"), RUBRIC, DINER, "walked_out") == ()
