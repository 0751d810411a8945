"""No room on the disk: one clear line, nothing lost, and all goes on when there is room again."""

import os

import pytest

from poise.conversation.errors import StoreError
from poise.practice.services import Services
from poise.practice.session import end, start, view
from poise.practice.turn import Stored, answer, reply
from tests.practice import talk
from tests.practice.no_room import NoRoom, lift_file_size, limit_file_size


@pytest.fixture
def session_id(services: Services) -> str:
    session = talk.begin(services)
    return talk.say(services, session.id, talk.SORRY).id


@pytest.fixture
def room(services: Services, session_id: str) -> NoRoom:
    return NoRoom(services.store, session_id)


def test_a_reply_without_room_is_told_once_and_can_be_sent_again(
    services: Services, session_id: str, room: NoRoom
) -> None:
    room.run_out()
    before = services.store.events(session_id)
    _tells_of_no_room(services, session_id)
    assert services.store.events(session_id) == before
    room.make_room()
    assert talk.say(services, session_id, talk.ASK).exchanges == 2


def test_a_line_without_room_leaves_the_reply_to_be_answered(services: Services, session_id: str, room: NoRoom) -> None:
    events = reply(services, session_id, talk.ASK, 3)
    assert isinstance(next(events), Stored)
    room.run_out()
    with pytest.raises(StoreError, match="no room"):
        list(events)
    assert view(services, session_id).pending == talk.ASK
    room.make_room()
    assert talk.last(answer(services, session_id)).exchanges == 2


def test_without_room_no_session_begins_and_none_ends_half(services: Services, session_id: str, room: NoRoom) -> None:
    room.run_out()
    with pytest.raises(StoreError, match="no room"):
        start(services, "irate-diner", "easy")
    with pytest.raises(StoreError, match="no room"):
        end(services, session_id)
    assert [summary.id for summary in services.store.sessions("you")] == [session_id]
    room.make_room()
    assert end(services, session_id).outcome == "ended_by_agent"


def test_a_limit_on_the_size_of_files_is_named_as_such(services: Services, session_id: str) -> None:
    limit_file_size(os.getpid())
    try:
        told = _tells_of_no_room(services, session_id)
        assert view(services, session_id).exchanges == 1
    finally:
        lift_file_size(os.getpid())
    assert "limit on the size of files" in told
    assert talk.say(services, session_id, talk.ASK).exchanges == 2


def _tells_of_no_room(services: Services, session_id: str) -> str:
    with pytest.raises(StoreError, match="no room") as caught:
        list(reply(services, session_id, talk.ASK, 3))
    told = str(caught.value)
    assert "poise.db" in told
    assert "Free some room or raise the limit" in told
    assert "\n" not in told
    return told
