"""The app in a process of its own, its customer behind the fault server, and Debian's Chromium without a window."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.learner import SLOW_MS, Learner
from tests.fault_server.server import FaultServer

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser; without one the tests are skipped by name, where CI=true they fail.

    It closes with its module: Playwright keeps an event loop running in this thread, in which no other could be started.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium: apt-get install chromium")
    # A busy machine draws slowly; a test waits as long as it takes, and tells what did not come.
    expect.set_options(timeout=SLOW_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The app's data folder; what a test puts into it before it asks for a learner is there from the start."""
    return tmp_path / "data"


@pytest.fixture
def address(fault_server: FaultServer, data_dir: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the running app."""
    settings = {"POISE_DATA_DIR": str(data_dir), "POISE_CRITIC": "none", "POISE_COACH": "none"}
    with served({**settings, "OPENAI_BASE_URL": fault_server.url}, tmp_path) as found:
        yield found


@pytest.fixture
def learner(chromium: Browser, address: str) -> Iterator[Learner]:
    """A learner at a desk."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield Learner(page, address)
    page.close()


@pytest.fixture
def learner_on_a_phone(chromium: Browser, address: str) -> Iterator[Learner]:
    """A learner with a phone."""
    page = chromium.new_page(**PHONE)
    yield Learner(page, address)
    page.close()


@contextmanager
def served(settings: dict[str, str], folder: Path) -> Iterator[str]:
    """Run the app with these settings, started in a folder that is not the checkout."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "poise.ui.serve", str(ROOT / "app.py"), f"--server.port={port}"]
    with subprocess.Popen(
        command, env={**os.environ, **settings}, cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL
    ) as app:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}/"
        finally:
            os.killpg(app.pid, signal.SIGTERM)
            app.wait(20)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the app did not answer at {address}")
