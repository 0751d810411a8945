"""The database opened: its folder, its connection, its schema brought up to date, its faults in plain words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, insert, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from poise.conversation.errors import StoreError
from poise.practice import postgres, sqlite
from poise.practice.tables import SCHEMA, metadata

READING = sqlite.READING
"""The execution option of a connection that only reads: it waits for no writer."""
SQLITE = frozenset({"sqlite", "sqlite+pysqlite"})
_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Where Alembic keeps at which migration a database stands."""
OTHER_DATABASE = "set POISE_DATABASE_URL to another database"
NO_ROOM = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)
"""SQLite's codes where a file cannot grow. It says FULL of a full disk alone; a quota and a limit on file size are the others."""


def open_database(url: str) -> Engine:
    """Open the database at an SQLAlchemy URL (SQLite, PostgreSQL), create its folder and bring its schema up to date.

    Raises StoreError where it cannot be opened or reached, is locked, is no database, or was written by a newer Poise.
    """
    parsed = _parsed(url)
    with store_errors(parsed):
        _make_folder(parsed)
        engine = _engine(parsed)
        try:
            _bring_up_to_date(engine, parsed)
        except BaseException:
            engine.dispose()
            raise
    return engine


def database_name(url: URL) -> str:
    """Return what people call a database: its file, or its server and name; never a user or a password."""
    if _on_server(url):
        return postgres.postgres_name(url)
    return str(_file(url) or url.drivername)


def schema_of(connection: Connection) -> str | None:
    """Return the migration at which the database stands, None for an empty one."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def store_errors(url: URL) -> Iterator[None]:
    """Turn the database's errors into StoreError with the database's name and a fix."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"{database_name(url)}: {_problem(error, url)}") from error


def _parsed(url: str) -> URL:
    forms = "Write it like sqlite:////folder/poise.db or postgresql://USER:PASSWORD@HOST:5432/DATABASE"
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # The reason might quote a part of the password.
        raise StoreError(f"POISE_DATABASE_URL is no database URL. {forms}") from None
    if parsed.drivername not in SQLITE and not _on_server(parsed):
        raise StoreError(
            f"POISE_DATABASE_URL: sessions are kept in SQLite or PostgreSQL, not {parsed.drivername}. {forms}"
        )
    return parsed


def _make_folder(url: URL) -> None:
    if _file(url) is None:
        return
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fix = "Give rights to the folder or set POISE_DATA_DIR to another"
        raise StoreError(f"{folder}: the folder cannot be made ({error.strerror}). {fix}") from error


def _engine(url: URL) -> Engine:
    if _on_server(url):
        return postgres.postgres_engine(url)
    return sqlite.sqlite_engine(url)


def _bring_up_to_date(engine: Engine, url: URL) -> None:
    with engine.connect().execution_options(**{READING: True}) as connection:
        if schema_of(connection) == SCHEMA:
            return
    with engine.begin() as connection:
        if _on_server(url):
            postgres.one_at_a_time(connection)
        if not inspect(connection).get_table_names():
            _make_tables(connection)
        elif schema_of(connection) != SCHEMA:
            _migrate(connection, url)


def _make_tables(connection: Connection) -> None:
    # What all migrations together make, without the half second that Alembic takes and the very first page would wait for.
    metadata.create_all(connection)
    _VERSION.create(connection)
    connection.execute(insert(_VERSION).values(version_num=SCHEMA))


def _migrate(connection: Connection, url: URL) -> None:
    from alembic import command  # noqa: PLC0415 - a second of import that only a new or old database needs
    from alembic.config import Config  # noqa: PLC0415 - as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = schema_of(connection)
    if current is not None and current not in known:
        raise StoreError(
            f"{database_name(url)}: a newer Poise wrote it (schema {current}, known here up to {SCHEMA}). "
            f"Install that Poise or {OTHER_DATABASE}"
        )
    command.upgrade(config, "head")


def _on_server(url: URL) -> bool:
    return url.get_backend_name() in postgres.BACKENDS


def _file(url: URL) -> Path | None:
    if _on_server(url) or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def _problem(error: Exception, url: URL) -> str:
    if _on_server(url):
        return postgres.postgres_problem((error.orig if isinstance(error, DBAPIError) else None) or error)
    said = str(error.orig).strip() if isinstance(error, DBAPIError) else str(error)
    if "locked" in said or "busy" in said:
        return f"another program holds the database ({said}). End it or wait, then try again"
    if _code(error) in NO_ROOM or "No space left" in said:
        return (
            f"there is no room for it. The disk is full, or a quota or a limit on the size of files is reached "
            f"({said.splitlines()[0]}). Free some room or raise the limit, then try again"
        )
    if "readonly" in said or "unable to open" in said or "disk I/O" in said:
        return (
            f"cannot be opened for writing ({said}). Give rights to it and its folder or set POISE_DATA_DIR to another"
        )
    if "not a database" in said or "malformed" in said:
        return f"is no Poise database ({said}). Move the file away or {OTHER_DATABASE}"
    return f"the database failed ({said.splitlines()[0]}). Check that it runs or {OTHER_DATABASE}"


def _code(error: Exception) -> int | None:
    raised = error.orig if isinstance(error, DBAPIError) else error
    return getattr(raised, "sqlite_errorcode", None)
