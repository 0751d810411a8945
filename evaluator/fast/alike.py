"""A text as the encoder reads it: what should make no difference is written the same; every letter knows where it stood."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evaluator.fast.text import BLANK, Reading
from poise.conversation.yaml_file import load_yaml

FILE = "alike.yaml"
_FIGURE = r"[$\u00a3\u20ac\u00a5]?\d[\d.,:]*(?<![.,:])"
_NAME = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr)\.? |(?<=, )|(?<=[Dd]ear )|(?<=Hi )|(?<=Hello ))"
    r"([A-Z\u00c0-\u00de][a-z\u00df-\u024f'-]{1,})(?=[,.!?;:]|$)"
    r"|(?:^|(?<=[.!?] ))([A-Z\u00c0-\u00de][a-z\u00df-\u024f-]{2,})(?=, )"
    r"|\b(?:mr|mrs|ms|dr)\.? ([a-z\u00df-\u024f][a-z\u00df-\u024f'-]+)(?=[,.!?;:]|$)"
)
_WORDS = re.compile(r"[a-z]+")
_SOMEBODY, _SOME_FIGURE = "sam", "7"


class AlikeFile(BaseModel):
    """What is read as the same: whole words, parts of words, formulas that are left out (regular expressions).

    `no_names` are words that stand where a name could stand; a sentence that asks nothing and holds none of the `touching`
    words is left out, where others hold some.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    words: dict[str, str]
    parts: dict[str, str]
    formulas: tuple[str, ...]
    no_names: frozenset[str]
    touching: frozenset[str]


@dataclass(frozen=True)
class Text:
    """The text for the encoder, and for each of its characters the place in the reading that it stands for."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the positions in the reading of a part of the text."""
        return self.places[start], self.places[end - 1] + 1


Alike = Callable[[Reading], Text]


def load_alike(folder: Path) -> Alike:
    """Return what turns a reading into the encoder's text. Raises ContentError for a fault in `alike.yaml`."""
    file = load_yaml(AlikeFile, folder / FILE)
    whole = "|".join(sorted(map(re.escape, file.words), key=len, reverse=True))
    parts = "|".join(sorted(map(re.escape, file.parts), key=len, reverse=True))
    changes = re.compile(rf"(?<![\w'])(?P<word>{whole})(?![\w'])|(?P<part>{parts})|(?P<figure>{_FIGURE})")
    formulas = re.compile("|".join(f"(?:{formula})" for formula in file.formulas))
    return partial(_alike, changes, formulas, file)


def _alike(changes: re.Pattern[str], formulas: re.Pattern[str], file: AlikeFile, reading: Reading) -> Text:
    polite = [match.span() for match in formulas.finditer(reading.voice)]
    left_out = polite + list(_idle(reading, polite, file.touching))
    named = [span for match in _NAME.finditer(reading.original) if (span := _name(match, file.no_names))]
    edits = [(start, end, _SOMEBODY) for start, end in named]
    edits += [(*match.span(), _written(match, file)) for match in changes.finditer(reading.voice)]
    edits += [(start, end, " ") for start, end in left_out]
    # Where edits overlap the earlier and longer one counts: a formula holds the words in it.
    letters: list[str] = []
    places: list[int] = []
    at = 0
    for first, end, new in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if end <= at:
            continue
        start = max(first, at)
        letters += reading.voice[at:start]
        places += range(at, start)
        letters += new
        places += [min(start + step, end - 1) for step in range(len(new))]
        at = end
    letters += reading.voice[at:]
    places += range(at, len(reading.voice))
    return Text("".join(letters).replace(BLANK, " "), tuple(places))


def _idle(reading: Reading, polite: list[tuple[int, int]], touching: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the sentences that add nothing: said before, or about nobody who takes part and nothing that is at stake."""
    voice = reading.voice
    for start, end in polite:
        voice = voice[:start] + " " * (end - start) + voice[end:]
    texts = [" ".join(voice[sentence.start : sentence.end].split()) for sentence in reading.sentences]
    touches = ["?" in text or bool(touching & set(_WORDS.findall(text))) for text in texts]
    for at, sentence in enumerate(reading.sentences):
        if texts[at] in texts[:at] or (any(touches) and not touches[at]):
            yield sentence.start, sentence.end


def _name(match: re.Match[str], no_names: frozenset[str]) -> tuple[int, int] | None:
    group = match.lastindex or 1
    return None if match.group(group).lower() in no_names else match.span(group)


def _written(match: re.Match[str], file: AlikeFile) -> str:
    if match.lastgroup == "figure":
        return _SOME_FIGURE
    return (file.words if match.lastgroup == "word" else file.parts)[match.group()]
