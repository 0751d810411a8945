"""`poise run`: on this machine only, from any folder, and gone without a trace when it is ended."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kills.running_app import children_of

pytestmark = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads /proc, which is Linux's")
POISE = Path(sys.executable).with_name("poise")
ELSEWHERE = "http://127.0.0.1:9/v1"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def running(port: int, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """The app as a person starts it, in a folder that is not the checkout."""
    environ = {**os.environ, "OPENAI_BASE_URL": ELSEWHERE, "POISE_DATA_DIR": str(tmp_path / "data")}
    command = [POISE, "run", "--port", str(port)]
    with subprocess.Popen(command, env=environ, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as poise:
        assert poise.stdout is not None
        assert f"http://127.0.0.1:{port}" in poise.stdout.readline()
        yield poise
        poise.terminate()


def _health(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=10) as answer:
        return str(answer.read().decode())


def _listening(port: int) -> set[str]:
    """The addresses on which something listens at this port, as the kernel writes them."""
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    rows = [row.split() for table in tables if table.exists() for row in table.read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _ends(pid: int) -> None:
    deadline = time.monotonic() + 20
    while _is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _is_alive(pid)


def test_it_prints_its_address_when_the_app_answers(running: "subprocess.Popen[str]", port: int) -> None:
    assert _health(port) == "ok"


def test_it_listens_on_this_machine_only(running: "subprocess.Popen[str]", port: int) -> None:
    assert _listening(port) == {"0100007F"}


def test_the_app_ends_even_when_its_command_is_killed(running: "subprocess.Popen[str]", port: int) -> None:
    (server,) = children_of(running.pid)
    running.kill()
    _ends(server)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_with_everything_that_it_started(
    running: "subprocess.Popen[str]", port: int, ending: signal.Signals
) -> None:
    (server,) = children_of(running.pid)
    running.send_signal(ending)
    assert running.wait(20) == 0
    assert running.stdout is not None
    assert "Your conversations are kept" in running.stdout.read()
    assert not _is_alive(server)


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environ = {**os.environ, "OPENAI_BASE_URL": ELSEWHERE, "POISE_DATA_DIR": str(tmp_path)}
        command = [POISE, "run", "--port", str(port)]
        done = subprocess.run(command, env=environ, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stderr


@pytest.mark.embedded
def test_the_embedded_models_server_ends_with_the_app(embedded_model: Path, port: int, tmp_path: Path) -> None:
    environ = {**os.environ, "POISE_CUSTOMER": "embedded", "POISE_DATA_DIR": str(tmp_path / "data")}
    program = (
        "import time; from poise.practice.services import build_services; from poise.practice.settings import load_settings\n"
        "s = build_services(load_settings()); print(s.host.endpoint(), flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program], env=environ, stdout=subprocess.PIPE, text=True) as app:
        assert app.stdout is not None
        assert "http" in app.stdout.readline()
        (server,) = children_of(app.pid)
        app.kill()
    _ends(server)


def test_an_address_that_others_reach_is_refused_without_a_passphrase(tmp_path: Path) -> None:
    environ = {**os.environ, "OPENAI_BASE_URL": ELSEWHERE, "POISE_DATA_DIR": str(tmp_path)}
    inner = [sys.executable, "-m", "poise.ui.serve", "app.py", "--server.port=1", "--server.address=0.0.0.0"]
    for command in ([str(POISE), "run", "--address", "0.0.0.0"], inner):
        done = subprocess.run(
            command, env=environ, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode != 0
        (line,) = done.stderr.splitlines()
        assert "POISE_ACCESS_SECRET" in line
