"""The scripted agents of a persona: what a good, a neutral and a bad agent say to it, so that conversations can be simulated.

`personas/agents/<persona-id>.yaml` holds three scripts of moves. Which move comes next follows from what the customer did; in
which of its wordings it comes is drawn by a seed.
"""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from poise.conversation.content import Content
from poise.conversation.errors import ContentError
from poise.conversation.ids import Act
from poise.conversation.persona import Id
from poise.conversation.yaml_file import load_yaml

Quality = Literal["good", "neutral", "bad"]
QUALITIES: tuple[Quality, ...] = ("good", "neutral", "bad")
LONGEST_REPLY = 1200
"""Characters that a learner may send; a scripted agent keeps to it."""
_FEWEST, _FEWEST_AGAIN = 4, 8

Reply = Annotated[str, Field(min_length=1, max_length=LONGEST_REPLY)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Move(_Part):
    """One thing that an agent does, in at least four wordings; an `again` move, of eight wordings, whenever no other is left.

    `on`: acts of the customer; such a move waits until the last line was one of them.
    """

    move: Id
    on: tuple[Act, ...] = ()
    again: bool = False
    say: tuple[Reply, ...]

    @model_validator(mode="before")
    @classmethod
    def _on_is_a_word(cls, value: Any) -> Any:
        """YAML reads a bare `on` as true; here it is a field's name."""
        if isinstance(value, dict) and True in value:
            return {"on" if key is True else key: inner for key, inner in value.items()}
        return value

    @model_validator(mode="after")
    def _enough_wordings(self) -> Self:
        least = _FEWEST_AGAIN if self.again else _FEWEST
        if len(self.say) < least:
            raise ValueError(f"the move {self.move} says it in {len(self.say)} wordings; it takes {least} or more")
        return self


class AgentScript(_Part):
    """What three agents of different quality say to one persona."""

    persona: Id
    good: tuple[Move, ...]
    neutral: tuple[Move, ...]
    bad: tuple[Move, ...]

    @field_validator(*QUALITIES)
    @classmethod
    def _playable(cls, moves: tuple[Move, ...]) -> tuple[Move, ...]:
        if not any(move.again for move in moves):
            raise ValueError("one move takes `again: true`, for when all others are used up")
        names = [move.move for move in moves]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"moves need different names; twice: {twice}")
        return moves

    @model_validator(mode="after")
    def _no_wording_twice(self) -> Self:
        said = [text for quality in QUALITIES for move in self.moves(quality) for text in move.say]
        if twice := sorted({text for text in said if said.count(text) > 1}):
            raise ValueError(f"a wording stands twice: {twice[0][:60]!r}")
        return self

    def moves(self, quality: Quality) -> tuple[Move, ...]:
        """Return the moves of one of the three agents, in their order."""
        return {"good": self.good, "neutral": self.neutral, "bad": self.bad}[quality]


@dataclass(frozen=True)
class Chosen:
    """A reply and the name of the move that it is a wording of."""

    move: str
    text: str


def next_reply(moves: Sequence[Move], said: Sequence[Chosen], last: Act | None, seed: int) -> Chosen:
    """Return what the agent says next, after what it `said`, to a customer whose last line was the act `last`.

    The first unused move that waits for this act comes first, then the first unused one that waits for none, then the one
    that comes again, whose wordings are not repeated while any is left. The same seed draws the same wordings.
    """
    used = {one.move for one in said}
    waiting = [move for move in moves if move.move not in used and not move.again]
    move = next((move for move in waiting if last in move.on), None) or next(
        (move for move in waiting if not move.on), None
    )
    chosen = move or next(move for move in moves if move.again)
    return Chosen(chosen.move, _drawn(chosen.say, {one.text for one in said}, f"{seed}:{len(said)}"))


def agent_path(content: Content, persona_id: str) -> Path:
    """Return where the scripts of a persona's agents stand, or would stand."""
    return content.file(f"personas/agents/{persona_id}.yaml")


def load_agent_script(path: Path) -> AgentScript:
    """Read and check one file of agents. Raises ContentError, also where `persona` is not the file's name."""
    script = load_yaml(AgentScript, path)
    if script.persona != path.stem:
        fix = f"Write {path.stem!r} or rename the file"
        raise ContentError(path, f"the persona is {script.persona!r}", fix, field="persona", line=1)
    return script


def _drawn(wordings: Sequence[str], said: Collection[str], seed: str) -> str:
    fresh = [text for text in wordings if text not in said] or list(wordings)
    return random.Random(seed).choice(fresh)
