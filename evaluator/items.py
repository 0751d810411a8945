"""Replies in their conversations, one a line: what `poise observe` reads and writes, and what `poise calibrate` compares with."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from poise.conversation.errors import ContentError
from poise.conversation.ids import MISTAKES, OBSERVED, REPLY_STRATEGIES, Stage
from poise.conversation.observation import Observations
from poise.conversation.transcript import AgentTurn, Transcript, Turn
from poise.conversation.transcript_file import read_transcripts, transcript_files
from poise.conversation.yaml_file import read_text, validated

OTHER_SCALES = frozenset({"non_defensive", "politeness_score", "receptiveness_z"})
"""Labels of public sets that say something else than our ids (`evaluator/calibration/public_sets.py` reads them)."""
VOTERS = 3
RULING = "ruling"
"""The stratum of labels that come from disputes: chosen because somebody disagreed, so never part of the headline figures."""


class Item(BaseModel):
    """One reply to observe. Fields that belong to other uses of the same line are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    context: tuple[Turn, ...] = ()
    reply: str = Field(min_length=1)


class LabelledItem(Item):
    """One reply with what somebody says it shows. `unknown` names ids that were not judged.

    `scenario` groups replies to one situation; `by` is who labelled it, empty where the file does not say. `stage` is where
    the conversation stood according to the labels, or `abuse` for the mark `abusive` on the customer's last turn. `votes` is
    how many of three readers said yes, for the ids that at least one of them named. `stratum` is `ruling` for labels that
    came of disputes. The form `labels: {id: 0 | 1 | null}` is read into the same fields.
    """

    scenario: str = ""
    by: str = ""
    stratum: Any = ""
    stage: Stage | Literal["abuse"] | None = None
    votes: dict[str, Annotated[int, Field(ge=0, le=VOTERS)]] | None = None
    strategies: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_labels(cls, value: Any) -> Any:
        if not isinstance(value, dict) or not isinstance(value.get("labels"), dict):
            return value
        labels = value["labels"]
        if other := sorted(set(labels) & OTHER_SCALES):
            raise ValueError(f"{other} are labels of another kind; give the file with --public")
        if wrong := sorted(id_ for id_, label in labels.items() if label not in (0, 1, None)):
            raise ValueError(f"labels are 0, 1 or null; look at {wrong}")
        yes = [id_ for id_, label in labels.items() if label == 1]
        return {
            **value,
            "strategies": [id_ for id_ in yes if id_ not in MISTAKES],
            "mistakes": [id_ for id_ in yes if id_ in MISTAKES],
            "unknown": [id_ for id_ in OBSERVED if labels.get(id_) is None],
        }

    @model_validator(mode="after")
    def _known_ids(self) -> Self:
        wrong = sorted(
            (set(self.strategies) - set(REPLY_STRATEGIES))
            | (set(self.mistakes) - set(MISTAKES))
            | (set(self.unknown) - set(OBSERVED))
        )
        if wrong:
            raise ValueError(f"unknown ids {wrong}; see prompts/rubric/strategies.yaml for the ids")
        return self

    def label(self, id_: str) -> bool | None:
        """Return whether the labels say that the reply shows an id; None where nobody judged it."""
        return None if id_ in self.unknown else id_ in self.strategies or id_ in self.mistakes


def read_items(lines: Iterable[str], name: str) -> Iterator[Item]:
    """Yield the items of an observation file. Raises ContentError with file, line and field of the first fault."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield validated(Item, _json(line, name, number), f"{name}:{number}")


def output_line(id_: str, observations: Observations) -> str:
    """Return an item's observations as one line of JSON."""
    return json.dumps({"id": id_, **observations.model_dump(mode="json")}, ensure_ascii=False)


@dataclass(frozen=True)
class LabelFile:
    """The labelled replies of one file."""

    path: Path
    items: tuple[LabelledItem, ...]


def read_label_files(path: Path) -> list[LabelFile]:
    """Return the labelled replies of a label file, of transcripts with labels, or of a folder of either, one entry a file.

    Files without labels are left out. Raises ContentError where a file cannot be used.
    """
    files = [LabelFile(file, tuple(_labels_of(file))) for file in transcript_files(path)]
    return [file for file in files if file.items]


def read_labels(path: Path) -> list[LabelledItem]:
    """Return the labelled replies at a path, all files together. Raises ContentError as `read_label_files`, and for none."""
    found = [item for file in read_label_files(path) for item in file.items]
    if not found:
        raise ContentError(path, "holds no labelled replies", "Give label lines, or transcripts with `labels`")
    return found


def stored_transcripts(path: Path) -> Iterator[Transcript]:
    """Yield the transcripts at a path; lines of label files are passed over. Raises ContentError where a file cannot be used."""
    for file in transcript_files(path):
        if file.suffix != ".jsonl":
            yield from read_transcripts(file)
            continue
        for number, line in enumerate(read_text(file).split("\n"), start=1):
            value = _json(line, str(file), number) if '"turns"' in line else None
            if isinstance(value, dict) and "turns" in value:
                yield validated(Transcript, value, f"{file}:{number}")


def _labels_of(path: Path) -> Iterator[LabelledItem]:
    if path.suffix != ".jsonl":
        yield from (item for transcript in read_transcripts(path) for item in _labelled_turns(transcript))
        return
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            value, place = _json(line, str(path), number), f"{path}:{number}"
            if isinstance(value, dict) and "turns" in value:
                yield from _labelled_turns(validated(Transcript, value, place))
            else:
                yield validated(LabelledItem, value, place)


def _labelled_turns(transcript: Transcript) -> Iterator[LabelledItem]:
    if transcript.labels is None:
        return
    for number, label in sorted(transcript.labels.turns.items()):
        turn = transcript.turns[number - 1]
        if isinstance(turn, AgentTurn):
            yield LabelledItem(
                id=f"{transcript.id}:{number}", scenario=transcript.id, context=transcript.turns[: number - 1],
                reply=turn.text, strategies=label.strategies, mistakes=label.mistakes,
                by=transcript.labels.by,
            )  # fmt: skip


def _json(line: str, name: str, number: int) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise ContentError(name, f"no valid JSON: {error.msg}", "Mend or remove the line", line=number) from error
