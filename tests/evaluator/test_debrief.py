from evaluator.debrief import debrief
from evaluator.rubric import Rubric
from poise.conversation.transcript import AgentTurn, BothObservations, Cause, CustomerTurn
from tests.evaluator.builders import REPLY, line, observed, said, talk


def moved(*causes: Cause) -> CustomerTurn:
    return CustomerTurn(text="Fine.", marks={"angry": False, "abusive": False}, causes=causes)


def test_what_went_well_comes_with_its_words_and_the_documents_behind_it(rubric: Rubric) -> None:
    found = debrief(talk(line(), said("apology", evidence={"apology": "I am so sorry"})), rubric)
    point = found.went_well[0]
    assert (point.id, point.turn, point.quote) == ("apology", 2, "I am so sorry")
    assert "Handle a customer who is angry" in point.sources


def test_what_cost_most_is_what_to_try_next(rubric: Rubric) -> None:
    found = debrief(talk(line(), said("listen", "empathy", "apology", "clarify", "blame")), rubric)
    assert found.try_next is not None
    assert found.try_next.id == "blame"
    assert found.try_next.cost == rubric.scoring.mistakes["blame"]
    assert found.try_next.contrast == rubric.entry("blame").contrast


def test_a_flawless_talk_has_nothing_to_try(rubric: Rubric) -> None:
    found = debrief(talk(line(), said("listen", "empathy", "apology", "clarify")), rubric)
    assert found.cost == ()
    assert found.try_next is None


def test_a_talk_without_a_score_costs_nothing(rubric: Rubric) -> None:
    found = debrief(talk(line(), AgentTurn(text="Well.")), rubric)
    assert found.score is None
    assert found.cost == ()
    assert "not assessed" in found.reason


def test_turning_points_name_the_reply_that_moved_the_customer(rubric: Rubric) -> None:
    causes = (Cause(id="apology", delta=-9, quote="I am so sorry"), Cause(id="impatience", delta=2))
    found = debrief(talk(line(), said("apology"), moved(*causes)), rubric)
    assert [(point.turn, point.delta, point.name) for point in found.turning_points] == [(2, -9, "Sincere apology")]


def test_a_turn_is_what_the_whole_reply_changed_and_its_weightiest_causes_say_why(rubric: Rubric) -> None:
    causes = [
        Cause(id=id_, delta=delta) for id_, delta in (("calm", -1), ("apology", -4), ("listen", -3), ("empathy", -4))
    ]
    found = debrief(talk(line(), said("apology"), moved(*causes)), rubric).turning_points
    assert [(point.cause, point.change) for point in found] == [("apology", -12), ("empathy", -12), ("listen", -12)]


def test_small_steps_are_no_turning_points_and_the_strongest_four_replies_are_named_in_their_order(
    rubric: Rubric,
) -> None:
    steps = (6, 4, -7, 9, -8, 5)
    turns = [one for step in steps for one in (said("apology"), moved(Cause(id="blame", delta=step)))]
    found = debrief(talk(line(), *turns), rubric).turning_points
    assert [point.change for point in found] == [6, -7, 9, -8]


def test_a_reply_whose_direction_nobody_can_explain_is_no_turning_point(rubric: Rubric) -> None:
    both = BothObservations(fast=observed("apology"), llm=observed())
    causes = (Cause(id="apology", delta=-9), Cause(id="no_progress", delta=3))
    found = debrief(talk(line(), AgentTurn(text=REPLY, observations=both), moved(*causes)), rubric, critic="llm")
    assert found.turning_points == ()


def test_no_turning_point_rests_on_what_the_closer_reading_did_not_find(rubric: Rubric) -> None:
    both = BothObservations(fast=observed("apology"), llm=observed())
    cause = Cause(id="apology", delta=-9, quote="I am so sorry")
    found = debrief(talk(line(), AgentTurn(text=REPLY, observations=both), moved(cause)), rubric, critic="llm")
    assert found.turning_points == ()
    assert [point.cause for point in found.disputed] == ["apology"]


def test_void_quotes_are_counted(rubric: Rubric) -> None:
    both = BothObservations(
        fast=observed(silent=["apology"]).model_copy(update={"not_assessed": {"apology": "void_quote"}})
    )
    assert debrief(talk(line(), AgentTurn(text=REPLY, observations=both)), rubric).void_quotes == 1
