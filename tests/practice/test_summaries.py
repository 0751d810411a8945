"""A session is summed up once, and anew where it was read again."""

import pytest

from poise.practice.events import CritiqueEvent
from poise.practice.services import Services
from poise.practice.summaries import summaries
from tests.practice.conftest import Build
from tests.practice.ended import MIXED, play, played
from tests.practice.sample_events import critique
from tests.practice.talk import begin

pytestmark = pytest.mark.both_databases


def _kinds(services: Services, session_id: str) -> list[str]:
    return [record.event.kind for record in services.store.events(session_id)]


def test_a_summary_says_what_the_debrief_says(services: Services) -> None:
    told = played(services)
    (found,) = summaries(services).found
    assert found.score == told.debrief.score
    assert found.replies == len(MIXED)
    assert found.mistakes == {row.id: len(row.found) for row in told.strategies if row.kind == "mistake"}
    assert found.called_for == {row.id: row.count.called_for for row in told.strategies if row.count}
    assert found.mistaken == 1


def test_it_is_written_once(services: Services, build: Build) -> None:
    session_id = play(services).id
    first = summaries(services)
    again = build(customer_model=lambda: None)
    assert summaries(again) == first
    assert _kinds(again, session_id).count("summary") == 1


def test_a_session_that_was_read_later_is_summed_up_anew(services: Services) -> None:
    session_id = play(services).id
    summaries(services)
    read = critique(2)
    assert isinstance(read, CritiqueEvent)
    services.store.append(session_id, read, services.now(), expected=None)
    summaries(services)
    summaries(services)
    assert _kinds(services, session_id).count("summary") == 2


def test_only_so_many_are_read_while_somebody_waits(services: Services) -> None:
    for _ in range(3):
        play(services, ())
    first = summaries(services, at_once=2)
    assert (len(first.found), first.left) == (2, 1)
    assert (len(summaries(services, at_once=2).found), summaries(services).left) == (3, 0)


def test_only_ones_own_ended_sessions_count(services: Services) -> None:
    play(services, learner="somebody else")
    begin(services)
    assert summaries(services).found == ()


def test_the_list_by_last_use_does_not_change(services: Services) -> None:
    first, second = play(services, ()).id, play(services, ()).id
    summaries(services)
    assert [one.id for one in services.store.sessions("you")] == [second, first]
