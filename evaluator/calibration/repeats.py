"""Whether a critic says the same when it is asked again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluator.items import Item
from poise.conversation.ids import OBSERVED
from poise.conversation.observation import Observations


@dataclass(frozen=True)
class Flips:
    """`answers` are decisions asked `runs` times; `changed` names (reply, id) of those that were not the same in every run."""

    runs: int
    answers: int
    changed: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """Return the share of decisions that changed, 0 to 1."""
        return len(self.changed) / self.answers if self.answers else 0.0


def flips(
    items: Sequence[Item], first: Sequence[Observations], observe: Callable[[Item], Observations], runs: int
) -> Flips:
    """Return what changes when every reply is observed `runs` times in all; `first` holds the first run.

    A decision that is assessed in one run and not in another has changed.
    """
    changed: list[tuple[str, str]] = []
    for item, seen in zip(items, first, strict=True):
        again = [observe(item) for _ in range(runs - 1)]
        changed += [(item.id, id_) for id_ in OBSERVED if any(other.shown(id_) != seen.shown(id_) for other in again)]
    return Flips(runs, len(items) * len(OBSERVED), tuple(changed))
