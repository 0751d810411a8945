from pathlib import Path

import pytest

from evaluator.calibration.labellers import between_labellers, gather
from evaluator.items import LabelFile, LabelledItem
from poise.conversation.errors import ContentError


def file(name: str, *items: LabelledItem) -> LabelFile:
    return LabelFile(Path(name), items)


def item(id_: str, *shown: str, reply: str = "x", unknown: tuple[str, ...] = ()) -> LabelledItem:
    return LabelledItem(id=id_, reply=reply, strategies=shown, unknown=unknown)


def test_the_same_ids_in_two_files_are_two_labellers_of_one_reply() -> None:
    found = gather([file("a", item("1", "calm"), item("2")), file("b", item("2"), item("1"))])
    assert [[one.strategies for one in labels] for labels in found] == [[("calm",), ()], [(), ()]]


def test_an_id_twice_in_one_file_is_refused() -> None:
    with pytest.raises(ContentError, match=r"a\.jsonl.*'1' stands twice"):
        gather([file("a.jsonl", item("1"), item("1"))])


def test_an_id_that_names_another_reply_is_refused() -> None:
    with pytest.raises(ContentError, match=r"b\.jsonl.*another reply"):
        gather([file("a.jsonl", item("1")), file("b.jsonl", item("1", reply="y"))])


def test_every_pair_of_labellers_counts_where_both_judged() -> None:
    replies = gather([file("a", item("1", "calm")), file("b", item("1")), file("c", item("1", unknown=("calm",)))])
    found = between_labellers(replies)
    assert found is not None
    assert found["calm"].n == 1
    assert found["apology"].n == 3


def test_votes_of_three_readers_give_fleiss_kappa() -> None:
    votes = [3, 3, 2, 1, 0, 0, 0, 0]
    replies = [(LabelledItem(id=str(n), reply="x", votes={"calm": yes}),) for n, yes in enumerate(votes)]
    found = between_labellers(replies)
    assert found is not None
    rate = sum(votes) / 24
    agreed = sum(yes * (yes - 1) + (3 - yes) * (2 - yes) for yes in votes) / (8 * 6)
    chance = rate**2 + (1 - rate) ** 2
    assert found["calm"].kappa == pytest.approx((agreed - chance) / (1 - chance))
    assert found["apology"].kappa is None


def test_one_labeller_has_nobody_to_agree_with() -> None:
    assert between_labellers(gather([file("a", item("1"), item("2"))])) is None
