"""Workers killed at random moments lose nothing that they acknowledged; `python -m tests.kills` kills more of them."""

import sys
from pathlib import Path

import pytest

from tests.kills.killing import kill_workers
from tests.kills.worker import SQLITE

KILLS = {"sqlite": 30, "postgresql": 10}


@pytest.mark.both_databases
@pytest.mark.skipif(sys.platform == "win32", reason="forks and SIGKILL")
def test_whatever_was_acknowledged_before_a_kill_is_there_after_it_and_every_session_goes_on(
    database_kind: str, database: str, tmp_path: Path
) -> None:
    kills = KILLS[database_kind]
    tally = kill_workers(kills, 5, tmp_path, SQLITE if database_kind == "sqlite" else database)
    assert tally.kills == kills
    assert tally.acknowledged > kills
    assert tally.resumed > kills / 2
    assert len(tally.moments) > 1
