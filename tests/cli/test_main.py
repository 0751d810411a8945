import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("poise")


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "POISE_DATA_DIR": str(folder / "data")}
    return subprocess.run([COMMAND, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_help_names_every_command(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert done.returncode == 0
    for name in ("run", "play", "eval", "observe", "calibrate", "models", "db"):
        assert name in done.stdout


def test_unusable_input_is_one_line_and_exit_code_two(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text(json.dumps({"id": "x", "turns": []}))
    done = run(tmp_path, "eval", str(tmp_path / "broken.json"))
    assert done.returncode == 2
    assert "broken.json" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("words", [["eval", "no/such/folder"], ["play", "--persona", "nobody"]])
def test_what_is_not_there_is_named_without_a_traceback(tmp_path: Path, words: list[str]) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 2
    assert words[-1] in done.stderr.replace("\n", "")
    assert "Traceback" not in done.stderr


def test_wrong_settings_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "poise.toml").write_text("turn_limt = 3\n")
    done = run(tmp_path, "models", "list")
    assert done.returncode == 2
    assert "turn_limit" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
