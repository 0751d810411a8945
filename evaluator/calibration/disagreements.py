"""Where critic and labels differ, reply by reply: what a person reads to see who is right."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from evaluator.calibration.labellers import Labelled
from poise.conversation.ids import OBSERVED
from poise.conversation.observation import Observations


@dataclass(frozen=True)
class Disagreement:
    """One id of one reply that the critic and a labeller see differently; `quote` is the critic's proof, empty without one."""

    id: str
    about: str
    critic: bool
    p: float
    label: bool
    quote: str
    reply: str


def disagreements(replies: Sequence[Labelled], observed: Sequence[Observations]) -> list[Disagreement]:
    """Return every disagreement, in the order of ids and then of replies; one for each labeller who differs."""
    return [
        Disagreement(
            id=item.id, about=id_, critic=shown, p=seen.probability(id_) or 0.0, label=not shown,
            quote=seen.evidence.get(id_) or seen.provoked_by.get(id_) or "", reply=item.reply,
        )
        for id_ in OBSERVED
        for labels, seen in zip(replies, observed, strict=True)
        for item in labels
        if (shown := seen.shown(id_)) is not None and item.label(id_) is (not shown)
    ]  # fmt: skip


def disagreement_line(found: Disagreement) -> str:
    """Return a disagreement as one line of JSON."""
    return json.dumps(vars(found), ensure_ascii=False)
