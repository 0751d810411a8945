"""Disputes put before a trainer, one a line, and what their rulings become: labels of a stratum of its own."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from evaluator.items import RULING
from poise.conversation.errors import ContentError
from poise.conversation.ids import OBSERVED
from poise.conversation.stage import Critic
from poise.conversation.transcript import Turn
from poise.conversation.yaml_file import read_text, validated

Ruling = Literal["upheld", "rejected"]


class DisputeLine(BaseModel):
    """One dispute: `critic` decided `decided` of `about` in the reply, the learner says `learner_says`, for `reason`.

    `id` names the reply; `ruling` is what the trainer fills in: `upheld` where the learner is right, `rejected` where the critic
    is, None where nobody has ruled yet. `by` may say who ruled.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(min_length=1)
    scenario: str = ""
    about: str
    critic: Critic
    decided: bool
    learner_says: bool
    reason: str
    quote: str = ""
    context: tuple[Turn, ...] = ()
    reply: str = Field(min_length=1)
    ruling: Ruling | None = None
    by: str = ""

    @field_validator("about")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in OBSERVED:
            raise ValueError(f"unknown id {value!r}; see prompts/rubric/strategies.yaml for the ids")
        return value

    @property
    def label(self) -> bool | None:
        """Return what the ruling says is true of the reply, None without a ruling."""
        if self.ruling is None:
            return None
        return self.learner_says if self.ruling == "upheld" else self.decided

    def to_line(self) -> str:
        """Return the dispute as one line of JSON; of the context only who said what."""
        said = [{"speaker": turn.speaker, "text": turn.text} for turn in self.context]
        return json.dumps({**self.model_dump(mode="json", exclude={"context"}), "context": said}, ensure_ascii=False)


def read_disputes(path: Path) -> list[DisputeLine]:
    """Return the disputes of a file. Raises ContentError with file, line and field of the first fault."""
    lines = ((number, line) for number, line in enumerate(read_text(path).split("\n"), start=1) if line.strip())
    return [validated(DisputeLine, _json(path, number, line), f"{path}:{number}") for number, line in lines]


def label_lines(ruled: Iterable[DisputeLine], path: Path | str) -> list[dict[str, Any]]:
    """Return one label line for every reply with a ruling: the ruled ids, and that they are the stratum `ruling`.

    Raises ContentError, naming `path`, where two rulings on one id of one reply contradict each other.
    """
    found: dict[str, list[DisputeLine]] = {}
    for line in ruled:
        if line.ruling is not None:
            found.setdefault(line.id, []).append(line)
    return [_label_line(lines, path) for lines in found.values()]


def _label_line(lines: Sequence[DisputeLine], path: Path | str) -> dict[str, Any]:
    first, labels = lines[0], dict[str, int]()
    for line in lines:
        label = int(bool(line.label))
        if labels.setdefault(line.about, label) != label:
            problem = f"two rulings on {line.about!r} of the reply {line.id!r} contradict each other"
            raise ContentError(path, problem, "Keep the one that shall stand")
    by = ", ".join(dict.fromkeys(line.by for line in lines if line.by))
    said = [{"speaker": turn.speaker, "text": turn.text} for turn in first.context]
    return {
        "id": first.id, "scenario": first.scenario or first.id, "stratum": RULING, **({"by": by} if by else {}),
        "context": said, "reply": first.reply, "labels": labels,
    }  # fmt: skip


def _json(path: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise ContentError(path, f"no valid JSON: {error.msg}", "Mend or remove the line", line=number) from error
