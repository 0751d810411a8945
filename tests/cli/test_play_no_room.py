"""`poise play` as a process that may write no more: told in one line, the reply sent again with /again when it may."""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fault_server import behaviours as fault
from tests.fault_server.server import FaultServer
from tests.practice.no_room import lift_file_size, limit_file_size

ROOT = Path(__file__).parents[2]
LINE = "We sat down at half past seven and he has had a few chips."
SORRY = "I'm so sorry, Denise. That must have spoiled your evening."


class Terminal:
    """A running `poise play`; what it prints is read as it comes."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process, self.shown = process, ""
        self._letters: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def until(self, words: str) -> str:
        """Wait for these words and return what was printed up to them since the last wait."""
        deadline = time.monotonic() + 120
        while words not in self.shown:
            self.shown += self._letters.get(timeout=max(0.1, deadline - time.monotonic()))
        before, _, self.shown = self.shown.partition(words)
        return before + words

    def _read(self) -> None:
        assert self.process.stdout is not None
        # At the test's end the pipe may be closed while this waits at it.
        with suppress(ValueError):
            while letter := self.process.stdout.read(1):
                self._letters.put(letter)


@pytest.fixture
def terminal(tmp_path: Path, fault_server: FaultServer) -> Iterator[Terminal]:
    fault_server.always(fault.say(LINE))
    settings = {"OPENAI_BASE_URL": fault_server.url, "POISE_CRITIC": "none", "POISE_COACH": "none"}
    environ = {**os.environ, **settings, "POISE_DATA_DIR": str(tmp_path / "data"), "COLUMNS": "400"}
    command = [sys.executable, "-c", "from poise.cli.main import main; main()", "play", "--persona", "irate-diner"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environ, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        yield Terminal(process)
        process.kill()


def test_without_room_the_reply_is_told_and_sent_again_on_request(
    terminal: Terminal, fault_server: FaultServer
) -> None:
    terminal.until("You: ")
    limit_file_size(terminal.process.pid)
    terminal.type(SORRY)
    told = terminal.until("/again to send it once more")
    assert "there is no room for it" in told
    assert "Free some room or raise the limit" in told
    assert fault_server.completions == []
    terminal.type("/critique")
    terminal.until("nothing to explain yet")
    terminal.type("/quit")
    terminal.until("there is no room for it")
    lift_file_size(terminal.process.pid)
    terminal.type("/again")
    terminal.until(LINE)
    terminal.type("/quit")
    terminal.until("Looking back")
