"""Answers laid out as arrays: one row for every labeller's view of a reply, one column for every id."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluator.items import LabelledItem
from poise.conversation.ids import OBSERVED
from poise.conversation.observation import Observations

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Sheet:
    """Columns stand in the order of OBSERVED. Only where `judged` holds may `label`, `p` and the decisions be compared.

    `group` numbers the situation of every row: replies to one situation resemble each other, so they are drawn together and
    stay in one fold.
    """

    group: Ints
    judged: Flags
    label: Flags
    p: Floats
    shown: Flags
    keyword: Flags

    @property
    def groups(self) -> int:
        """Return how many situations there are."""
        return int(self.group.max()) + 1 if len(self.group) else 0


def lay_out(
    replies: Sequence[tuple[LabelledItem, ...]],
    observed: Sequence[Observations],
    keywords: Callable[[str], frozenset[str]],
) -> Sheet:
    """Return the answers as arrays: what each labeller of a reply says, what the critic says, what the keyword rule says."""
    rows = [(one, seen) for labels, seen in zip(replies, observed, strict=True) for one in labels]
    situations = {name: n for n, name in enumerate(sorted({one.scenario or one.id for one, _ in rows}))}
    labels = [[one.label(id_) for id_ in OBSERVED] for one, _ in rows]
    p = [[seen.probability(id_) for id_ in OBSERVED] for _, seen in rows]
    shape = len(rows), len(OBSERVED)
    said = [keywords(one.reply) for one, _ in rows]
    return Sheet(
        group=np.array([situations[one.scenario or one.id] for one, _ in rows], dtype=np.int64),
        judged=np.array(
            [[a is not None and b is not None for a, b in zip(*pair, strict=True)] for pair in zip(labels, p, strict=True)],
            dtype=bool,
        ).reshape(shape),
        label=np.array(labels, dtype=object).astype(bool).reshape(shape),
        p=np.array(p, dtype=np.float64).reshape(shape),
        shown=np.array([[seen.shown(id_) is True for id_ in OBSERVED] for _, seen in rows], dtype=bool).reshape(shape),
        keyword=np.array([[id_ in found for id_ in OBSERVED] for found in said], dtype=bool).reshape(shape),
    )  # fmt: skip
