"""The words of exports and progress: every key that the code uses exists, and none is there for nothing."""

import ast
import re
from pathlib import Path

from poise.practice.words import practice_words

ROOT = Path(__file__).parents[2]
FOLDERS = ("poise/practice", "poise/ui", "poise/cli")
KEY = re.compile(r"(export|getting_on|held|learner_file)(\.[a-z_{}]+)+")


def _used() -> set[str]:
    """Return every key in the code, with {} for what a format string puts in."""
    found: set[str] = set()
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        inside = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        found |= {text for node in nodes if id(node) not in inside and KEY.fullmatch(text := _text(node))}
    return found


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _matches(key: str, pattern: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\{\}", "[a-z_]+"), key) is not None


def test_every_key_that_is_used_has_words() -> None:
    keys = practice_words().keys()
    assert {used for used in _used() if not any(_matches(key, used) for key in keys)} == set()


def test_no_key_is_there_for_nothing() -> None:
    used, keys = _used(), practice_words().keys()
    assert {key for key in keys if not any(_matches(key, one) for one in used)} == set()
