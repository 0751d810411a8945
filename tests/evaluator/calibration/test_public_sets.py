import json
from pathlib import Path

import pytest

from evaluator.calibration.public_sets import PublicItem, rankings, read_public
from evaluator.items import Item
from poise.conversation.errors import ContentError
from poise.conversation.observation import Observations
from tests.evaluator.builders import observed

PUBLIC = Path(__file__).parents[2] / "data" / "public"


def text(id_: str, **labels: float | None) -> PublicItem:
    return PublicItem(id=id_, reply=id_, labels=labels)


def named(item: Item) -> Observations:
    return observed(*item.reply.split(), silent=["calm", "blame"] if item.reply == "silent" else [])


def test_calm_ranks_its_own_label_and_blame_the_reverse_of_not_being_defensive() -> None:
    calm = rankings("a", [text("calm", calm=1), text("x", calm=0), text("y", calm=None)], named)
    blame = rankings("b", [text("blame", non_defensive=0), text("x", non_defensive=1)], named)
    assert [(one.area, one.yes, one.no, one.score) for one in (*calm, *blame)] == [
        (1.0, 1, 1, "p(calm)"),
        (1.0, 1, 1, "1 − p(blame)"),
    ]


def test_what_was_not_assessed_is_left_out_and_counted() -> None:
    (found,) = rankings("a", [text("silent", calm=1), text("x", calm=0)], named)
    assert (found.area, found.not_assessed) == (None, 1)


def test_the_shipped_sets_hold_what_their_page_says() -> None:
    for name, label in (("politeness_requests.jsonl", "calm"), ("receptiveness.jsonl", "non_defensive")):
        truths = [item.labels[label] for item in read_public(PUBLIC / name)]
        assert (truths.count(1), truths.count(0), truths.count(None)) == (220, 220, 160)


def test_a_file_without_such_labels_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": "1", "reply": "x", "labels": {"kind": 1}}))
    with pytest.raises(ContentError, match="none of the labels"):
        read_public(tmp_path / "x.jsonl")


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"id": \n')
    with pytest.raises(ContentError, match=r"x\.jsonl:1"):
        read_public(tmp_path / "x.jsonl")
