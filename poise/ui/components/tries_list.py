"""Where else this conversation went: the tries that left it, and the one that it left itself."""

import streamlit as st

from poise.practice.branching import branches
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.practice.store import SessionSummary
from poise.ui.components.moment import moment
from poise.ui.literal import literal
from poise.ui.markup import draw, element
from poise.ui.pages import FOLDER
from poise.ui.shared import words


def draw_tries(services: Services, view: SessionView) -> None:
    """Draw the way to every try that left this conversation and to the page that holds this one beside its own parent."""
    t, found = words(), branches(services, view.id)
    if view.branch is None and not found:
        return
    with st.container(key="tries", gap="small"):
        draw(element("h2", t("again.tries")))
        if view.branch is not None:
            number = view.branch.turn // 2
            _link(t("again.own", number=number), view.id)
        for one in found:
            _link(_name(one), one.id)


def _name(one: SessionSummary) -> str:
    number = (one.fork or 0) // 2
    return one.label or words()("again.other", number=number, when=moment(one.started_at))


def _link(label: str, branch_id: str) -> None:
    st.page_link(FOLDER / "compare_page.py", label=literal(label), query_params={"session": branch_id})
