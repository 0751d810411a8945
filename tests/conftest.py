"""What every test stands on: a scripted server, no network beyond loopback, and none of the caller's keys or settings."""

import ipaddress
import os
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import platformdirs
import pytest

from poise.llm.embedded.fetch import fetch_model
from poise.llm.embedded.manifest import load_manifest
from poise.llm.embedded.mirrors import default_mirrors
from poise.llm.embedded.server import EmbeddedServer, start_server
from poise.llm.errors import ModelMissing
from tests.fault_server.server import FaultServer
from tests.postgres_server import NoPostgresError, PostgresServer

PRIVATE_PREFIXES = (
    "OPENAI_",
    "AZURE_OPENAI_",
    "ANTHROPIC_",
    "GOOGLE_",
    "MISTRAL_",
    "LANGSMITH_",
    "LANGCHAIN_",
    "POISE_",
)
KEPT = {"POISE_CACHE_DIR"}
PROXIES = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}

# A change must not be refused for a fault that it did not bring: CI draws the same examples every time, others new ones.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    hypothesis.settings.load_profile("ci")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true a skip is a failure: what could not be tried there must not look tried."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome, report.longrepr = "failed", f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def _one_fault_server() -> Iterator[FaultServer]:
    with FaultServer() as server:
        yield server


@pytest.fixture
def fault_server(_one_fault_server: FaultServer) -> Iterator[FaultServer]:
    """An OpenAI-compatible server on loopback; the test scripts it (see tests/fault_server/server.py)."""
    yield _one_fault_server
    _one_fault_server.forget()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running PostgreSQL server, one for all tests; started when the first of them asks for it."""
    try:
        server = PostgresServer().__enter__()
    except NoPostgresError as error:
        pytest.skip(str(error))
    yield server
    server.__exit__()


@pytest.fixture(scope="session")
def embedded_model() -> Path:
    """The embedded model's file, fetched into the user's cache if it is not there; for tests marked `embedded`."""
    manifest = load_manifest()
    cache = Path(os.environ.get("POISE_CACHE_DIR") or platformdirs.user_cache_path("poise", appauthor=False))
    try:
        return fetch_model(manifest, cache, default_mirrors(manifest))
    except ModelMissing as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"the embedded model cannot be had: {error}")


@pytest.fixture(scope="session")
def embedded_server(embedded_model: Path) -> Iterator[EmbeddedServer]:
    """The running embedded model, one for all tests marked `embedded`."""
    with start_server(embedded_model) as server:
        yield server


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def _no_settings_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        private = name.startswith(PRIVATE_PREFIXES) and name not in KEPT
        if private or name.upper() in PROXIES:
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    """Fail a test that reaches for another machine; child processes (pip, a browser) are not held."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        yield


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            pytest.fail(f"a test reached for {address[0]}:{address[1]}; only loopback is allowed")
        return connect(self, address)

    return guarded


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
