"""The plainest rule that could be called a critic: an id is there when one of its words is."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from poise.conversation.ids import OBSERVED
from poise.conversation.yaml_file import load_yaml

KEYWORDS = Path(__file__).parents[1] / "weights" / "keywords.yaml"


class KeywordFile(BaseModel):
    """The words of every id; all ids are there, some may have no word."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    keywords: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _every_id(self) -> Self:
        if wrong := sorted(set(self.keywords) ^ set(OBSERVED)):
            raise ValueError(f"keywords must name every observed id and no other; look at {wrong}")
        return self


def load_keywords(path: Path = KEYWORDS) -> Callable[[str], frozenset[str]]:
    """Return the rule: a reply in, the ids whose words it holds out. Raises ContentError for a fault in the file."""
    words = load_yaml(KeywordFile, path).keywords
    patterns = {id_: _any_of(found) for id_, found in words.items() if found}

    def rule(reply: str) -> frozenset[str]:
        text = reply.lower().replace("’", "'")
        return frozenset(id_ for id_, pattern in patterns.items() if pattern.search(text))

    return rule


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_whole(word.lower()) for word in words))


def _whole(word: str) -> str:
    before, after = r"(?<!\w)" if word[0].isalnum() else "", r"(?!\w)" if word[-1].isalnum() else ""
    return before + re.escape(word) + after
