"""Services on a real SQLite file, with a customer who speaks authored lines or sits behind the fault server."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from poise.llm.tokens import TokenCounter
from poise.practice.services import Services, build_services
from poise.practice.settings import load_settings

Build = Callable[..., Services]


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> TokenCounter:
    """One counter for all tests: its table takes half a second to load."""
    return TokenCounter(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def build(tmp_path: Path, tokens: TokenCounter) -> Iterator[Build]:
    """Build services on this test's database; called again it is as if the app were started again.

    `environ` adds settings; parts of the services are replaced by name. The clock goes a second a look.
    """
    built: list[Services] = []
    seconds = count()

    def clock() -> datetime:
        return datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=next(seconds))

    def make(environ: dict[str, str] | None = None, **parts: Any) -> Services:
        settings = load_settings({"POISE_DATA_DIR": str(tmp_path), **(environ or {})}, tmp_path)
        services = build_services(settings, **{"clock": clock, "new_seed": lambda: 7, "tokens": tokens, **parts})
        built.append(services)
        return services

    yield make
    for services in built:
        services.close()


@pytest.fixture
def services(build: Build) -> Services:
    """Services whose customer speaks authored lines only."""
    return build(customer_model=lambda: None)
