import json

import pytest

from poise.cli.main import main
from poise.conversation.transcript import Transcript


@pytest.fixture
def poise(monkeypatch, tmp_path):
    """Run `poise simulate` in an empty folder with authored lines; gives the exit code."""

    def run(*arguments):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("sys.argv", ["poise", "simulate", *arguments, "--lines", "authored"])
        with pytest.raises(SystemExit) as stopped:
            main()
        return stopped.value.code or 0

    return run


def test_it_writes_whole_transcripts_and_says_how_they_ended(poise, tmp_path, capsys):
    code = poise(
        "--persona", "irate-diner,cake-buyer", "--agent", "good", "--level", "easy", "--n", "2", "--seed", "4",
        "--turns", "8", "--out", "found.jsonl",
    )  # fmt: skip
    assert code == 0
    held = [Transcript.model_validate_json(line) for line in (tmp_path / "found.jsonl").read_text().splitlines()]
    assert [one.id for one in held] == [
        f"{persona}-easy-good-{seed}" for persona in ("irate-diner", "cake-buyer") for seed in (4, 5)
    ]
    assert {one.versions["customer"] for one in held} == {"authored"}
    assert all(one.versions["agent"].startswith("good#") for one in held)
    assert "irate-diner: " in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["found.jsonl"]


def test_a_file_of_replies_ends_the_conversation_with_its_last_one(poise, tmp_path, capsys):
    (tmp_path / "replies.txt").write_text("Good evening.\nI see.\n", encoding="utf-8")
    assert poise("--persona", "irate-diner", "--agent", "replies.txt", "--out", "-") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["outcome"] == "turn_limit"
    assert len(json.loads(line)["turns"]) == 5


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--persona", "nobody", "--out", "-"), "there is no persona 'nobody'"),
        (("--persona", "irate-diner", "--agent", "lovely", "--out", "-"), "good, neutral, bad"),
        (("--persona", "irate-diner", "--out", "no/such/folder.jsonl"), "cannot be written"),
    ],
)
def test_what_cannot_be_used_is_one_line(poise, capsys, arguments, told):
    assert poise(*arguments) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert told in line
