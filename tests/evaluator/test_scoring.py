from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.rubric import Rubric, load_rubric
from evaluator.scoring import ReplyScore, score_transcript
from poise.conversation.ids import OBSERVED, REPLY_STRATEGIES
from poise.conversation.observation import not_assessed
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, BothObservations, Turn
from tests.evaluator.builders import line, observed, said, talk

RUBRIC = load_rubric(Path(__file__).parents[2] / "prompts" / "rubric")


def first(rubric: Rubric, *turns: Turn, persona: Persona | None = None) -> ReplyScore:
    return score_transcript(talk(*turns), rubric, persona).replies[0]


def last(rubric: Rubric, *turns: Turn, persona: Persona | None = None) -> ReplyScore:
    return score_transcript(talk(*turns), rubric, persona).replies[-1]


def test_what_is_due_is_that_of_the_stage_before_the_reply(rubric: Rubric) -> None:
    reply = first(rubric, line(), said("listen", "empathy"))
    assert reply.stage == "vent"
    assert reply.due == ("listen", "empathy", "apology", "clarify")


def test_the_score_is_shown_weight_by_due_weight(rubric: Rubric) -> None:
    reply = first(rubric, line(), said("listen", "empathy"))
    assert reply.score == 60.0
    assert reply.missed == ("apology", "clarify")


def test_mistakes_take_their_points_and_never_more_than_all(rubric: Rubric) -> None:
    assert first(rubric, line(), said("listen", "empathy", "jargon")).score == 50.0
    assert first(rubric, line(), said("hostile", "blame")).score == 0.0


def test_a_due_strategy_counts_once_per_stage(rubric: Rubric) -> None:
    reply = last(rubric, line(), said("apology"), line(), said("clarify"))
    assert reply.stage == "vent"
    assert reply.shown == ("apology", "clarify")
    assert reply.earned_before == ("apology",)


def test_a_reply_that_could_not_be_read_has_no_score_whatever_was_earned_before(rubric: Rubric) -> None:
    unread = AgentTurn(text="Es tut mir leid.", observations=BothObservations(fast=not_assessed("language")))
    heard, helped = said("listen", "empathy", "apology", "clarify"), said(*REPLY_STRATEGIES)
    reply = last(rubric, line(), heard, line(), helped, line(), unread)
    assert reply.earned_before == reply.due
    assert reply.score is None
    assert reply.weight_assessed == 0


def test_a_new_stage_asks_anew(rubric: Rubric) -> None:
    reply = last(rubric, line(), said("listen"), line("No."), said("ownership"))
    assert reply.stage == "explore"
    assert "listen" in reply.missed


def test_a_fall_back_into_vent_begins_that_stage_anew(rubric: Rubric) -> None:
    turns = (line(), said("empathy", "apology"), line(), said("dismiss"), line(), said("listen"))
    reply = last(rubric, *turns)
    assert reply.stage == "vent"
    assert "apology" in reply.missed


def test_calm_is_due_only_while_the_customer_is_angry(rubric: Rubric) -> None:
    assert "calm" in first(rubric, line(angry=True), said()).due
    assert "calm" not in first(rubric, line(angry=False), said()).due
    assert "calm" not in first(rubric, line(angry=None), said()).due


def test_a_request_makes_escalation_due(rubric: Rubric) -> None:
    assert "escalate" in first(rubric, line(asks_escalation=True), said()).due
    assert "escalate" not in first(rubric, line(), said()).due


def test_abuse_makes_a_boundary_due_and_a_hand_over_once_that_has_failed(rubric: Rubric) -> None:
    assert "boundary" in first(rubric, line(abusive=True), said()).due
    assert "escalate" not in first(rubric, line(abusive=True), said()).due
    again = last(rubric, line(abusive=True), said("boundary"), line(abusive=True), said())
    assert "escalate" in again.due


@pytest.mark.parametrize(
    ("changes", "stage_turns", "absent"),
    [
        ({"fault": "nobody"}, (), "apology"),
        ({"fault": "customer"}, (), "apology"),
        ({"wants": "heard"}, ("empathy", "listen"), "solution"),
        ({"wants": "heard"}, ("empathy", "listen"), "choice"),
        ({"wants": "heard"}, ("empathy", "listen"), "timeframe"),
    ],
)
def test_a_persona_narrows_what_is_due(
    rubric: Rubric, diner: Persona, changes: dict[str, str], stage_turns: tuple[str, ...], absent: str
) -> None:
    turns: list[Turn] = [line()]
    for shown in stage_turns:
        turns += [said(shown), line()]
    open_, narrowed = (last(rubric, *turns, said(), persona=p) for p in (diner, diner.model_copy(update=changes)))
    assert absent in open_.due
    assert absent not in narrowed.due


def test_no_root_cause_is_due_where_no_process_failed(rubric: Rubric, diner: Persona) -> None:
    turns = (line(), said(), line(accepts=True), said())
    assert "root_cause" in last(rubric, *turns, persona=diner.model_copy(update={"process_failed": True})).due
    assert "root_cause" not in last(rubric, *turns, persona=diner.model_copy(update={"process_failed": False})).due


def test_personal_address_is_due_only_where_a_name_is_known(rubric: Rubric, diner: Persona) -> None:
    assert "personal" in first(rubric, line(), said(), persona=diner).due
    assert "personal" not in first(rubric, line(), said()).due


def test_what_was_not_assessed_leaves_both_sides_of_the_fraction(rubric: Rubric) -> None:
    reply = first(rubric, line(), said("listen", "empathy", silent=["clarify"]))
    assert reply.score == 75.0
    assert reply.not_assessed == ("clarify",)


def test_below_sixty_percent_assessed_there_is_no_score(rubric: Rubric) -> None:
    scores = score_transcript(talk(line(), said("listen", silent=["empathy", "apology"])), rubric)
    assert scores.replies[0].score is None
    assert "not assessed" in scores.replies[0].reason
    assert scores.score is None
    assert scores.passed is None


def test_a_reply_that_nobody_observed_has_no_score(rubric: Rubric) -> None:
    scores = score_transcript(talk(line(), AgentTurn(text="Well.")), rubric)
    assert scores.score is None
    assert "no critic has observed" in scores.replies[0].reason


def test_a_talk_without_replies_has_no_score(rubric: Rubric) -> None:
    assert score_transcript(talk(line()), rubric).score is None


def test_a_silent_llm_critic_is_not_replaced_by_the_fast_one(rubric: Rubric) -> None:
    both = BothObservations(fast=observed("listen", "empathy"), llm=observed(silent=OBSERVED))
    talk_ = talk(line(), AgentTurn(text="Well.", observations=both))
    assert score_transcript(talk_, rubric, critic="llm").score is None
    assert score_transcript(talk_, rubric, critic="fast").score == 60.0


def test_the_session_score_is_the_mean_of_the_replies(rubric: Rubric) -> None:
    scores = score_transcript(talk(line(), said("listen", "empathy"), line(), said()), rubric)
    assert [reply.score for reply in scores.replies] == [60.0, 0.0]
    assert scores.score == 30.0


@settings(max_examples=60)
@given(st.lists(st.sets(st.sampled_from(OBSERVED), max_size=8), min_size=1, max_size=6))
def test_the_same_observations_always_give_the_same_score_within_its_range(shown: list[set[str]]) -> None:
    turns = [turn for ids in shown for turn in (line(angry=True), said(*sorted(ids)))]
    one, two = (score_transcript(talk(*turns), RUBRIC) for _ in range(2))
    assert one == two
    assert one.score is None or 0 <= one.score <= 100


def test_showing_more_never_costs(rubric: Rubric) -> None:
    for id_ in REPLY_STRATEGIES:
        without, with_ = first(rubric, line(angry=True), said()), first(rubric, line(angry=True), said(id_))
        assert (with_.score or 0) >= (without.score or 0)
