"""Labels that came of disputes, reported apart: somebody disagreed with every one of them, so they stand for no other replies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluator.calibration.labellers import Labelled
from evaluator.items import RULING, LabelFile, LabelledItem
from poise.conversation.ids import OBSERVED
from poise.conversation.observation import Observations


@dataclass(frozen=True)
class Ruled:
    """How a critic stands to the rulings: `per_id` holds answers and agreeing answers of every id that was ruled on.

    `silent` counts rulings on what the critic did not assess; they are in no other number.
    """

    replies: int
    per_id: Mapping[str, tuple[int, int]]
    silent: int

    @property
    def answers(self) -> int:
        """Return how many rulings the critic can be held against."""
        return sum(answers for answers, _ in self.per_id.values())

    @property
    def agreeing(self) -> int:
        """Return in how many of them the critic says what the ruling says."""
        return sum(agreeing for _, agreeing in self.per_id.values())


def set_apart(files: Sequence[LabelFile]) -> tuple[list[LabelFile], list[LabelFile]]:
    """Return the files without their rulings, and with nothing but them; files that hold none of a kind are left out there."""
    return _only(files, ruling=False), _only(files, ruling=True)


def held_against(replies: Sequence[Labelled], observed: Sequence[Observations]) -> Ruled:
    """Return how what the critic observes now agrees with the rulings; `observed` is in the order of the replies."""
    pairs = [
        (id_, label, seen.shown(id_))
        for labels, seen in zip(replies, observed, strict=True)
        for item in labels
        for id_ in OBSERVED
        if (label := item.label(id_)) is not None
    ]
    judged = [(id_, label is shown) for id_, label, shown in pairs if shown is not None]
    per_id = {id_: [same for about, same in judged if about == id_] for id_ in OBSERVED}
    return Ruled(
        replies=len(replies),
        per_id={id_: (len(same), sum(same)) for id_, same in per_id.items() if same},
        silent=len(pairs) - len(judged),
    )


def sentences(found: Ruled) -> list[str]:
    """Return the figures in sentences."""
    ids = ", ".join(f"{id_} {agreeing} of {answers}" for id_, (answers, agreeing) in found.per_id.items())
    lines = [
        f"rulings on disputes, in none of the figures above: {found.answers} answers on {found.replies} replies; the critic says "
        f"what the ruling says in {found.agreeing} of {found.answers}" + (f" ({ids})" if ids else ""),
        "they were ruled on because somebody disagreed with the critic, so no κ is drawn from them",
    ]
    return [*lines, f"not assessed by the critic, left out: {found.silent} rulings"] if found.silent else lines


def _only(files: Sequence[LabelFile], *, ruling: bool) -> list[LabelFile]:
    kept = ((file, tuple(item for item in file.items if _is_ruling(item) is ruling)) for file in files)
    return [LabelFile(file.path, items) for file, items in kept if items]


def _is_ruling(item: LabelledItem) -> bool:
    return bool(item.stratum == RULING)
