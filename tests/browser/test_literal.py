"""What people wrote stands in a real page as they wrote it: no link, no format, no sign replaced."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from poise.conversation.content import Content
from poise.practice import learners
from poise.practice.answering import answer_question
from poise.practice.branching import branch
from poise.practice.cards import import_card
from poise.practice.my_sessions import name
from poise.practice.services import build_services
from poise.practice.settings import load_settings
from poise.practice.step_events import NotesEvent, Ticks
from poise.practice.steps.taking import ask_trainer, reflect, write_case_note
from tests.browser.conftest import served
from tests.browser.learner import SLOW_MS, Learner
from tests.conversation.character_card.cards import foreign
from tests.fault_server.server import FaultServer
from tests.practice.ended import play
from tests.ui.odd_words import ODD, ODD_NAME, write_odd_persona

ROOT = Path(__file__).parents[2]
SCRIPT = "<script>document.title = 'owned'</script>"
pytestmark = pytest.mark.browser


@pytest.fixture
def odd(data_dir: Path) -> str:
    return write_odd_persona(data_dir)


def test_odd_words_are_shown_as_they_are(
    odd: str, chromium: Browser, fault_server: FaultServer, data_dir: Path, tmp_path: Path
) -> None:
    settings = {"POISE_DATA_DIR": str(data_dir), "POISE_CRITIC": "none", "OPENAI_BASE_URL": fault_server.url}
    with served(settings, tmp_path) as address:
        learner = Learner(chromium.new_page(), address)
        _shows(learner, ODD, f"{ODD_NAME} Last", f"Meet {ODD_NAME}")
        learner.page.locator(".st-key-meet-odd button").click()
        learner.heading("What you may do").wait_for()
        _shows(learner, ODD, f"{ODD_NAME} Last")
        learner.rest()
        learner.button("Begin the conversation").click()
        expect(learner.turns).to_have_count(1)
        learner.rest()
        learner.say(f"I'm so sorry. {ODD}")
        _shows(learner, ODD, f"I'm so sorry. {ODD}", f"{ODD_NAME} Last")
        learner.end()
        # The debrief numbers the words that prove something, here "I'm so sorry.".
        _shows(learner, ODD, "I'm so sorry.", f"Meet {ODD_NAME} again")
        learner.page.close()


def test_odd_words_that_were_kept_are_shown_as_they_are_on_every_later_page(
    chromium: Browser, fault_server: FaultServer, data_dir: Path, tmp_path: Path
) -> None:
    settings = {"POISE_DATA_DIR": str(data_dir), "POISE_CRITIC": "none", "OPENAI_BASE_URL": fault_server.url}
    said, again = _written_down(settings, tmp_path)
    pages = {
        "sessions": (ODD_NAME,),
        # What proves something is numbered there: the reply stands in parts.
        f"debrief?session={said}": (ODD,),
        f"steps?session={said}": (),
        f"compare?session={again}": (ODD,),
        "shared": (ODD_NAME, ODD),
        f"shared?session={said}": (ODD_NAME, ODD, f"Well. {ODD}"),
        "me": (ODD_NAME,),
        "progress": (),
    }
    with served(settings, tmp_path) as address:
        learner = Learner(chromium.new_page(), address)
        for page, texts in pages.items():
            learner.page.goto(address + page)
            learner.page.locator(".stMain .stHtml :is(h1, h2, p)").first.wait_for()
            learner.rest()
            _shows(learner, *texts)
        learner.page.close()


@pytest.mark.parametrize("spec", ["chara_card_v2", "chara_card_v3"])
def test_nothing_in_a_character_card_is_ever_html_or_markdown(
    chromium: Browser, fault_server: FaultServer, data_dir: Path, tmp_path: Path, spec: str
) -> None:
    source = tmp_path / "card.json"
    source.write_text(json.dumps(_oddly(foreign(spec, name="Zo"), f"{ODD} {SCRIPT}")))
    persona = import_card(Content(ROOT, data_dir), source, "odd-card").persona
    settings = {"POISE_DATA_DIR": str(data_dir), "POISE_CRITIC": "none", "OPENAI_BASE_URL": fault_server.url}
    with served(settings, tmp_path) as address:
        learner = Learner(chromium.new_page(), address)
        asked: list[str] = []
        learner.page.on("request", lambda request: asked.append(request.url))
        _shows(learner, _plain(persona.identity.name))
        # Which of its greetings opens the talk is drawn; the odd words end each of them.
        greeting = persona.opening[0][persona.opening[0].index("<b>") :]
        for page, shown in (("briefing", persona.identity.name), ("try", greeting)):
            learner.page.goto(f"{address}{page}?persona=odd-card")
            learner.page.locator(".stMain .stHtml :is(h1, h2, p)").first.wait_for()
            learner.rest()
            _shows(learner, _plain(shown))
            assert learner.page.title() != "owned"
        assert not [url for url in asked if "evil" in url or url.endswith("/x")]
        learner.page.close()


def _oddly(value: Any, odd: str) -> Any:
    """Return a card's value with odd words behind every text of its fields; the frame that makes it a card stays."""
    if isinstance(value, dict):
        return {key: one if key in ("spec", "spec_version") else _oddly(one, odd) for key, one in value.items()}
    if isinstance(value, list):
        return [_oddly(one, odd) for one in value]
    return f"{value} {odd}" if isinstance(value, str) else value


def _plain(text: str) -> str:
    return " ".join(text.split())


def _written_down(settings: dict[str, str], folder: Path) -> tuple[str, str]:
    """Have a trainer of an odd name write odd words wherever one can; return a session and its branch."""
    services = build_services(load_settings(settings, folder), customer_model=lambda: None)
    engine, at = services.store.engine, services.now()
    learners.make(engine, at, name=ODD_NAME, id_=learners.FIRST)
    learners.set_role(engine, learners.FIRST, "trainer")
    mine = services.seen_by(learners.FIRST)
    said = play(mine, (f"I am so sorry. {ODD}", "Calm down.")).id
    mine.store.append(said, NotesEvent(text=ODD), mine.now(), expected=None)
    write_case_note(mine, said, ODD)
    reflect(mine, said, ODD, Ticks(shown=("empathy",)))
    ask_trainer(mine, said, ODD)
    answer_question(mine.as_trainer(), said, 1, f"Well. {ODD}")
    name(mine, said, ODD_NAME)
    again = branch(mine, said, 2).id
    services.close()
    return said, again


def _shows(learner: Learner, *texts: str) -> None:
    # The page may still be drawing its end when the script has come to rest.
    deadline = time.monotonic() + SLOW_MS / 1000
    while not all(text in _read(learner) for text in texts) and time.monotonic() < deadline:
        learner.page.wait_for_timeout(100)
    read = _read(learner)
    for text in texts:
        assert text in read
    for sign in ("a[href*=evil]", ".stMain b", ".stMain i", ".stMain em", ".stMain code", ".katex", "img[src=x]"):
        assert learner.page.locator(sign).count() == 0, sign


def _read(learner: Learner) -> str:
    return " ".join(learner.page.locator("body").inner_text().replace("\u2060", "").split())
