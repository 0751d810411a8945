"""The program that is killed: `python -m tests.kills.worker`, at work on the real store until somebody kills it.

It holds one conversation of its own, so that everything is imported and loaded. Then, for each line `SEED CUSTOMER DATABASE
FOLDER` that it reads, it forks a process that opens the store anew, holds sessions and prints an acknowledgement after every
committed event; it prints `began PID` before and `gone STATUS` after them. CUSTOMER is `authored` or the base URL of a server,
DATABASE the address of a database, or `sqlite` for the file in the folder.
"""

import os
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine

from evaluator.fast import FastCritic, load_fast_critic
from poise.llm.tokens import TokenCounter
from poise.practice.branching import branch
from poise.practice.database import open_database
from poise.practice.services import Services, build_services
from poise.practice.session import SessionView, end, start, unfinished, view
from poise.practice.settings import load_settings
from poise.practice.steps.taking import keep_notes, skip, steps_left
from poise.practice.store import Store
from poise.practice.turn import answer, reply
from tests.kills.acknowledging import AcknowledgingStore

SQLITE = "sqlite"
"""Stands for the file in the worker's folder."""
PERSONAS = ("irate-diner", "cake-buyer", "late-parcel")
REPLIES = (
    "I'm so sorry. You had every right to expect better, and I'd be upset as well.",
    "So it went wrong twice before anybody listened, is that right? What happened the second time?",
    "I can put that right today. I'll call you by noon with the date. Does that work for you?",
    "Calm down. It is not our fault. There is nothing I can do.",
    "One moment.",
)


def main(customer: str) -> None:
    """Fork a worker for each line of standard input; the customer is met once before that."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fast, tokens = load_fast_critic(), TokenCounter(folder)
        with closing(services_of(customer, folder, fast, tokens)) as services:
            go_on(services, start(services, PERSONAS[0], "standard"), REPLIES[0])
    assert threading.active_count() == 1, "a process with threads must not be forked"
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            seed, customer, database, place = line.split(maxsplit=3)
            _work(Random(seed), customer, Path(place.strip()), fast, tokens, database)
        _, status = os.waitpid(child, 0)
        os.write(1, f"gone {os.waitstatus_to_exitcode(status)}\n".encode())


def services_of(
    customer: str,
    folder: Path,
    fast: FastCritic,
    tokens: TokenCounter,
    database: str = SQLITE,
    opened: Callable[[Engine], Store] = Store,
) -> Services:
    """Return services on the store in a folder, or in another database; the server behind a URL plays the customer and judges."""
    environ = {"POISE_DATA_DIR": str(folder), "POISE_COACH": "none", "POISE_CRITIC": "none"}
    if customer != "authored":
        environ |= {"OPENAI_BASE_URL": customer, "POISE_CRITIC": "openai:fault-model"}
    if database != SQLITE:
        environ["POISE_DATABASE_URL"] = database
    settings = load_settings(environ, folder)
    parts = {"customer_model": lambda: None} if customer == "authored" else {}
    store = opened(open_database(settings.database_url))
    return build_services(settings, store=store, load_fast=lambda: fast, tokens=tokens, **parts)


def go_on(services: Services, session: SessionView, text: str) -> SessionView:
    """Have the reply that waits answered, or else say this one."""
    if session.pending is not None:
        list(answer(services, session.id))
    else:
        list(reply(services, session.id, text, len(session.transcript.turns)))
    return view(services, session.id)


def _work(random: Random, *parts: Any) -> None:
    """Hold sessions for ever, old ones and new ones."""
    os.write(1, f"began {os.getpid()}\n".encode())
    services = services_of(*parts, opened=AcknowledgingStore)
    while True:
        _session(random, services)


def _session(random: Random, services: Services) -> None:
    left = unfinished(services)
    if left and random.random() < 0.5:
        session = view(services, left[0].id)
    else:
        session = start(services, random.choice(PERSONAS), "standard")
    for _ in range(random.randint(1, 5)):
        if session.outcome is not None:
            break
        session = _move(random, services, go_on(services, session, random.choice(REPLIES)))
    if session.outcome is not None:
        for step in steps_left(services, session.id):
            skip(services, session.id, step)


def _move(random: Random, services: Services, session: SessionView) -> SessionView:
    if random.random() < 0.3:
        keep_notes(services, session.id, f"Said at {session.exchanges}: {random.random()}")
    if random.random() < 0.1:
        return end(services, session.id) if session.outcome is None else session
    if random.random() < 0.2:
        return branch(services, session.id, random.randint(1, session.exchanges) * 2)
    return session


if __name__ == "__main__":
    main(sys.argv[1])
