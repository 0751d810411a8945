"""`poise run` as a person starts it, and as it is killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.kills.killing import ROOT

RUN = "from poise.cli.main import main; main()"


@dataclass(frozen=True)
class RunningApp:
    """The command and where its app answers; the app is the process that the command started."""

    command: "subprocess.Popen[str]"
    address: str

    @property
    def served_by(self) -> list[int]:
        """The processes that the command started: the app."""
        return children_of(self.command.pid)

    def kill(self) -> None:
        """End both at once, as a power cut does."""
        for pid in (*self.served_by, self.command.pid):
            os.kill(pid, signal.SIGKILL)
        self.command.wait()


@contextmanager
def running_app(folder: Path, customer: str) -> Iterator[RunningApp]:
    """Run the app on the data in a folder, its customer behind this URL, until the block is left."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"POISE_DATA_DIR": str(folder), "POISE_CRITIC": "none", "POISE_COACH": "none"}
    environ = {**os.environ, **settings, "OPENAI_BASE_URL": customer}
    command = [sys.executable, "-c", RUN, "run", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert f":{port}" in running.stdout.readline()
        try:
            yield RunningApp(running, f"http://127.0.0.1:{port}/")
        finally:
            running.terminate()


def children_of(pid: int) -> list[int]:
    """The processes that a process started itself."""
    return [process for process in map(int, filter(str.isdigit, os.listdir("/proc"))) if _parent(process) == pid]


def _parent(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None
