"""`poise persona check --live` with a scripted server in the model's place."""

import itertools
import json

import pytest

from poise.cli.main import main
from poise.practice.lines.result import load_result
from tests.fault_server.behaviours import say

LINES = (
    "And what are you going to do about that plate?",
    "He has had a few chips and nothing else tonight.",
    "That pink steak is still lying there in front of him.",
    "I asked for well done when we ordered.",
)


@pytest.fixture
def check(monkeypatch, tmp_path, fault_server):
    """Run `poise persona check --live` in an empty folder; two exchanges with one agent. Gives the exit code."""
    number = itertools.count()
    fault_server.always(lambda _: say(LINES[next(number) % len(LINES)]))
    (tmp_path / "found").mkdir()
    (tmp_path / "found/plan.yaml").write_text("agents: [neutral]\nexchanges: 2\nsteering: [irate-diner]\n")

    def run(*arguments):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("OPENAI_BASE_URL", fault_server.url)
        monkeypatch.setenv("POISE_DATA_DIR", str(tmp_path / "own"))
        monkeypatch.setattr("sys.argv", ["poise", "persona", "check", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        return stopped.value.code or 0

    return run


def test_every_line_is_kept_with_what_led_to_it_and_the_figures_are_printed(check, tmp_path, capsys):
    check("--live", "irate-diner", "--out", "found")
    result = load_result(tmp_path / "found/irate-diner.json")
    (talk,) = result.talks
    assert [(one.line in LINES, one.tries, one.authored) for one in talk.shown] == [(True, 1, False)] * 2
    assert all(one.reply and one.act and one.seconds > 0 for one in talk.shown)
    assert result.versions["customer"].startswith("openai:")
    out = capsys.readouterr().out
    for told in ("irate-diner", "authored lines", "0 of 2", "first try accepted", "distinct-2", "too few words"):
        assert told in out


def test_what_is_fresh_is_not_played_again_and_what_is_missing_is(check, tmp_path, fault_server, capsys):
    check("--live", "irate-diner", "--out", "found")
    asked, first = len(fault_server.requests), load_result(tmp_path / "found/irate-diner.json")
    check("--live", "irate-diner", "--out", "found")
    assert "fresh" in capsys.readouterr().err
    completions = [one for one in fault_server.requests[asked:] if one.path.endswith("/completions")]
    assert completions == []
    (tmp_path / "found/plan.yaml").write_text("agents: [neutral, bad]\nexchanges: 2\n")
    check("--live", "irate-diner", "--out", "found")
    second = load_result(tmp_path / "found/irate-diner.json")
    assert [talk.id for talk in second.talks] == ["neutral", "bad"]
    assert second.talks[0] == first.talks[0]


def test_a_stale_result_is_played_anew(check, tmp_path):
    check("--live", "irate-diner", "--out", "found")
    path = tmp_path / "found/irate-diner.json"
    value = json.loads(path.read_text())
    value["stamp"]["prompts"] = "of yesterday"
    value["talks"][0]["shown"][0]["line"] = "An old line."
    path.write_text(json.dumps(value))
    check("--live", "irate-diner", "--out", "found")
    assert "An old line." not in path.read_text()
    assert load_result(path).stamp.prompts != "of yesterday"


def test_what_was_played_before_a_model_failed_stays(check, tmp_path, fault_server, capsys):
    check("--live", "irate-diner", "--out", "found")
    (tmp_path / "found/plan.yaml").write_text("agents: [neutral, bad]\nexchanges: 2\n")
    fault_server.key = "another"
    assert check("--live", "irate-diner", "--out", "found") == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("poise: ")
    assert [talk.id for talk in load_result(tmp_path / "found/irate-diner.json").talks] == ["neutral"]


def test_a_line_that_falls_short_of_an_aim_is_exit_code_one(check, fault_server, capsys):
    fault_server.always(say("How can I help you today?"))
    assert check("--live", "irate-diner", "--out", "found") == 1
    assert "falls short" in capsys.readouterr().out


def test_steering_plays_the_attempts_and_says_that_nobody_fell_for_one(check, tmp_path, capsys):
    assert check("--live", "--steering", "--out", "found") == 0
    result = load_result(tmp_path / "found/steering/irate-diner.json")
    assert len(result.talks) == 40
    assert {len(talk.shown) for talk in result.talks} == {1}
    assert "left the role" in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--steering"], ["--stay"], ["--out", "found"]])
def test_options_of_the_live_check_need_it(check, option):
    assert check(*option) == 2
