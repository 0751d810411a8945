"""The embedded model's server as its owner sees it: a child process that answers on loopback and ends with its owner.

The child runs `poise.llm.embedded.serve`. A crash of llama.cpp ends the child alone. The child's standard input is a pipe
that nobody writes to: it closes when this process ends, however it ends, and the child ends with it.
"""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryFile
from typing import IO, Self

import httpx2
from pydantic import BaseModel

from poise.llm.embedded.serve import WRONG_FILE_STATUS, available_cores
from poise.llm.errors import ModelMissing, ServerFault, ServerSilent, ServerUnreachable

START_S = 120.0
WARM_S = 120.0
END_S = 5.0
LAST_WORDS_BYTES = 2000


class Warmth(BaseModel, frozen=True):
    """What the server says of one evaluated prompt: tokens found in its cache, tokens evaluated, milliseconds taken."""

    cache_n: int
    prompt_n: int
    prompt_ms: float


class EmbeddedServer:
    """A running llama.cpp server. Build it with `start_server`; close it, or use it as a context manager."""

    def __init__(self, model: Path, start_s: float = START_S, threads: int | None = None) -> None:
        self._model, self._start_s, self._threads, self._port = model, start_s, threads or available_cores(), 0
        self._lock = threading.Lock()
        self._process, self.endpoint = self._launch()

    def alive(self) -> bool:
        """Whether the child still runs."""
        return self._process.poll() is None

    @property
    def process_id(self) -> int:
        """The child's process id."""
        return self._process.pid

    def restart(self) -> str:
        """Start the child again if it died, at the same address; returns the endpoint.

        Several threads may ask at once: one starts it, the others wait. Raises what `start_server` raises.
        """
        with self._lock:
            if not self.alive():
                _end(self._process)
                self._process, self.endpoint = self._launch()
            return self.endpoint

    def warm(self, scene: str, script: str = "") -> Warmth:
        """Evaluate a prompt ahead of its use with one token: `scene` as the user's message, `script` as the answer so far.

        Raises ServerUnreachable, ServerSilent or ServerFault.
        """
        messages = [{"role": "user", "content": scene}]
        messages += [{"role": "assistant", "content": script}] if script else []
        body = {"model": self._model.stem, "messages": messages, "max_tokens": 1, "temperature": 0}
        try:
            answer = httpx2.post(f"{self.endpoint}/chat/completions", json=body, timeout=WARM_S, trust_env=False)
            answer.raise_for_status()
            return Warmth.model_validate(answer.json()["timings"])
        except httpx2.TimeoutException as error:
            raise ServerSilent(f"The embedded model did not read its scene within {WARM_S:.0f} s. Try again") from error
        except httpx2.TransportError as error:
            raise ServerUnreachable("The embedded model's server has ended. Start it again") from error
        except (httpx2.HTTPError, ValueError, KeyError) as error:
            raise ServerFault(f"The embedded model's server did not take the scene ({error}). Try again") from error

    def close(self) -> None:
        """End the child; harmless if it is gone."""
        _end(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _launch(self) -> tuple[subprocess.Popen[bytes], str]:
        with TemporaryFile() as log:
            process = _spawn(self._model, self._port, self._threads, log)
            try:
                endpoint = _await_endpoint(process, self._start_s, self._model, log)
            except BaseException:
                _end(process)
                raise
        self._port = httpx2.URL(endpoint).port or 0
        return process, endpoint


def start_server(model: Path, start_s: float = START_S, threads: int | None = None) -> EmbeddedServer:
    """Start the server for this GGUF file and wait, at most `start_s` seconds, until it answers.

    It computes on `threads` processor cores, all that this process may use where not given; fewer serve better where
    something else keeps the cores busy.

    Raises ModelMissing where the file is not there or llama.cpp cannot use it, ServerSilent where it takes too long,
    ServerFault where the child ended for another reason.
    """
    check_gguf(model)
    return EmbeddedServer(model, start_s, threads)


def check_gguf(model: Path) -> None:
    """Raise ModelMissing unless the file is there and begins as a GGUF file does."""
    try:
        with model.open("rb") as stream:
            magic = stream.read(4)
    except OSError as error:
        problem = f"{model}: cannot be read: {error.strerror}"
        raise ModelMissing(f"{problem}. Name a GGUF file, or run `poise models pull`") from error
    if magic != b"GGUF":
        raise ModelMissing(f"{model}: is not a GGUF file. Name one that is, or run `poise models pull`")


def _spawn(model: Path, port: int, threads: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "poise.llm.embedded.serve", "--end-with-stdin"]
    command += ["--model", str(model), "--port", str(port), "--threads", str(threads)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child, by force if it does not go at once; harmless if it has gone."""
    if process.stdin:
        process.stdin.close()
    process.terminate()
    try:
        process.wait(END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _await_endpoint(process: subprocess.Popen[bytes], start_s: float, model: Path, log: IO[bytes]) -> str:
    lines: Queue[bytes] = Queue()
    threading.Thread(target=_read_lines, args=(process, lines), name="embedded-output", daemon=True).start()
    deadline = time.monotonic() + start_s
    while (left := deadline - time.monotonic()) > 0:
        try:
            line = lines.get(timeout=left)
        except Empty:
            break
        if line.startswith(b'{"endpoint"'):
            return str(json.loads(line)["endpoint"])
        if not line:
            raise _ended(process.wait(), model, log)
    raise ServerSilent(
        f"The embedded model did not start within {start_s:.0f} s. Try again, or name a smaller GGUF file"
    )


def _read_lines(process: subprocess.Popen[bytes], lines: Queue[bytes]) -> None:
    """Keep the pipe empty for as long as the child runs; the empty line at the end says that it ended."""
    if process.stdout:
        with process.stdout as stream:
            for line in stream:
                lines.put(line)
    lines.put(b"")


def _ended(status: int, model: Path, log: IO[bytes]) -> ModelMissing | ServerFault:
    if status == WRONG_FILE_STATUS:
        return ModelMissing(
            f"{model}: llama.cpp cannot use this file. Name another GGUF file, or run `poise models pull`"
        )
    words = f" ({last})" if (last := _last_words(log)) else ""
    return ServerFault(f"The embedded model's server ended with status {status} as it started{words}. Try again")


def _last_words(log: IO[bytes]) -> str:
    log.seek(0, 2)
    log.seek(max(0, log.tell() - LAST_WORDS_BYTES))
    lines = log.read().decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
