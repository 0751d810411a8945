"""Twenty learners at once on one store: no error, no event in the wrong session, every session in its own order."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from poise.practice.events import CritiqueEvent, LineEvent, ReplyEvent, StepEvent
from poise.practice.replay import replay
from poise.practice.services import Services
from poise.practice.session import view
from poise.practice.store import Store, open_store
from tests.practice.at_once import SAID, learn_at_once, script, serve, words_of

ROOT = Path(__file__).parents[2]
LEARNERS, PROCESSES = 20, 2

pytestmark = pytest.mark.both_databases


@pytest.fixture
def services(database: str, tmp_path: Path) -> Iterator[Services]:
    served = serve(database, tmp_path)
    yield served
    served.close()


def test_twenty_learners_of_one_app_do_not_meet(services: Services) -> None:
    ids = learn_at_once(services, range(LEARNERS))
    services.pool.close(wait_s=60)
    for number, session_id in enumerate(ids):
        _is_whole(services.store, number, session_id)
        shown, anew = view(services, session_id), replay(session_id, services.store.events(session_id))
        assert (shown.mood, shown.outcome, shown.exchanges) == (anew.mood, anew.outcome, anew.exchanges)


def test_twenty_learners_of_two_apps_do_not_meet(database: str, tmp_path: Path) -> None:
    each = LEARNERS // PROCESSES
    command = [sys.executable, "-m", "tests.practice.at_once", database, str(tmp_path)]
    running = [
        subprocess.Popen(
            [*command, str(first), str(first + each)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for first in range(0, LEARNERS, each)
    ]
    told = [process.communicate(timeout=240) for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES, told
    ids = [session_id for out, _ in told for session_id in out.split()]
    with closing(open_store(database)) as store:
        for number, session_id in enumerate(ids):
            _is_whole(store, number, session_id)
        assert len(store.session_ids()) == LEARNERS


def _is_whole(store: Store, number: int, session_id: str) -> None:
    """Every event of a learner is there once, in its place, and none of anybody else."""
    (mine,) = store.sessions(f"learner-{number:02}")
    assert (mine.id, mine.exchanges) == (session_id, len(SAID))
    records = store.events(session_id)
    events = [record.event for record in records]
    assert [record.number for record in records] == list(range(1, len(records) + 1))
    assert [event.text for event in events if isinstance(event, ReplyEvent)] == script(number)
    turning = [(event.kind, event.turn) for event in events if isinstance(event, ReplyEvent | LineEvent)]
    assert turning == [
        pair for turn in range(2, 2 * len(SAID) + 1, 2) for pair in (("reply", turn), ("line", turn + 1))
    ]
    assert sorted(event.turn for event in events if isinstance(event, CritiqueEvent)) == list(
        range(2, 2 * len(SAID) + 1, 2)
    )
    assert [event.step for event in events if isinstance(event, StepEvent)] == ["case_note", "reflection"]
    kinds = [event.kind for event in events]
    assert [kinds.count(kind) for kind in ("start", "notes", "end", "ask", "summary")] == [1, len(SAID), 1, 1, 1]
    assert all(f"learner {number:02}" in words for words in words_of(events) if words)
