"""The words of the interface: every key that the code uses exists, and none is there for nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from evaluator.come_back import Reason, Verdict
from evaluator.debrief import Debrief
from poise.conversation.errors import ContentError
from poise.conversation.ids import LEVELS, Outcome
from poise.conversation.stage import Critic
from poise.roleplay.mood import Expression
from poise.ui.texts_file import Texts, load_texts

ROOT = Path(__file__).parents[2]
CODE = [ROOT / "app.py", *ROOT.glob("poise/ui/**/*.py")]
KEY = re.compile(r"[a-z_{}]+(\.[a-z_{}]+)+")


def _strings() -> Iterator[str]:
    """Every string in the code, with {} for what a format string puts in."""
    for path in CODE:
        nodes = list(ast.walk(ast.parse(path.read_text())))
        formats = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        inside = {id(part) for node in formats for part in node.values}
        yield from ("".join(_text(part) or "{}" for part in node.values) for node in formats)
        yield from (text for node in nodes if id(node) not in inside and (text := _text(node)))


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _used() -> set[str]:
    return {string for string in _strings() if KEY.fullmatch(string)}


def _matching(keys: frozenset[str], pattern: str) -> set[str]:
    return {key for key in keys if re.fullmatch(re.escape(pattern).replace(r"\{\}", "[a-z_]+"), key)}


def test_every_key_that_is_used_has_words() -> None:
    keys = load_texts().keys()
    sections = {key.split(".")[0] for key in keys} | {"{}"}
    asked = {used for used in _used() if used.split(".")[0] in sections and not used.endswith((".py", ".css", ".yaml"))}
    assert {used for used in asked if not _matching(keys, used)} == set()


def test_no_key_is_there_for_nothing() -> None:
    keys = load_texts().keys()
    assert keys - set().union(*(_matching(keys, used) for used in _used())) == set()


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ("levels", LEVELS),
        ("outcome", get_args(Outcome)),
        ("mood", get_args(Expression)),
        ("critique.critic", get_args(Critic)),
        ("come_back", get_args(Verdict)),
        ("come_back.reason", get_args(Reason)),
        ("debrief.critic", get_args(Debrief.model_fields["critic"].annotation)),
    ],
)
def test_every_value_that_a_key_is_made_of_has_words(section: str, names: tuple[str, ...]) -> None:
    keys = load_texts().keys()
    assert names
    assert {f"{section}.{name}" for name in names} <= keys


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=re.escape("en.yaml: talk.shout: the words are missing")):
        Texts(tmp_path / "en.yaml", {})("talk.shout")


def test_a_missing_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=re.escape("talk.typing: no value for ['name']")):
        Texts(tmp_path / "en.yaml", {"talk.typing": "$name is typing"})("talk.typing")


def test_values_are_put_in_as_they_are(tmp_path: Path) -> None:
    assert Texts(tmp_path / "en.yaml", {"a": "$name types"})("a", name="$$ {x} %s") == "$$ {x} %s types"
