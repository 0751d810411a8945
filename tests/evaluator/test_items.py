import json
from pathlib import Path

import pytest

from evaluator.items import output_line, read_items, read_labels
from poise.conversation.errors import ContentError
from poise.conversation.ids import OBSERVED
from tests.evaluator.builders import observed

LINE = {"id": "a", "context": [{"speaker": "customer", "text": "Well?"}], "reply": "Sorry."}


def label_file(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def test_an_output_line_is_the_observation_file_form() -> None:
    value = json.loads(output_line("a", observed("apology", silent=["calm"], evidence={"apology": "Sorry"})))
    assert set(value) == {
        "id", "strategies", "mistakes", "evidence", "provoked_by", "thresholds", "not_assessed",
    }  # fmt: skip
    assert len(value["strategies"]) == 18
    assert len(value["mistakes"]) == 10
    assert value["strategies"]["calm"] is None
    assert value["not_assessed"] == {"calm": "test"}


def test_a_broken_line_is_named_with_its_number() -> None:
    with pytest.raises(ContentError, match=r"replies:2: no valid JSON"):
        list(read_items([json.dumps(LINE), "{"], "replies"))
    with pytest.raises(ContentError, match=r"replies:1.*reply"):
        list(read_items([json.dumps({"id": "a"})], "replies"))


def test_both_label_forms_say_the_same(tmp_path: Path) -> None:
    lists = {**LINE, "strategies": ["apology"], "mistakes": [], "unknown": ["calm"]}
    marks = {id_: 0 for id_ in OBSERVED} | {"apology": 1, "calm": None}
    one, two = read_labels(label_file(tmp_path, lists, {**LINE, "labels": marks}))
    for item in (one, two):
        assert item.label("apology") is True
        assert item.label("calm") is None
        assert item.label("listen") is False


def test_an_unknown_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="smile"):
        read_labels(label_file(tmp_path, {**LINE, "strategies": ["smile"]}))


def test_labels_in_transcripts_are_read_reply_by_reply(tmp_path: Path) -> None:
    turns = [*LINE["context"], {"speaker": "agent", "text": "Sorry."}]  # type: ignore[misc]
    labels = {"by": "a reader", "turns": {"2": {"strategies": ["apology"]}}}
    (tmp_path / "talk.json").write_text(json.dumps({"id": "talk", "turns": turns, "labels": labels}))
    (item,) = read_labels(tmp_path / "talk.json")
    assert (item.id, item.scenario, item.reply, item.label("apology")) == ("talk:2", "talk", "Sorry.", True)


def test_a_file_without_labels_is_no_label_file(tmp_path: Path) -> None:
    (tmp_path / "talk.json").write_text(json.dumps({"id": "talk", "turns": LINE["context"]}))
    with pytest.raises(ContentError, match="holds no labelled replies"):
        read_labels(tmp_path / "talk.json")
