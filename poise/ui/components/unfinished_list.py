"""Conversations that were left in the middle, offered to go on."""

import streamlit as st

from poise.practice.services import Services
from poise.practice.session import unfinished
from poise.practice.store import SessionSummary
from poise.ui.markup import draw, element
from poise.ui.pages import FOLDER
from poise.ui.shared import words

_MOST = 3


def draw_unfinished(services: Services) -> None:
    """Draw the last unfinished conversations, newest first; nothing where there are none."""
    t = words()
    found = unfinished(services)[:_MOST]
    if not found:
        return
    with st.container(border=True, key="unfinished", gap="small"):
        draw(element("h2", t("unfinished.title" if len(found) == 1 else "unfinished.titles")))
        for summary in found:
            _draw_one(summary)


def _draw_one(summary: SessionSummary) -> None:
    t, count = words(), summary.exchanges
    said = t({0: "unfinished.none", 1: "unfinished.one"}.get(count, "unfinished.exchanges"), count=count)
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        wrap=False,
        key=f"row-{summary.id}",
    ):
        line = t("unfinished.line", name=summary.name, level=t(f"levels.{summary.level}"), exchanges=said)
        if summary.fork is not None:
            line = t("unfinished.branch", line=line, number=summary.fork // 2)
        draw(element("p", line))
        if st.button(t("unfinished.go_on"), key=f"go-on-{summary.id}"):
            st.switch_page(FOLDER / "talk_page.py", query_params={"session": summary.id})
