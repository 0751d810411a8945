"""A page reloaded in the middle of a line, a disk without room: in a real browser nothing is lost and nothing said twice."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.learner import Learner
from tests.fault_server.behaviours import say
from tests.fault_server.server import FaultServer
from tests.kills.looking import rows
from tests.kills.running_app import RunningApp, running_app
from tests.practice.no_room import lift_file_size, limit_file_size

pytestmark = pytest.mark.browser
SORRY = "I'm so sorry, Denise. You asked for it well done twice and the same steak came back; I'd be upset as well."
ASK = "What happened the second time?"
LINE = "Pink. Both times it came back pink, and he has eaten nothing at all."
NEXT = "And what about my husband's dinner?"


def test_a_reload_in_the_middle_of_a_line_and_a_full_disk_lose_nothing(
    chromium: Browser, fault_server: FaultServer, tmp_path: Path
) -> None:
    with running_app(tmp_path, fault_server.url) as app:
        learner = Learner(chromium.new_page(), app.address)
        learner.meet()
        _reload_in_the_middle(learner, fault_server)
        assert len(rows(tmp_path)) == 3
        fault_server.always(say(NEXT))
        _find_no_room(learner, app)
        _has_said(learner, SORRY, LINE, ASK, NEXT)
        assert len(rows(tmp_path)) == 5
        learner.page.close()


def _reload_in_the_middle(learner: Learner, fault_server: FaultServer) -> None:
    fault_server.always(say(LINE, gap_s=0.15))
    learner.box.fill(SORRY)
    learner.box.press("Enter")
    expect(learner.turns.nth(2)).to_contain_text("Pink.")
    learner.page.reload()
    expect(learner.turns.nth(2)).to_contain_text(LINE)
    learner.rest()
    _has_said(learner, SORRY, LINE)


def _find_no_room(learner: Learner, app: RunningApp) -> None:
    (pid,) = app.served_by
    limit_file_size(pid)
    learner.box.fill(ASK)
    learner.box.press("Enter")
    expect(learner.page.locator(".problem")).to_contain_text("there is no room for it")
    expect(learner.turns).to_have_count(3)
    expect(learner.box).to_have_value(ASK)
    learner.rest()
    lift_file_size(pid)
    learner.box.press("Enter")
    expect(learner.turns).to_have_count(5)
    expect(learner.page.locator(".problem")).to_have_count(0)


def _has_said(learner: Learner, *texts: str) -> None:
    expect(learner.turns).to_have_count(1 + len(texts))
    expect(learner.page.locator(".typing")).to_have_count(0)
    learner.rest()
    for shown, text in zip(learner.turns.all_inner_texts()[1:], texts, strict=True):
        assert text in shown
