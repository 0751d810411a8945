"""What a line was made of: handed back by the actor when the line is complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from poise.conversation.ids import Mark
from poise.conversation.transcript import Refusal


@dataclass(frozen=True)
class SpokenLine:
    """A finished line. `authored`: it is one of the persona's own; `refused`: what the guard held back, in order.

    `marks`: the direction's, with what only the words can tell: whether somebody with more authority was asked for.
    `tries`: requests made (0–2); `tokens`: prompt and answer tokens of these as the server counted them, None where
    it does not;
    `unread`: the model has to read on in the background: the script was shortened, or the line came without asking it.
    """

    text: str
    authored: bool
    refused: tuple[Refusal, ...] = ()
    tries: int = 0
    tokens: int | None = None
    unread: bool = False
    marks: Mapping[Mark, bool] = field(default_factory=dict)
