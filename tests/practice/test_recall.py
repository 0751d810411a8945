"""What was replayed lately is not replayed again, and is never out of date."""

import pytest
from sqlalchemy import delete

from poise.conversation.errors import SessionError
from poise.practice.recall import Recall
from poise.practice.replay import replay
from poise.practice.session import end, load, view
from poise.practice.tables import sessions
from tests.practice import talk
from tests.practice.conftest import Build

pytestmark = pytest.mark.both_databases


def test_what_another_process_adds_is_seen(build: Build) -> None:
    one, other = build(customer_model=lambda: None), build(customer_model=lambda: None)
    session = talk.begin(one)
    talk.say(other, session.id, talk.SORRY)
    assert view(one, session.id).exchanges == 1
    end(other, session.id)
    assert view(one, session.id).outcome == "ended_by_agent"


def test_what_is_recalled_is_what_all_events_replayed_give(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session = talk.begin(services)
    for text in (talk.SORRY, talk.ASK, talk.OFFER):
        talk.say(services, session.id, text)
        assert load(services, session.id) == replay(session.id, services.store.events(session.id))


def test_a_session_that_was_erased_is_not_recalled(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session = talk.begin(services)
    with services.store.engine.begin() as connection:
        connection.execute(delete(sessions).where(sessions.c.id == session.id))
    with pytest.raises(SessionError, match="no such conversation"):
        view(services, session.id)
    assert services.recall.session(session.id) is None


def test_only_the_last_sessions_are_kept(build: Build) -> None:
    services = build(customer_model=lambda: None)
    recall = Recall(most=2)
    kept = [load(services, talk.begin(services).id) for _ in range(3)]
    for session in kept:
        recall.keep(session)
    assert [recall.session(session.id) is not None for session in kept] == [False, True, True]


def test_an_earlier_state_does_not_replace_a_later_one(build: Build) -> None:
    services = build(customer_model=lambda: None)
    early = load(services, talk.begin(services).id)
    talk.say(services, early.id, talk.SORRY)
    services.recall.keep(early)
    kept = services.recall.session(early.id)
    assert kept is not None
    assert kept.exchanges == 1
