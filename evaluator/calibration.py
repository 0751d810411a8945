"""A critic held against labels: the figures of every id, and the report that says who made the labels."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evaluator.agreement import Agreement, bootstrap_macro_kappa, count, macro
from evaluator.items import LabelledItem
from poise.conversation.ids import MISTAKES, OBSERVED
from poise.conversation.observation import Observations


@dataclass(frozen=True)
class Calibration:
    """The comparison. `interval` is the 95 % interval of the macro κ over situations; `not_assessed` counts what was left out."""

    critic: str
    replies: int
    situations: int
    per_id: Mapping[str, Agreement]
    thresholds: Mapping[str, float]
    macro_kappa: float | None
    interval: tuple[float, float] | None
    mistakes_tpr: float | None
    mistakes_tnr: float | None
    not_assessed: int


def calibrate(
    items: Sequence[LabelledItem], observe: Callable[[LabelledItem], Observations], critic: str
) -> Calibration:
    """Return how a critic's decisions agree with the labels. Ids that were not judged, or not assessed, are left out."""
    rows: list[tuple[str, dict[str, tuple[bool, bool]]]] = []
    silent = 0
    thresholds: dict[str, float] = {}
    for item in items:
        seen = observe(item)
        thresholds = dict(seen.thresholds)
        row: dict[str, tuple[bool, bool]] = {}
        for id_ in OBSERVED:
            shown, label = seen.shown(id_), item.label(id_)
            silent += shown is None
            if shown is not None and label is not None:
                row[id_] = shown, label
        rows.append((item.scenario or item.id, row))
    per_id = {id_: count([row[id_] for _, row in rows if id_ in row]) for id_ in OBSERVED}
    return Calibration(
        critic=critic, replies=len(items), situations=len({group for group, _ in rows}), per_id=per_id,
        thresholds=thresholds, macro_kappa=macro([found.kappa for found in per_id.values()]),
        interval=bootstrap_macro_kappa(rows, OBSERVED), mistakes_tpr=macro([per_id[id_].tpr for id_ in MISTAKES]),
        mistakes_tnr=macro([per_id[id_].tnr for id_ in MISTAKES]), not_assessed=silent,
    )  # fmt: skip


def table_rows(calibration: Calibration) -> list[tuple[str, ...]]:
    """Return one row per id: name, base rate, TPR, TNR, F1, κ, threshold."""
    return [
        (
            id_, _share(found.base_rate), _share(found.tpr), _share(found.tnr), _share(found.f1), _share(found.kappa),
            _share(calibration.thresholds.get(id_)),
        )
        for id_, found in calibration.per_id.items()
    ]  # fmt: skip


def summary(calibration: Calibration) -> list[str]:
    """Return the figures of the whole comparison, one sentence each."""
    interval = calibration.interval
    spread = f" (95 % of bootstrap draws over situations: {interval[0]:.2f} to {interval[1]:.2f})" if interval else ""
    return [
        f"{calibration.replies} replies in {calibration.situations} situations, critic {calibration.critic}",
        f"macro κ {_share(calibration.macro_kappa)}{spread}",
        f"mistakes: mean TPR {_share(calibration.mistakes_tpr)}, mean TNR {_share(calibration.mistakes_tnr)}",
        f"not assessed: {calibration.not_assessed} answers, left out",
    ]


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
