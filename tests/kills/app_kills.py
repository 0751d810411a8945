"""The whole app killed while a learner waits for a line in a browser; and what they find when they return."""

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, expect

from poise.practice.replay import Session, replay
from poise.practice.store import open_store
from tests.browser.learner import SLOW_MS, Learner
from tests.fault_server.behaviours import say
from tests.fault_server.server import FaultServer
from tests.kills.killing import LINES
from tests.kills.looking import Rows, rows
from tests.kills.running_app import running_app
from tests.kills.worker import REPLIES

LONGEST_WAIT_MS = 1_500
"""The app is killed up to so long after a reply was sent; a line takes about a second."""


@dataclass
class AppTally:
    """What the kills came to; `waiting` counts those that left a reply without its line."""

    kills: int = 0
    waiting: int = 0
    offered: int = 0

    def told(self) -> str:
        """Return the figures as a line."""
        kills = f"{self.kills} kills of the app, {self.waiting} of them before the line was stored"
        return f"{kills}; {self.offered} times the conversation was offered where it stood and went on."


def kill_app(kills: int, seed: int, folder: Path, browser: Browser, server: FaultServer) -> AppTally:
    """Kill the app so often while a learner waits. Raises AssertionError where anything is lost, said twice or not offered."""
    random, tally, page = Random(seed), AppTally(), browser.new_page()
    server.always(lambda _: say(random.choice(LINES), gap_s=random.choice((0.05, 0.15))))
    session_id = ""
    while True:
        with running_app(folder, server.url) as app:
            learner = Learner(page, app.address)
            if session_id and _stored(folder, session_id).outcome is None:
                _comes_back(learner, folder, session_id, tally)
                learner = learner if _stored(folder, session_id).outcome is None else Learner(page, app.address)
            if not session_id or _stored(folder, session_id).outcome is not None:
                learner.meet()
            if tally.kills == kills:
                break
            session_id = re.findall(r"session=([0-9a-f]{32})", page.url)[0]
            learner.box.fill(f"{random.choice(REPLIES)} ({tally.kills})")
            learner.box.press("Enter")
            page.wait_for_timeout(random.uniform(0, LONGEST_WAIT_MS))
            known, seen = rows(folder), learner.turns.all_inner_texts()
            app.kill()
        tally.kills += 1
        _nothing_is_lost(folder, session_id, known, seen, tally)
    page.close()
    return tally


def _comes_back(learner: Learner, folder: Path, session_id: str, tally: AppTally) -> None:
    """The first page offers the conversation; it stands there as it was stored, a reply that waited is answered, once."""
    stood = _stored(folder, session_id)
    learner.page.locator(f".st-key-go-on-{session_id} button").click()
    expect(learner.turns).to_have_count(len(stood.turns) + (stood.pending is not None), timeout=SLOW_MS)
    expect(learner.page.locator(".typing")).to_have_count(0, timeout=SLOW_MS)
    learner.rest()
    now = _stored(folder, session_id)
    assert [turn.text for turn in now.turns[: len(stood.turns)]] == [turn.text for turn in stood.turns]
    assert now.pending is None
    for shown, turn in zip(learner.turns.all_inner_texts(), now.turns, strict=True):
        assert turn.text in shown
    tally.offered += 1


def _nothing_is_lost(folder: Path, session_id: str, known: Rows, seen: list[str], tally: AppTally) -> None:
    """What was stored when the kill came is there, and so is every reply that stood on the page."""
    assert known.items() <= rows(folder).items()
    stored = _stored(folder, session_id)
    for shown, turn in zip(seen[1::2], stored.turns[1::2], strict=False):
        assert turn.text in shown
    assert len(seen[1::2]) <= len(stored.turns[1::2])
    tally.waiting += stored.pending is not None


def _stored(folder: Path, session_id: str) -> Session:
    with closing(open_store(f"sqlite:///{folder / 'poise.db'}")) as store:
        return replay(session_id, store.events(session_id))
