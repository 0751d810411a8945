"""The pointer on a step of the anger curve shows its causes, whatever signs stand in the words that did it."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.learner import Learner

pytestmark = pytest.mark.browser

ODD_SORRY = "I'm so sorry, Denise <b>x</b>."
_STEP = 14
"""Pixels between two places of the pointer; a step answers within 17."""


def test_hovering_over_a_step_shows_its_cause_and_the_words_as_they_were_written(learner: Learner) -> None:
    learner.meet()
    learner.say(ODD_SORRY)
    learner.end()
    tooltip = learner.page.locator("#vg-tooltip-element")
    _find(learner, tooltip, "Sincere apology")
    expect(tooltip).to_be_visible()
    expect(tooltip).to_contain_text("Sincere apology")
    expect(tooltip).to_contain_text("“I'm so sorry, Denise <b>x</b>")
    assert tooltip.locator("b, img").count() == 0


def _find(learner: Learner, tooltip: Locator, words: str) -> None:
    """Move the pointer over the curve until the tooltip says these words."""
    chart = learner.page.get_by_test_id("stVegaLiteChart").first
    chart.scroll_into_view_if_needed()
    drawn = chart.locator("canvas, svg").first
    drawn.wait_for()
    box = drawn.bounding_box()
    assert box is not None
    for x in range(int(box["width"]) - _STEP, 0, -_STEP):
        for y in range(_STEP, int(box["height"]), _STEP):
            learner.page.mouse.move(box["x"] + x, box["y"] + y)
            if tooltip.count() and words in tooltip.inner_text():
                return
    pytest.fail(f"no place of the curve shows {words!r}")
