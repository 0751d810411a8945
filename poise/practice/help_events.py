"""The events of the help during a talk: which help the learner chose, and which hints they read.

None of them moves the conversation on, and none changes a score; score and debrief say with which help a session was held.
"""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

HelpMode = Literal["critique", "cue", "hint", "nothing"]
"""What the learner sees of the judging while they talk: critiques on demand, one cue after a reply, hints on demand, or nothing.

Every reply is critiqued in all of them.
"""
HELP_MODES: tuple[HelpMode, ...] = get_args(HelpMode)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Help(_Part):
    """The help that holds: its mode, and whether the anger is shown as a number beside the words and the face."""

    mode: HelpMode = "critique"
    numbers: bool = False


class HelpEvent(_Part):
    """The learner chose another help; it holds from here on."""

    kind: Literal["help"] = "help"
    help: Help


class HintEvent(_Part):
    """The learner read a hint before the reply `turn`; `ids` are the strategies that it named, the weightiest first."""

    kind: Literal["hint"] = "hint"
    turn: int = Field(ge=2)
    ids: tuple[str, ...] = ()


class Held(_Part):
    """With which help replies were said: the modes in their order, whether with the anger as a number, and by turn the hints."""

    modes: tuple[HelpMode, ...] = ()
    numbers: bool = False
    hints: dict[int, tuple[str, ...]] = {}

    def replied(self, help_: Help) -> "Held":
        """Return the same after a reply that was said with `help_`."""
        known = self.modes if self.modes[-1:] == (help_.mode,) else (*self.modes, help_.mode)
        return self.model_copy(update={"modes": known, "numbers": self.numbers or help_.numbers})

    def hinted(self, event: HintEvent) -> "Held":
        """Return the same after a hint; of two before one reply the first stands."""
        return self.model_copy(update={"hints": {event.turn: event.ids, **self.hints}})
