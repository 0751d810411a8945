"""The training examples as the network reads them: token ids, what they show, and which words prove it."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from evaluator.fast.alike import Alike
from evaluator.fast.aside import aside_of
from evaluator.fast.encoder import Pieces, pieces_of
from evaluator.fast.rules import load_weights
from evaluator.fast.text import Reading, read
from poise.conversation.ids import OBSERVED

EXAMPLES = Path(__file__).parent / "examples"
NEUTRAL = Path(__file__).parent / "neutral.txt"
PADDED, SLIPPED = 0.35, 0.25
"""Shares of the examples that are changed in an epoch."""
_NEAR = {"a": "s", "e": "r", "i": "o", "o": "p", "n": "m", "t": "y", "s": "d", "r": "t", "l": "k", "u": "i"}


@dataclass(frozen=True)
class Sample:
    """One example. `value` is its line; `proof` holds for every id the part [start, end) of the reply that proves it."""

    value: dict[str, Any]
    shown: frozenset[str]
    proof: dict[str, tuple[int, int]]
    customer: Reading | None
    mine: Reading


@dataclass(frozen=True)
class Row:
    """What one training step reads of a sample."""

    pieces: Pieces
    labels: list[float]
    words: list[list[float]]
    proved: list[float]


class Reader:
    """Reads label lines as the critic reads replies."""

    def __init__(self) -> None:
        weights = load_weights()
        self._aside, self._known = aside_of(weights), weights.known
        self._neutral = NEUTRAL.read_text(encoding="utf-8").splitlines()

    def samples(self, files: Sequence[Path]) -> list[Sample]:
        """Return the examples of label files."""
        return [self.sample(json.loads(line)) for path in files for line in path.open() if line.strip()]

    def sample(self, value: dict[str, Any], reply: str = "") -> Sample:
        """Return one example, with another wording of its reply where one is given."""
        mine = read(reply or value["reply"], self._aside, self._known)
        said = [turn["text"] for turn in value["context"] if turn["speaker"] == "customer"]
        shown = frozenset([*value["strategies"], *value["mistakes"]])
        quotes = {id_: read(text, None, self._known).plain for id_, text in (value.get("evidence") or {}).items()}
        found = {id_: (mine.plain.find(text), len(text)) for id_, text in quotes.items() if text}
        proof = {id_: (at, at + length) for id_, (at, length) in found.items() if at >= 0 and id_ in shown}
        return Sample(value, shown, proof, read(said[-1]) if said else None, mine)

    def varied(self, sample: Sample, rng: random.Random) -> Sample:
        """Return the example as somebody else might have sent it: with idle sentences around it, with slips of the keyboard."""
        if rng.random() < PADDED:
            idle = [rng.choice(self._neutral) for _ in range(rng.randint(1, 3))]
            parts = [*idle, sample.value["reply"]] if rng.random() < 0.3 else [sample.value["reply"], *idle]
            sample = self.sample(sample.value, " ".join(parts))
        return replace(sample, mine=_slipped(sample.mine, rng)) if rng.random() < SLIPPED else sample


def author(sample: Sample) -> str:
    """Return who wrote an example: the first part of its id."""
    return str(sample.value["id"]).split("-")[0]


def row(words: Tokenizer, alike: Alike, sample: Sample) -> Row:
    """Return a sample as the network reads it."""
    pieces = pieces_of(words, alike, sample.customer, sample.mine)
    labels = [float(id_ in sample.shown) for id_ in OBSERVED]
    proved = [float(id_ in sample.proof) for id_ in OBSERVED]
    marked = [[_marked(sample.proof.get(id_), place) for id_ in OBSERVED] for place in pieces.places]
    return Row(pieces, labels, marked, proved)


def _marked(proof: tuple[int, int] | None, place: tuple[int, int]) -> float:
    return float(proof is not None and place[1] > proof[0] and place[0] < proof[1])


def _slipped(reading: Reading, rng: random.Random) -> Reading:
    """Return the reading with a few letters swapped or mistyped; its length stays."""
    letters = list(reading.voice)
    for _ in range(rng.randint(1, 1 + len(letters) // 60)):
        at = rng.randrange(max(1, len(letters) - 1))
        here, after = letters[at], letters[min(at + 1, len(letters) - 1)]
        if here.isalpha() and after.isalpha():
            letters[at : at + 2] = [after, here] if rng.random() < 0.6 else [_NEAR.get(here, here), after]
    return replace(reading, voice="".join(letters))
