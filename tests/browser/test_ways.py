"""Ways through the app in a real browser: going back and comparing, coming back, a phone, the help, the ways out."""

import pytest
from playwright.sync_api import expect

from tests.browser.learner import SLOW_MS, Learner
from tests.fault_server.behaviours import say
from tests.fault_server.server import FaultServer

pytestmark = pytest.mark.browser

SORRY = "I'm so sorry, Denise. You asked for it well done twice and the same steak came back; I'd be upset as well."
RUDE = "Calm down. It is not our fault."
LINE = "You would be, would you? Then you know how we feel. It was pink the first time. It is pink now."


def test_a_reply_is_tried_again_and_set_beside_the_first(learner: Learner) -> None:
    page = learner.page
    learner.meet()
    learner.say(RUDE)
    first = page.url
    learner.end()
    learner.button("Try reply 1 again").first.click()
    expect(page.locator(".fork")).to_contain_text(RUDE)
    learner.rest()
    learner.say(SORRY)
    page.get_by_text("Compare side by side").click()
    expect(learner.heading("Reply 1 to Denise, twice")).to_be_visible()
    learner.rest()
    expect(
        page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    ).to_be_visible()
    for side, words in (("first", RUDE), ("second", SORRY)):
        there = page.locator(f".st-key-side-{side}")
        expect(there).to_contain_text(words)
        there.get_by_text("What this reply did").click()
        expect(there.locator(".critique")).to_be_visible()
    page.goto(first)
    expect(learner.turns).to_have_count(3)
    expect(learner.turns.nth(1)).to_contain_text(RUDE)


def test_a_reload_in_the_middle_of_a_line_loses_nothing_and_says_nothing_twice(
    learner: Learner, fault_server: FaultServer
) -> None:
    learner.meet()
    fault_server.always(say(LINE, gap_s=0.2))
    learner.box.fill(SORRY)
    learner.box.press("Enter")
    expect(learner.turns.nth(2)).to_contain_text("You would")
    learner.page.reload()
    expect(learner.turns.nth(2)).to_contain_text("It is pink now.", timeout=SLOW_MS)
    learner.rest()
    expect(learner.turns).to_have_count(3)
    expect(learner.turns.nth(1)).to_contain_text(SORRY)
    learner.page.goto(learner.address)
    expect(learner.heading("You were in the middle of a conversation")).to_be_visible()
    learner.button("Go on").click()
    expect(learner.turns).to_have_count(3)


def test_nothing_fades_while_the_line_comes(learner: Learner, fault_server: FaultServer) -> None:
    learner.meet()
    fault_server.always(say(LINE, delay_s=1.0, gap_s=0.1))
    learner.page.evaluate(WATCH)
    learner.say(SORRY)
    assert learner.page.evaluate("window.faintest") == 1


WATCH = """() => {
  window.faintest = 1;
  const seen = '.st-key-head, .st-key-turns, [data-testid=stChatMessage], .st-key-beside';
  const look = () => {
    for (let part of document.querySelectorAll(seen)) {
      for (let opacity = 1; part && part !== document.body; part = part.parentElement) {
        opacity *= Number(getComputedStyle(part).opacity);
        window.faintest = Math.min(window.faintest, opacity);
      }
    }
    requestAnimationFrame(look);
  };
  look();
}"""


def test_on_a_phone_the_whole_way_is_as_wide_as_the_phone(learner_on_a_phone: Learner) -> None:
    learner, page = learner_on_a_phone, learner_on_a_phone.page
    page.get_by_role("button", name="Meet Denise").click()
    learner.heading("What you may do").wait_for()
    page.get_by_text("How much help do you want?").click()
    page.get_by_text("A hint on demand").click()
    learner.rest()
    assert learner.overflow() == 0
    learner.button("Begin the conversation").click()
    expect(learner.turns).to_have_count(1)
    learner.rest()
    learner.say(SORRY)
    learner.button("Hint").click()
    expect(page.locator(".hint h3").first).to_be_visible()
    assert learner.overflow() == 0
    page.keyboard.press("Escape")
    _stop(learner)
    learner.button("Three short steps").click()
    for title in ("The case note", "The follow-up", "Your own view"):
        expect(learner.heading(title)).to_be_visible()
        learner.rest()
        assert learner.overflow() == 0
        learner.button("Skip this step").click()
    learner.heading("What went well").wait_for()
    learner.rest()
    expect(page.get_by_text("a hint on demand (one hint read)")).to_be_visible()
    assert learner.overflow() == 0
    for name in ("sessions", "progress"):
        page.goto(learner.address + name)
        page.locator(".stHtml h1").wait_for()
        learner.rest()
        assert learner.overflow() == 0, name


def test_a_goodbye_is_answered_and_leads_to_the_debrief(learner: Learner) -> None:
    learner.meet()
    learner.say(SORRY)
    learner.door("End").click()
    learner.page.get_by_label("Your last words").fill("Thank you for telling me. Have a good evening, both of you.")
    learner.button("Say goodbye").click()
    expect(learner.heading("The conversation is over")).to_be_visible(timeout=SLOW_MS)
    expect(learner.turns).to_have_count(5)
    learner.button("Look back on it").click()
    expect(learner.heading("What went well")).to_be_visible()


def _stop(learner: Learner) -> None:
    learner.door("End").click()
    learner.button("Stop without a word").click()
