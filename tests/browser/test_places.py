"""Replies added to a page that stays as it is, and one that is sent while the customer still types."""

import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from poise.ui.components.places import MOST
from tests.browser.conftest import served
from tests.browser.learner import Learner
from tests.evaluator.scripted import verdicts
from tests.fault_server.behaviours import Behaviour, say, structured
from tests.fault_server.server import FaultServer

pytestmark = pytest.mark.browser

SORRY = "I'm so sorry, Denise. You asked for it well done twice and the same steak came back; I'd be upset as well."
LINES = (
    "It was pink the first time. It is pink now.",
    "He ordered at half past seven. Look at the clock.",
    "Everybody else has had their pudding.",
    "You can see the blood from there.",
    "My brother drove two hours for this.",
    "Nobody has come near us since.",
    "And the wine came after the starters.",
)
MARK = "document.querySelector('.st-key-turns [data-testid=stChatMessage]').dataset.kept = 'yes'"


def test_six_replies_leave_the_page_as_it_is_and_the_seventh_draws_it_anew(
    learner: Learner, fault_server: FaultServer
) -> None:
    learner.meet()
    learner.page.evaluate(MARK)
    kept = learner.page.locator("[data-kept]")
    for number, line in enumerate(LINES, start=1):
        fault_server.always(say(line))
        if number <= MOST:
            learner.say(f"{SORRY} ({number})")
            expect(kept).to_have_count(1)
        else:
            learner.box.fill(SORRY)
            learner.box.press("Enter")
            expect(learner.page.locator(".past-line").first).to_be_visible()
            learner.rest()
    expect(learner.turns.last).to_contain_text(LINES[-1])


def test_what_is_added_stands_where_the_page_drawn_anew_has_it(learner: Learner, fault_server: FaultServer) -> None:
    fault_server.always(say(LINES[0]))
    learner.meet()
    learner.say(SORRY)
    added = learner.turns.all_inner_texts(), [learner.turns.nth(place).bounding_box() for place in range(3)]
    learner.page.reload()
    expect(learner.turns).to_have_count(3)
    learner.rest()
    assert (learner.turns.all_inner_texts(), [learner.turns.nth(place).bounding_box() for place in range(3)]) == added


def test_a_reply_sent_while_the_customer_types_stands_in_the_box_and_the_line_is_said(
    learner: Learner, fault_server: FaultServer
) -> None:
    fault_server.always(say(LINES[0], delay_s=1.0))
    learner.meet()
    learner.box.fill(SORRY)
    learner.box.press("Enter")
    expect(learner.page.locator(".typing")).to_have_count(1)
    learner.box.fill("And another thing")
    learner.box.press("Enter")
    expect(learner.turns.nth(2)).to_contain_text(LINES[0])
    learner.rest()
    expect(learner.turns).to_have_count(3)
    expect(learner.box).to_have_value("And another thing")
    learner.box.press("Enter")
    expect(learner.turns).to_have_count(5)


def test_a_reply_sent_while_a_reloaded_page_says_the_line_stands_in_the_box(
    learner: Learner, fault_server: FaultServer
) -> None:
    fault_server.always(say(LINES[0], delay_s=1.5))
    learner.meet()
    learner.box.fill(SORRY)
    learner.box.press("Enter")
    expect(learner.page.locator(".typing")).to_have_count(1)
    learner.page.reload()
    expect(learner.page.locator(".typing")).to_have_count(1)
    learner.box.fill("And another thing")
    learner.box.press("Enter")
    expect(learner.turns.nth(2)).to_contain_text(LINES[0])
    learner.rest()
    expect(learner.box).to_have_value("And another thing")
    expect(learner.box).to_be_enabled()


def test_a_reply_sent_while_a_door_opens_is_answered(learner: Learner, fault_server: FaultServer) -> None:
    fault_server.always(say(LINES[0]))
    learner.meet()
    for round_, pause_ms in enumerate((0, 8, 16, 24, 40)):
        learner.box.fill(f"{SORRY} ({round_})")
        learner.page.evaluate(
            "[...document.querySelectorAll('button')].find(b => b.textContent.includes('End')).click()"
        )
        learner.page.wait_for_timeout(pause_ms)
        learner.box.press("Enter")
        expect(learner.page.locator(".st-key-turns").get_by_text(f"({round_})")).to_have_count(1)
        expect(learner.page.locator(".typing")).to_have_count(0)
        learner.rest()
        expect(learner.turns.last).not_to_contain_text("(")
        expect(learner.page.get_by_test_id("stException")).to_have_count(0)


def test_the_fold_of_an_earlier_reply_stays_open_after_another_reply(
    learner: Learner, fault_server: FaultServer
) -> None:
    learner.meet()
    for line in LINES[:3]:
        fault_server.always(say(line))
        learner.say(SORRY)
    learner.page.reload()
    expect(learner.folds).to_have_count(3)
    learner.rest()
    fault_server.always(say(LINES[3]))
    learner.say(SORRY)
    learner.folds.first.click()
    expect(learner.button("Try reply 1 again")).to_be_visible()


def test_a_closer_reading_that_comes_late_is_shown_by_itself(
    chromium: Browser, fault_server: FaultServer, tmp_path: Path
) -> None:
    def serve(body: dict[str, Any]) -> Behaviour:
        if "response_format" not in body:
            return say(LINES[0])
        time.sleep(1.0)
        listed = [{"quote": "upset as well", "fact": "nobody pays out cash"}]
        return structured({**verdicts(apology="I'm so sorry, Denise"), "contradictions": listed})

    fault_server.always(serve)
    settings = {"POISE_DATA_DIR": str(tmp_path / "data"), "POISE_CRITIC": "openai:fault-model", "POISE_COACH": "none"}
    with served({**settings, "OPENAI_BASE_URL": fault_server.url}, tmp_path) as address:
        learner = Learner(chromium.new_page(), address)
        learner.meet()
        learner.say(SORRY)
        learner.folds.first.click()
        expect(learner.page.get_by_text("What does not fit your briefing")).to_be_visible()
        learner.page.close()


def test_a_closer_reading_that_comes_while_the_next_reply_is_answered_is_shown_by_itself(
    chromium: Browser, fault_server: FaultServer, tmp_path: Path
) -> None:
    readings = []

    def serve(body: dict[str, Any]) -> Behaviour:
        if "response_format" not in body:
            return say(LINES[len(readings)], delay_s=2.5 if readings else 0.0)
        readings.append(body)
        if len(readings) == 1:
            time.sleep(1.5)
        listed = [{"quote": "upset as well", "fact": "nobody pays out cash"}]
        return structured({**verdicts(apology="I'm so sorry, Denise"), "contradictions": listed})

    fault_server.always(serve)
    settings = {"POISE_DATA_DIR": str(tmp_path / "data"), "POISE_CRITIC": "openai:fault-model", "POISE_COACH": "none"}
    with served({**settings, "OPENAI_BASE_URL": fault_server.url}, tmp_path) as address:
        learner = Learner(chromium.new_page(), address)
        learner.meet()
        learner.say(SORRY)
        learner.say(SORRY)
        expect(learner.page.get_by_text("reads it more closely now")).to_have_count(0)
        learner.folds.first.click()
        expect(learner.page.get_by_text("What does not fit your briefing").first).to_be_visible()
        learner.page.close()
