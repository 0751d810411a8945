"""The replies that relations start from: the calibration replies and every reply of the recorded conversations."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from evaluator.fast import FastCritic
from evaluator.items import read_labels
from poise.conversation.observation import Observations
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn
from poise.conversation.transcript_file import read_transcripts, transcript_files

DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True)
class Sample:
    """A reply after its context."""

    id: str
    context: tuple[Turn, ...]
    reply: str

    def saying(self, reply: str) -> "Sample":
        return Sample(self.id, self.context, reply)

    def everywhere(self, change: "Change") -> "Sample":
        """The same change in everything that anybody says."""
        return Sample(self.id, tuple(_said(turn, change(turn.text)) for turn in self.context), change(self.reply))

    def observed(self, fast: FastCritic) -> Observations:
        return fast.observe(self.context, self.reply)


class Change(Protocol):
    """What a relation does to a text."""

    def __call__(self, text: str) -> str: ...


def samples() -> list[Sample]:
    dev = read_labels(DATA / "calibration" / "dev.jsonl")
    found = [Sample(item.id, item.context, item.reply) for item in dev]
    for file in transcript_files(DATA / "transcripts"):
        for talk in read_transcripts(file):
            found += [
                Sample(f"{talk.id}:{number}", talk.turns[: number - 1], turn.text)
                for number, turn in enumerate(talk.turns, start=1)
                if isinstance(turn, AgentTurn)
            ]
    return found


def spread(found: Sequence[Sample], most: int) -> list[Sample]:
    """At most `most` of them, evenly spread."""
    step = max(1, -(-len(found) // most))
    return list(found[::step])


def _said(turn: Turn, text: str) -> Turn:
    return turn.model_copy(update={"text": text}) if isinstance(turn, CustomerTurn | AgentTurn) else turn
