"""`poise db upgrade`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from poise.cli.db_command import app
from poise.conversation.errors import StoreError


def test_it_brings_the_database_to_the_newest_schema_as_often_as_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POISE_DATA_DIR", str(tmp_path))
    for _ in range(2):
        result = CliRunner().invoke(app, ["upgrade"])
        assert result.exit_code == 0
        assert "poise.db" in result.output
    assert (tmp_path / "poise.db").is_file()


def test_a_database_that_cannot_be_had_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POISE_DATABASE_URL", "nonsense")
    result = CliRunner().invoke(app, ["upgrade"])
    assert isinstance(result.exception, StoreError)
    assert "POISE_DATABASE_URL" in str(result.exception)
