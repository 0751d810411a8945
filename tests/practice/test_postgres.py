"""What can be wrong with a PostgreSQL server, each told in one line with the setting and the fix, and never the password."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from poise.cli.db_command import app
from poise.conversation.errors import StoreError
from poise.practice.postgres import postgres_problem
from poise.practice.store import Store, open_store
from tests.postgres_server import PASSWORD, URL_PASSWORD, USER, PostgresServer
from tests.practice import sample_events as sample
from tests.practice.conftest import DATABASES

AT = "2026-11-22T10:00:00.000000+00:00"
SETTING = "POISE_DATABASE_URL"


@pytest.fixture
def database_kind() -> str:
    return DATABASES[1]


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = open_store(database)
    opened.create("s1", sample.start(), AT)
    yield opened
    opened.close()


def test_a_server_that_is_not_there_is_told_with_where_it_was_looked_for() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}/poise"
        told = _refused(f"postgresql://{USER}:{URL_PASSWORD}@{place}")
    assert told.startswith(f"postgresql://{place}: the server cannot be reached (Connection refused). Start it")


def test_a_socket_that_is_not_there_is_a_server_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be reached (No such file or directory)" in _refused(f"postgresql://{USER}@/poise?host={tmp_path}")


def test_a_host_that_nobody_knows_is_named() -> None:
    told = _refused(f"postgresql://{USER}:{URL_PASSWORD}@no-such-host.invalid/poise")
    assert "no server of that name is known" in told
    assert "no-such-host.invalid" in told


def test_a_server_that_never_answers_is_given_up(postgres_server: PostgresServer) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        told = _refused(f"postgresql://{USER}@127.0.0.1:{silent.getsockname()[1]}/poise?connect_timeout=2")
    assert "cannot be reached" in told


def test_a_database_that_there_is_not_is_to_be_created(postgres_server: PostgresServer) -> None:
    told = _refused(postgres_server.url("password"))
    assert 'no such database on the server (database "password" does not exist). Create it' in told


@pytest.mark.parametrize(("was", "now"), [(URL_PASSWORD, "guessed"), (f"{USER}:", "nobody:"), (f":{URL_PASSWORD}", "")])
def test_a_wrong_user_or_password_is_told_and_not_shown(postgres_server: PostgresServer, was: str, now: str) -> None:
    told = _refused(postgres_server.url().replace(was, now, 1))
    assert "refuses the user or the password" in told
    assert "guessed" not in told


def test_a_user_who_may_make_no_tables_is_told_whose_right_it_is(postgres_server: PostgresServer) -> None:
    postgres_server.execute("CREATE USER reader PASSWORD 'reader'")
    with postgres_server.database() as url:
        told = _refused(url.replace(f"{USER}:{URL_PASSWORD}", "reader:reader"))
    postgres_server.execute("DROP USER reader")
    assert "the user may not write there (permission denied" in told


def test_a_database_that_cannot_hold_every_sign_is_refused(postgres_server: PostgresServer) -> None:
    postgres_server.execute("CREATE DATABASE old_signs TEMPLATE template0 ENCODING 'LATIN1'")
    told = _refused(postgres_server.url("old_signs"))
    postgres_server.execute("DROP DATABASE old_signs")
    assert "keeps texts as LATIN1" in told


def test_a_database_that_takes_no_changes_is_told(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as url:
        told = _refused(f"{url}?options=-c%20default_transaction_read_only%3Don")
    assert "the server takes no changes now" in told


def test_a_driver_that_is_missing_is_told_with_an_installation_that_needs_no_index_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    told = _refused(f"postgresql://{USER}:{URL_PASSWORD}@127.0.0.1:1/poise")
    assert "driver is not installed here" in told
    assert "`make setup` installs it; elsewhere, from a checkout: pip install '.[postgres]'" in told


def test_another_driver_than_ours_is_refused() -> None:
    assert "through psycopg2. Write it like postgresql://" in _refused("postgresql+psycopg2://u:secret@h/db")


def test_an_older_form_of_the_address_is_understood(database: str) -> None:
    for form in ("postgres", "postgresql+psycopg"):
        store = open_store(database.replace("postgresql", form, 1))
        assert store.sessions("you") == []
        store.close()


def test_connections_that_the_server_dropped_are_made_anew(store: Store, postgres_server: PostgresServer) -> None:
    postgres_server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'poise' AND pid <> pg_backend_pid()"
    )
    assert store.append("s1", sample.reply(2), AT, expected=1) == 2


def test_a_connection_that_breaks_while_it_is_used_is_one_line_and_nothing_half_is_stored(
    store: Store, postgres_server: PostgresServer
) -> None:
    from sqlalchemy import event  # the server ends the connection right before the event is written

    def cut(connection: object, cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT"):
            event.remove(store.engine, "before_cursor_execute", cut)
            postgres_server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'poise'"
            )

    event.listen(store.engine, "before_cursor_execute", cut)
    with pytest.raises(StoreError, match="connection to the server was lost") as caught:
        store.append("s1", sample.reply(2), AT, expected=1)
    assert "\n" not in str(caught.value)
    assert len(store.events("s1")) == 1
    assert store.append("s1", sample.reply(2), AT, expected=1) == 2


def test_somebody_who_holds_the_session_is_not_waited_for_without_end(store: Store, database: str) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("SET lock_timeout = 50")
        connection.commit()
    with psycopg.connect(database) as holder:
        holder.execute("SELECT 1 FROM sessions WHERE id = 's1' FOR UPDATE")
        with pytest.raises(StoreError, match="somebody else holds this session"):
            store.append("s1", sample.reply(2), AT, expected=1)
    assert store.append("s1", sample.reply(2), AT, expected=1) == 2


def test_the_command_names_the_database_without_its_password(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, database)
    said = CliRunner().invoke(app, ["upgrade"]).output
    assert said.startswith("postgresql://127.0.0.1:")
    assert USER not in said.partition("poise_")[0]
    assert URL_PASSWORD not in said


@pytest.mark.parametrize(
    ("state", "said", "told"),
    [
        ("53100", "could not extend file", "no room on the server's disk"),
        ("53300", "sorry, too many clients already", "no more connections"),
        ("57P03", "the database system is starting up", "cannot be reached"),
        (None, 'connection failed: FATAL:  no pg_hba.conf entry for host "::1"', "lets nobody in from here"),
        ("XX000", "something odd\nDETAIL: at length", "the database failed (something odd)"),
    ],
)
def test_rarer_faults_are_told_as_well(state: str | None, said: str, told: str) -> None:
    fault = psycopg.OperationalError(said)
    fault.sqlstate = state
    assert told in postgres_problem(fault)
    assert "\n" not in postgres_problem(fault)


def _refused(url: str) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    told = str(caught.value)
    assert "\n" not in told
    assert SETTING in told
    assert PASSWORD not in told
    assert URL_PASSWORD not in told
    assert "secret@" not in told
    return told
