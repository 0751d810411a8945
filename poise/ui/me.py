"""Who practises on this page: settled once a visit, from what the browser remembers."""

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from poise.conversation.errors import SettingsError
from poise.practice.access import Door
from poise.practice.arriving import arrive, is_token, offered
from poise.practice.learners import Learner
from poise.practice.services import Services
from poise.ui.gate import BROWSER, PROOF

_ME = "me"


@dataclass(frozen=True)
class Visit:
    """Who practises here, and everybody who may be chosen here; `browser` is its token, None where it keeps none."""

    browser: str | None
    learner: Learner | None
    offered: tuple[Learner, ...]


def me() -> str | None:
    """Return the profile of the page that is drawn: empty while nobody is chosen; None where no page is drawn."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    found = st.session_state.get(_ME)
    return found.learner.id if isinstance(found, Visit) and found.learner else ""


def visit(house: Services) -> Visit:
    """Settle who practises here, once a visit. Raises StoreError; SettingsError where the passphrase was gone round."""
    found = st.session_state.get(_ME)
    if not isinstance(found, Visit):
        browser = _browser(house)
        found = st.session_state[_ME] = _visit(house, browser, arrive(house, browser))
    return found


def become(house: Services, learner: Learner) -> None:
    """Go on as another profile, or as this one under its new name: nothing of the last one's stays in the page's memory."""
    browser = visit(house).browser
    if learner.id != me():
        for key in [key for key in st.session_state if not str(key).startswith("language")]:
            del st.session_state[key]
    st.session_state[_ME] = _visit(house, browser, learner)


def leave() -> None:
    """Forget who practised here: the next drawing settles it anew."""
    for key in [key for key in st.session_state if not str(key).startswith("language")]:
        del st.session_state[key]


def _visit(house: Services, browser: str | None, learner: Learner | None) -> Visit:
    return Visit(browser, learner, tuple(offered(house, browser)))


def _browser(house: Services) -> str | None:
    cookies, secret = st.context.cookies, house.settings.access_secret
    token = str(cookies.get(BROWSER, ""))
    if secret is not None and not (
        is_token(token) and Door(secret.get_secret_value()).proves(token, str(cookies.get(PROOF, "")))
    ):
        raise SettingsError(
            "POISE_ACCESS_SECRET is set, and this page was not asked for it. Start the app with poise run"
        )
    return token if is_token(token) else None
