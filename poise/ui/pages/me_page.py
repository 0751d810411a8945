"""The learner's own profile: its name, somebody new beside it, everything taken away, everything erased."""

from collections.abc import Callable

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice import learners
from poise.practice.arriving import is_shared
from poise.practice.learners import Learner
from poise.ui.components.error_line import show_error
from poise.ui.components.name_field import draw_name
from poise.ui.components.who import LINK, make_new, name_of
from poise.ui.language import language
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element
from poise.ui.me import leave, visit
from poise.ui.pages import FOLDER
from poise.ui.shared import house, words


def draw() -> None:
    """Draw the profile of whoever practises here."""
    t, who = words(), visit(house()).learner
    if who is None:
        return
    draw_markup(element("div", element("h1", name_of(who)), element("p", t("me.lead"), kind="soft"), kind="opening"))
    draw_name(who, t("me.name"))
    _draw_others()
    _draw_kept(who)
    _draw_erase(who)


def _draw_others() -> None:
    t = words()
    draw_markup(element("h2", t("me.others"), kind="alone"))
    draw_markup(element("p", t("me.own_only" if is_shared(house()) else "me.on_this_machine"), kind="soft"))
    with st.container(horizontal=True, gap="small"):
        if st.button(t("who.new"), key="me-new"):
            make_new(house())
            st.switch_page(FOLDER / "gallery_page.py")
        with st.popover(t("me.elsewhere"), type="tertiary"):
            draw_markup(element("p", t("me.elsewhere_lead"), kind="soft"))
            if st.button(t("me.make_link"), key="me-link"):
                _draw_link()


def _draw_link() -> None:
    who = visit(house()).learner
    assert who is not None
    # Asked of the page itself where it stands: behind a proxy only the browser knows.
    base = (st.context.url or "").partition("?")[0].removesuffix("/me").rstrip("/")
    st.code(f"{base}/?{LINK}={learners.make_link(house().store.engine, who.id)}", language=None, wrap_lines=True)


def _draw_kept(who: Learner) -> None:
    t = words()
    draw_markup(element("h2", t("me.kept"), kind="alone"))
    draw_markup(element("p", t("me.kept_lead"), kind="soft"))
    st.download_button(
        t("me.take"), data=_maker(who.id), file_name=f"poise-{who.id[:8]}.zip", key="me-take", on_click="ignore"
    )


def _draw_erase(who: Learner) -> None:
    t = words()
    draw_markup(element("h2", t("me.erase"), kind="alone"))
    with st.popover(t("me.erase_open"), type="tertiary"):
        draw_markup(element("p", t("me.erase_sure")))
        sure = st.checkbox(t("me.erase_tick"), key="me-sure")
        if st.button(t("me.erase_yes"), key="me-erase", type="primary", disabled=not sure):
            _erase(who.id)


def _maker(learner: str) -> Callable[[], bytes]:
    built, code = house(), language()

    def make() -> bytes:
        from poise.practice.learner_file import learner_file  # noqa: PLC0415 - only when it is asked for

        return learner_file(built, learner, code).body

    return make


def _erase(learner: str) -> None:
    from poise.practice.erasing import erase  # noqa: PLC0415 - only when it is asked for

    try:
        erase(house(), learner)
    except PoiseError as error:
        show_error(error)
        return
    leave()
    st.switch_page(FOLDER / "gallery_page.py")


draw()
