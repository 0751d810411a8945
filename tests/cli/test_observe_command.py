import io
import json
from pathlib import Path

import pytest

from poise.cli.main import main

LINES = [
    {"id": "b", "context": [{"speaker": "customer", "text": "It broke again!"}], "reply": "I am so sorry it broke."},
    {"id": "a", "context": [], "reply": "Calm down."},
]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["poise", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return stopped.value.code if isinstance(stopped.value.code, int) else 0


def test_lines_go_out_in_the_order_in_which_they_came(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(map(json.dumps, LINES)))
    assert run(monkeypatch, "observe", source, "--out", out) == 0
    values = [json.loads(line) for line in out.read_text().splitlines()]
    assert [value["id"] for value in values] == ["b", "a"]
    assert values[0]["strategies"]["apology"] >= values[0]["thresholds"]["apology"]
    assert values[0]["evidence"]["apology"] == "I am so sorry it broke."
    assert values[1]["mistakes"]["dismiss"] >= values[1]["thresholds"]["dismiss"]


def test_standard_input_and_output_serve_as_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(LINES[0]) + "\n\n"))
    assert run(monkeypatch, "observe", "-") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "b"


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "in.jsonl:1: no valid JSON"), ('{"id": "a", "context": []}', "in.jsonl:1: reply: the field is missing")],
)
def test_a_broken_line_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (tmp_path / "in.jsonl").write_text(text)
    assert run(monkeypatch, "observe", tmp_path / "in.jsonl") == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_a_missing_file_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "observe", tmp_path / "none.jsonl") == 2
    assert "cannot be read" in capsys.readouterr().err
