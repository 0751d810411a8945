from pathlib import Path

import pytest

from evaluator.calibration import Calibration, calibrate
from evaluator.calibration.keywords import load_keywords
from evaluator.calibration.labellers import gather
from evaluator.calibration.tables import id_head, id_rows, sentences
from evaluator.evidence import verify
from evaluator.fast import FastCritic
from evaluator.items import LabelledItem, read_label_files
from poise.conversation.ids import OBSERVED
from poise.conversation.observation import Observations
from tests.evaluator.builders import observed

DEV = Path(__file__).parents[2] / "data" / "calibration" / "dev.jsonl"


def item(id_: str, *shown: str, scenario: str = "", unknown: tuple[str, ...] = ()) -> LabelledItem:
    return LabelledItem(id=id_, scenario=scenario, reply="x", strategies=shown, unknown=unknown)


def compared(labels: list[tuple[LabelledItem, ...]], seen: list[Observations]) -> Calibration:
    return calibrate(labels, seen, lambda _: frozenset(), "test")


@pytest.fixture(scope="module")
def dev() -> Calibration:
    from evaluator.fast import load_fast_critic

    fast: FastCritic = load_fast_critic()
    replies = gather(read_label_files(DEV))
    seen = [verify(fast.observe(one.context, one.reply), one.reply, one.context) for one, *_ in replies]
    return calibrate(replies, seen, load_keywords(), "fast")


def test_what_nobody_judged_and_what_was_not_assessed_is_left_out() -> None:
    labels = [(item("1", "apology"),), (item("2", unknown=("apology",)),), (item("3"),)]
    found = compared(labels, [observed("apology"), observed("apology"), observed("apology", silent=["calm"])])
    assert found.shipped.per_id["apology"].n == 2
    assert found.shipped.per_id["calm"].n == 2
    assert found.not_assessed == 1
    assert found.void == 0


def test_a_quote_that_was_not_there_is_counted_apart() -> None:
    silent = observed("calm", silent=["apology"])
    void = silent.model_copy(update={"not_assessed": {"apology": "void_quote"}})
    assert compared([(item("1"),), (item("2"),)], [silent, void]).void == 1


def test_two_labellers_each_count_and_are_held_against_each_other() -> None:
    labels = [(item("1", "apology"), item("1")), (item("2"), item("2")), (item("3", "apology"), item("3", "apology"))]
    found = compared(labels, [observed("apology"), observed(), observed("apology")])
    assert found.replies == 3
    assert found.shipped.per_id["apology"].n == 6
    assert found.readers is not None
    assert found.readers["apology"].kappa == pytest.approx(0.4)
    assert len(id_head(found)) == len(id_rows(found)[0])
    assert any("labellers among themselves: macro κ 0.40" in line for line in sentences(found))


def test_few_situations_have_no_nested_thresholds_and_say_so() -> None:
    found = compared([(item("1", "apology"),), (item("2"),)], [observed("apology"), observed()])
    assert found.nested is None
    assert any("too few situations" in line for line in sentences(found))


def test_the_fast_critic_does_clearly_better_than_plain_keywords(dev: Calibration) -> None:
    assert dev.replies == 225
    assert dev.situations == 25
    for figures in (dev.shipped, dev.nested):
        assert figures is not None
        assert figures.macro_kappa is not None
        assert figures.macro_kappa >= 0.65
        assert figures.interval is not None
        assert 0.58 <= figures.interval[0] < figures.macro_kappa < figures.interval[1]
        assert figures.ahead_interval is not None
        assert figures.ahead_interval[0] > 0
    assert 0.28 < (dev.keywords.macro_kappa or 0) < 0.4


def test_the_goals_for_ids_and_mistakes_are_held_in_sample(dev: Calibration) -> None:
    figures = dev.nested
    assert figures is not None
    assert len(figures.at_least(0.6)) >= 23
    assert figures.below(0.35) == []
    assert (figures.mistakes_tpr or 0) >= 0.8
    assert (figures.mistakes_tnr or 0) >= 0.95
    assert (dev.macro_skill or 0) >= 0.3


def test_the_same_labels_give_the_same_figures_and_the_order_of_replies_does_not_matter() -> None:
    labels = [(item(str(n), *(["calm"] if n % 3 else []), scenario=f"s{n % 8}"),) for n in range(40)]
    seen = [observed(*(["calm"] if n % 4 else [])) for n in range(40)]
    assert compared(labels, seen) == compared(labels, seen) == compared(labels[::-1], seen[::-1])


def test_always_the_commoner_answer_is_right_as_often_as_it_is_common() -> None:
    found = compared([(item("1", *OBSERVED[:14]),), (item("2"),), (item("3"),)], [observed()] * 3)
    assert found.majority_right == pytest.approx((14 * 2 + 14 * 3) / (28 * 3))
    assert found.shipped.right == found.majority_right
