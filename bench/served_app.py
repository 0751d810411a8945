"""The app as `poise run` starts it, in a process of its own, with the processor time that it has used."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_SCHEDULED = 2
SETTLED_S = 8.0
"""Seconds after its start in which the app imports what the first conversation needs (poise/ui/shared.py)."""


@dataclass(frozen=True)
class ServedApp:
    """The running app: its process and where it listens."""

    pid: int
    port: int

    def cpu_s(self) -> float:
        """Return the seconds of processor time that the process has used so far, threads that have ended included."""
        # The clock of another process: what clock_getcpuclockid(3) computes, which Python does not offer.
        return time.clock_gettime((~self.pid << 3) | _SCHEDULED)


@contextmanager
def served(folder: Path, processor: int | None = None, **settings: str) -> Iterator[ServedApp]:
    """Run the app on a data folder, on one processor alone where one is named. No model judges unless the settings bind one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("POISE_", "OPENAI_"))}
    environ = {**ours, "POISE_DATA_DIR": str(folder), "POISE_CRITIC": "none", "POISE_COACH": "none", **settings}
    command = [sys.executable, "-m", "poise.ui.serve", str(ROOT / "app.py"), f"--server.port={port}"]
    begin = subprocess.Popen if processor is None else partial(start_on, processor)
    with begin(command, env=environ, cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL) as app:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield ServedApp(app.pid, port)
        finally:
            os.killpg(app.pid, signal.SIGTERM)
            app.wait(20)


def start_on(processor: int, command: list[str], **options: Any) -> "subprocess.Popen[str]":
    """Start a process that runs on one processor alone, with every thread that it will have."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {processor})
    try:
        return subprocess.Popen(command, text=True, **options)
    finally:
        os.sched_setaffinity(0, before)


def wait_for(address: str) -> None:
    """Wait until the app answers at this address. Raises TimeoutError after a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"the app did not answer at {address}")
