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


def test_two_files_with_the_same_ids_are_two_labellers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {**LINE, "id": "b", "reply": "No.", "strategies": []}
    (tmp_path / "ann.jsonl").write_text(json.dumps(LINE) + "\n" + json.dumps(other))
    (tmp_path / "ben.jsonl").write_text(json.dumps({**LINE, "strategies": []}) + "\n" + json.dumps(other))
    assert run(monkeypatch, "calibrate", tmp_path / "ann.jsonl", tmp_path / "ben.jsonl") == 0
    printed = capsys.readouterr().out
    assert "2 replies in" in printed
    assert "labellers among themselves: macro κ 0.00" in printed
    assert printed.count("who made them is not said") == 1


def test_sections_of_the_page_are_written_one_after_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    labels, page, public = tmp_path / "labels.jsonl", tmp_path / "evaluation.md", tmp_path / "public.jsonl"
    labels.write_text(json.dumps({**LINE, "strategies": ["thanks"]}))
    public.write_text(
        "\n".join(json.dumps({"id": str(n), "reply": "Thank you.", "labels": {"calm": n}}) for n in (0, 1))
    )
    assert run(monkeypatch, "calibrate", labels, "--report", page, "--section", "untouched", "--repeats", 2) == 0
    assert run(monkeypatch, "calibrate", "--public", public, "--report", page) == 0
    text = page.read_text()
    assert f"poise calibrate {labels} --critic fast --repeats 2 --section untouched --report {page}" in text
    assert "(0.0 %) changed over 2 runs" in text
    assert "| apology | a |  |" in text
    assert "| public.jsonl | calm | p(calm) | 1 | 1 | 0.50 |" in text


def test_every_disagreement_is_a_line_of_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text(json.dumps({**LINE, "strategies": ["apology", "thanks"]}))
    assert run(monkeypatch, "calibrate", tmp_path / "labels.jsonl", "--disagreements", tmp_path / "out.jsonl") == 0
    (line,) = (tmp_path / "out.jsonl").read_text().splitlines()
    assert json.loads(line)["about"] == "thanks"


def test_stored_marks_are_compared_without_any_labels(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turn = {"speaker": "customer", "text": "You stupid moron.", "marks": {"abusive": True}}
    (tmp_path / "talks.jsonl").write_text(json.dumps({"id": "t", "turns": [turn]}))
    assert run(monkeypatch, "calibrate", tmp_path / "talks.jsonl") == 0
    assert "abusive" in capsys.readouterr().out


def test_labels_of_another_kind_are_sent_to_their_option(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p.jsonl").write_text(json.dumps({"id": "1", "reply": "x", "labels": {"non_defensive": 1}}))
    assert run(monkeypatch, "calibrate", tmp_path / "p.jsonl") == 2
    assert "--public" in capsys.readouterr().err


def test_nothing_to_compare_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "calibrate") == 2
    assert "--public" in capsys.readouterr().err
