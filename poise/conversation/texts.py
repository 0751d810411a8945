"""Sentences that people read, kept in YAML files: sections of sentences with `$name` variables, read and checked."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from poise.conversation.errors import ContentError
from poise.conversation.yaml_file import read_text, yaml_mapping

ENGLISH = "en"
"""The language in which every sentence is written first."""


class Texts:
    """The words of one language, by dotted key. Call it with a key and the values of its `$name` variables."""

    def __init__(self, file: Path, sentences: Mapping[str, str]) -> None:
        self.file, self._sentences = file, dict(sentences)

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for `key`. Raises ContentError that names a missing key or the missing variables."""
        if key not in self._sentences:
            raise ContentError(self.file, "the words are missing", "Add them", field=key)
        template = Template(self._sentences[key])
        if missing := sorted(set(template.get_identifiers()) - set(values)):
            raise ContentError(self.file, f"no value for {missing}", "Use the variables that the page gives", field=key)
        return template.substitute(values)

    def __contains__(self, key: object) -> bool:
        """Return whether there are words for `key`."""
        return key in self._sentences

    def keys(self) -> frozenset[str]:
        """Return every key that has words."""
        return frozenset(self._sentences)

    def variables(self, key: str) -> frozenset[str]:
        """Return the names of the variables in the words for `key`."""
        return frozenset(Template(self._sentences[key]).get_identifiers())

    def over(self, other: "Texts") -> "Texts":
        """Return these words, with those of `other` where these have none."""
        return Texts(self.file, {**other._sentences, **self._sentences})


def read_texts(file: Path) -> Texts:
    """Read one file of words. Raises ContentError where it holds anything but sections of sentences."""
    return Texts(file, dict(_flat(file, yaml_mapping(file, read_text(file)))))


def read_language(folder: Path, language: str) -> Texts:
    """Read `<language>.yaml` of a folder; what is missing there is said in English. Raises ContentError as `read_texts`."""
    english = read_texts(folder / f"{ENGLISH}.yaml")
    return english if language == ENGLISH else read_texts(folder / f"{language}.yaml").over(english)


def gaps(english: Texts, other: Texts) -> list[str]:
    """Return a line for every key of `other` that is missing, too many, or has other variables than the English words."""
    found = [f"{other.file}: {key}: the words are missing" for key in english.keys() - other.keys()]
    found += [f"{other.file}: {key}: {english.file.name} has no such key" for key in other.keys() - english.keys()]
    for key in english.keys() & other.keys():
        if other.variables(key) != english.variables(key):
            wanted, given = (", ".join(sorted(t.variables(key))) or "none" for t in (english, other))
            found.append(f"{other.file}: {key}: the variables are {given}; {english.file.name} has {wanted}")
    return sorted(found)


def _flat(file: Path, section: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in section.items():
        key = f"{above}{name}"
        if isinstance(value, dict):
            yield from _flat(file, value, f"{key}.")
        elif isinstance(value, str):
            yield key, value.strip()
        else:
            raise ContentError(file, f"holds {type(value).__name__}", "Write a sentence in quotes", field=key)
