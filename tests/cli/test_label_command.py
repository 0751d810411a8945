"""`poise label`, and the whole way from drawn replies and disputes to `poise calibrate`."""

import json
from pathlib import Path
from typing import Any

import pytest

from poise.cli.main import main
from poise.conversation.ids import OBSERVED
from poise.practice.disputes import dispute
from tests.practice import talk
from tests.practice.conftest import build, database, database_kind, load_fast, services, tokens  # noqa: F401 - fixtures

TALKS = Path(__file__).parents[1] / "data" / "transcripts"
WHY = "I do not think that this was one."


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POISE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["poise", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return stopped.value.code if isinstance(stopped.value.code, int) else 0


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def write(file: Path, values: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps(value) + "\n" for value in values))


def filled(file: Path, shows: dict[str, str]) -> None:
    """Fill a labeller's file in: an id is shown where the reply holds its word."""
    values = lines(file)
    for value in values:
        reply = value["reply"].lower()
        value["labels"] = {id_: int(id_ in shows and shows[id_] in reply) for id_ in OBSERVED}
    write(file, values)


def test_two_blind_labellers_from_drawing_to_agreement(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "labels"
    assert run(monkeypatch, "label", "sample", 12, TALKS, "--out-dir", out, "--seed", 5, "--labellers", "ann,ben") == 0
    ann, ben = out / "ann.jsonl", out / "ben.jsonl"
    printed = capsys.readouterr().out
    assert f"poise calibrate {ann} {ben}" in printed
    assert [one["id"] for one in lines(ann)] != [one["id"] for one in lines(ben)]
    assert {one["id"] for one in lines(ann)} == {one["id"] for one in lines(ben)}
    filled(ann, {"apology": "sorry", "thanks": "thank"})
    filled(ben, {"apology": "sorry", "thanks": "nobody says this"})
    assert run(monkeypatch, "calibrate", ann, ben) == 0
    printed = capsys.readouterr().out
    assert "12 replies in" in printed
    assert "labellers among themselves: macro κ" in printed
    assert "by ann." in printed or "by ann, ben." in printed


def test_a_file_that_is_filled_in_halfway_is_compared_as_far_as_it_goes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "label", "sample", 3, TALKS, "--out-dir", tmp_path / "l") == 0
    capsys.readouterr()
    assert run(monkeypatch, "calibrate", tmp_path / "l" / "a.jsonl") == 0
    assert "answers that are the label's: critic -" in capsys.readouterr().out


def test_a_slip_of_a_labeller_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "label", "sample", 1, TALKS, "--out-dir", tmp_path / "l") == 0
    (value,) = lines(tmp_path / "l" / "a.jsonl")
    write(tmp_path / "l" / "a.jsonl", [{**value, "labels": {"listen": "yes"}}])
    assert run(monkeypatch, "calibrate", tmp_path / "l" / "a.jsonl") == 2
    assert "a.jsonl:1" in (err := capsys.readouterr().err)
    assert "['listen']" in err


def test_filled_files_are_never_overwritten(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = ("label", "sample", 2, TALKS, "--out-dir", tmp_path / "l", "--labellers", "b,c")
    assert run(monkeypatch, "label", "sample", 2, TALKS, "--out-dir", tmp_path / "l") == 0
    before = (tmp_path / "l" / "b.jsonl").read_text()
    assert run(monkeypatch, *again, "--seed", 9) == 2
    assert "b.jsonl" in capsys.readouterr().err
    assert (tmp_path / "l" / "b.jsonl").read_text() == before
    assert not (tmp_path / "l" / "c.jsonl").exists()


@pytest.mark.parametrize("names", ["a,A", "../a", "", "a,a"])
def test_labellers_need_names_that_can_be_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, names: str) -> None:
    assert run(monkeypatch, "label", "sample", 1, TALKS, "--out-dir", tmp_path / "l", "--labellers", names) == 2
    assert not (tmp_path / "l").exists()


def test_nothing_to_draw_from_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "label", "sample", 1) == 2
    assert "--sessions" in capsys.readouterr().err


def test_sessions_played_here_can_be_drawn_from(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    services: Any,  # noqa: F811 - the fixture
) -> None:
    session = talk.say(services, talk.begin(services).id, talk.SORRY)
    assert run(monkeypatch, "label", "sample", 1, "--sessions", "--out-dir", tmp_path / "l") == 0
    (value,) = lines(tmp_path / "l" / "a.jsonl")
    assert (value["id"], value["reply"]) == (f"{session.id}:2", talk.SORRY)


def test_disputes_become_rulings_and_rulings_stay_out_of_the_headline(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    services: Any,  # noqa: F811 - the fixture
) -> None:
    session = talk.say(services, talk.begin(services).id, talk.SORRY)
    missed = session.critiques[2].missed[0].id
    for id_ in ("apology", missed):
        dispute(services, session.id, 2, id_, WHY)
    disputed, ruled, labels = tmp_path / "d.jsonl", tmp_path / "r.jsonl", tmp_path / "own.jsonl"
    assert run(monkeypatch, "label", "disputes", "--out", disputed) == 0
    assert run(monkeypatch, "label", "rulings", disputed, "--out", ruled) == 2
    assert "holds no ruling" in capsys.readouterr().err
    write(disputed, [{**one, "ruling": "upheld", "by": "Ann"} for one in lines(disputed)])
    assert run(monkeypatch, "label", "rulings", disputed, "--out", ruled) == 0
    (line,) = lines(ruled)
    assert (line["stratum"], line["labels"]) == ("ruling", {"apology": 0, missed: 1})
    write(labels, [{"id": "x", "reply": "I am so sorry.", "strategies": ["apology"], "mistakes": []}])
    headline = _headline(monkeypatch, capsys, labels)
    printed = _headline(monkeypatch, capsys, labels, ruled)
    assert printed[: len(headline)] == headline
    assert "2 answers on 1 replies; the critic says what the ruling says in 0 of 2" in printed[len(headline)]
    assert run(monkeypatch, "calibrate", ruled) == 0
    assert "macro κ" not in (alone := capsys.readouterr().out)
    assert "by Ann." in alone


def test_rulings_have_their_place_in_the_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ruled, page = tmp_path / "r.jsonl", tmp_path / "page.md"
    write(ruled, [{"id": "x", "stratum": "ruling", "reply": "I am so sorry.", "labels": {"apology": 1}}])
    assert run(monkeypatch, "calibrate", ruled, "--report", page) == 0
    assert "the critic says what the ruling says in 1 of 1 (apology 1 of 1)" in page.read_text()


def _headline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *files: Path) -> list[str]:
    """Return what calibrate prints, up to who made the labels."""
    capsys.readouterr()
    assert run(monkeypatch, "calibrate", *files) == 0
    return [line for line in capsys.readouterr().out.splitlines() if not line.startswith("Labels in")]
