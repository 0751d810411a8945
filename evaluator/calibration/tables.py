"""A calibration put into rows and sentences, for the screen and for the page."""

from collections.abc import Iterable, Sequence

from evaluator.agreement import Agreement
from evaluator.calibration.compare import GOOD, POOR, Calibration, Figures
from evaluator.calibration.disagreements import Disagreement
from evaluator.calibration.public_sets import Ranking
from evaluator.calibration.repeats import Flips
from evaluator.calibration.resampling import Interval
from evaluator.calibration.stage_and_marks import StageAgreement
from poise.conversation.ids import STAGES, Mark

Row = tuple[str, ...]
_LISTED = 6
_ID_HEAD = (
    "id", "base rate", "TPR", "TNR", "F1", "κ", "95 %", "AC1", "κ nested", "κ keyword", "Brier skill", "threshold", "folds",
)  # fmt: skip


def id_head(found: Calibration) -> Row:
    """Return the heads of the columns of `id_rows`."""
    return (*_ID_HEAD, "κ labellers") if found.readers else _ID_HEAD


def id_rows(found: Calibration) -> list[Row]:
    """Return one row of figures an id."""
    return [_id_row(found, id_, agreement) for id_, agreement in found.shipped.per_id.items()]


def sentences(found: Calibration) -> list[str]:
    """Return the figures of the whole comparison, one sentence each."""
    lines = [
        f"{found.replies} replies in {found.situations} situations, critic {found.critic}",
        *_of(found.shipped, "shipped thresholds"),
        *(
            _of(found.nested, "nested thresholds")
            if found.nested
            else ["nested thresholds: too few situations for them"]
        ),
        f"macro Brier skill against the base rate {share(found.macro_skill)}",
        f"keyword rule: macro κ {share(found.keywords.macro_kappa)}{spread(found.keywords.interval)}; ids at which it is ahead "
        f"of the critic: {listed(found.behind_keywords)}",
        f"answers that are the label's: critic {percent(found.shipped.right)}, keyword rule {percent(found.keywords.right)}, "
        f"always the commoner answer {percent(found.majority_right)} (whose κ is 0)",
        f"not assessed: {found.not_assessed} answers, left out; {found.void} of them for a quote that was not there",
    ]
    if found.readers:
        kappas = [one.kappa for one in found.readers.values() if one.kappa is not None]
        lines.append(f"labellers among themselves: macro κ {share(sum(kappas) / len(kappas) if kappas else None)}")
    return lines


def flips_sentence(found: Flips) -> str:
    """Return how many decisions changed over repeated runs."""
    return f"{len(found.changed)} of {found.answers} decisions ({percent(found.share)}) changed over {found.runs} runs"


def stage_sentences(found: StageAgreement) -> list[str]:
    """Return how the computed stage and the mark `abusive` agree with the labels."""
    return [
        f"stage computed as labelled for {percent(found.share)} of {found.replies} replies, κ {share(found.kappa)} (always the "
        f"commonest stage: {percent(found.commonest)})",
        f"mark `abusive` on the customer's last turn against the stage label `abuse`: κ {share(found.abusive.kappa)}, "
        f"TPR {share(found.abusive.tpr)}, TNR {share(found.abusive.tnr)}, {found.abusive.n} turns",
    ]


def stage_rows(found: StageAgreement) -> list[Row]:
    """Return one row a labelled stage: how often each stage was computed for it."""
    return [(label, *(str(found.table.get((label, computed), 0)) for computed in STAGES)) for label in STAGES]


def mark_rows(found: dict[Mark, Agreement]) -> list[Row]:
    """Return one row a mark: turns, stored yes, TPR, TNR, κ."""
    return [
        (mark, str(one.n), str(one.both + one.label_only), share(one.tpr), share(one.tnr), share(one.kappa))
        for mark, one in found.items()
    ]


def ranking_rows(found: Iterable[Ranking]) -> list[Row]:
    """Return one row a public label: set, label, score, texts with and without it, AUC, interval, scores, not assessed."""
    return [
        (one.name, one.label, one.score, str(one.yes), str(one.no), share(one.area), spread(one.interval).strip(" ()"),
         str(one.apart), str(one.not_assessed))
        for one in found
    ]  # fmt: skip


def disagreement_rows(found: Sequence[Disagreement]) -> list[Row]:
    """Return one row an id: which replies only the critic, and only the labels, say yes for; the first few by name."""
    ids = dict.fromkeys(one.about for one in found)
    return [
        (
            id_,
            _names([one.id for one in found if one.about == id_ and one.critic]),
            _names([one.id for one in found if one.about == id_ and one.label]),
        )
        for id_ in ids
    ]


def share(value: float | None) -> str:
    """Return a figure with two decimals, a dash for one that does not exist."""
    return "-" if value is None else f"{value:.2f}"


def percent(value: float | None) -> str:
    """Return a share as a percentage, a dash for one that does not exist."""
    return "-" if value is None else f"{100 * value:.1f} %"


def spread(found: Interval | None) -> str:
    """Return an interval in brackets after a space, nothing for one that does not exist."""
    return f" ({found[0]:.2f} to {found[1]:.2f})" if found else ""


def listed(names: Sequence[str]) -> str:
    """Return names in a row, `none` where there are none."""
    return ", ".join(names) or "none"


def _of(found: Figures, which: str) -> list[str]:
    exist = sum(one.kappa is not None for one in found.per_id.values())
    return [
        f"{which}: macro κ {share(found.macro_kappa)}{spread(found.interval)}; {len(found.at_least())} of {exist} ids at "
        f"{GOOD:.2f} or more, under {POOR:.2f}: {listed(found.below())}; mistakes: mean TPR {share(found.mistakes_tpr)}, "
        f"mean TNR {share(found.mistakes_tnr)}; ahead of the keyword rule by {share(found.ahead)}{spread(found.ahead_interval)}"
    ]


def _id_row(found: Calibration, id_: str, agreement: Agreement) -> Row:
    nested, reader = found.nested, (found.readers or {}).get(id_)
    low, high = found.fold_thresholds.get(id_, (None, None))
    row = (
        id_, share(agreement.base_rate), share(agreement.tpr), share(agreement.tnr), share(agreement.f1),
        share(agreement.kappa), spread(found.shipped.intervals[id_]).strip(" ()"), share(agreement.ac1),
        share(nested.per_id[id_].kappa) if nested else "-", share(found.keywords.per_id[id_].kappa),
        share(found.skill[id_]), share(found.thresholds.get(id_)),
        share(low) if low == high else f"{share(low)} to {share(high)}",
    )  # fmt: skip
    return (*row, share(reader.kappa if reader else None)) if found.readers else row


def _names(names: Sequence[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")
