"""The rubric: what every strategy and mistake is, why it matters, and by which numbers replies are scored."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evaluator.rubric_words import RubricWords
from evaluator.scoring_table import Scoring
from poise.conversation.ids import (
    AFTER_STRATEGIES,
    MISTAKES,
    OBSERVED,
    REPLY_STRATEGIES,
    AfterStrategy,
    Mistake,
    ReplyStrategy,
)
from poise.conversation.texts import ENGLISH, Texts, read_language
from poise.conversation.yaml_file import fingerprint, load_yaml, read_text

Words = Annotated[str, Field(min_length=1, max_length=700)]
Document = Annotated[str, Field(pattern=r"^\d{3}$")]
SeenIn = Literal["reply", "case_note", "follow_up_message", "reflection"]
STRATEGIES_FILE, SCORING_FILE = "strategies.yaml", "scoring.yaml"
TEXTS = Path(__file__).with_name("texts")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Contrast(_Part):
    """One contrasting pair: what the customer said, a reply that shows the entry well (`good`), and one that does not (`poor`).

    For a mistake `poor` makes it and `good` avoids it. `quote` is the part of the showing reply that proves the entry.
    """

    customer: Words
    good: Words
    poor: Words
    quote: Words

    @model_validator(mode="after")
    def _quote_is_there(self) -> Self:
        if self.quote not in self.good and self.quote not in self.poor and self.quote not in self.customer:
            raise ValueError("quote must stand word for word in good, poor or customer")
        return self


class EntryText(_Part):
    """One strategy or mistake as the file says it. `counts` is what a critic decides by; `missed` names one thing to try.

    `further` are contrasting pairs that only a model that judges is shown, as many as its window holds.
    """

    name: Words
    does: Words
    why: Words
    counts: Words
    missed: Words
    sources: tuple[Document, ...] = Field(min_length=1)
    seen_in: tuple[SeenIn, ...] = ("reply",)
    contrast: Contrast
    further: tuple[Contrast, ...] = Field(default=(), max_length=3)


class Entry(EntryText):
    """An entry with its id and kind."""

    id: str
    kind: Literal["strategy", "mistake"]

    @property
    def contrasts(self) -> tuple[Contrast, ...]:
        """Every contrasting pair, the one that learners see first."""
        return (self.contrast, *self.further)


class Presence(_Part):
    """What the documents teach and a conversation in writing cannot show: named, never scored."""

    name: Words
    words: Words
    sources: tuple[Document, ...]


class StrategiesFile(_Part):
    """The file `strategies.yaml`."""

    version: int = Field(ge=1)
    documents: dict[Document, Words]
    strategies: dict[ReplyStrategy | AfterStrategy, EntryText]
    mistakes: dict[Mistake, EntryText]
    presence: Presence

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wanted = {*REPLY_STRATEGIES, *AFTER_STRATEGIES, *MISTAKES}
        if missing := sorted(wanted - {*self.strategies, *self.mistakes}):
            raise ValueError(f"entries are missing: {missing}")
        cited = {source for entry in (*self.strategies.values(), *self.mistakes.values()) for source in entry.sources}
        if unknown := sorted((cited | set(self.presence.sources)) - set(self.documents)):
            raise ValueError(f"sources name documents that are not listed: {unknown}")
        return self


class Rubric(_Part):
    """The checked rubric; `version` is `rubric#` and the hash of both files, whatever the language of its words.

    `language` is that of the words that learners read; `say` holds what code itself says about scores and causes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    language: str
    say: Texts
    entries: Mapping[str, Entry]
    documents: Mapping[str, str]
    presence: Presence
    scoring: Scoring
    version: str

    def entry(self, id_: str) -> Entry:
        """Return the entry of a strategy or mistake id."""
        return self.entries[id_]

    def cause(self, id_: str) -> str:
        """Return the name of what moved the customer: an entry's, or that of a cause that is none."""
        if id_ in self.entries:
            return self.entries[id_].name
        key = f"cause.{id_}"
        return self.say(key) if key in self.say else id_.replace("_", " ").capitalize()

    def figure(self, number: float) -> str:
        """Return a number as the language writes it, with no more places than it has."""
        return f"{number:g}".replace(".", self.say("point"))

    def titles(self, id_: str) -> tuple[str, ...]:
        """Return the titles of the documents behind an entry."""
        return tuple(self.documents[source] for source in self.entries[id_].sources)

    def observed(self) -> tuple[Entry, ...]:
        """Return the entries that a reply can show, strategies first."""
        return tuple(self.entries[id_] for id_ in OBSERVED)


def load_rubric(folder: Path, language: str = ENGLISH) -> Rubric:
    """Read and check `strategies.yaml` and `scoring.yaml` of a folder, and `<language>.yaml` over them where it is there.

    Raises ContentError with file, line, field and fix.
    """
    words = load_yaml(StrategiesFile, folder / STRATEGIES_FILE)
    scoring = load_yaml(Scoring, folder / SCORING_FILE)
    other = folder / f"{language}.yaml"
    over = load_yaml(RubricWords, other) if language != ENGLISH and other.is_file() else RubricWords()
    return Rubric(
        language=language,
        say=read_language(TEXTS, language),
        entries={id_: entry.model_copy(update=over.entry(id_)) for id_, entry in _entries(words).items()},
        documents=words.documents,
        presence=words.presence.model_copy(update=over.presence_words()),
        scoring=over.capped(scoring),
        version="rubric#" + fingerprint(read_text(folder / STRATEGIES_FILE) + read_text(folder / SCORING_FILE)),
    )


def _entries(words: StrategiesFile) -> dict[str, Entry]:
    order = (*get_args(ReplyStrategy), *get_args(AfterStrategy), *MISTAKES)
    given: dict[str, EntryText] = dict([*words.strategies.items(), *words.mistakes.items()])
    return {
        id_: Entry(id=id_, kind="mistake" if id_ in MISTAKES else "strategy", **given[id_].model_dump())
        for id_ in order
    }
