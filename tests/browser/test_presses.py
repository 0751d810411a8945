"""A double click does once what was asked, and a moment's pause dims the page and changes nothing: in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.learner import Learner
from tests.fault_server.behaviours import say
from tests.fault_server.server import FaultServer
from tests.kills.looking import rows

pytestmark = pytest.mark.browser

SORRY = "I'm so sorry, Denise. You asked for it well done twice and the same steak came back; I'd be upset as well."
TWICE = "button => { button.click(); setTimeout(() => button.click(), 30); }"
VEIL = "getComputedStyle(document.querySelector('.veil'))"


def test_a_double_click_begins_one_conversation_and_tries_a_reply_again_once(
    learner: Learner, fault_server: FaultServer, data_dir: Path
) -> None:
    fault_server.always(say("It was pink the first time. It is pink now."))
    learner.button("Meet Denise").click()
    learner.heading("What you may do").wait_for()
    learner.rest()
    learner.button("Begin the conversation").evaluate(TWICE)
    expect(learner.turns).to_have_count(1)
    learner.rest()
    assert len(_sessions(data_dir)) == 1
    learner.say(SORRY)
    learner.end()
    learner.button("Try reply 1 again").first.evaluate(TWICE)
    # A second click that comes while the page changes may leave the debrief standing, which says the way.
    learner.box.or_(learner.page.get_by_text("Go back to it")).first.wait_for()
    learner.rest()
    assert len(_sessions(data_dir)) == 2


def test_a_breath_dims_the_page_for_a_moment_and_changes_nothing(learner: Learner, data_dir: Path) -> None:
    learner.meet()
    learner.box.fill("And then")
    before, page = rows(data_dir), learner.page
    page.get_by_text("Take a breath").click()
    page.wait_for_function(f"{VEIL}.visibility === 'visible' && Number({VEIL}.opacity) > 0.9")
    assert page.evaluate(
        "(() => { const at = document.querySelector('.veil').getBoundingClientRect();"
        " return at.width >= innerWidth && at.height >= innerHeight; })()"
    )
    page.wait_for_function(f"{VEIL}.visibility === 'hidden'")
    expect(learner.box).to_have_value("And then")
    expect(learner.turns).to_have_count(1)
    assert rows(data_dir) == before


def _sessions(data_dir: Path) -> set[str]:
    return {session_id for session_id, _ in rows(data_dir)}
