"""The parts of a written debrief. Markdown, HTML and PDF draw the same ones."""

from dataclasses import dataclass

from evaluator.anger_curve import Step
from evaluator.passages import Passage


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 2 opens a part, 3 stands inside one."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Words:
    """A paragraph of the house's own words; `soft` ones stand back."""

    text: str
    soft: bool = False


@dataclass(frozen=True)
class Quote:
    """Somebody's words as they stand; `lead` says whose they are where it is needed."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list, its lines numbered from 1 where they are referred to."""

    lines: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its head; every row is as long as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Curve:
    """The anger as a curve; `words` say the same, `labels` name the steps below it."""

    steps: tuple[Step, ...]
    labels: tuple[str, ...]
    words: str
    calm: str
    furious: str
    turning: str


@dataclass(frozen=True)
class SpeechNote:
    """A line under a reply: the number of the marked words it speaks of ("" for none), what it is, and whom it names."""

    number: str
    kind: str
    text: str
    words: str = ""


@dataclass(frozen=True)
class Speech:
    """One turn: who spoke, the words in passages, whether it is the learner's, and the notes under it."""

    who: str
    passages: tuple[Passage, ...]
    learner: bool
    notes: tuple[SpeechNote, ...] = ()


Block = Heading | Words | Quote | Bullets | Table | Curve | Speech


@dataclass(frozen=True)
class Document:
    """A written debrief. `foot` says what wrote it, `language` in which language the house's own words are."""

    title: str
    about: str
    blocks: tuple[Block, ...]
    foot: str
    language: str = "en"
