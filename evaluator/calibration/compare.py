"""A critic held against labels: the figures of every id, with the baselines and the thresholds that others would have chosen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluator.agreement import Agreement, macro
from evaluator.calibration.labellers import Labelled, between_labellers
from evaluator.calibration.probabilities import brier_skill
from evaluator.calibration.resampling import Interval, cells_by_group, draws, interval, resample, row_means
from evaluator.calibration.sheet import Flags, Floats, Sheet, lay_out
from evaluator.calibration.thresholds import nested
from poise.conversation.ids import MISTAKES, OBSERVED
from poise.conversation.observation import Observations

GOOD, POOR = 0.60, 0.35


@dataclass(frozen=True)
class Figures:
    """What one set of decisions is worth. Intervals are 95 %, over situations; None where a figure or interval does not exist.

    `ahead` is the macro κ less that of the keyword rule, with its interval; `right` the share of answers that are the label's.
    """

    per_id: Mapping[str, Agreement]
    intervals: Mapping[str, Interval | None]
    macro_kappa: float | None
    interval: Interval | None
    ahead: float | None
    ahead_interval: Interval | None
    right: float | None

    @property
    def mistakes_tpr(self) -> float | None:
        """Return the mean TPR of the mistakes."""
        return macro([self.per_id[id_].tpr for id_ in MISTAKES])

    @property
    def mistakes_tnr(self) -> float | None:
        """Return the mean TNR of the mistakes."""
        return macro([self.per_id[id_].tnr for id_ in MISTAKES])

    def at_least(self, kappa: float = GOOD) -> list[str]:
        """Return the ids with at least this κ."""
        return [id_ for id_, found in self.per_id.items() if found.kappa is not None and found.kappa >= kappa]

    def below(self, kappa: float = POOR) -> list[str]:
        """Return the ids with a κ under this one."""
        return [id_ for id_, found in self.per_id.items() if found.kappa is not None and found.kappa < kappa]


@dataclass(frozen=True)
class Calibration:
    """The whole comparison.

    `shipped` decides by the critic's own thresholds, `nested` by those that cross-validation chose on other situations
    (`fold_thresholds`: the least and the most of the folds). `majority_right` is the share of answers that always giving an
    id's commoner answer gets right. `not_assessed` counts the critic's silent answers, `void` those of them with a quote that
    was not there. `readers` is how labellers of the same replies agree, None where nobody judged them twice.
    """

    critic: str
    replies: int
    situations: int
    thresholds: Mapping[str, float]
    shipped: Figures
    nested: Figures | None
    fold_thresholds: Mapping[str, tuple[float, float]]
    keywords: Figures
    majority_right: float | None
    skill: Mapping[str, float | None]
    readers: Mapping[str, Agreement] | None
    not_assessed: int
    void: int

    @property
    def macro_skill(self) -> float | None:
        """Return the mean Brier skill against the base rate."""
        return macro(list(self.skill.values()))

    @property
    def behind_keywords(self) -> list[str]:
        """Return the ids at which the keyword rule has the higher κ."""
        pairs = [(id_, found.kappa, self.keywords.per_id[id_].kappa) for id_, found in self.shipped.per_id.items()]
        return [id_ for id_, ours, plain in pairs if ours is not None and plain is not None and ours < plain]


def calibrate(
    replies: Sequence[Labelled],
    observed: Sequence[Observations],
    keywords: Callable[[str], frozenset[str]],
    critic: str,
) -> Calibration:
    """Return how a critic's answers agree with the labels; what was not judged, or not assessed, is left out.

    `observed` holds the critic's observations of each reply, in the same order. A reply with two labellers counts once for each.
    """
    sheet = lay_out(replies, observed, keywords)
    thresholds = dict(observed[-1].thresholds)
    folds = nested(sheet, np.array([thresholds[id_] for id_ in OBSERVED]))
    drawn = draws(sheet.groups)
    plain = resample(cells_by_group(sheet.keyword, sheet), drawn)
    chosen = folds.chosen if folds else np.empty((0, 0))
    return Calibration(
        critic=critic, replies=len(replies), situations=sheet.groups, thresholds=thresholds,
        shipped=_figures(sheet.shown, sheet, plain), nested=_figures(folds.shown, sheet, plain) if folds else None,
        fold_thresholds={
            id_: (float(column.min()), float(column.max())) for id_, column in zip(OBSERVED, chosen.T, strict=False)
        },
        keywords=_figures(sheet.keyword, sheet, plain), majority_right=_majority(sheet), skill=_skill(sheet),
        readers=between_labellers(replies),
        not_assessed=sum(len(seen.not_assessed) for seen in observed),
        void=sum(reason == "void_quote" for seen in observed for reason in seen.not_assessed.values()),
    )  # fmt: skip


def _figures(decision: Flags, sheet: Sheet, plain: Floats) -> Figures:
    cells, keyword_cells = cells_by_group(decision, sheet), cells_by_group(sheet.keyword, sheet)
    drawn = resample(cells, draws(sheet.groups))
    per_id = _agreements(cells.sum(axis=0))
    kappa = macro([found.kappa for found in per_id.values()])
    baseline = macro([found.kappa for found in _agreements(keyword_cells.sum(axis=0)).values()])
    judged = int(sheet.judged.sum())
    return Figures(
        per_id=per_id, intervals={id_: interval(drawn[:, n]) for n, id_ in enumerate(OBSERVED)},
        macro_kappa=kappa, interval=interval(row_means(drawn)),
        ahead=None if kappa is None or baseline is None else kappa - baseline,
        ahead_interval=interval(row_means(drawn) - row_means(plain)),
        right=float(((decision == sheet.label) & sheet.judged).sum()) / judged if judged else None,
    )  # fmt: skip


def _agreements(totals: Floats) -> dict[str, Agreement]:
    return {id_: Agreement(*(int(cell) for cell in totals[n])) for n, id_ in enumerate(OBSERVED)}


def _skill(sheet: Sheet) -> dict[str, float | None]:
    columns = ((n, id_, sheet.judged[:, n]) for n, id_ in enumerate(OBSERVED))
    return {id_: brier_skill(sheet.p[judged, n], sheet.label[judged, n]) for n, id_, judged in columns}


def _majority(sheet: Sheet) -> float | None:
    yes, judged = (sheet.label & sheet.judged).sum(axis=0), sheet.judged.sum(axis=0)
    return float(np.maximum(yes, judged - yes).sum() / judged.sum()) if judged.sum() else None
