import json
from pathlib import Path

import pytest

from evaluator.items import LabelledItem
from evaluator.rulings import DisputeLine, label_lines, read_disputes
from poise.conversation.errors import ContentError
from poise.conversation.transcript import CustomerTurn
from tests.evaluator.builders import LINE, REPLY


def disputed(about: str = "listen", decided: bool = False, **fields: object) -> DisputeLine:
    values = {"id": "s:2", "scenario": "s", "critic": "fast", "reason": "I did sum it up.", "reply": REPLY}
    context = (CustomerTurn(text=LINE, anger=80),)
    return DisputeLine.model_validate(
        {**values, "about": about, "decided": decided, "learner_says": not decided, "context": context, **fields}
    )


def test_a_dispute_that_is_upheld_makes_the_learners_word_the_label() -> None:
    assert disputed(ruling="upheld").label is True
    assert disputed(decided=True, ruling="upheld").label is False


def test_a_dispute_that_is_rejected_makes_the_critics_word_the_label() -> None:
    assert disputed(ruling="rejected").label is False
    assert disputed().label is None


def test_rulings_on_one_reply_become_one_line_of_a_stratum_of_their_own() -> None:
    ruled = [
        disputed(ruling="upheld", by="Ann"),
        disputed("blame", True, ruling="rejected", by="Ann"),
        disputed("calm"),
    ]
    (line,) = label_lines(ruled, "x")
    assert line["stratum"] == "ruling"
    assert line["labels"] == {"listen": 1, "blame": 1}
    item = LabelledItem.model_validate(line)
    assert (item.label("listen"), item.label("blame"), item.label("calm"), item.by) == (True, True, None, "Ann")


def test_rulings_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ContentError, match="contradict each other"):
        label_lines([disputed(ruling="upheld"), disputed(ruling="rejected")], "x")


def test_a_line_comes_back_as_it_was_written_with_nothing_but_words_in_its_context(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text(disputed().to_line() + "\n\n")
    (line,) = read_disputes(tmp_path / "d.jsonl")
    assert line == disputed(context=(CustomerTurn(text=LINE),))


@pytest.mark.parametrize(("field", "value"), [("ruling", "maybe"), ("about", "smile")])
def test_a_fault_in_a_ruling_names_line_and_field(tmp_path: Path, field: str, value: str) -> None:
    wrong = json.dumps({**json.loads(disputed().to_line()), field: value})
    (tmp_path / "d.jsonl").write_text(f"{disputed().to_line()}\n{wrong}\n")
    with pytest.raises(ContentError, match=rf"d.jsonl:2: {field}"):
        read_disputes(tmp_path / "d.jsonl")
