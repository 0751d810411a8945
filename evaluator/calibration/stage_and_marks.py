"""What is read besides strategies and mistakes: the stage of the conversation, and the marks of customers' turns."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluator.agreement import Agreement, count
from evaluator.fast import FastCritic
from evaluator.items import LabelledItem
from evaluator.judge import observe_fast
from poise.conversation.ids import MARKS, Mark, Stage
from poise.conversation.stage import stage_before, stage_turns
from poise.conversation.transcript import CustomerTurn, Transcript


@dataclass(frozen=True)
class StageAgreement:
    """`table` counts (labelled stage, computed stage); `abusive` holds the last line's mark against the label `abuse`.

    Replies labelled `abuse` carry no stage and are left out of the table.
    """

    table: Mapping[tuple[Stage, Stage], int]
    abusive: Agreement

    @property
    def replies(self) -> int:
        """Return how many replies carry a stage."""
        return sum(self.table.values())

    @property
    def share(self) -> float:
        """Return the share of stages that are computed as labelled, 0 to 1."""
        return self._right() / self.replies

    @property
    def kappa(self) -> float | None:
        """Return Cohen's κ over the four stages."""
        labelled, computed = Counter[Stage](), Counter[Stage]()
        for (label, found), times in self.table.items():
            labelled[label] += times
            computed[found] += times
        chance = sum(labelled[stage] * computed[stage] for stage in labelled) / self.replies**2
        return None if chance == 1 else (self.share - chance) / (1 - chance)

    @property
    def commonest(self) -> float:
        """Return the share of the commonest labelled stage: what always saying it would get right."""
        labelled = Counter[Stage]()
        for (label, _), times in self.table.items():
            labelled[label] += times
        return max(labelled.values()) / self.replies

    def _right(self) -> int:
        return sum(times for (label, found), times in self.table.items() if label == found)


def stage_agreement(items: Sequence[LabelledItem], fast: FastCritic) -> StageAgreement | None:
    """Return how the stage computed from the fast critic's reading of the context agrees with labels; None without them."""
    table = Counter[tuple[Stage, Stage]]()
    abuse: list[tuple[bool, bool]] = []
    for item in items:
        if item.stage is None:
            continue
        stage, abusive = _computed(item, fast)
        if abusive is not None:
            abuse.append((abusive, item.stage == "abuse"))
        if item.stage != "abuse":
            table[item.stage, stage] += 1
    return StageAgreement(dict(table), count(abuse)) if table else None


def marks_agreement(transcripts: Iterable[Transcript], fast: FastCritic) -> dict[Mark, Agreement] | None:
    """Return how marks read from customers' words agree with the marks that the transcripts store; None where they store none."""
    pairs: dict[Mark, list[tuple[bool, bool]]] = {mark: [] for mark in MARKS}
    for transcript in transcripts:
        for turn in transcript.turns:
            if isinstance(turn, CustomerTurn) and turn.marks:
                read = fast.read_marks(turn.text)
                for mark, stored in turn.marks.items():
                    if stored is not None and (seen := read[mark]) is not None:
                        pairs[mark].append((seen, stored))
    return {mark: count(found) for mark, found in pairs.items()} if any(pairs.values()) else None


def _computed(item: LabelledItem, fast: FastCritic) -> tuple[Stage, bool | None]:
    if not item.context:
        return "vent", None
    turns = observe_fast(Transcript(id=item.id, turns=item.context), fast).turns
    said = [turn for turn in turns if isinstance(turn, CustomerTurn)]
    return stage_before(stage_turns(turns)), (said[-1].marks or {}).get("abusive") if said else None
