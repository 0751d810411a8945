"""What can be wrong with a SQLite file, each told in one line with its fix; and what opening one costs."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from poise.conversation.errors import SessionError, StoreError
from poise.practice.sqlite import Turns
from poise.practice.store import Store, open_store
from tests.practice import sample_events as sample

AT = "2026-11-22T10:00:00.000000+00:00"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = open_store(database)
    opened.create("s1", sample.start(), AT)
    yield opened
    opened.close()


def test_a_locked_database_is_one_line_with_the_fix(store: Store, database: str, tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "poise.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    impatient = open_store(database)
    with impatient.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout=50")
    with pytest.raises(StoreError, match="holds the database"):
        impatient.append("s1", sample.reply(2), AT, expected=1)
    holder.close()


def test_writers_who_have_waited_long_get_the_turn_in_the_order_of_asking() -> None:
    turns, order = Turns(patience_s=0.0), []
    assert turns.take(1)
    with ThreadPoolExecutor(8) as pool:
        for number in range(8):
            pool.submit(_take_and_give_back, turns, order, number)
            _until(lambda waiting=number + 1: turns.waiting == waiting)
        turns.give_back()
    assert order == list(range(8))
    assert turns.take(1)


def test_who_waits_too_long_for_a_turn_is_told_and_holds_up_nobody_else() -> None:
    turns = Turns()
    assert turns.take(1)
    assert not turns.take(0.01)
    turns.give_back()
    assert turns.take(1)


def test_a_writer_who_fails_gives_the_turn_back(store: Store) -> None:
    for _ in range(3):
        with pytest.raises(SessionError, match="another window"):
            store.append("s1", sample.reply(2), AT, expected=9)
        with pytest.raises(StoreError):
            store.create("s1", sample.start(), AT)
    assert store.append("s1", sample.reply(2), AT, expected=1) == 2


def test_a_file_that_is_no_database_is_one_line_with_the_fix(database: str, tmp_path: Path) -> None:
    (tmp_path / "poise.db").write_text("this is a letter, and it is long enough to be read as one" * 20)
    with pytest.raises(StoreError, match="no Poise database") as caught:
        open_store(database)
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="POISE_DATA_DIR"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'poise.db'}")


def test_no_room_on_the_disk_is_said_and_what_was_stored_stays(store: Store) -> None:
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError, match="no room"):
        store.append("s1", sample.reply(2, "long " * 20_000), AT, expected=1)
    assert store.events("s1")[0].event == sample.start()


def test_a_known_file_is_opened_without_the_driver_of_another_database_or_the_migrations(
    store: Store, database: str
) -> None:
    code = f"from poise.practice.store import open_store; open_store({database!r}); import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "sqlalchemy" in done.stdout.split()
    assert not {"psycopg", "alembic"} & set(done.stdout.split())


def _take_and_give_back(turns: Turns, order: list[int], number: int) -> None:
    assert turns.take(10)
    order.append(number)
    turns.give_back()


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.001)
