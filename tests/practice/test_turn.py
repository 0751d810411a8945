"""One exchange: stored, answered, stored; and whatever goes wrong in between."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from poise.conversation.errors import SessionError
from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.services import Services
from poise.practice.session import end, view
from poise.practice.turn import Piece, Said, Stored, answer, reply
from tests.practice import talk
from tests.practice.conftest import Build

pytestmark = pytest.mark.both_databases


def test_a_reply_is_stored_then_answered_then_said(services: Services) -> None:
    session = talk.begin(services)
    events = list(reply(services, session.id, talk.SORRY, 1))
    assert isinstance(events[0], Stored)
    assert isinstance(events[-1], Said)
    assert "".join(e.text for e in events if isinstance(e, Piece)).strip() == events[-1].turn.text
    assert [type(e) for e in events[1:-1]] == [Piece] * (len(events) - 2)


def test_the_reply_is_committed_before_anything_answers_it(services: Services) -> None:
    session = talk.begin(services)
    events = reply(services, session.id, talk.SORRY, 1)
    next(events)
    assert view(services, session.id).pending == talk.SORRY
    events.close()


def test_the_line_is_committed_before_it_counts_as_said(services: Services) -> None:
    session = talk.begin(services)
    for event in reply(services, session.id, talk.SORRY, 1):
        stored = len(services.store.events(session.id))
        assert stored == (3 if isinstance(event, Said) else 2)


def test_what_was_observed_heard_and_felt_is_stored_with_the_line(services: Services) -> None:
    session = talk.begin(services)
    after = talk.say(services, session.id, talk.SORRY)
    agent, customer = after.transcript.turns[1:]
    assert isinstance(agent, AgentTurn)
    assert isinstance(customer, CustomerTurn)
    assert agent.observations.fast is not None
    assert "apology" in agent.observations.fast.decided()
    assert customer.anger == after.mood.anger < session.mood.anger
    assert sum(cause.delta for cause in customer.causes) == after.mood.anger - session.mood.anger
    assert customer.act is not None
    assert customer.marks is not None
    assert after.hearings[2].named is not None


def test_the_view_after_a_line_is_the_view_that_replaying_gives(services: Services) -> None:
    session = talk.begin(services)
    for text in (talk.SORRY, talk.ASK, talk.OFFER):
        said = talk.say(services, session.id, text)
    assert said == view(services, session.id)


@pytest.mark.parametrize(
    ("text", "says"), [("", "empty"), (" \n\t ", "empty"), ("\x00", "empty"), ("a" * 1201, "1,201 characters; 1,200")]
)
def test_an_empty_or_long_reply_is_refused_and_nothing_is_stored(services: Services, text: str, says: str) -> None:
    session = talk.begin(services)
    with pytest.raises(SessionError, match=says):
        list(reply(services, session.id, text, 1))
    assert len(services.store.events(session.id)) == 1


def test_a_reply_of_exactly_the_most_characters_is_taken(services: Services) -> None:
    session = talk.begin(services)
    assert talk.say(services, session.id, "sorry " * 199 + "abcdef").exchanges == 1


def test_half_a_character_from_a_terminal_is_no_reason_to_fail(services: Services) -> None:
    session = talk.begin(services)
    assert talk.say(services, session.id, "I am so sorry \udce4").exchanges == 1


def test_a_form_sent_twice_is_told_and_stored_once(services: Services) -> None:
    session = talk.begin(services)
    list(reply(services, session.id, talk.SORRY, 1))
    with pytest.raises(SessionError, match="since the page was drawn"):
        list(reply(services, session.id, talk.SORRY, 1))
    assert len(view(services, session.id).transcript.turns) == 3


def test_of_two_tabs_that_send_at_once_one_is_told(build: Build) -> None:
    session = talk.begin(build(customer_model=lambda: None))

    def send(text: str) -> bool:
        try:
            list(reply(build(customer_model=lambda: None), session.id, text, 1))
        except SessionError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(send, ["one", "two", "three", "four"]))
    assert sum(sent) == 1
    assert len(view(build(), session.id).transcript.turns) == 3


def test_two_tabs_that_answer_the_same_reply_make_one_line(services: Services) -> None:
    session = talk.begin(services)
    first = reply(services, session.id, talk.SORRY, 1)
    next(first)
    list(answer(services, session.id))
    with pytest.raises(SessionError, match="another window"):
        list(first)
    assert view(services, session.id).exchanges == 1


@pytest.mark.parametrize("steps", [1, 2])
def test_an_abandoned_line_leaves_the_reply_waiting_and_no_half_event(services: Services, steps: int) -> None:
    session = talk.begin(services)
    events = reply(services, session.id, talk.SORRY, 1)
    for _ in range(steps):
        next(events)
    events.close()
    left = view(services, session.id)
    assert (left.pending, left.exchanges, len(services.store.events(session.id))) == (talk.SORRY, 0, 2)
    assert talk.last(answer(services, session.id)).pending is None


def test_another_reply_waits_until_the_first_is_answered(services: Services) -> None:
    session = talk.begin(services)
    events = reply(services, session.id, talk.SORRY, 1)
    next(events)
    events.close()
    with pytest.raises(SessionError, match="still waits"):
        list(reply(services, session.id, talk.ASK, 2))


def test_nothing_is_answered_where_no_reply_waits(services: Services) -> None:
    session = talk.begin(services)
    with pytest.raises(SessionError, match="No reply waits"):
        list(answer(services, session.id))


def test_after_the_end_nothing_is_stored(services: Services) -> None:
    session = talk.begin(services)
    end(services, session.id)
    for late in (reply(services, session.id, talk.SORRY, 1), answer(services, session.id)):
        with pytest.raises(SessionError, match="has ended"):
            list(late)
    assert len(services.store.events(session.id)) == 2


def test_the_last_exchange_of_the_limit_ends_it(build: Build) -> None:
    services = build({"POISE_TURN_LIMIT": "2"}, customer_model=lambda: None)
    session = talk.begin(services)
    assert session.exchanges_left == 2
    assert talk.say(services, session.id, talk.SORRY).outcome is None
    ended = talk.say(services, session.id, "One moment.")
    assert (ended.outcome, ended.exchanges_left) == ("turn_limit", 0)
    assert services.store.events(session.id)[-1].event.kind == "end"


def test_a_customer_who_is_treated_badly_walks_out_and_it_is_over(services: Services) -> None:
    session = talk.begin(services)
    for _ in range(11):
        now = talk.say(services, session.id, talk.RUDE)
        if now.outcome:
            break
    assert now.outcome == "walked_out"
