import json
from pathlib import Path

import pytest

from poise.cli.main import main
from poise.conversation.ids import OBSERVED

LINE = {"id": "a", "scenario": "s", "context": [], "reply": "I am so sorry.", "strategies": ["apology"], "mistakes": []}


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["poise", *map(str, arguments)])
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as stopped:
        main()
    return stopped.value.code if isinstance(stopped.value.code, int) else 0


def test_every_id_and_the_mean_are_printed_and_who_made_the_labels(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "labels.jsonl").write_text(json.dumps(LINE))
    (tmp_path / "README.md").write_text("# Labels\n\nMade by two people\nof the trade.\n\nMore.\n")
    assert run(monkeypatch, "calibrate", tmp_path / "labels.jsonl") == 0
    printed = capsys.readouterr().out
    assert all(id_ in printed for id_ in OBSERVED)
    assert "macro κ" in printed
    assert "Made by two people of the trade." in printed


def test_the_report_names_the_command_that_wrote_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    labels, page = tmp_path / "labels.jsonl", tmp_path / "evaluation.md"
    labels.write_text(json.dumps(LINE))
    assert run(monkeypatch, "calibrate", labels, "--report", page) == 0
    assert f"poise calibrate {labels} --critic fast --report {page}" in page.read_text()
    assert "who made them is not said" in page.read_text()


def test_labels_that_cannot_be_used_are_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "labels.jsonl").write_text(json.dumps({**LINE, "mistakes": ["smile"]}))
    assert run(monkeypatch, "calibrate", tmp_path / "labels.jsonl") == 2
    err = capsys.readouterr().err
    assert "labels.jsonl:1" in err
    assert "smile" in err
    assert err.count("\n") == 1
