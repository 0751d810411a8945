"""PostgreSQL as the place where sessions are kept (the extra `postgres`): how it is reached, and its faults in plain words."""

import re
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL

from poise.conversation.errors import StoreError

SETTING = "POISE_DATABASE_URL"
BACKENDS = frozenset({"postgresql", "postgres"})
LOCK_TIMEOUT_MS = 10_000
"""How long one writer of a session waits for another."""
_CONNECT_TIMEOUT_S = 10
_LOST_S = 30
"""After so many seconds of silence a server is taken for lost."""
_KEPT = 16
"""Connections that one Poise keeps open; it makes as many again while they are needed."""
_CONNECTING = {
    "connect_timeout": _CONNECT_TIMEOUT_S,
    "keepalives_idle": _LOST_S,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": _LOST_S * 1000,
    "client_encoding": "utf8",
    "application_name": "poise",
}
_ONE_MIGRATION_AT_A_TIME = 0x706F697365
_EXAMPLE = "postgresql://USER:PASSWORD@HOST:5432/DATABASE"
_ENCODED = "a sign such as @, : or / in it is written %40, %3A, %2F"
_FAULTS: tuple[tuple[str, str], ...] = (
    (
        r"password|fe_sendauth|authentication|role .* does not exist|^28",
        f"the server refuses the user or the password ({{said}}). Correct them in {SETTING}; {_ENCODED}",
    ),
    (
        r"pg_hba\.conf",
        f"the server lets nobody in from here as this user ({{said}}). Have it allowed there, or correct {SETTING}",
    ),
    (
        r"database .* does not exist|^3D000",
        f"there is no such database on the server ({{said}}). Create it there (createdb), or correct {SETTING}",
    ),
    (
        r"resolve host|translate host|name or service",
        f"no server of that name is known ({{said}}). Correct the host in {SETTING}",
    ),
    (
        r"too many (clients|connections)|connection slots|^53300",
        "the server takes no more connections ({said}). Raise its max_connections, or run fewer copies of Poise",
    ),
    (
        r"No space left|could not extend|^53100",
        "there is no room on the server's disk ({said}). Free some, then try again",
    ),
    (
        r"lock timeout|^55P03",
        "somebody else holds this session ({said}). Wait or end the other program, then try again",
    ),
    (
        r"permission denied|must be owner|^42501",
        f"the user may not write there ({{said}}). Make the user the database's owner, or name another one in {SETTING}",
    ),
    (
        r"read-only|^25006",
        f"the server takes no changes now ({{said}}). Name the one that does in {SETTING}",
    ),
    (
        r"refused|timeout expired|No such file|unreachable|No route|starting up|shutting down|not accepting|^57P03",
        f"the server cannot be reached ({{said}}). Start it, or correct {SETTING}",
    ),
    (
        r"closed the connection|terminating connection|connection .*(lost|closed)|^57P0|^08",
        "the connection to the server was lost ({said}). What was confirmed is kept; check that the server runs, then try again",
    ),
)


def postgres_engine(url: URL) -> Engine:
    """Return an engine for a server; nothing is connected yet. Raises StoreError where its driver is missing."""
    driver = url.drivername.partition("+")[2]
    if driver not in ("", "psycopg"):
        raise StoreError(f"{SETTING}: Poise does not speak to PostgreSQL through {driver}. Write it like {_EXAMPLE}")
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={name: value for name, value in _CONNECTING.items() if name not in url.query},
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            pool_size=_KEPT,
            max_overflow=_KEPT,
        )
    except ImportError as error:
        raise StoreError(
            f"{SETTING} names a PostgreSQL server, and its driver is not installed here ({error}). "
            "`make setup` installs it; elsewhere, from a checkout: pip install '.[postgres]'"
        ) from error
    event.listen(engine, "connect", _prepare)
    return engine


def one_at_a_time(connection: Connection) -> None:
    """Wait until nobody else brings this database up to date; held until the transaction ends."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_MIGRATION_AT_A_TIME})


def postgres_name(url: URL) -> str:
    """Return what people call a database: without user, password and options."""
    place = {name: str(value) for name, value in url.query.items() if name in ("host", "port")}
    return URL.create("postgresql", host=url.host, port=url.port, database=url.database, query=place).render_as_string()


def postgres_problem(error: BaseException) -> str:
    """Return what went wrong and what to do about it, in one line, from what the driver raised."""
    said, state = _said(str(error)), str(getattr(error, "sqlstate", None) or "")
    # A name that somebody gave a database must not decide what the fault is.
    plain = re.sub(r'"[^"]*"', "", said)
    for pattern, told in _FAULTS:
        if re.search(pattern, f"{state}\n{plain}", re.IGNORECASE | re.MULTILINE):
            return told.format(said=said)
    return f"the database failed ({said}). Check that it runs, and {SETTING}"


def _prepare(connection: Any, _record: Any) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreError(
            f"{connection.info.dbname}: this database keeps texts as {encoding}, and not every reply could be stored. "
            f"Create one with the encoding UTF8 (createdb --encoding=UTF8 --template=template0) and name it in {SETTING}"
        )
    connection.execute(f"SET lock_timeout = {LOCK_TIMEOUT_MS}")
    connection.commit()


def _said(message: str) -> str:
    """Return the part of a driver's message that says what happened, on one line."""
    first = next((line.strip() for line in message.splitlines() if line.strip()), "no reason was given")
    return re.sub(r"^.*\bfailed: (FATAL: +)?|^FATAL: +", "", first)
