"""What every page shares: services, words, style. Built once for the whole app."""

import atexit
import gc
import importlib
import logging
import threading
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from poise.conversation.content import load_persona
from poise.conversation.errors import ContentError, PoiseError
from poise.practice.languages import in_language
from poise.practice.services import Services, build_services
from poise.practice.settings import load_settings
from poise.practice.words import practice_words
from poise.ui.language import language
from poise.ui.me import me
from poise.ui.texts_file import Texts, load_texts

log = logging.getLogger(__name__)
_FIRST_IMPORTS = (
    "poise.ui.components.side",
    "poise.ui.components.error_line",
    "poise.practice.session",
    "poise.ui.markup",
)
_LATE_IMPORTS = ("langchain_openai", "numpy", "tiktoken")
_FIRST_PAGE_S = 4.0
_COLLECTED_AFTER = 20_000
"""New objects after which the youngest are looked through. At Python's 700 a tenth of the app's time goes there when fifty
learners reply at once (`python -m bench learners`).
"""
_MINE: ContextVar[tuple[str, str, Services] | None] = ContextVar("mine", default=None)


def services() -> Services:
    """Return the services as the learner of the page may use them: no other's session opens through them. Raises PoiseError."""
    learner, code = me(), language()
    if learner is None:
        return house()
    mine = _MINE.get()
    if mine is None or mine[:2] != (learner, code):
        mine = learner, code, house().seen_by(learner)
        _MINE.set(mine)
    return mine[2]


def house() -> Services:
    """Return the services of everybody, with the rubric's words in the language of the page. Raises PoiseError."""
    return _in_language(language())


def _in_language(code: str) -> Services:
    known = _known()
    if code not in known:
        known[code] = in_language(_built(), code)
    return known[code]


@st.cache_resource(show_spinner=False)
def _known() -> dict[str, Services]:
    # Kept here by language: Streamlit's own cache by argument takes 40 µs a call, and a page asks a hundred times.
    return {}


@st.cache_resource(show_spinner=False)
def _built() -> Services:
    """Return the services, built on first use and closed when the process ends. Raises PoiseError."""
    built = build_services(load_settings())
    atexit.register(built.close)
    # Not at once: the first page would share its processor with them.
    early = threading.Timer(_FIRST_PAGE_S, _early, args=(built,))
    early.daemon = True
    early.start()
    return built


def first_page() -> None:
    """Make ready what the first page shows, while the browser still fetches it. Raises PoiseError."""
    words()
    content = house().content
    for name in _FIRST_IMPORTS:
        importlib.import_module(name)
    for file in content.persona_files():
        # A file that cannot be used is named by the page.
        with suppress(ContentError):
            load_persona(file)


def words() -> Texts:
    """Return the words of the interface."""
    return load_texts(language())


def told_words() -> Texts:
    """Return the words that page, exports and command line share."""
    return practice_words(language())


def set_language() -> str | None:
    """Return the language of the settings, None where none is set or they cannot be used: the page says why."""
    try:
        return _built().settings.language
    except PoiseError:
        return None


def style() -> None:
    """Apply the house's own style sheet, which holds no text of anybody."""
    st.html(Path(__file__).parent / "style.css")


def _early(built: Services) -> None:
    _import_early()
    if built.settings.record_store is not None:
        built.pool.submit(_send_waiting, built)


def _send_waiting(built: Services) -> None:
    from poise.practice.delivery import deliver_waiting  # noqa: PLC0415 - only where a record store is set

    _taken, left, problem = deliver_waiting(built)
    if left:
        log.warning("%d sessions wait to be sent to the record store: %s", left, problem)


def _import_early() -> None:
    # The first conversation would otherwise wait for these; what is frozen is left out of Streamlit's collection after every
    # script run, which costs 145 ms with LangChain loaded.
    for name in _LATE_IMPORTS:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER)
    gc.enable()
