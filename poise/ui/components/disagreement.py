"""Where a learner disagrees with a finding: the door to say so, the form behind it, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice.disputes import dispute
from poise.practice.events import MOST_REASON
from poise.practice.session import SessionView
from poise.ui.components.error_line import show_error
from poise.ui.literal import literal
from poise.ui.markup import Markup, draw, element, joined
from poise.ui.shared import services, words

_OPEN = "disagree-open"


@dataclass(frozen=True)
class Finding:
    """One finding as it stands on the page: in which turn, which id under which name, and whether it was found or not."""

    turn: int
    id: str
    name: str
    shown: bool


def draw_door(view: SessionView, findings: Sequence[Finding], key: str) -> None:
    """Draw the button behind which the learner disagrees with one of the findings; nothing where they did so with all.

    `key` tells this door from the others on the page.
    """
    here = (view.id, key)
    left = tuple(finding for finding in findings if not said_so(view, finding))
    if left:
        st.button(
            words()("dispute.open"), key=f"disagree-{key}", type="tertiary", on_click=_set_open, args=(here, left)
        )
    # Kept open by the state, with the findings of that moment: a closer reading that arrives draws the page again while
    # somebody writes.
    opened, findings_then = st.session_state.get(_OPEN, (None, ()))
    if opened == here:
        st.dialog(words()("dispute.title"), on_dismiss=_close)(_draw_form)(view.id, findings_then)


def said_so(view: SessionView, finding: Finding) -> Markup:
    """Return that the learner disagreed with a finding, and why; nothing where they did not."""
    said = view.disputes.get((finding.turn, finding.id))
    if said is None or said.decided is not finding.shown:
        return joined()
    return element("p", words()("dispute.said", reason=said.reason), kind="disagreed")


def _draw_form(session_id: str, findings: Sequence[Finding]) -> None:
    t, one = words(), findings[0]
    if len(findings) > 1:
        one = st.radio(t("dispute.which"), findings, format_func=_label, key="disagree-with")
    draw(element("p", t("dispute.claim_found" if one.shown else "dispute.claim_not_found", name=one.name)))
    reason = st.text_area(t("dispute.reason"), max_chars=MOST_REASON, key="disagree-why")
    draw(element("p", t("dispute.kept"), kind="soft"))
    if st.button(t("dispute.send"), type="primary", key="disagree-send"):
        _send(session_id, one, reason)


def _send(session_id: str, one: Finding, reason: str) -> None:
    try:
        dispute(services(), session_id, one.turn, one.id, reason, shown=one.shown)
    except PoiseError as error:
        show_error(error)
        return
    _close()
    st.rerun()


def _label(finding: Finding) -> str:
    key = "dispute.found" if finding.shown else "dispute.not_found"
    return literal(words()(key, name=finding.name))


def _set_open(here: tuple[str, str], findings: tuple[Finding, ...]) -> None:
    st.session_state[_OPEN] = (here, findings)


def _close() -> None:
    st.session_state.pop(_OPEN, None)
