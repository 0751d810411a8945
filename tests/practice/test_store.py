"""The store: append-only, one transaction an event, faults as one line."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from threading import Barrier

import pytest

from poise.conversation.errors import SessionError, StoreError
from poise.practice.events import TURNING
from poise.practice.store import Store, open_store
from tests.practice import sample_events as sample

AT = "2026-11-22T10:00:00.000000+00:00"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(_url(tmp_path))
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


def test_a_committed_event_is_there_for_another_process(store: Store, tmp_path: Path) -> None:
    store.append("s1", sample.reply(2), AT, expected=1)
    with sqlite3.connect(tmp_path / "poise.db") as other:
        assert other.execute("select kind from events order by number").fetchall() == [("start",), ("reply",)]
    other.close()


def test_the_second_of_two_writers_is_told_and_stores_nothing(store: Store) -> None:
    store.append("s1", sample.reply(2, "first"), AT, expected=1)
    with pytest.raises(SessionError, match="another window"):
        store.append("s1", sample.reply(2, "second"), AT, expected=1)
    assert len(store.events("s1")) == 2


def test_a_critique_that_comes_between_does_not_make_a_writer_late(store: Store) -> None:
    store.append("s1", sample.reply(2), AT, expected=1)
    store.append("s1", sample.critique(2), AT, expected=None)
    assert store.append("s1", sample.line(3), AT, expected=2) == 4


def test_of_many_writers_at_once_exactly_one_gets_the_place(store: Store, tmp_path: Path) -> None:
    def write(number: int) -> bool:
        own = open_store(_url(tmp_path))
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


def test_opening_it_twice_at_once_makes_one_schema(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: open_store(_url(tmp_path)), range(4)))
    stores[0].create("s1", sample.start(), AT)
    assert len(stores[3].events("s1")) == 1


def test_many_that_open_a_new_database_at_once_all_get_it(tmp_path: Path) -> None:
    for attempt in range(8):
        (tmp_path / str(attempt)).mkdir()
        start = Barrier(8)
        with ThreadPoolExecutor(8) as pool:
            stores = list(pool.map(_open_together, repeat(start), [tmp_path / str(attempt)] * 8))
        assert {len(store.sessions("you")) for store in stores} == {0}


def test_a_database_of_a_newer_poise_is_left_alone_and_named(store: Store, tmp_path: Path) -> None:
    _execute(tmp_path, "update alembic_version set version_num = '9999'")
    with pytest.raises(StoreError, match="newer Poise") as caught:
        open_store(_url(tmp_path))
    assert "poise.db" in str(caught.value)
    assert "POISE_DATABASE_URL" in str(caught.value)


def test_a_locked_database_is_one_line_with_the_fix(store: Store, tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "poise.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    impatient = open_store(_url(tmp_path))
    with impatient.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout=50")
    with pytest.raises(StoreError, match="holds the database"):
        impatient.append("s1", sample.reply(2), AT, expected=1)
    holder.close()


def test_a_file_that_is_no_database_is_one_line_with_the_fix(tmp_path: Path) -> None:
    (tmp_path / "poise.db").write_text("this is a letter, and it is long enough to be read as one" * 20)
    with pytest.raises(StoreError, match="no Poise database") as caught:
        open_store(_url(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="POISE_DATA_DIR"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'poise.db'}")


@pytest.mark.parametrize("url", ["nonsense", "postgres-of-old://h/db", "mysql+unknown://h/db"])
def test_a_wrong_url_names_the_setting(url: str) -> None:
    with pytest.raises(StoreError, match="POISE_DATABASE_URL"):
        open_store(url)


def test_no_room_on_the_disk_is_said_and_what_was_stored_stays(store: Store, tmp_path: Path) -> None:
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError, match="no room"):
        store.append("s1", sample.reply(2, "long " * 20_000), AT, expected=1)
    assert store.events("s1")[0].event == sample.start()


def test_an_event_that_this_poise_cannot_read_is_a_clear_error(store: Store, tmp_path: Path) -> None:
    _execute(tmp_path, 'update events set body = \'{"kind":"dance"}\'')
    with pytest.raises(StoreError, match="Event 1"):
        store.events("s1")


def test_only_turning_events_count_for_a_writer() -> None:
    assert {"start", "reply", "line", "end"} == TURNING


def _open_together(start: Barrier, folder: Path) -> Store:
    start.wait()
    return open_store(_url(folder))


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'poise.db'}"


def _execute(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "poise.db")
    with connection:
        connection.execute(statement)
    connection.close()
