"""`poise export`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from poise.cli.main import app
from poise.conversation.errors import ContentError, SettingsError
from poise.practice.services import Services, build_services
from poise.practice.settings import load_settings
from tests.practice.ended import play
from tests.practice.record_store_server import RecordStoreServer


@pytest.fixture
def session_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An ended session in the store that the command opens."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POISE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("POISE_CRITIC", "none")
    services: Services = build_services(load_settings(), customer_model=lambda: None)
    yield play(services).id
    services.close()


def test_it_writes_the_file_that_was_asked_for(session_id: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["export", session_id, "--format", "html", "--out", "sub/talk.html"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "sub/talk.html").read_text().startswith("<!doctype html>")


def test_without_a_name_the_file_is_named_after_the_session(session_id: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["export", session_id])
    assert result.exit_code == 0, result.output
    assert next(tmp_path.glob(f"poise-irate-diner-*-{session_id[:8]}.pdf")).read_bytes().startswith(b"%PDF")


def test_it_writes_to_the_terminal(session_id: str) -> None:
    result = CliRunner().invoke(app, ["export", session_id, "--format", "xapi", "--out", "-"])
    assert len(json.loads(result.stdout)) > 1


def test_the_words_are_in_the_language_of_the_settings_and_what_was_said_stays_as_it_is(
    session_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POISE_LANGUAGE", "de")
    for form in ("html", "pdf", "md", "xapi"):
        result = CliRunner().invoke(app, ["export", session_id, "--format", form, "--out", f"talk.{form}"])
        assert result.exit_code == 0, result.output
    page = (tmp_path / "talk.html").read_text()
    assert '<html lang="de">' in page
    assert re.search(r"mittel, \d\d\.\d\d\.\d{4}", page)
    assert "Punkten (der Durchschnitt von" in page
    assert "Ehrliche Entschuldigung" in page
    assert "Calm down" in page
    assert "What went well" not in page
    assert b"/Lang (de)" in (tmp_path / "talk.pdf").read_bytes()
    statements = json.loads((tmp_path / "talk.xapi").read_text())
    assert {*statements[0]["object"]["definition"]["name"]} == {"en"}
    assert {*statements[1]["object"]["definition"]["name"]} == {"de"}


def test_a_place_that_cannot_be_written_to_is_named(session_id: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = CliRunner().invoke(app, ["export", session_id, "--out", "file/talk.pdf"])
    assert isinstance(result.exception, ContentError)


def test_sending_needs_a_record_store(session_id: str) -> None:
    result = CliRunner().invoke(app, ["export", session_id, "--send"])
    assert isinstance(result.exception, SettingsError)
    assert "POISE_XAPI_URL" in str(result.exception)


def test_what_waits_is_sent_and_what_is_refused_fails_the_command(
    session_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RecordStoreServer() as server:
        monkeypatch.setenv("POISE_XAPI_URL", server.url)
        refused = CliRunner().invoke(app, ["export", session_id, "--send"])
        assert refused.exit_code == 1
        assert "sent: 0, waiting: 1" in refused.output
        monkeypatch.setenv("POISE_XAPI_KEY", "key")
        monkeypatch.setenv("POISE_XAPI_SECRET", "secret")
        taken = CliRunner().invoke(app, ["export", "--send"])
        assert taken.exit_code == 0
        assert "sent: 1, waiting: 0" in taken.output
        assert server.statements
