from pathlib import Path

from evaluator.items import LabelFile, LabelledItem
from evaluator.provenance import accounts

DEV = Path(__file__).parents[1] / "data" / "calibration" / "dev.jsonl"


def file(path: Path, *by: str) -> LabelFile:
    return LabelFile(path, tuple(LabelledItem(id=str(n), reply="x", by=name) for n, name in enumerate(by or ("",))))


def test_who_made_the_labels_is_said() -> None:
    assert "language models; no person has labelled them" in accounts([file(DEV)])[0]


def test_a_folder_is_accounted_for_once(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Labels\n\nA set.\n\n**Who made them.** Two people\nof the trade.\n")
    found = accounts([file(tmp_path / "a.jsonl"), file(tmp_path / "b.jsonl")])
    assert found == [f"Labels in {tmp_path} (2 files): **Who made them.** Two people of the trade."]


def test_files_that_say_themselves_who_labelled_them_are_believed(tmp_path: Path) -> None:
    found = accounts([file(tmp_path / "a.json", "Ann", "Ben"), file(tmp_path / "b.json", "Ann")])
    assert found[0].endswith("by Ann, Ben.")


def test_labels_of_unknown_making_are_called_that(tmp_path: Path) -> None:
    assert "not said" in accounts([file(tmp_path / "l.jsonl")])[0]
