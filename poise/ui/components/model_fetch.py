"""The embedded model on its way: fetched once in the background, with its progress on the page."""

import threading
import time
from dataclasses import dataclass, field

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.embedded_host import EmbeddedHost
from poise.practice.services import Services
from poise.ui.components.error_line import show_error
from poise.ui.markup import draw, element
from poise.ui.shared import words

_GB = 10**9
_MB = 10**6


@dataclass
class Fetch:
    """One attempt to fetch; its thread writes, pages read."""

    host: EmbeddedHost
    started: float = field(default_factory=time.monotonic)
    first: int | None = None
    done: int = 0
    total: int = 0
    source: str = ""
    error: PoiseError | None = None
    over: bool = False

    def run(self) -> None:
        """Fetch the model; a fault is kept for the page."""
        try:
            self.host.fetch(self._report)
        except PoiseError as error:
            self.error = error
        self.over = True

    def _report(self, progress: object) -> None:
        self.done = getattr(progress, "done", 0)
        self.total = getattr(progress, "total", 0)
        self.source = getattr(progress, "source", "")
        if self.first is None:
            self.first = self.done


def voice_ready(services: Services) -> bool:
    """Return whether the customer's model is at hand."""
    return services.settings.customer.capable or services.host.file() is not None


@st.fragment(run_every=1.0)
def draw_fetch(services: Services) -> None:
    """Start the fetch if none runs, and draw how far it is; the page is drawn again when it has arrived."""
    t, fetch = words(), _current(services.host)
    with st.container(border=True, key="fetch"):
        draw(element("div", element("h2", t("fetch.title")), element("p", t("fetch.lead"))))
        if fetch.error is not None:
            show_error(fetch.error)
            st.button(t("fetch.again"), key="fetch-again", on_click=_current.clear)
            return
        st.progress(fetch.done / fetch.total if fetch.total else 0.0, text=_words(fetch))
    if fetch.over:
        st.rerun()


@st.cache_resource(show_spinner=False)
def _current(_host: EmbeddedHost) -> Fetch:
    fetch = Fetch(_host)
    threading.Thread(target=fetch.run, name="fetch", daemon=True).start()
    return fetch


def _words(fetch: Fetch) -> str:
    t = words()
    if not fetch.total or fetch.first is None:
        return t("fetch.starting")
    if fetch.source.startswith("check"):
        return t("fetch.checking")
    rate = (fetch.done - fetch.first) / max(time.monotonic() - fetch.started, 0.1)
    left = (fetch.total - fetch.done) / rate if rate else 0.0
    return t(
        "fetch.progress",
        done=_decimal(fetch.done / _GB),
        total=_decimal(fetch.total / _GB),
        rate=f"{rate / _MB:.0f}",
        left=t("fetch.minutes", count=round(left / 60)) if left > 90 else t("fetch.seconds", count=round(left)),
    )


def _decimal(number: float) -> str:
    return f"{number:.2f}".replace(".", words()("fetch.point"))
