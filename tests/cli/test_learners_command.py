"""`poise learners`."""

import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from poise.cli.main import app
from poise.practice import learners
from poise.practice.services import build_services
from poise.practice.settings import load_settings
from poise.practice.store import open_store
from tests.practice.ended import play


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A profile with a session in the store that the command opens."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POISE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("POISE_CRITIC", "none")
    services = build_services(load_settings(), customer_model=lambda: None)
    made = learners.make(services.store.engine, services.now(), name="Mira \x1b[31m")
    play(services.seen_by(made.id))
    services.close()
    return made.id


def _run(*arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(app, ["learners", *arguments], input=said)


def test_the_list_tells_id_role_sessions_and_name(learner: str) -> None:
    assert _run("list").stdout == f"{learner}  learner     1 sessions  Mira [31m\n"


def test_everything_of_a_learner_is_written_to_one_file(learner: str, tmp_path: Path) -> None:
    result = _run("export", learner, "--out", "sub/mira.zip")
    assert result.exit_code == 0, result.output
    names = zipfile.ZipFile(tmp_path / "sub/mira.zip").namelist()
    assert {"README.txt", "profile.json", "sessions.json", "progress.json"} <= set(names)
    assert sum(name.startswith("sessions/") for name in names) == 1


def test_erasing_asks_first_and_then_leaves_nobody(learner: str) -> None:
    refused = _run("erase", learner, said="n\n")
    assert (refused.exit_code, "Nothing was erased" in refused.stdout) == (1, True)
    assert _run("list").stdout
    assert _run("erase", learner, "--yes").exit_code == 0
    assert _run("list").stdout == ""


def test_a_link_opens_the_profile(learner: str, tmp_path: Path) -> None:
    found = re.fullmatch(r"/\?me=([0-9a-f]{32})\n", _run("link", learner).stdout)
    assert found
    store = open_store(load_settings().database_url)
    opened = learners.linked(store.engine, found.group(1))
    store.close()
    assert opened is not None
    assert opened.id == learner


def test_a_profile_is_made_a_trainers_and_a_learners_again(learner: str) -> None:
    for role in ("trainer", "learner"):
        assert _run("role", learner, role).stdout == f"{learner}  {role}\n"
        assert f"  {role}  " in _run("list").stdout


@pytest.mark.parametrize("command", [["export"], ["erase"], ["link"], ["role"]])
def test_an_unknown_learner_is_one_line(learner: str, command: list[str]) -> None:
    more = ["trainer"] if command == ["role"] else []
    result = _run(*command, "nobody", *more)
    assert result.exit_code == 2
    assert "there is no learner 'nobody'" in result.stderr
