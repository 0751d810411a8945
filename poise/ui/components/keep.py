"""The conversation kept: files to take away, and how its statements fare on their way to a record store."""

from collections.abc import Callable

import streamlit as st

from poise.practice.delivery import deliver, delivery, wanted
from poise.practice.exports import FORMATS, Format, export, file_name
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.ui.markup import draw, element
from poise.ui.shared import services, words


def draw_keep(view: SessionView) -> None:
    """Draw the files that the learner can take away; each is made when it is asked for."""
    t = words()
    with st.popover(t("keep.open"), type="tertiary", key="keep"):
        draw(element("p", t("keep.lead"), kind="soft"))
        for form in FORMATS:
            st.download_button(
                t(f"keep.{form}"),
                data=_maker(view.id, form),
                file_name=file_name(view, form),
                key=f"keep-{form}",
                on_click="ignore",
                type="tertiary",
            )


def draw_delivery(view: SessionView) -> None:
    """Send the session's statements once no closer reading is under way, and say how they fare; nothing where none is wanted."""
    if view.critic_pending or not wanted(services(), view.id):
        return
    t, now = words(), delivery(services(), view.id)
    if now.taken:
        draw(element("p", t("keep.sent"), kind="fine"))
        return
    if now.problem:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="delivery"):
            draw(element("p", t("keep.waits", problem=now.problem), kind="fine"))
            st.button(t("keep.again"), key="deliver", type="tertiary", on_click=_send, args=(services(), view.id))
        return
    if now.asked is None:
        services().pool.submit(_send, services(), view.id)
    _wait(view.id)


@st.fragment(run_every=1.5)
def _wait(session_id: str) -> None:
    draw(element("p", words()("keep.on_its_way"), kind="fine"))
    now = delivery(services(), session_id)
    if now.taken or now.problem:
        st.rerun()


def _maker(session_id: str, form: Format) -> Callable[[], bytes]:
    # Made outside the page, where nobody could tell any more whose it is.
    mine = services()
    return lambda: export(mine, session_id, form).body


def _send(mine: Services, session_id: str) -> None:
    deliver(mine, session_id)
