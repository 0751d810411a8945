"""What went wrong is said in the language of the page: every sentence that a learner may read has words in every language."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from poise.conversation.errors import StoreError
from poise.conversation.texts import read_texts
from poise.llm import errors
from poise.llm.binding import Binding
from poise.llm.translation import unknown_model
from poise.practice.database import store_errors
from poise.practice.languages import languages
from poise.practice.postgres import postgres_problem
from poise.ui import faults
from poise.ui.faults import FAULTS, fault_words

ROOT = Path(__file__).parents[2]
RAISED = {"SessionError", "StoreError", "StoredAlreadyError", *(name for name in vars(errors) if name[0].isupper())}
# What only those meet who set the program up: it names settings, and the terminal shows it.
SETTING_UP = ("POISE_DATABASE_URL", "PostgreSQL", "encoding UTF8", "cannot be recorded", "cannot be written")
# Sentences of which only the parts stand in the code; they are tried below as they are said.
PUT_TOGETHER = ("The something ", "something: something", "and that the base URL is right")
OTHERS = [code for code in languages() if code != "en"]
Scope = Mapping[str, Sequence[str]]


@pytest.fixture(params=OTHERS)
def code(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every language but English, and the page speaking it."""
    monkeypatch.setattr(faults, "language", lambda: request.param)
    return str(request.param)


def said_in(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of every fault that a module raises, something in the place of each value."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    scope = dict(_named(tree, {}))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
        scope[f"{function.name}()"] = [
            text for one in returned for text in _texts(one, {**scope, **dict(_named(function, scope))})
        ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED and node.args:
            around = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and node in ast.walk(one)]
            for text in _texts(node.args[0], {**scope, **(dict(_named(around[-1], scope)) if around else {})}):
                yield node.lineno, text


def _named(tree: ast.AST, scope: Scope) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _is_text(node.value):
            found.setdefault(node.targets[0].id, []).extend(_texts(node.value, {**scope, **found}))
    yield from found.items()


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr | ast.IfExp) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _texts(node: ast.AST, scope: Scope) -> list[str]:
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in product(*(_texts(part, scope) for part in node.values))]
    if isinstance(node, ast.FormattedValue):
        return _texts(node.value, scope)
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body, scope), *_texts(node.orelse, scope)]
    name = node.id if isinstance(node, ast.Name) else f"{getattr(getattr(node, 'func', None), 'id', '')}()"
    return list(scope.get(name) or ["something"])


def test_every_fault_that_a_learner_may_read_has_words_in_every_language(code: str) -> None:
    files = [*ROOT.glob("poise/practice/**/*.py"), *ROOT.glob("poise/llm/**/*.py")]
    said = [(path, line, text) for path in files for line, text in said_in(path) if text != "something"]
    assert len(said) > 80
    tried = {text for _, _, text in said if not any(word in text for word in (*SETTING_UP, *PUT_TOGETHER))}
    left = {text for text in tried if fault_words(text) == text}
    assert not left, f"Add to poise/ui/texts/faults/{code}.yaml: {sorted(left)}"


def test_no_sentence_stands_there_that_nothing_says(code: str) -> None:
    files = [path for folder in ("poise", "evaluator") for path in ROOT.glob(f"{folder}/**/*.py")]
    whole = re.sub(r'"\s*\n\s*f?"', "", "\n".join(path.read_text(encoding="utf-8") for path in files))
    for key in sorted(read_texts(FAULTS / f"{code}.yaml").keys()):
        parts = [part.strip(" :(") for part in re.split(r"\$[a-z]+|\. ", key.partition(".")[2])]
        assert any(part in whole for part in parts if len(part) > 8), key


def test_the_values_of_a_sentence_stand_in_its_translation(code: str) -> None:
    texts = read_texts(FAULTS / f"{code}.yaml")
    for key in sorted(texts.keys()):
        english = set(re.findall(r"\$([a-z]+)", key.partition(".")[2]))
        assert texts.variables(key) <= english, key


def test_the_values_are_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "language", lambda: "de")
    said = fault_words("The reply has 1,234 characters; 1,000 are the most. Shorten it")
    assert said == "Die Antwort hat 1,234 Zeichen; höchstens 1,000 sind möglich. Kürzen Sie sie"


def test_a_sentence_within_a_sentence_is_said_in_the_same_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "language", lambda: "de")
    fix = (
        "Check the network and run `poise models pull` again (what is already in /tmp/x is kept), "
        "or name another GGUF file or an OpenAI-compatible server"
    )
    said = fault_words(f"The pieces of model.gguf do not make the right file. {fix}")
    assert said.startswith("Die Teile von model.gguf ergeben nicht die richtige Datei. Prüfen Sie das Netz")
    assert "Check" not in said


@pytest.mark.parametrize(
    "said",
    [
        "The case note is empty. Write a line, or skip this step",
        "The follow-up has 9,001 characters; 4,000 are the most. Shorten it",
        "The reflection has 9,001 characters; 4,000 are the most. Shorten it",
        str(
            unknown_model(Binding(role="customer", provider="openai", model="x", base_url="http://127.0.0.1:1/v1"), ())
        ),
        str(unknown_model(Binding(role="customer", provider="openai", model="x"), ("a", "b"))),
        "postgresql://host/poise: " + postgres_problem(Exception("connection refused")),
        "postgresql://host/poise: " + postgres_problem(Exception("server closed the connection unexpectedly")),
        "postgresql://host/poise: " + postgres_problem(Exception("odd")),
    ],
)
def test_what_is_put_together_has_words_too(said: str, code: str) -> None:
    assert fault_words(said) != said


def test_what_the_database_says_is_told_in_the_language(code: str) -> None:
    for raised in ("database is locked", "attempt to write a readonly database", "file is not a database", "disk full"):
        with pytest.raises(StoreError) as told, store_errors(make_url("sqlite:////tmp/poise.db")):
            raise OperationalError("SELECT 1", {}, Exception(raised))
        assert fault_words(told.value) != str(told.value)
        assert raised in fault_words(told.value)


def test_what_has_no_words_is_said_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "language", lambda: "de")
    assert fault_words("Something that nobody foresaw") == "Something that nobody foresaw"


def test_english_is_said_as_it_came() -> None:
    assert fault_words("The answer is empty. Write a line") == "The answer is empty. Write a line"
