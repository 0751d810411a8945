"""`poise sessions asked`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from poise.cli.main import app
from poise.practice.services import Services, build_services
from poise.practice.session import end, start
from poise.practice.settings import load_settings
from poise.practice.steps.taking import ask_trainer


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """The store that the command opens."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POISE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("POISE_CRITIC", "none")
    return build_services(load_settings(), customer_model=lambda: None)


def test_questions_are_printed_with_the_session_that_they_share(services: Services) -> None:
    session = end(services, start(services, "irate-diner", "standard", "ana").id).id
    start(services, "irate-diner", "standard")
    ask_trainer(services, session, "Was I too quick\nwith \x1b[31mthe refund?")
    services.close()
    result = CliRunner().invoke(app, ["sessions", "asked"])
    assert result.exit_code == 0, result.output
    first, second = result.stdout.splitlines()
    assert first.endswith(f"  ana  Denise Kershaw  session {session}")
    assert second == "    Was I too quick with [31mthe refund?"


def test_without_a_question_it_says_so(services: Services) -> None:
    services.close()
    assert CliRunner().invoke(app, ["sessions", "asked"]).stdout == "Nobody has asked anything yet.\n"
