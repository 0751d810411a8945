import pytest

from evaluator.calibration.stage_and_marks import marks_agreement, stage_agreement
from evaluator.calibration.tables import mark_rows, stage_rows, stage_sentences
from evaluator.fast import FastCritic
from evaluator.items import LabelledItem
from poise.conversation.transcript import AgentTurn, CustomerTurn, Transcript

ANGRY = CustomerTurn(text="This is a disgrace, my cake is ruined!")
HEARD = AgentTurn(
    text="So you opened the box and your cake was ruined, on the day itself. That must have been awful for you."
)


def labelled(id_: str, stage: str, *context: CustomerTurn | AgentTurn) -> LabelledItem:
    return LabelledItem.model_validate({"id": id_, "reply": "x", "stage": stage, "context": context})


def test_the_stage_is_computed_from_what_went_before(fast: FastCritic) -> None:
    items = [labelled("1", "vent", ANGRY), labelled("2", "explore", ANGRY, HEARD), labelled("3", "resolve", ANGRY)]
    found = stage_agreement(items, fast)
    assert found is not None
    assert found.table == {("vent", "vent"): 1, ("explore", "explore"): 1, ("resolve", "vent"): 1}
    assert found.share == pytest.approx(2 / 3)
    assert found.kappa == pytest.approx((2 / 3 - 1 / 3) / (1 - 1 / 3))
    assert found.commonest == pytest.approx(1 / 3)
    assert stage_rows(found)[2] == ("resolve", "1", "0", "0", "0")


def test_the_label_abuse_is_the_mark_and_no_stage(fast: FastCritic) -> None:
    items = [labelled("1", "abuse", CustomerTurn(text="You stupid moron.")), labelled("2", "vent", ANGRY)]
    found = stage_agreement(items, fast)
    assert found is not None
    assert found.replies == 1
    assert found.abusive.kappa == 1.0
    assert "`abuse`: κ 1.00" in stage_sentences(found)[1]


def test_labels_without_a_stage_say_nothing(fast: FastCritic) -> None:
    assert stage_agreement([LabelledItem(id="1", reply="x")], fast) is None


def test_marks_read_from_words_are_held_against_stored_ones(fast: FastCritic) -> None:
    stored = ANGRY.model_copy(update={"marks": {"angry": False, "abusive": False, "accepts": None}})
    found = marks_agreement([Transcript(id="1", turns=(stored, HEARD, ANGRY))], fast)
    assert found is not None
    assert (found["angry"].critic_only, found["abusive"].neither, found["accepts"].n) == (1, 1, 0)
    assert mark_rows(found)[0] == ("angry", "1", "0", "-", "0.00", "0.00")


def test_transcripts_without_stored_marks_say_nothing(fast: FastCritic) -> None:
    assert marks_agreement([Transcript(id="1", turns=(ANGRY, HEARD))], fast) is None
