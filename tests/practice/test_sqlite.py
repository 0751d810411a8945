"""What can be wrong with a SQLite file, each told in one line with its fix; and what opening one costs."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from poise.conversation.errors import StoreError
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
