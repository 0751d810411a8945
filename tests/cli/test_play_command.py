"""`poise play`: the conversation in a terminal."""

import re
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from poise.cli import play_command
from poise.conversation.errors import PoiseError
from tests.evaluator.scripted import verdicts
from tests.fault_server import behaviours as fault
from tests.fault_server.server import FaultServer

LINE = "We sat down at half past seven and he has had a few chips."
SORRY = "I'm so sorry, Denise. That must have spoiled your evening."


@pytest.fixture
def terminal(tmp_path: Path, fault_server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POISE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("OPENAI_BASE_URL", fault_server.url)
    monkeypatch.setenv("POISE_CRITIC", "none")
    monkeypatch.setenv("POISE_COACH", "none")
    monkeypatch.chdir(tmp_path)
    fault_server.always(fault.say(LINE))


pytestmark = pytest.mark.usefixtures("terminal")


def test_a_whole_conversation_from_briefing_to_debrief() -> None:
    shown = _play(SORRY, "/critique", "/quit")
    assert _in_order(
        shown, "Your role", "What you may do", LINE, "It showed", "I'm so sorry", "Looking back", "You ended"
    )


def test_a_hint_says_what_is_due_in_the_rubrics_words_and_is_not_said_to_the_customer(
    fault_server: FaultServer,
) -> None:
    shown = _play("/hint", "/quit")
    assert _in_order(shown, "want to be heard before anything else", "Active listening")
    assert fault_server.completions == []


def test_while_a_reply_waits_there_is_no_hint(fault_server: FaultServer) -> None:
    fault_server.then(fault.wrong_key())
    shown = _play(SORRY, "/hint", "/quit")
    assert "want to be heard" not in shown
    assert shown.count("Type /again") == 2


def test_it_says_which_model_plays() -> None:
    assert "127.0.0.1" in _play("/quit")


def test_the_end_of_input_saves_the_session_and_says_how_to_go_on() -> None:
    again = _run("--session", _session(_play(SORRY)), text="/quit\n").output
    assert _in_order(again, SORRY[:20], LINE, "Looking back")


def test_a_model_that_fails_is_one_line_and_answers_when_asked_again(fault_server: FaultServer) -> None:
    fault_server.then(fault.wrong_key())
    shown = _play(SORRY, "/again", "/quit")
    assert "Traceback" not in shown
    assert _in_order(shown, "OPENAI_API_KEY", "/again", LINE, "Looking back")


def test_a_reply_that_waits_in_an_old_session_is_answered_first(fault_server: FaultServer) -> None:
    fault_server.then(fault.wrong_key())
    assert LINE in _run("--session", _session(_play(SORRY)), text="").output


def test_an_unknown_command_is_explained_and_not_said_to_the_customer(fault_server: FaultServer) -> None:
    assert "/critique" in _play("/dance")
    assert fault_server.completions == []


def test_words_that_look_like_markup_are_shown_as_they_stand() -> None:
    session = _session(_play("I am [bold]sorry[/bold], Denise."))
    assert "I am [bold]sorry[/bold], Denise." in _run("--session", session, text="").output


def test_what_contradicts_the_briefing_is_told_with_the_briefings_own_line(
    fault_server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POISE_CRITIC", "openai:fault-model")
    listed = [{"quote": "in cash", "fact": "nobody pays out cash"}]
    judged = fault.structured({**verdicts(), "contradictions": listed})
    fault_server.always(lambda body: judged if "response_format" in body else fault.say(LINE, delay_s=0.3))
    session = _session(_play("I'm sorry, here is forty in cash."))
    shown = _run("--session", session, text="/critique\n").output
    assert _in_order(shown, "It does not fit your briefing", "“in cash”", "Your briefing says: You never promise")


def test_without_a_persona_the_customers_are_listed() -> None:
    result = _run(text="")
    assert result.exit_code == 2
    assert "irate-diner" in result.output


def test_an_unknown_persona_or_session_is_one_clear_line() -> None:
    for arguments, says in (
        (("--persona", "nobody"), "irate-diner"),
        (("--session", "0" * 32), "no such conversation"),
    ):
        result = _run(*arguments, text="")
        assert isinstance(result.exception, PoiseError)
        assert says in str(result.exception)


def test_the_debrief_says_whether_they_would_come_back_and_why() -> None:
    shown = " ".join(_play("Calm down. It is not our fault.", "/quit").split())
    assert "They would not come back. The anger was still there in the end. Nothing was agreed." in shown


def test_without_a_coach_the_example_is_said_to_be_the_rubrics() -> None:
    assert _in_order(_play(SORRY, "/quit"), "One thing to try next", "From the rubric, not from your conversation")


def test_the_coachs_words_are_waited_for_and_shown(fault_server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POISE_COACH", "openai:fault-model")
    better = "I am sorry, Denise."
    fault_server.say(LINE)
    fault_server.always(fault.say(better, delay_s=0.5))
    shown = _play("Calm down. It is not our fault.", "/quit")
    assert _in_order(
        shown, "The coach looks for better words", "You said", f"Better: “{better}”", "Worded by the coach"
    )


def _play(*typed: str) -> str:
    result = _run("--persona", "irate-diner", text="".join(f"{line}\n" for line in typed))
    assert result.exit_code == 0, result.output
    return result.output


def _run(*arguments: str, text: str) -> Result:
    app = typer.Typer()
    app.command()(play_command.play)
    return CliRunner().invoke(app, arguments, input=text)


def _session(shown: str) -> str:
    found = re.search(r"poise play --session ([0-9a-f]{32})", shown)
    assert found, shown
    return found[1]


def _in_order(text: str, *words: str) -> bool:
    places = [text.find(word) for word in words]
    assert -1 not in places, f"missing: {words[places.index(-1)]!r} in\n{text}"
    return places == sorted(places)
