import json
from pathlib import Path

import pytest

from poise.cli.main import main
from poise.conversation.ids import OBSERVED
from tests.fault_server import behaviours
from tests.fault_server.server import FaultServer

LINE = "Two hours! And then it was cold, you useless lot!"
REPLY = "I am so sorry, Ms Okoro. You waited two hours for a cold meal."


def talk(folder: Path, name: str = "talk", **fields: object) -> Path:
    turns = [{"speaker": "customer", "text": LINE}, {"speaker": "agent", "text": REPLY}]
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"id": name, "turns": turns, **fields}))
    return path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["poise", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    code = stopped.value.code
    return code if isinstance(code, int) else 0


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    monkeypatch.setenv("POISE_DATA_DIR", str(tmp_path / "own"))


def test_a_talk_is_judged_and_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "eval", talk(tmp_path)) == 0
    printed = capsys.readouterr().out
    assert "talk" in printed
    assert "1 judged, 0 fell short, 0 unusable" in printed


def test_each_talk_becomes_one_file_and_the_same_bytes_every_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    talks = tmp_path / "talks"
    talks.mkdir()
    for name in ("a", "b"):
        talk(talks, name)
    assert run(monkeypatch, "eval", talks, "--out", tmp_path / "one") == 0
    assert run(monkeypatch, "eval", talks, "--out", tmp_path / "two", "--concurrency", "1") == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert set(written) == {"a.json", "b.json"}
    assert written == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}
    value = json.loads(written["a.json"])
    assert value["scores"]["score"] is not None
    assert value["critiques"]["2"]["shown"]
    assert value["debrief"]["went_well"]
    assert value["debrief"]["come_back"] == {"verdict": "not_assessed", "reasons": ["no_anger_stored"], "anger": None}
    assert value["versions"]["rubric"].startswith("rubric#")


def test_an_expectation_that_does_not_hold_is_exit_code_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = talk(tmp_path, expect={"turns": {"2": {"has": ["follow_up"]}}})
    assert run(monkeypatch, "eval", path) == 1
    assert "talk: turn 2: expected follow_up" in capsys.readouterr().out


@pytest.mark.parametrize("demand", [("--min-score", "99"), ("--require", "follow_up"), ("--max-mistakes", "0")])
def test_a_demand_of_the_run_is_exit_code_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, demand: tuple[str, str]
) -> None:
    rude = [{"speaker": "customer", "text": LINE}, {"speaker": "agent", "text": "Calm down, it's only a meal."}]
    assert run(monkeypatch, "eval", talk(tmp_path, turns=rude), *demand) == 1


def test_a_broken_file_is_a_row_and_exit_code_two_and_the_others_are_judged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, broken = talk(tmp_path), tmp_path / "broken.json"
    broken.write_text("{")
    assert run(monkeypatch, "eval", good, broken) == 2
    captured = capsys.readouterr()
    assert "1 judged, 0 fell short, 1 unusable" in captured.out
    assert captured.err.count("\n") == 1
    assert "broken.json:1: no valid JSON" in captured.err


def test_an_unknown_persona_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "eval", talk(tmp_path, persona="nobody")) == 2
    assert "there is no persona 'nobody'. Name one with --persona" in capsys.readouterr().err
    assert run(monkeypatch, "eval", talk(tmp_path, persona="nobody"), "--persona", "irate-diner") == 0
    assert run(monkeypatch, "eval", talk(tmp_path), "--persona", "nobody") == 2


def test_a_persona_file_that_cannot_be_used_stops_its_own_conversations_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own/personas").mkdir(parents=True)
    (tmp_path / "own/personas/half.yaml").write_text("id: half\nversion: 1\n")
    good = [talk(tmp_path), talk(tmp_path, "cake", persona="cake-buyer")]
    assert run(monkeypatch, "eval", *good) == 0
    assert run(monkeypatch, "eval", *good, talk(tmp_path, "half", persona="half")) == 2
    captured = capsys.readouterr()
    assert "2 judged, 0 fell short, 1 unusable" in captured.out
    assert "half.yaml" in captured.err
    assert captured.err.count("\n") == 1


def test_an_unknown_id_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert run(monkeypatch, "eval", talk(tmp_path), "--only", "smile") == 2


def test_one_row_per_reply_shows_only_the_wanted_ids(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "eval", talk(tmp_path), "--per", "reply", "--only", "apology") == 0
    printed = capsys.readouterr().out
    assert "apology" in printed
    assert "listen" not in printed
    assert "vent" in printed


def test_the_llm_critic_needs_a_model(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "eval", talk(tmp_path), "--critic", "llm") == 2
    assert "POISE_CRITIC" in capsys.readouterr().err


def test_the_llm_critic_of_the_settings_judges(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault_server: FaultServer
) -> None:
    answer = {
        id_: {"shown": id_ == "empathy", "quote": "for a cold meal" if id_ == "empathy" else ""} for id_ in OBSERVED
    }
    fault_server.always(behaviours.structured(answer))
    monkeypatch.setenv("OPENAI_BASE_URL", fault_server.url)
    monkeypatch.setenv("POISE_CRITIC", "openai:fault-model")
    assert run(monkeypatch, "eval", talk(tmp_path), "--critic", "llm", "--out", tmp_path / "out") == 0
    value = json.loads((tmp_path / "out" / "talk.json").read_text())
    assert value["scores"]["critic"] == "llm"
    assert [remark["id"] for remark in value["critiques"]["2"]["shown"]] == ["empathy"]
    assert value["asked"]["2"]["raw_text"]


def test_a_critic_that_fails_gives_no_score_and_no_pass(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault_server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    fault_server.always(behaviours.refuse())
    monkeypatch.setenv("OPENAI_BASE_URL", fault_server.url)
    monkeypatch.setenv("POISE_CRITIC", "openai:fault-model")
    assert run(monkeypatch, "eval", talk(tmp_path), "--critic", "llm", "--min-score", "0") == 1
    assert "not assessed" in capsys.readouterr().out
