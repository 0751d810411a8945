"""A real PostgreSQL server for the tests: in a temporary folder, on loopback, as an unprivileged user, gone when they end.

with PostgresServer() as server:
    with server.database() as url:        # a new, empty database
        open_store(url)
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, Self

import psycopg

USER, PASSWORD = "poise", "no secret: s/l@sh"
URL_PASSWORD = "no%20secret%3A%20s%2Fl%40sh"
UNPRIVILEGED = ("postgres", "nobody")
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB", "max_connections=150")
START_S = 30.0
_ATTEMPTS = 3


class NoPostgresError(Exception):
    """There is no server that could be started here."""


class PostgresServer:
    """The server. `port` is where it listens on 127.0.0.1, `folder` where its Unix socket lies."""

    def __init__(self) -> None:
        self._bin, self._as = find_programs(), _unprivileged()
        self._numbers = count(1)
        self.folder, self.port = Path(), 0

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="poise-postgres-"))
        try:
            self._make()
            self._server = self._started()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        # Nothing of it is needed afterwards, so it need not end in order.
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(START_S)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database as a person writes it into the settings."""
        return f"postgresql://{USER}:{URL_PASSWORD}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with psycopg.connect(**self._place(database), autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    @contextlib.contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Make a database, empty or a copy of `template`, give its address, and drop it afterwards."""
        name = f"poise_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield self.url(name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _make(self) -> None:
        password = self.folder / "password"
        password.write_text(PASSWORD)
        for place in (self.folder, password):
            os.chown(place, self._as.get("user", -1), self._as.get("group", -1))
        command = [self._bin / "initdb", "-D", self.folder / "data", "-U", USER, "-A", "scram-sha-256"]
        command += [f"--pwfile={password}", "-E", "UTF8", "--locale=C", "--no-sync"]
        made = subprocess.run(command, **self._as, cwd=self.folder, capture_output=True, text=True, check=False)
        if made.returncode:
            raise NoPostgresError(f"initdb failed: {made.stderr.strip()}")

    def _started(self) -> "subprocess.Popen[bytes]":
        for _ in range(_ATTEMPTS):
            self.port = _free_port()
            settings = [*FAST, "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}"]
            command: list[Any] = [self._bin / "postgres", "-D", self.folder / "data", "-p", str(self.port)]
            command += [part for setting in settings for part in ("-c", setting)]
            with (self.folder / "log").open("ab") as log:
                server = subprocess.Popen(command, **self._as, cwd=self.folder, stdout=log, stderr=log)
            if self._answers(server):
                return server
        raise NoPostgresError(f"the server did not start: {(self.folder / 'log').read_text()[-500:]}")

    def _answers(self, server: "subprocess.Popen[bytes]") -> bool:
        deadline = time.monotonic() + START_S
        while server.poll() is None and time.monotonic() < deadline:
            try:
                self.execute("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
        server.kill()
        server.wait()
        return False

    def _place(self, database: str) -> dict[str, Any]:
        return {"host": str(self.folder), "port": self.port, "user": USER, "password": PASSWORD, "dbname": database}


def find_programs() -> Path:
    """Return the folder of PostgreSQL's programs, the newest where there are several. Raises NoPostgresError."""
    on_path = shutil.which("postgres")
    if on_path and shutil.which("initdb"):
        return Path(on_path).resolve().parent
    found = [
        folder for place in PLACES for folder in Path("/").glob(place.lstrip("/")) if (folder / "initdb").is_file()
    ]
    if not found:
        raise NoPostgresError("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    return max(found, key=_version)


def _version(folder: Path) -> int:
    digits = "".join(sign for sign in folder.parent.name if sign.isdigit())
    return int(digits or 0)


def _unprivileged() -> dict[str, Any]:
    """Return as whom the server runs, for `subprocess`: it refuses to run as root. Nobody else where this is not root."""
    if os.geteuid() != 0:
        return {}
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoPostgresError(f"PostgreSQL refuses to run as root, and there is no user {' or '.join(UNPRIVILEGED)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
