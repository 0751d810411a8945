"""Services on a real database, with a customer who speaks authored lines or sits behind the fault server.

What is marked `both_databases` is tried on SQLite and on a PostgreSQL server, everything else on a SQLite file.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from evaluator.fast import FastCritic, load_fast_critic
from poise.llm.tokens import TokenCounter
from poise.practice.database import open_database
from poise.practice.services import Services, build_services
from poise.practice.settings import load_settings
from tests.postgres_server import PostgresServer

Build = Callable[..., Services]
DATABASES = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try what is marked `both_databases`, and stands on one, on SQLite and on a real PostgreSQL server."""
    if metafunc.definition.get_closest_marker("both_databases") and "database_kind" in metafunc.fixturenames:
        metafunc.parametrize("database_kind", DATABASES, indirect=True)


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database this test stands on."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
def migrated(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of a PostgreSQL database at the newest schema, of which tests get copies."""
    with postgres_server.database() as url:
        open_database(url).dispose()
        yield url.rpartition("/")[2]


@pytest.fixture
def database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of this test's own database."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'poise.db'}"
        return
    template = request.getfixturevalue("migrated")
    with request.getfixturevalue("postgres_server").database(template) as url:
        yield url


@pytest.fixture
def new_database(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Give the address of an empty database, another one at every call."""
    if database_kind == "sqlite":
        numbers = count()
        yield lambda: f"sqlite:///{tmp_path / str(next(numbers)) / 'poise.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with ExitStack() as kept:
        yield lambda: kept.enter_context(server.database())


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> TokenCounter:
    """One counter for all tests: its table takes half a second to load."""
    return TokenCounter(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def load_fast() -> Callable[[], FastCritic]:
    """Load the fast critic once for all tests, when the first of them needs it."""
    return cache(load_fast_critic)


@pytest.fixture
def build(database: str, tmp_path: Path, tokens: TokenCounter, load_fast: Callable[[], FastCritic]) -> Iterator[Build]:
    """Build services on this test's database; called again it is as if the app were started again.

    `environ` adds settings; parts of the services are replaced by name. The clock goes a second a look.
    """
    built: list[Services] = []
    seconds = count()

    def clock() -> datetime:
        return datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=next(seconds))

    def make(environ: dict[str, str] | None = None, **parts: Any) -> Services:
        settings = load_settings(
            {"POISE_DATA_DIR": str(tmp_path), "POISE_DATABASE_URL": database, **(environ or {})}, tmp_path
        )
        shared = {"tokens": tokens, "load_fast": load_fast}
        services = build_services(settings, **{"clock": clock, "new_seed": lambda: 7, **shared, **parts})
        built.append(services)
        return services

    yield make
    for services in built:
        services.close()


@pytest.fixture
def services(build: Build) -> Services:
    """Services whose customer speaks authored lines only."""
    return build(customer_model=lambda: None)
