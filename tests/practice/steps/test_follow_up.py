"""When a follow-up is offered, after how many days, and by which way it was promised."""

from dataclasses import replace

from poise.conversation.ids import Outcome
from poise.conversation.transcript import CustomerTurn
from poise.practice.events import Recorded
from poise.practice.replay import Session, replay
from poise.practice.steps.follow_up import LATER_DAYS, SOON_DAYS, promised_channel, setting
from poise.roleplay.hearing import hear
from tests.practice.sample_events import diner, line, reply, start


def _session(outcome: Outcome, abusive: bool = False, said: str = "I'll ring you on Friday.") -> Session:
    events = (start(), reply(2, said), line(3, hearing=hear(said, diner())))
    session = replay("a", [Recorded(number=n, at="2026-11-22", event=event) for n, event in enumerate(events, start=1)])
    last = session.turns[-1]
    assert isinstance(last, CustomerTurn)
    marked = last.model_copy(update={"marks": {"abusive": abusive}})
    return replace(session, outcome=outcome, turns=(*session.turns[:-1], marked))


def test_after_ended_abuse_there_is_no_follow_up() -> None:
    assert setting(_session("ended_by_agent", abusive=True)) is None


def test_a_contact_broken_off_without_abuse_still_has_one() -> None:
    offered = setting(_session("ended_by_agent"))
    assert offered is not None
    assert offered.purpose == "check"


def test_abuse_that_did_not_end_the_contact_leaves_the_follow_up() -> None:
    assert setting(_session("resolved", abusive=True)) is not None


def test_a_walk_out_calls_for_an_apology() -> None:
    offered = setting(_session("walked_out"))
    assert offered is not None
    assert offered.purpose == "apology"


def test_it_comes_after_what_was_promised_for_next_week() -> None:
    sessions = (_session("resolved"), _session("resolved", said="I'll write to you in a week."))
    assert [offered.days for one in sessions if (offered := setting(one))] == [SOON_DAYS, LATER_DAYS]


def test_the_way_that_was_promised_is_read_from_the_promise() -> None:
    assert promised_channel(["I'll ring you on Friday"]) == "call"
    assert promised_channel(["I'll write to you on Friday"]) == "message"
    assert promised_channel(["I'll be in touch"]) is None
    assert promised_channel(["I'll ring or write"]) is None
