"""Workers killed at random moments, one after another on one store, and after every kill the look at what they left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from evaluator.fast import load_fast_critic
from poise.llm.tokens import TokenCounter
from tests.evaluator.scripted import answer, asked_ids
from tests.fault_server.behaviours import Behaviour, say, structured
from tests.fault_server.server import FaultServer
from tests.kills.acknowledging import Acknowledged, acknowledged
from tests.kills.looking import Rows, Tally, look, rows
from tests.kills.worker import SQLITE, services_of

ROOT = Path(__file__).parents[2]
MOST_AWAITED, LONGEST_WAIT_S, LONGEST_NOTICE_S = 8, 0.12, 20.0
"""A worker is killed up to so many seconds after its n-th acknowledgement; n is drawn up to this many."""
LINES = (
    "We sat there and waited and nobody came.",
    "It was pink. Both times.",
    "You walked past us three times.",
    "He has had a few chips and that is all.",
    "I want to hear what happens now.",
    "And my husband's dinner?",
)


def kill_workers(kills: int, seed: int, folder: Path, database: str = SQLITE) -> Tally:
    """Kill so many workers and look after each. Raises AssertionError where anything acknowledged is lost or a session stuck.

    They work on the file in the folder, or on the database of an address.
    """
    random, tally = Random(seed), Tally()
    fast, tokens = load_fast_critic(), TokenCounter(folder)
    with FaultServer() as server:
        server.always(lambda body: _answer(body, random))
        with _mother(server.url) as mother:
            for number in range(kills):
                customer, known = server.url if number % 2 else "authored", rows(folder, database)
                said = _killed(mother, f"{random.getrandbits(32)} {customer} {database} {folder}", random)
                now = _left(folder, database)
                # The next start, as after any crash; who plays the customer matters no more.
                with closing(services_of("authored", folder, fast, tokens, database)) as services:
                    look(services, known, now, said, tally)
    return tally


@contextmanager
def _mother(customer: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.kills.worker", customer]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, bufsize=1) as mother:
        yield mother


def _killed(mother: "subprocess.Popen[str]", order: str, random: Random) -> list[Acknowledged]:
    """Start a worker, kill it at a random moment and return what it had acknowledged."""
    assert mother.stdin is not None
    assert mother.stdout is not None
    mother.stdin.write(f"{order}\n")
    pid = int(mother.stdout.readline().removeprefix("began "))
    awaited, wait_s = random.randint(0, MOST_AWAITED), random.uniform(0, LONGEST_WAIT_S)
    found = [acknowledged(mother.stdout.readline()) for _ in range(awaited)]
    time.sleep(wait_s)
    os.kill(pid, signal.SIGKILL)
    while (line := mother.stdout.readline()).startswith("ack "):
        found.append(acknowledged(line))
    assert line == f"gone {-signal.SIGKILL}\n", f"the worker ended by itself: {line!r}"
    return found


def _left(folder: Path, database: str) -> Rows:
    """Return what is stored once the server has noticed that the worker is dead: it may still be at its last commit."""
    deadline = time.monotonic() + LONGEST_NOTICE_S
    while database != SQLITE:
        with psycopg.connect(database) as server:
            at_work = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            if server.execute(at_work).fetchone() is None:
                break
        assert time.monotonic() < deadline, "the server keeps the connection of a worker that is dead"
        time.sleep(0.01)
    return rows(folder, database)


def _answer(body: dict[str, Any], random: Random) -> Behaviour:
    if "response_format" in body:
        return structured(answer(asked_ids(body)))
    return say(random.choice(LINES), gap_s=random.choice((0.0, 0.01)))
