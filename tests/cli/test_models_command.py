import io
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from poise.cli.models_command import app, fetch, show
from poise.llm.embedded.hub_mirror import HubMirror
from poise.llm.errors import ModelMissing
from tests.llm.embedded.small_model import CONTENT, mirrored, small_manifest


def _shown(cache: Path) -> str:
    out = io.StringIO()
    show(small_manifest(), cache, Console(file=out, width=200))
    return out.getvalue()


def test_list_says_that_the_model_is_not_here_and_how_to_get_it(tmp_path: Path) -> None:
    assert "not here; `poise models pull` gets it" in _shown(tmp_path)


def test_list_says_how_much_of_a_broken_off_fetch_is_here(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "small.gguf.part").write_bytes(b"x" * 2_000_000)
    assert "2 MB are here; `poise models pull` goes on" in _shown(tmp_path)


def test_list_says_that_a_wrong_file_is_in_the_models_place(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "small.gguf").write_bytes(b"x")
    assert "a wrong file is in its place" in _shown(tmp_path)


def test_pull_fetches_once_and_says_where_it_is(tmp_path: Path) -> None:
    out = io.StringIO()
    with mirrored({"/model": CONTENT}) as hub:
        for _ in range(2):
            path = fetch(small_manifest(), tmp_path, [HubMirror(f"{hub.url}/model")], Console(file=out, width=200))
    assert path.read_bytes() == CONTENT
    assert len(hub.asked) == 3
    assert f"Small is here: {path}" in out.getvalue()
    assert "here, verified by its SHA-256" in _shown(tmp_path)


def test_a_pull_that_fails_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="poise models pull"):
        fetch(small_manifest(), tmp_path, [], Console(file=io.StringIO()))


def test_the_commands_are_list_and_pull() -> None:
    said = CliRunner().invoke(app, ["--help"])
    assert said.exit_code == 0
    assert "list" in said.output
    assert "pull" in said.output
