"""Kill at random moments on one store, and look at what was left.

`python -m tests.kills --kills 200` kills workers, `python -m tests.kills --app 15` the whole app with a browser before it.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.fault_server.server import FaultServer
from tests.kills.app_kills import AppTally, kill_app
from tests.kills.killing import kill_workers
from tests.kills.looking import Tally
from tests.kills.worker import SQLITE


def main() -> None:
    """Kill, look, and print the figures; an AssertionError says what was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills")
    parser.add_argument("--kills", type=int, default=0, help="how many workers")
    parser.add_argument("--app", type=int, default=0, help="how often the app")
    parser.add_argument("--database", default=SQLITE, help="address of an empty PostgreSQL database for the workers")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.kills:
        _tell(partial(kill_workers, database=options.database), options.kills, options.seed)
    if options.app:
        _tell(_kill_app, options.app, options.seed)


def _tell(kill: Callable[[int, int, Path], Tally | AppTally], times: int, seed: int) -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        told = kill(times, seed, Path(folder)).told()
    print(f"{told}\n{time.monotonic() - began:.0f} s")  # noqa: T201 - a command that a person runs


def _kill_app(kills: int, seed: int, folder: Path) -> AppTally:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, FaultServer() as server:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        return kill_app(kills, seed, folder, browser, server)


if __name__ == "__main__":
    main()
