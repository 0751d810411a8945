"""The store on both databases: append-only, one transaction an event."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, make_url, text

from poise.conversation.errors import SessionError, StoreError
from poise.practice.database import database_name
from poise.practice.events import TURNING
from poise.practice.store import Store, open_store
from tests.practice import sample_events as sample

AT = "2026-11-22T10:00:00.000000+00:00"
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}

pytestmark = pytest.mark.both_databases


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = open_store(database)
    opened.create("s1", sample.start(), AT)
    yield opened
    opened.close()


def test_what_was_appended_comes_back_in_order_and_unchanged(store: Store) -> None:
    given = [sample.reply(2), sample.line(3), sample.critique(2), sample.end()]
    for event in given:
        store.append("s1", event, AT, expected=None)
    found = store.events("s1")
    assert [record.number for record in found] == [1, 2, 3, 4, 5]
    assert [record.event for record in found[1:]] == given
    assert found[0].event == sample.start()


def test_a_committed_event_is_there_for_another_program(store: Store, database: str) -> None:
    store.append("s1", sample.reply(2), AT, expected=1)
    other = create_engine(make_url(database).set(drivername=DRIVERS[make_url(database).drivername]))
    with other.connect() as connection:
        found = connection.execute(text("select kind from events order by number")).scalars().all()
    other.dispose()
    assert found == ["start", "reply"]


def test_the_second_of_two_writers_is_told_and_stores_nothing(store: Store) -> None:
    store.append("s1", sample.reply(2, "first"), AT, expected=1)
    with pytest.raises(SessionError, match="another window"):
        store.append("s1", sample.reply(2, "second"), AT, expected=1)
    assert len(store.events("s1")) == 2


def test_a_critique_that_comes_between_does_not_make_a_writer_late(store: Store) -> None:
    store.append("s1", sample.reply(2), AT, expected=1)
    store.append("s1", sample.critique(2), AT, expected=None)
    assert store.append("s1", sample.line(3), AT, expected=2) == 4


def test_of_many_writers_at_once_exactly_one_gets_the_place(store: Store, database: str) -> None:
    def write(number: int) -> bool:
        own = open_store(database)
        try:
            own.append("s1", sample.reply(2, f"writer {number}"), AT, expected=1)
        except SessionError:
            return False
        else:
            return True
        finally:
            own.close()

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(write, range(8)))
    assert sum(won) == 1
    assert len(store.events("s1")) == 2


def test_events_that_may_come_at_any_time_are_all_kept_when_written_at_once(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: store.append("s1", sample.critique(2), AT, expected=None), range(16)))
    assert [record.number for record in store.events("s1")] == list(range(1, 18))


def test_an_unknown_session_is_a_clear_error(store: Store) -> None:
    with pytest.raises(SessionError, match="no such conversation"):
        store.events("nobody")
    with pytest.raises(SessionError, match="no such conversation"):
        store.append("nobody", sample.reply(2), AT, expected=1)


def test_a_learner_sees_their_own_sessions_the_last_used_first(store: Store) -> None:
    store.create("s2", sample.start(), "2026-11-22T11:00:00.000000+00:00")
    store.create("s3", sample.start("somebody else"), AT)
    store.append("s1", sample.reply(2), "2026-11-22T12:00:00.000000+00:00", expected=1)
    store.append("s1", sample.line(3, outcome="walked_out"), "2026-11-22T12:00:01.000000+00:00", expected=2)
    first, second = store.sessions("you")
    assert (first.id, first.exchanges, first.outcome) == ("s1", 1, "walked_out")
    assert (second.id, second.exchanges, second.outcome) == ("s2", 0, None)
    assert first.name == "Denise Kershaw"
    assert first.last_at.startswith("2026-11-22T12:00:01")


def test_a_database_of_a_newer_poise_is_left_alone_and_named(store: Store, database: str) -> None:
    _execute(store, "update alembic_version set version_num = '9999'")
    with pytest.raises(StoreError, match="newer Poise") as caught:
        open_store(database)
    assert str(caught.value).startswith(database_name(store.engine.url))
    assert "POISE_DATABASE_URL" in str(caught.value)


def test_an_event_that_this_poise_cannot_read_is_a_clear_error(store: Store) -> None:
    _execute(store, 'update events set body = \'{"kind"\\:"dance"}\'')
    with pytest.raises(StoreError, match="Event 1"):
        store.events("s1")


def test_only_turning_events_count_for_a_writer() -> None:
    assert {"start", "reply", "line", "end"} == TURNING


def _execute(store: Store, statement: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text(statement))
