"""The sections of `docs/evaluation.md` that a calibration writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluator.agreement import Agreement
from evaluator.calibration import tables
from evaluator.calibration.compare import Calibration
from evaluator.calibration.disagreements import Disagreement
from evaluator.calibration.public_sets import Ranking
from evaluator.calibration.repeats import Flips
from evaluator.calibration.ruled import Ruled
from evaluator.calibration.ruled import sentences as ruled_sentences
from evaluator.calibration.stage_and_marks import StageAgreement
from evaluator.report import bullets, code, table
from poise.conversation.ids import STAGES, Mark

MARK_HEAD = ("mark", "turns", "stored yes", "TPR", "TNR", "κ")
RANKING_HEAD = ("set", "label", "score", "with it", "without", "AUC", "95 %", "different scores", "not assessed")
STAGE_HEAD = ("labelled", *(f"computed {stage}" for stage in STAGES))
DISAGREEMENT_HEAD = ("id", "only the critic", "only the labels")


@dataclass(frozen=True)
class Findings:
    """Everything that one run found; None for what the labels did not allow or nobody asked for."""

    calibration: Calibration | None
    accounts: Sequence[str]
    disagreements: Sequence[Disagreement] = ()
    stage: StageAgreement | None = None
    marks: dict[Mark, Agreement] | None = None
    flips: Flips | None = None
    ruled: Ruled | None = None


def label_section(command: str, found: Findings) -> str:
    """Return the section for label files: command, account of the labels, figures, stage, marks, disagreements."""
    parts = [code(command), *found.accounts]
    if found.calibration:
        parts += [bullets(tables.sentences(found.calibration)), _ids(found.calibration)]
    if found.flips:
        parts.append(f"Asked again, {tables.flips_sentence(found.flips)}.")
    if found.stage:
        parts += [bullets(tables.stage_sentences(found.stage)), table(STAGE_HEAD, tables.stage_rows(found.stage))]
    if found.marks:
        parts += [
            "Marks read from the customers' words, against those stored:",
            table(MARK_HEAD, tables.mark_rows(found.marks)),
        ]
    if found.ruled:
        parts.append(bullets(ruled_sentences(found.ruled)))
    if found.disagreements:
        listed = table(DISAGREEMENT_HEAD, tables.disagreement_rows(found.disagreements), names=3)
        parts += [
            f"Disagreements: {len(found.disagreements)}. `--disagreements FILE` lists them all, with reply and quote.",
            listed,
        ]
    return "\n\n".join(parts)


def public_section(command: str, accounts: Sequence[str], found: Sequence[Ranking]) -> str:
    """Return the section for public sets."""
    return "\n\n".join([code(command), *accounts, table(RANKING_HEAD, tables.ranking_rows(found), names=3)])


def _ids(found: Calibration) -> str:
    return table(tables.id_head(found), tables.id_rows(found))
