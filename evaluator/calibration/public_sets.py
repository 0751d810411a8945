"""Public sets that people labelled for other purposes: how a critic's probabilities rank their texts. Never for tuning."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluator.calibration.probabilities import auc
from evaluator.calibration.resampling import Interval, draws, interval
from evaluator.calibration.sheet import Flags, Floats
from evaluator.items import Item
from poise.conversation.errors import ContentError
from poise.conversation.observation import Observations
from poise.conversation.yaml_file import read_text, validated

ROUNDS = 500
SCALES: Mapping[str, tuple[str, bool]] = {"calm": ("calm", True), "non_defensive": ("blame", False)}
"""Label of a public set → the id whose probability ranks it, and whether more of it is more of the label."""


@dataclass(frozen=True)
class Ranking:
    """One public label: `area` is how often a text with it ranks above one without, ties half; `not_assessed` texts are left out.

    `apart` counts the different probabilities that the critic gave: with few of them most texts tie.
    """

    name: str
    label: str
    score: str
    yes: int
    no: int
    apart: int
    not_assessed: int
    area: float | None
    interval: Interval | None


class PublicItem(Item):
    """A text with labels of another kind; null where it lies between the quartiles."""

    labels: dict[str, float | None]


def read_public(path: Path) -> list[PublicItem]:
    """Return the texts of a public set (JSONL). Raises ContentError for the first line that cannot be used."""
    found: list[PublicItem] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            try:
                found.append(validated(PublicItem, json.loads(line), f"{path}:{number}"))
            except json.JSONDecodeError as error:
                fix = "Mend or remove the line"
                raise ContentError(path, f"no valid JSON: {error.msg}", fix, line=number) from error
    if not any(label in item.labels for item in found for label in SCALES):
        raise ContentError(path, f"holds none of the labels {sorted(SCALES)}", "Give a file with one of them")
    return found


def rankings(name: str, items: Sequence[PublicItem], observe: Callable[[Item], Observations]) -> list[Ranking]:
    """Return the area under the ROC curve for every public label that the texts carry."""
    return [_ranking(name, label, items, observe) for label in SCALES if any(label in item.labels for item in items)]


def _ranking(name: str, label: str, items: Sequence[PublicItem], observe: Callable[[Item], Observations]) -> Ranking:
    id_, same_way = SCALES[label]
    judged = [(item, truth) for item in items if (truth := item.labels.get(label)) is not None]
    seen = [(observe(item).probability(id_), truth >= 0.5) for item, truth in judged]
    known = [(p, truth) for p, truth in seen if p is not None]
    p = np.array([one for one, _ in known], dtype=np.float64)
    labelled = np.array([one for _, one in known], dtype=bool)
    scores = p if same_way else 1 - p
    return Ranking(
        name=name, label=label, score=f"p({id_})" if same_way else f"1 − p({id_})", yes=int(labelled.sum()),
        no=int((~labelled).sum()), apart=len(set(p.tolist())), not_assessed=len(seen) - len(known),
        area=auc(scores, labelled), interval=_spread(scores, labelled),
    )  # fmt: skip


def _spread(scores: Floats, truth: Flags) -> Interval | None:
    if len(scores) < 2:
        return None
    areas = (auc(np.repeat(scores, times), np.repeat(truth, times)) for times in draws(len(scores), ROUNDS))
    return interval(np.array([np.nan if area is None else area for area in areas]))
