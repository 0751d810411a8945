"""No serious fault of accessibility on any page, at a desk and on a phone, in light and in dark, by the rules of axe-core."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import served
from tests.browser.learner import Learner
from tests.fault_server.behaviours import say
from tests.fault_server.server import FaultServer

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SORRY = "I'm so sorry, Denise. You asked for it well done twice and the same steak came back; I'd be upset as well."
RUDE = "Calm down. It is not our fault."
NAMES = sorted(file.stem.removesuffix("_page") for file in ROOT.glob("poise/ui/pages/*_page.py"))

BORNE: dict[tuple[str, str], str] = {}
"""Faults of Streamlit itself that cannot be mended from here: rule and a part of the selector, with the reason."""

FIND = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .flatMap(one => one.nodes.map(node => ({
    rule: one.id, at: node.target.join(' '), why: [...node.any, ...node.all, ...node.none].map(it => it.message).join('; ')
  })))"""


@pytest.fixture(scope="module")
def house(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[BrowserContext, dict[str, str]]]:
    """A browser whose learner has talked, ended and tried again, and the address of every page as they see it then."""
    folder = tmp_path_factory.mktemp("house")
    settings = {"POISE_DATA_DIR": str(folder / "data"), "POISE_CRITIC": "none", "POISE_COACH": "none"}
    with FaultServer() as customer, served({**settings, "OPENAI_BASE_URL": customer.url}, folder) as address:
        customer.always(say("You would be, would you? It was pink the first time. It is pink now."))
        window = chromium.new_context(viewport=DESK)  # type: ignore[arg-type]
        yield window, _told(Learner(window.new_page(), address))
        window.close()


def _told(learner: Learner) -> dict[str, str]:
    """Tell the story that fills the pages, and return the addresses that are not the page's name alone."""
    learner.meet()
    learner.say(SORRY)
    talked = _session(learner.page)
    learner.end()
    learner.button("Try reply 1 again").first.click()
    learner.box.wait_for()
    learner.rest()
    learner.say(RUDE)
    again = _session(learner.page)
    learner.page.close()
    queries = {
        "briefing": "?persona=irate-diner&level=hard",
        "talk": f"?session={again}",
        "steps": f"?session={talked}",
        "debrief": f"?session={talked}",
        "compare": f"?session={again}",
        "try": "?persona=irate-diner",
    }
    return {name: learner.address + ("" if name == "gallery" else name) + queries.get(name, "") for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_no_serious_fault(house: tuple[BrowserContext, dict[str, str]], name: str) -> None:
    window, addresses = house
    page = window.new_page()
    _open(page, addresses[name])
    for fold in page.locator("[data-testid=stExpander] summary").all():
        fold.click()
    _rest(page)
    assert _faults(page) == []
    page.close()


@pytest.mark.parametrize(
    ("name", "door"), [("talk", "Help"), ("talk", "End"), ("talk", "Briefing"), ("debrief", "Keep it")]
)
def test_what_a_door_opens_has_no_serious_fault(
    house: tuple[BrowserContext, dict[str, str]], name: str, door: str
) -> None:
    window, addresses = house
    page = window.new_page()
    _open(page, addresses[name])
    page.get_by_role("button", name=door, exact=True).click()
    page.get_by_test_id("stPopoverBody").wait_for()
    _rest(page)
    assert _faults(page) == []
    page.close()


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".stMain .stHtml :is(h1, h2, p)").first.wait_for()
    _rest(page)
    page.evaluate(AXE_SCRIPT)


def _rest(page: Page) -> None:
    page.wait_for_timeout(300)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def _faults(page: Page) -> list[str]:
    """Return every serious fault in every light and at every width, each once with where it was seen."""
    found: dict[str, list[str]] = {}
    for size, width in ((DESK, "desk"), (PHONE, "phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light, reduced_motion="reduce")  # type: ignore[arg-type]
            page.wait_for_timeout(300)
            for one in page.evaluate(FIND):
                if not _borne(one):
                    found.setdefault(f"{one['rule']} at {one['at']}: {one['why']}", []).append(f"{width} {light}")
    return [f"{fault} ({', '.join(seen)})" for fault, seen in found.items()]


def _borne(one: dict[str, Any]) -> bool:
    return any(one["rule"] == rule and part in one["at"] for rule, part in BORNE)


def _session(page: Page) -> str:
    found = re.search("session=([0-9a-f]+)", page.url)
    assert found is not None
    return found.group(1)
