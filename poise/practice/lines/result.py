"""What one customer said when a model played them: every line shown, how it came about, and hashes of what it was made of."""

import json
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from poise.conversation.errors import ContentError
from poise.conversation.ids import Act, Level, Outcome
from poise.conversation.transcript import Refusal
from poise.conversation.yaml_file import read_text, validated
from poise.practice.lines.stamp import Stamp


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Shown(_Part):
    """One exchange: the agent's words, what the director chose, and the line that the learner would have seen.

    `anger` is the one after the reply (0–100); `authored`: the line is one of the persona's own; `tries` counts requests (0–2);
    `refused` is what the guard held back; `seconds` pass from the reply to the complete line; `tokens` are the server's count.
    """

    reply: str
    act: Act
    strength: int = Field(ge=1, le=3)
    reveal: str | None = None
    remedy: str | None = None
    anger: int = Field(ge=0, le=100)
    line: str
    authored: bool
    tries: int = Field(ge=0)
    refused: tuple[Refusal, ...] = ()
    seconds: float = Field(ge=0)
    tokens: int | None = None


class Talk(_Part):
    """One conversation: who the agent was, the opening, and the exchanges. `warm_seconds`: what getting ready took before it."""

    id: str
    agent: str
    stay: bool = False
    seed: int = Field(ge=0)
    opening: str
    opening_anger: int = Field(ge=0, le=100)
    outcome: Outcome | None = None
    warm_seconds: float = Field(ge=0)
    shown: tuple[Shown, ...]


class Result(_Part):
    """Everything that was played with one persona. `customer` names the model as people read it; `versions` what took part."""

    persona: str
    level: Level
    customer: str
    stamp: Stamp
    versions: dict[str, str]
    talks: tuple[Talk, ...] = ()

    def talk(self, id_: str) -> Talk | None:
        """Return the conversation of this name, None where it was not held yet."""
        return next((talk for talk in self.talks if talk.id == id_), None)


def load_result(path: Path) -> Result | None:
    """Return the result in a file, None where there is no such file. Raises ContentError where it cannot be used."""
    if not path.exists():
        return None
    try:
        value = json.loads(read_text(path))
    except ValueError as error:
        raise ContentError(path, f"no valid JSON ({error})", "Delete it and run the check again") from error
    return validated(Result, value, path)


def save_result(path: Path, result: Result) -> None:
    """Write a result as a whole: who reads meanwhile finds the earlier one. Raises ContentError where that is not possible."""
    text = json.dumps(result.model_dump(mode="json"), ensure_ascii=False, indent=1)
    beside = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(f"{text}\n", encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise ContentError(path, f"cannot be written ({error.strerror})", "Check the folder and its rights") from error
