"""A learner who uses the app: what they do, and what stands on the page then."""

import atexit
import gc
import re
from html import unescape
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ChatMessage

from poise.practice.services import Services
from poise.practice.session import SessionView, view
from poise.ui.shared import house

ROOT = Path(__file__).parents[2]
PAGES = "poise/ui/pages"
SORRY = "I'm so sorry, Denise. You asked for it well done twice and the same steak came back; I'd be upset as well."
RUDE = "Calm down. It is not our fault. There is nothing I can do."


class Story:
    """One browser session; `again` opens another one on the same app."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        self.app.run()

    @property
    def services(self) -> Services:
        """The services that the app built."""
        return house()

    @property
    def session(self) -> SessionView:
        """The conversation that the address names, as it is stored."""
        return view(self.services, self.session_id)

    @property
    def session_id(self) -> str:
        """The conversation that the address names."""
        given = self.app.query_params["session"]
        return given if isinstance(given, str) else given[0]

    def open(self, page: str, **query: str) -> "Story":
        """Open a page as its address does."""
        self.app.switch_page(f"{PAGES}/{page}_page.py")
        for name, value in query.items():
            self.app.query_params[name] = value
        self.app.run()
        return self

    def again(self) -> "Story":
        """Return a second window."""
        return Story()

    def press(self, key: str) -> "Story":
        """Press the button with this key."""
        self.app.button(key=key).click().run()
        return self

    def unfold(self, *keys: str) -> "Story":
        """Open folds or doors, whose insides are drawn then."""
        for key in keys:
            self.app.session_state[key] = True
        self.app.run()
        return self

    def meet(self, persona: str = "irate-diner") -> "Story":
        """Choose a customer, read the briefing and begin."""
        return self.press(f"meet-{persona}").press("begin")

    def say(self, text: str) -> "Story":
        """Send a reply, and look at the whole page: AppTest shows only what was drawn last, the exchange."""
        self.app.chat_input[0].set_value(text).run()
        if not self.app.get("page_link"):
            self.app.run()
        return self

    def end(self) -> "Story":
        """End the conversation and look back on it."""
        return self.unfold("end-door").press("end").press("to-debrief")

    def said(self) -> list[str]:
        """Return the turns on the page."""
        return [said for message in self.app.chat_message if (said := _said(message)) is not None]

    def buttons(self) -> list[str]:
        """Return the keys of the buttons on the page."""
        return [str(button.key) for button in self.app.button]

    def words(self) -> str:
        """Return everything that can be read on the page, as a person reads it."""
        markup = [unescape(re.sub(r"<[^>]+>", " ", html.body)) for html in self.app.html if "{" not in html.body]
        texts = [text.value for text in self.app.text]
        return re.sub(r"\s+", " ", " ".join(markup + texts))

    def is_sound(self) -> bool:
        """Whether the page was drawn without a fault of the program."""
        return len(self.app.exception) == 0

    def close(self) -> None:
        """End the app."""
        built = house()
        built.close()
        st.cache_resource.clear()
        # The app keeps what it loaded until its process ends; here another one follows in the same process.
        atexit.unregister(built.close)
        gc.unfreeze()


def _said(message: ChatMessage) -> str | None:
    """Return the words of a turn; of a reply that is looked back on without the numbers in it."""
    if message.text:
        return str(message.text[0].value)
    bodies = [str(getattr(html, "body", "")) for html in message.get("html")]
    marked = next((body for body in bodies if 'class="said"' in body), None)
    return None if marked is None else unescape(re.sub(r"<sup>\d+</sup>|<[^>]+>", "", marked))
