import pytest

from poise.conversation.ids import MISTAKES, OBSERVED, REPLY_STRATEGIES, Mark, Stage
from poise.conversation.observation import Observations
from poise.conversation.stage import StageTurn, stage_before, stage_turns, stages
from poise.conversation.transcript import AgentTurn, BothObservations, CustomerTurn, OtherTurn


def reply(*ids: str, ended: bool = False) -> StageTurn:
    return StageTurn(speaker="agent", ids=frozenset(ids), ended=ended)


def line(*marks: Mark, ended: bool = False) -> StageTurn:
    return StageTurn(speaker="customer", marks=dict.fromkeys(marks, True), ended=ended)


def after(*turns: StageTurn) -> Stage:
    return stage_before(turns)


EXPLORING = (line("angry"), reply("empathy"))
RESOLVING = (*EXPLORING, line(), reply("listen"))


def test_a_conversation_starts_with_venting() -> None:
    assert after() == "vent"
    assert after(line("angry")) == "vent"


@pytest.mark.parametrize("heard", ["listen", "empathy"])
def test_hearing_the_customer_opens_exploring(heard: str) -> None:
    assert after(line(), reply(heard)) == "explore"


@pytest.mark.parametrize("hurt", ["blame", "dismiss", "hostile"])
def test_hearing_beside_blame_dismissal_or_hostility_opens_nothing(hurt: str) -> None:
    assert after(line(), reply("listen", "empathy", hurt)) == "vent"


def test_other_strategies_leave_the_customer_venting() -> None:
    assert after(line(), reply("apology", "solution", "clarify"), line()) == "vent"


def test_listening_while_exploring_opens_resolving() -> None:
    assert after(*EXPLORING, line(), reply("listen")) == "resolve"


def test_empathy_alone_keeps_exploring() -> None:
    assert after(*EXPLORING, line(), reply("empathy", "honesty")) == "explore"


def test_the_answer_to_a_clarifying_question_opens_resolving() -> None:
    asked = (*EXPLORING, line(), reply("clarify"))
    assert after(*asked) == "explore"
    assert after(*asked, line()) == "resolve"


def test_a_question_in_the_reply_that_opens_exploring_counts_when_it_is_answered() -> None:
    assert after(line(), reply("empathy", "clarify"), line()) == "resolve"


def test_only_the_line_right_after_the_question_is_its_answer() -> None:
    assert after(line(), reply("clarify"), line(), reply("empathy"), line()) == "explore"


def test_an_accepted_remedy_opens_the_close() -> None:
    assert after(*RESOLVING, line("accepts")) == "close"


@pytest.mark.parametrize("call", ["asks_escalation", "abusive"])
def test_a_hand_over_that_was_called_for_opens_the_close(call: Mark) -> None:
    assert after(line(call), reply("escalate")) == "close"


def test_a_hand_over_that_nobody_called_for_changes_nothing() -> None:
    assert after(line("angry"), reply("escalate")) == "vent"


def test_the_end_of_the_contact_is_the_close() -> None:
    assert after(line(), reply(ended=True)) == "close"
    assert after(line(), reply(), line(ended=True)) == "close"


@pytest.mark.parametrize("hurt", ["dismiss", "hostile"])
def test_dismissal_and_hostility_lead_back_to_venting(hurt: str) -> None:
    assert after(*RESOLVING, line(), reply("solution", hurt)) == "vent"
    assert after(*RESOLVING, line("accepts"), reply(hurt)) == "vent"


def test_blame_alone_does_not_lead_back() -> None:
    assert after(*RESOLVING, line(), reply("blame")) == "resolve"


def test_a_broken_promise_leads_back_to_venting() -> None:
    assert after(*RESOLVING, line("reports_broken_promise")) == "vent"
    assert after(*RESOLVING, line("accepts", "reports_broken_promise")) == "vent"


def test_a_reply_that_was_not_assessed_moves_nothing() -> None:
    silent = StageTurn(speaker="agent", ids=None)
    assert after(*EXPLORING, line(), silent, line()) == "explore"


def test_a_mark_that_could_not_be_read_moves_nothing() -> None:
    unread = StageTurn(speaker="customer", marks={"accepts": None})
    assert after(*RESOLVING, unread) == "resolve"


def test_bots_and_notes_move_nothing() -> None:
    asked = (*EXPLORING, line(), reply("clarify"), StageTurn(speaker="note"))
    assert after(*asked) == "explore"
    assert after(*asked, line()) == "resolve"


def test_every_turn_has_the_stage_that_held_before_it() -> None:
    assert stages(RESOLVING) == ["vent", "vent", "explore", "explore", "resolve"]


def observed(*shown: str) -> Observations:
    def p(ids: tuple[str, ...]) -> dict[str, float | None]:
        return {id_: float(id_ in shown) for id_ in ids}

    thresholds = dict.fromkeys(OBSERVED, 0.5)
    return Observations(strategies=p(REPLY_STRATEGIES), mistakes=p(MISTAKES), thresholds=thresholds)


def test_a_transcript_is_read_with_one_critic_and_the_other_where_that_one_is_silent() -> None:
    both = AgentTurn(text="b", observations=BothObservations(fast=observed("calm"), llm=observed("listen")))
    fast_only = AgentTurn(text="f", observations=BothObservations(fast=observed("calm")))
    turns = (CustomerTurn(text="a", marks={"angry": True}), both, OtherTurn(speaker="bot", text="c"), fast_only)
    assert [turn.ids for turn in stage_turns(turns, "llm")] == [None, {"listen"}, None, {"calm"}]
    assert [turn.ids for turn in stage_turns(turns, "fast")] == [None, {"calm"}, None, {"calm"}]


def test_the_last_turn_ends_the_contact_where_there_is_an_outcome() -> None:
    turns = (CustomerTurn(text="a"), AgentTurn(text="b"))
    assert [turn.ended for turn in stage_turns(turns, outcome="walked_out")] == [False, True]
    assert [turn.ended for turn in stage_turns(turns)] == [False, False]
