"""The wheel carries its content: it judges a transcript in an environment that holds nothing else of this checkout."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRANSCRIPTS = ROOT / "tests/data/transcripts"

pytestmark = [pytest.mark.wheel, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment in which only the wheel and what it needs is installed; its folder of commands."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    pins = folder / "pins.txt"
    lock = (ROOT / "requirements.lock").read_text()
    pins.write_text("\n".join(re.findall(r"^([a-z0-9._-]+==.+?) \\$", lock, flags=re.MULTILINE)))
    venv.create(folder / "env", with_pip=True)
    wheel = next(folder.glob("poise-*.whl"))
    _run(folder / "env/bin/python", "-m", "pip", "install", "--quiet", "--constraint", pins, wheel)
    return folder / "env/bin"


def test_the_installed_wheel_judges_a_transcript(installed: Path, tmp_path: Path) -> None:
    transcript = next(TRANSCRIPTS.glob("*.json"))
    done = _run(installed / "poise", "eval", transcript, "--out", tmp_path / "judged", cwd=tmp_path)
    assert transcript.stem in done.stdout
    assert list((tmp_path / "judged").glob("*.json"))


def test_the_installed_wheel_carries_personas_and_the_page(installed: Path, tmp_path: Path) -> None:
    code = "from poise.practice.settings import load_settings; print(load_settings().content_dir)"
    content = Path(_run(installed / "python", "-c", code, cwd=tmp_path).stdout.strip())
    assert installed.parent in content.parents
    assert (content / "personas/irate-diner.yaml").is_file()
    assert (content / "app.py").is_file()


def _run(*command: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "OPENAI", "POISE"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done
