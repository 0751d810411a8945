"""The learner's ticks beside the critiques: who saw what, with nothing scored."""

from evaluator.critique import Critique, Remark
from evaluator.self_view import asked_about, self_view


def _remarks(*ids: str) -> tuple[Remark, ...]:
    return tuple(Remark(id=id_, name=id_, words="x") for id_ in ids)


def _critique(turn: int, shown: tuple[Remark, ...], missed: tuple[Remark, ...]) -> Critique:
    return Critique(
        turn=turn, critic="fast", stage="vent", score=50, reason="", shown=shown, earned_before=(), missed=missed,
        mistakes=(), not_assessed={},
    )  # fmt: skip


FIRST = _critique(2, _remarks("apology", "listen"), _remarks("empathy", "personal"))
SECOND = _critique(4, _remarks("empathy"), _remarks("choice"))


def test_a_learner_is_asked_about_what_was_called_for_or_shown() -> None:
    assert asked_about((FIRST, SECOND)) == ("listen", "empathy", "apology", "personal", "choice")


def test_ticks_and_findings_are_told_apart_by_who_saw_them() -> None:
    found = self_view(("listen", "clarity"), ("choice", "thanks"), (FIRST, SECOND))
    assert found.agreed == ("listen", "choice")
    assert found.unseen == ("empathy", "apology")
    assert found.claimed == ("clarity",)
    assert found.unnoticed == ("personal",)
    assert found.doubted == ("thanks",)


def test_a_strategy_is_told_under_one_heading_only() -> None:
    found = self_view(("choice",), ("apology",), (FIRST, SECOND))
    assert (found.claimed, found.doubted) == (("choice",), ("apology",))
    assert not {"choice", "apology"} & {*found.agreed, *found.unseen, *found.unnoticed}


def test_what_was_shown_once_and_missed_once_agrees_with_either_tick() -> None:
    assert "empathy" in self_view(("empathy",), (), (FIRST, SECOND)).agreed
    assert "empathy" in self_view((), ("empathy",), (FIRST, SECOND)).agreed
    assert self_view(("empathy",), (), (FIRST, SECOND)).claimed == ()
