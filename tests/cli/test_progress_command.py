"""`poise progress`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from poise.cli.main import app
from poise.practice.services import Services, build_services
from poise.practice.session import end, load, start
from poise.practice.settings import load_settings
from tests.practice.made_history import history


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Services on the store that the command opens."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POISE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("POISE_CRITIC", "none")
    monkeypatch.setenv("COLUMNS", "160")
    built = build_services(load_settings(), customer_model=lambda: None)
    yield built
    built.close()


def test_without_a_conversation_it_says_where_to_begin(services: Services) -> None:
    result = CliRunner().invoke(app, ["progress"])
    assert result.exit_code == 0
    assert "Nothing to show yet" in result.output
    assert "Begin here" in result.output


def test_it_says_the_same_as_the_page(services: Services) -> None:
    for made in history(40):
        session_id = end(services, start(services, made.persona, made.level, "Ada").id).id
        services.store.append(session_id, made, load(services, session_id).last_at, expected=None)
    result = CliRunner().invoke(app, ["progress", "--learner", "Ada"])
    assert "From 40 ended conversations" in result.output
    assert "better than at first" in result.output
    assert "met 30 times · best 75 · mastered" in result.output
    assert "From 40" not in CliRunner().invoke(app, ["progress"]).output
