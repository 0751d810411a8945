"""What was called for and what was shown, strategy by strategy."""

from evaluator.rubric import Rubric
from evaluator.scoring import score_transcript
from evaluator.strategy_table import StrategyRow, counts, strategy_table
from poise.conversation.transcript import Turn
from tests.evaluator.builders import line, said, talk


def rows(rubric: Rubric, *turns: Turn) -> dict[str, StrategyRow]:
    talked = talk(*turns)
    return {row.id: row for row in strategy_table(talked, rubric, score_transcript(talked, rubric))}


def test_a_strategy_counts_once_for_each_time_that_a_stage_is_gone_through(rubric: Rubric) -> None:
    found = rows(rubric, line(), said("apology"), line(), said("listen"), line(), said("clarify"))
    apology, listen = found["apology"].count, found["listen"].count
    assert apology is not None
    assert listen is not None
    assert (apology.called_for, apology.shown) == (1, 1)
    assert (listen.called_for, listen.shown) == (2, 1)


def test_what_nobody_could_assess_counts_on_neither_side(rubric: Rubric) -> None:
    scores = score_transcript(talk(line(), said("apology", silent=["empathy"])), rubric)
    assert "empathy" not in counts(scores.replies)


def test_a_row_says_in_which_turns_it_was_found_and_missed_and_what_is_behind_it(rubric: Rubric) -> None:
    found = rows(rubric, line(), said("blame"), line(), said("empathy"))
    assert found["blame"].found == (2,)
    assert found["blame"].count is None
    assert (found["empathy"].missed, found["empathy"].found) == ((2,), (4,))
    assert found["empathy"].does == rubric.entry("empathy").does
    assert found["empathy"].sources == rubric.titles("empathy")


def test_what_nothing_called_for_and_nobody_showed_has_no_row(rubric: Rubric) -> None:
    assert "boundary" not in rows(rubric, line(), said("apology"))
