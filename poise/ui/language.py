"""The language of the interface: chosen in the sidebar and kept by the browser, else the setting, else the browser's own."""

import json
from contextvars import ContextVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from poise.conversation.texts import ENGLISH
from poise.practice.languages import nearest_language

COOKIE = "poise_language"
_SPOKEN, _CHOSEN = "language", "language-chosen"
_YEAR_S = 365 * 24 * 3600
# A page asks for it fifty times, and looking into Streamlit's memory costs as much as drawing three elements. Threads of the page
# have a context of their own.
_NOW: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> str:
    """Return the language of the page that is drawn; English where none is drawn."""
    now = _NOW.get()
    if now is not None:
        return now
    if get_script_run_ctx(suppress_warning=True) is None:
        return ENGLISH
    return str(st.session_state.get(_SPOKEN, ENGLISH))


def in_passing(name: str) -> str:
    """Return a name as it stands inside a sentence: English writes it small, German leaves its nouns as they are."""
    return name.lower() if language() == ENGLISH else name


def settle(setting: str | None) -> None:
    """Settle the language once a visit; `setting` is the one that was set, None where none was."""
    spoken = st.session_state.get(_SPOKEN)
    if spoken is None:
        kept = nearest_language(st.context.cookies.get(COOKIE, ""))
        spoken = kept or setting or nearest_language(st.context.locale or "") or ENGLISH
        st.session_state[_SPOKEN] = spoken
    _NOW.set(str(spoken))


def choose(code: str) -> None:
    """Speak another language from now on, in this browser's later visits too."""
    st.session_state[_SPOKEN] = st.session_state[_CHOSEN] = code
    _NOW.set(code)


def tell_browser() -> None:
    """Say in the page's own markup which language it speaks, and have the browser keep what was chosen.

    The page arrives saying that it is English: nothing is drawn where that is right.
    """
    code, chosen = language(), _CHOSEN in st.session_state
    if code == ENGLISH and not chosen:
        return
    keep = f"document.cookie = '{COOKIE}={code};path=/;max-age={_YEAR_S};samesite=lax';" if chosen else ""
    script = f"{{ document.documentElement.lang = {json.dumps(code)}; {keep} }}"
    # Code and nothing else is put into it: a language of the interface, by its name in the house's own file.
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
