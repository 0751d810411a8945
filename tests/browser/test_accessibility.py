"""No serious fault of accessibility on any page, in any of its states, by the rules of axe-core; none is wider than a phone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from poise.ui.gate_page import gate_page
from tests.browser.axe import DESK, serious_faults
from tests.browser.conftest import served
from tests.browser.furnished import TRAINER, furnish

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
NAMES = sorted(file.stem.removesuffix("_page") for file in ROOT.glob("poise/ui/pages/*_page.py"))
SEEN = {
    "briefing": "briefing?persona=irate-diner&level=hard",
    "compare": "compare?session={again}",
    "debrief": "debrief?session={done}",
    "gallery": "",
    "steps": "steps?session={fresh}",
    "talk": "talk?session={talking}",
    "try": "try?persona=irate-diner",
}
"""The addresses at which a page shows what it has, where that is not its name alone."""
STATES = {
    "a branch": "talk?session={again}",
    "a talk that has ended": "talk?session={fresh}",
    "the follow-up": "steps?session={noted}",
    "the learner's own view": "steps?session={sent}",
    "what the case note lacks": "steps?session={noted}&done=case_note",
    "what the follow-up did": "steps?session={sent}&done=follow_up",
    "a shared conversation and the form for the answer": "shared?session={done}",
    "a conversation that is not there": "debrief?session=none",
}
MARKS = {
    SEEN["debrief"]: "article blockquote",
    STATES["a talk that has ended"]: ".st-key-over",
    STATES["the follow-up"]: ".st-key-follow-up",
    STATES["the learner's own view"]: ".st-key-ticked-shown",
    STATES["what the case note lacks"]: ".st-key-go-on",
    STATES["what the follow-up did"]: ".st-key-agent-follow-up",
    STATES["a shared conversation and the form for the answer"]: ".st-key-answer-2",
    "progress": "[data-testid=stVegaLiteChart]",
    "shared": ".stMain blockquote",
}
"""What shows that the page stands in the state that is meant."""
DOORS = {
    "Help": "talk?session={talking}",
    "End": "talk?session={talking}",
    "Briefing": "talk?session={talking}",
    "Keep it": "debrief?session={done}",
    "Name": "sessions",
    "Delete": "sessions",
    "In another browser": "me",
    "Erase this profile": "me",
}


@dataclass(frozen=True)
class House:
    """The running app as a trainer sees it, `window`, and as a browser that nobody has chosen a profile in, `strange`."""

    address: str
    made: dict[str, str]
    window: BrowserContext
    strange: BrowserContext


@pytest.fixture(scope="module")
def house(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    settings = {"POISE_DATA_DIR": str(folder / "data"), "POISE_CRITIC": "none", "POISE_COACH": "none"}
    settings["OPENAI_BASE_URL"] = "http://127.0.0.1:9"
    made = furnish(settings, folder)
    with served(settings, folder) as address:
        window, strange = (chromium.new_context(viewport=DESK) for _ in range(2))  # type: ignore[arg-type]
        page = _opened(window, address)
        page.get_by_role("button", name=TRAINER).click()
        page.get_by_role("button", name="Meet ").last.wait_for()
        page.close()
        yield House(address, made, window, strange)
        window.close()
        strange.close()


@pytest.fixture
def look(house: House) -> Iterator[Callable[[str], Page]]:
    """Open an address in the trainer's window, with the names of sessions filled in."""
    pages: list[Page] = []

    def open_(address: str) -> Page:
        pages.append(_opened(house.window, house.address + address.format(**house.made)))
        return pages[-1]

    yield open_
    for page in pages:
        page.close()


@pytest.mark.parametrize("address", [*(SEEN.get(name, name) for name in NAMES), *STATES.values()])
def test_a_page_has_no_serious_fault(look: Callable[[str], Page], address: str) -> None:
    page = look(address)
    page.locator(MARKS.get(address, "h1, h2, p")).first.wait_for()
    for fold in page.locator("[data-testid=stExpander] summary").all():
        fold.click()
    _rest(page)
    assert serious_faults(page) == []


@pytest.mark.parametrize("door", DOORS)
def test_what_a_door_opens_has_no_serious_fault(look: Callable[[str], Page], door: str) -> None:
    page = look(DOORS[door])
    page.get_by_role("button", name=door, exact=True).first.click()
    page.get_by_test_id("stPopoverBody").wait_for()
    _rest(page)
    assert serious_faults(page) == []


def test_the_question_to_a_trainer_has_no_serious_fault(look: Callable[[str], Page]) -> None:
    page = look("debrief?session={done}")
    page.get_by_role("button", name="Ask my trainer").click()
    page.get_by_role("dialog").get_by_role("textbox").wait_for()
    _rest(page)
    assert serious_faults(page) == []


@pytest.mark.parametrize("address", ["", "?me={link}", "?me=used"])
def test_what_a_strange_browser_is_asked_has_no_serious_fault(house: House, address: str) -> None:
    page = _opened(house.strange, house.address + address.format(**house.made))
    assert serious_faults(page) == []
    page.close()


def test_the_gate_has_no_serious_fault(house: House) -> None:
    page = house.strange.new_page()
    page.set_content(gate_page("/access", "/", "wrong", 0, "en"))
    assert serious_faults(page) == []
    page.close()


def _opened(window: BrowserContext, address: str) -> Page:
    page = window.new_page()
    page.goto(address)
    page.locator(".stMain .stHtml :is(h1, h2, p)").first.wait_for()
    _rest(page)
    return page


def _rest(page: Page) -> None:
    page.wait_for_timeout(300)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
