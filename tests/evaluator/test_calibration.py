import json
from pathlib import Path

from evaluator.calibration import calibrate, summary
from evaluator.fast import FastCritic
from evaluator.items import LabelledItem, read_labels
from evaluator.provenance import account
from evaluator.report import load_template, report
from poise.conversation.ids import OBSERVED
from tests.evaluator.builders import observed

DEV = Path(__file__).parents[1] / "data" / "calibration" / "dev.jsonl"


def items() -> list[LabelledItem]:
    return [
        LabelledItem(id="1", scenario="a", reply="x", strategies=("apology",)),
        LabelledItem(id="2", scenario="b", reply="x", unknown=("apology",)),
        LabelledItem(id="3", scenario="b", reply="x"),
    ]


def test_what_nobody_judged_and_what_was_not_assessed_is_left_out() -> None:
    found = calibrate(items(), lambda item: observed("apology", silent=["calm"] if item.id == "3" else []), "test")
    assert found.per_id["apology"].n == 2
    assert found.per_id["calm"].n == 2
    assert found.not_assessed == 1


def test_the_fast_critic_does_clearly_better_than_plain_keywords(fast: FastCritic) -> None:
    found = calibrate(read_labels(DEV), lambda item: fast.observe(item.context, item.reply), "fast")
    assert found.replies == 225
    assert found.macro_kappa is not None
    assert found.macro_kappa >= 0.45
    assert found.interval is not None
    assert found.interval[0] < found.macro_kappa < found.interval[1]
    assert all((figures.kappa or 0) > 0.3 for figures in found.per_id.values())


def test_who_made_the_labels_is_said() -> None:
    assert "language models; no person has labelled them" in account(DEV)


def test_transcripts_say_themselves_who_labelled_them(tmp_path: Path) -> None:
    turns = [{"speaker": "customer", "text": "Well?"}, {"speaker": "agent", "text": "Sorry."}]
    labels = {"by": "two readers", "turns": {"2": {}}}
    (tmp_path / "talk.json").write_text(json.dumps({"id": "talk", "turns": turns, "labels": labels}))
    assert account(tmp_path).endswith("by two readers.")


def test_labels_of_unknown_making_are_called_that(tmp_path: Path) -> None:
    (tmp_path / "l.jsonl").write_text("")
    assert "not said" in account(tmp_path / "l.jsonl")


def test_the_report_holds_command_account_and_every_id() -> None:
    found = calibrate(items(), lambda _: observed("apology"), "test")
    page = report(load_template(), found, "poise calibrate x", ["Labels: by nobody."])
    assert "poise calibrate x" in page
    assert "Labels: by nobody." in page
    assert all(f"| {id_} |" in page for id_ in OBSERVED)
    assert all(line in page for line in summary(found))
