"""A line that breaks off in its middle, however it does: it is spoken again, never lost, never there twice."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from poise.conversation.errors import ModelError
from poise.practice.services import Services
from poise.practice.session import view
from poise.practice.turn import Piece, TurnEvent, answer, reply
from tests.fault_server import behaviours as fault
from tests.fault_server.server import FaultServer
from tests.practice import talk
from tests.practice.conftest import Build

pytestmark = pytest.mark.both_databases

ROOT = Path(__file__).parents[2]
HALF = "Pink. Both times it came"
WHOLE = "Pink. Both times it came back pink, and he has eaten nothing at all."
Serve = Callable[[int, float], "subprocess.Popen[str]"]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start the customer's server as a process of its own, on a port (0 is any), with so many seconds before each word."""
    begun: list[subprocess.Popen[str]] = []

    def start(port: int, gap_s: float) -> "subprocess.Popen[str]":
        options = ["--port", str(port), "--gap", str(gap_s), "--text", WHOLE]
        command = [sys.executable, "-m", "tests.fault_server.standalone", *options]
        pipe = subprocess.PIPE
        begun.append(subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True))
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def test_a_server_that_is_killed_in_the_middle_of_a_line_says_it_again_when_it_is_back(
    build: Build, serve: Serve
) -> None:
    server = serve(0, 0.5)
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    services = build(_environ(url))
    session = talk.begin(services)
    events = reply(services, session.id, talk.SORRY, 1)
    heard = _first_piece(events)
    server.send_signal(signal.SIGKILL)
    with pytest.raises(ModelError, match="again"):
        list(events)
    assert heard.strip() == "Pink."
    assert view(services, session.id).pending == talk.SORRY
    with pytest.raises(ModelError, match=r"127\.0\.0\.1"):
        list(answer(services, session.id))
    back = serve(int(url.split(":")[2].split("/")[0]), 0)
    assert back.stdout is not None
    assert back.stdout.readline().strip() == url
    _is_said_once(services, session.id)


@pytest.mark.parametrize("ending", [fault.cut(HALF), fault.stop_without_finish(HALF), fault.error_event(HALF)])
def test_a_stream_that_ends_too_early_is_no_line(
    build: Build, fault_server: FaultServer, ending: fault.Behaviour
) -> None:
    services = build(_environ(fault_server.url))
    session = talk.begin(services)
    fault_server.always(ending)
    with pytest.raises(ModelError):
        list(reply(services, session.id, talk.SORRY, 1))
    fault_server.always(fault.say(WHOLE))
    _is_said_once(services, session.id)


def test_a_line_that_nobody_hears_to_its_end_is_said_to_whoever_comes_back(
    build: Build, fault_server: FaultServer
) -> None:
    services = build(_environ(fault_server.url))
    session = talk.begin(services)
    fault_server.always(fault.say(WHOLE, gap_s=0.02))
    events = reply(services, session.id, talk.SORRY, 1)
    _first_piece(events)
    events.close()
    services.close()
    _is_said_once(build(_environ(fault_server.url)), session.id)


def _first_piece(events: Iterator[TurnEvent]) -> str:
    return next(event.text for event in events if isinstance(event, Piece))


def _is_said_once(services: Services, session_id: str) -> None:
    after = talk.last(answer(services, session_id))
    assert [turn.text for turn in after.transcript.turns[1:]] == [talk.SORRY, WHOLE]
    assert [record.event.kind for record in services.store.events(session_id)] == ["start", "reply", "line"]


def _environ(url: str) -> dict[str, str]:
    return {"OPENAI_BASE_URL": url, "POISE_CRITIC": "none", "POISE_COACH": "none", "POISE_CUSTOMER_TIMEOUT_S": "60"}
