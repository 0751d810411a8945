"""Rules about the house itself, so that nobody has to remember them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = sorted([*ROOT.glob("poise/**/*.py"), *ROOT.glob("evaluator/**/*.py"), ROOT / "app.py"])
PYTHON = sorted({*PRODUCT, *ROOT.glob("tests/**/*.py"), *ROOT.glob("bench/**/*.py"), *ROOT.glob("scripts/**/*.py")})
LONGEST_FILE = 250


def test_the_import_contract_is_kept() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_python_file_is_longer_than_one_concept_needs() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in PYTHON}
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_app_py_only_declares_and_runs() -> None:
    assert len((ROOT / "app.py").read_text().splitlines()) < 60


def test_only_the_settings_read_the_environment() -> None:
    readers = {str(path.relative_to(ROOT)) for path in PRODUCT if _reads_environment(path)}
    assert readers <= {"poise/practice/settings.py"}


def test_no_module_switches_markdown_to_html() -> None:
    offenders = [path for path in PRODUCT if "unsafe_allow_html=True" in path.read_text()]
    assert offenders == []


@pytest.mark.parametrize("folder", ["personas", "prompts"])
def test_content_folders_hold_no_python(folder: str) -> None:
    assert list((ROOT / folder).rglob("*.py")) == []


def test_the_lock_file_pins_with_hashes_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert "--hash=sha256:" in lock
    assert "://" not in lock
    assert "--index-url" not in lock


def test_the_model_publishers_address_stands_in_the_manifest_only() -> None:
    address = "https://" + "huggingface.co"
    texts = [path for path in _tracked() if address in path.read_text(errors="ignore")]
    assert [path.name for path in texts] == ["manifest.toml"]


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    suffixes = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".sh", ".lock", ""}
    return [path for line in listed.splitlines() if (path := ROOT / line).suffix in suffixes and path.is_file()]


def _reads_environment(path: Path) -> bool:
    names = {"environ", "getenv"}
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in names
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        for node in ast.walk(ast.parse(path.read_text()))
    )
