"""The HTML export opens in a browser from the disk: whole, silent, and as wide as the window."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from poise.practice.exports import export
from poise.practice.services import build_services
from poise.practice.settings import load_settings
from poise.practice.step_events import Ticks
from poise.practice.steps.taking import reflect, send_follow_up, write_case_note
from tests.browser.conftest import PHONE
from tests.browser.learner import SLOW_MS
from tests.practice.ended import play
from tests.practice.talk import RUDE
from tests.ui.odd_words import ODD

pytestmark = pytest.mark.browser

LONG = f"I'm so sorry, Denise. {'steak' * 60} {ODD}"


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """The export of an ended session with every step after it, in odd and long words."""
    services = build_services(load_settings({"POISE_DATA_DIR": str(tmp_path)}, tmp_path), customer_model=lambda: None)
    session_id = play(services, (LONG, RUDE, "I'll ring you on Friday.")).id
    write_case_note(services, session_id, LONG)
    send_follow_up(services, session_id, LONG, "message", None)
    reflect(services, session_id, LONG, Ticks(shown=("empathy",)))
    file = tmp_path / "talk.html"
    file.write_bytes(export(services, session_id, "html").body)
    services.close()
    return file


@pytest.mark.parametrize("window", [{"viewport": {"width": 1280, "height": 900}}, PHONE], ids=["desk", "phone"])
def test_the_html_export_opens_from_the_disk(chromium: Browser, page_file: Path, window: dict[str, object]) -> None:
    page = chromium.new_page(**window)  # type: ignore[arg-type]
    page.set_default_timeout(SLOW_MS)
    faults: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    for words in ("The agent ended the conversation.", "What went well", "After the conversation", "The conversation"):
        expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()
    assert ODD in " ".join(page.locator("body").inner_text().split())
    curve = page.get_by_role("img", name="The anger, from 0 (calm) to 100 (furious)")
    expect(curve).to_be_visible()
    expect(curve.locator("circle, rect")).to_have_count(4)
    drawn = curve.locator("polyline").bounding_box()
    assert drawn is not None
    assert drawn["width"] > 200
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator("img, script, a, main b b").count() == 0
    assert faults == []
    assert asked == [page_file.as_uri()]
    page.close()
