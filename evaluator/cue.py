"""One cue after a reply: the one thing in its critique that is worth a line while the talk goes on. Pure."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from evaluator.critique import Critique, Remark
from evaluator.scoring_table import Scoring

CueKind = Literal["mistakes", "missed", "shown"]


class Cue(BaseModel):
    """The cue: what it is about, and of which kind."""

    model_config = ConfigDict(frozen=True)

    kind: CueKind
    remark: Remark


def cue(critique: Critique, scoring: Scoring) -> Cue | None:
    """Return the dearest mistake; where there is none, the weightiest of what was shown and of what was missed; else None.

    What was shown comes before what was missed when the shown ones weigh as much together.
    """
    if critique.mistakes:
        return Cue(kind="mistakes", remark=max(critique.mistakes, key=lambda one: scoring.mistakes[one.id]))
    shown, missed = _weight(critique.shown, scoring), _weight(critique.missed, scoring)
    kind: CueKind = "shown" if shown >= missed else "missed"
    found: tuple[Remark, ...] = getattr(critique, kind)
    return Cue(kind=kind, remark=max(found, key=lambda one: scoring.weights[one.id])) if found else None


def _weight(remarks: tuple[Remark, ...], scoring: Scoring) -> float:
    return sum(scoring.weights[one.id] for one in remarks)
