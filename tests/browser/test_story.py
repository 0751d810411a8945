"""The whole way in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.learner import Learner
from tests.fault_server.behaviours import fail, say
from tests.fault_server.server import FaultServer

pytestmark = pytest.mark.browser

SORRY = "I'm so sorry, Denise. You asked for it well done twice and the same steak came back; I'd be upset as well."
LINE = "You would be, would you? Then you know how we feel. It was pink the first time. It is pink now."


def test_gallery_briefing_talk_critique_reload_end_debrief(learner: Learner, fault_server: FaultServer) -> None:
    fault_server.always(say(LINE, delay_s=0.5, gap_s=0.05))
    learner.meet()
    learner.box.fill(SORRY)
    learner.box.press("Enter")
    expect(learner.page.get_by_text("Denise is typing …")).to_be_visible()
    expect(learner.turns.nth(1)).to_contain_text(SORRY)
    expect(learner.page.locator(".typing")).to_have_count(0, timeout=30_000)
    learner.rest()
    said = learner.turns.all_inner_texts()

    learner.folds.first.click()
    critique = learner.page.locator(".critique")
    expect(critique).to_be_visible()
    expect(critique).to_contain_text("Sincere apology")
    expect(critique.locator("blockquote").first).to_be_visible()

    learner.page.reload()
    expect(learner.turns).to_have_count(3)
    learner.heading("Denise Kershaw").wait_for()
    learner.rest()
    assert learner.turns.all_inner_texts() == said

    learner.end()
    expect(learner.heading("You ended the conversation.")).to_be_visible()
    expect(learner.page.locator(".try blockquote")).to_be_visible()


def test_nothing_on_the_page_moves_once_it_stands(learner: Learner, fault_server: FaultServer) -> None:
    learner.meet()
    fault_server.always(say(LINE, gap_s=0.05))
    learner.page.evaluate(WATCH)
    learner.say(SORRY)
    learner.page.wait_for_timeout(500)
    tops: list[list[int]] = learner.page.evaluate("window.tops")
    assert max(map(len, tops)) == 3
    for number in range(3):
        assert len({top[number] for top in tops if len(top) > number}) == 1


WATCH = """() => {
  window.tops = [];
  const look = () => {
    const main = document.querySelector('.stMain');
    const turns = [...document.querySelectorAll('[data-testid=stChatMessage]')];
    window.tops.push(turns.map(turn => Math.round(turn.getBoundingClientRect().top + main.scrollTop)));
    requestAnimationFrame(look);
  };
  look();
}"""


def test_the_head_stays_in_sight(learner: Learner) -> None:
    learner.page.set_viewport_size({"width": 1280, "height": 500})
    learner.meet()
    for _ in range(3):
        learner.say(SORRY)
    learner.page.wait_for_function("document.querySelector('.stMain').scrollTop > 0")
    expect(learner.heading("Denise Kershaw")).to_be_in_viewport()
    expect(learner.door("Briefing")).to_be_in_viewport()


def test_after_a_fault_the_reply_is_sent_again_on_request(learner: Learner, fault_server: FaultServer) -> None:
    learner.meet()
    fault_server.always(fail(500, "the engine died"))
    learner.box.fill(SORRY)
    learner.box.press("Enter")
    expect(learner.button("Send it again")).to_be_in_viewport(timeout=30_000)
    expect(learner.box).to_be_disabled()
    fault_server.always(say(LINE))
    learner.button("Send it again").click()
    expect(learner.turns).to_have_count(3)
    learner.rest()
    expect(learner.box).to_be_enabled()


def test_a_phone_scrolls_in_one_direction_only(learner_on_a_phone: Learner) -> None:
    learner = learner_on_a_phone
    assert learner.overflow() == 0
    learner.meet()
    learner.say(SORRY + " Averyveryverylongwordthatnobodywouldeverwriteinareply" * 3)
    assert learner.overflow() == 0
    learner.folds.first.click()
    expect(learner.page.locator(".critique")).to_be_visible()
    assert learner.overflow() == 0
    learner.end()
    assert learner.overflow() == 0


def test_the_keyboard_alone_is_enough(learner: Learner) -> None:
    page = learner.page
    _press(learner, "Meet Denise")
    learner.heading("What you may do").wait_for()
    learner.rest()
    _press(learner, "How much help do you want?")
    _reach(learner, "document.activeElement.type === 'radio'")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    learner.rest()
    _press(learner, "Begin the conversation")
    expect(learner.turns).to_have_count(1)
    learner.rest()
    _reach(learner, "document.activeElement.dataset.testid === 'stChatInputTextArea'")
    page.keyboard.type(SORRY)
    page.keyboard.press("Enter")
    expect(learner.turns).to_have_count(3)
    expect(page.locator(".typing")).to_have_count(0)
    learner.rest()
    _press(learner, "What this reply did")
    expect(page.locator(".critique")).to_be_visible()
    _press(learner, "End")
    expect(learner.button("Say goodbye")).to_be_visible()
    _reach(
        learner,
        "document.activeElement.tagName === 'TEXTAREA' && document.activeElement.closest('form, [data-testid=stForm]')",
    )
    page.keyboard.type("Thank you for telling me. Good evening to you both.")
    _press(learner, "Say goodbye")
    expect(learner.heading("The conversation is over")).to_be_visible()
    _press(learner, "Look back on it")
    learner.heading("What went well").wait_for()


def _press(learner: Learner, words: str) -> None:
    _reach(learner, f"document.activeElement.innerText?.split('\\n')[0].trim() === {words!r}")
    learner.page.keyboard.press("Enter")


def _reach(learner: Learner, condition: str) -> None:
    """Press Tab until the condition holds for what has the focus."""
    for _ in range(60):
        if learner.page.evaluate(condition):
            return
        learner.page.keyboard.press("Tab")
        learner.page.wait_for_timeout(30)
    pytest.fail(f"Tab never led to: {condition}")
