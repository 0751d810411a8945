"""What the next reply owes, and the one cue after a reply."""

import pytest

from evaluator.critique import Critique, Remark
from evaluator.cue import cue
from evaluator.hint import due_next
from evaluator.rubric import Rubric
from tests.evaluator.builders import line, said, talk


def test_at_the_start_the_weightiest_of_venting_come_first(rubric: Rubric) -> None:
    found = due_next(talk(line(angry=True)), rubric)
    assert found.stage == "vent"
    assert found.due[:2] == ("listen", "empathy")
    assert "calm" in found.due
    assert found.shown == ()


def test_what_was_shown_in_this_stage_is_not_due_again(rubric: Rubric) -> None:
    found = due_next(talk(line(), said("apology"), line()), rubric)
    assert "apology" not in found.due
    assert found.shown == ("apology",)


def test_a_new_stage_owes_other_things(rubric: Rubric) -> None:
    found = due_next(talk(line(), said("listen", "empathy"), line()), rubric)
    assert found.stage == "explore"
    assert "apology" not in found.due
    assert found.due[0] == "listen"


@pytest.mark.parametrize(
    ("mistakes", "shown", "missed", "expected"),
    [
        (("jargon", "hostile"), ("listen",), ("empathy",), ("mistakes", "hostile")),
        ((), ("personal", "listen"), ("empathy",), ("shown", "listen")),
        ((), ("personal",), ("apology", "empathy"), ("missed", "empathy")),
        ((), ("listen",), ("empathy",), ("shown", "listen")),
        ((), (), (), None),
    ],
)
def test_a_cue_is_the_one_thing_that_weighs_most(
    rubric: Rubric,
    mistakes: tuple[str, ...],
    shown: tuple[str, ...],
    missed: tuple[str, ...],
    expected: tuple[str, str] | None,
) -> None:
    found = cue(_critique(mistakes, shown, missed), rubric.scoring)
    assert (None if found is None else (found.kind, found.remark.id)) == expected


def _critique(mistakes: tuple[str, ...], shown: tuple[str, ...], missed: tuple[str, ...]) -> Critique:
    made = {"mistakes": mistakes, "shown": shown, "missed": missed}
    remarks = {kind: tuple(Remark(id=id_, name=id_, words="") for id_ in ids) for kind, ids in made.items()}
    return Critique(
        turn=2, critic="fast", stage="vent", score=None, reason="", earned_before=(), not_assessed={}, **remarks
    )
