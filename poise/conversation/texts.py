"""Sentences that people read, kept in YAML files: sections of sentences with `$name` variables, read and checked."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from poise.conversation.errors import ContentError
from poise.conversation.yaml_file import read_text, yaml_mapping


class Texts:
    """The words of one language, by dotted key. Call it with a key and the values of its `$name` variables."""

    def __init__(self, file: Path, sentences: Mapping[str, str]) -> None:
        self._file, self._sentences = file, dict(sentences)

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for `key`. Raises ContentError that names a missing key or the missing variables."""
        if key not in self._sentences:
            raise ContentError(self._file, "the words are missing", "Add them", field=key)
        template = Template(self._sentences[key])
        if missing := sorted(set(template.get_identifiers()) - set(values)):
            raise ContentError(
                self._file, f"no value for {missing}", "Use the variables that the page gives", field=key
            )
        return template.substitute(values)

    def keys(self) -> frozenset[str]:
        """Return every key that has words."""
        return frozenset(self._sentences)


def read_texts(file: Path) -> Texts:
    """Read one file of words. Raises ContentError where it holds anything but sections of sentences."""
    return Texts(file, dict(_flat(file, yaml_mapping(file, read_text(file)))))


def _flat(file: Path, section: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in section.items():
        key = f"{above}{name}"
        if isinstance(value, dict):
            yield from _flat(file, value, f"{key}.")
        elif isinstance(value, str):
            yield key, value.strip()
        else:
            raise ContentError(file, f"holds {type(value).__name__}", "Write a sentence in quotes", field=key)
