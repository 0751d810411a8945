"""The app killed in the middle of a line; `python -m tests.kills --app 15` kills it more often."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.fault_server.server import FaultServer
from tests.kills.app_kills import kill_app

pytestmark = pytest.mark.browser
KILLS = 3


def test_after_a_kill_the_learner_is_offered_the_conversation_where_it_stood(
    chromium: Browser, fault_server: FaultServer, tmp_path: Path
) -> None:
    tally = kill_app(KILLS, seed=2, folder=tmp_path, browser=chromium, server=fault_server)
    assert tally.kills == KILLS
    assert tally.offered > 0
