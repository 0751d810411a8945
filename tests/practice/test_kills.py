"""Workers killed at random moments lose nothing that they acknowledged; `python -m tests.kills` kills more of them."""

import sys
from pathlib import Path

import pytest

from tests.kills.killing import kill_workers

KILLS = 30


@pytest.mark.skipif(sys.platform == "win32", reason="forks and SIGKILL")
def test_whatever_was_acknowledged_before_a_kill_is_there_after_it_and_every_session_goes_on(tmp_path: Path) -> None:
    tally = kill_workers(KILLS, seed=5, folder=tmp_path)
    assert tally.kills == KILLS
    assert tally.acknowledged > KILLS
    assert tally.resumed > KILLS / 2
    assert len(tally.moments) > 1
