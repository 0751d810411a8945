"""Who practises here: the choice among several profiles, the switch in the sidebar, a link from another browser."""

import streamlit as st

from poise.conversation.errors import PoiseError
from poise.practice import learners
from poise.practice.arriving import sit_down
from poise.practice.learners import Learner
from poise.practice.services import Services
from poise.ui.components.error_line import show_error
from poise.ui.literal import literal
from poise.ui.markup import draw, element
from poise.ui.me import Visit, become, visit
from poise.ui.pages import FOLDER
from poise.ui.shared import words

LINK = "me"
_FAULT = "who-fault"


def name_of(learner: Learner) -> str:
    """Return a profile's name, You where it has none yet."""
    return learner.name or words()("talk.you")


def names(visited: Visit) -> dict[str, str]:
    """Return the names of the profiles among which may be chosen; the same name twice is told apart."""
    found: dict[str, str] = {}
    for one in visited.offered:
        name, count = name_of(one), 1
        while name in found.values():
            count += 1
            name = f"{name_of(one)} ({count})"
        found[one.id] = name
    return found


def draw_who(house: Services) -> None:
    """Draw the choice of a profile, before anything of anybody's is shown."""
    t = words()
    draw(element("div", element("h1", t("who.title")), element("p", t("who.lead"), kind="soft"), kind="opening"))
    if isinstance(fault := st.session_state.pop(_FAULT, None), PoiseError):
        show_error(fault)
    for id_, name in names(visit(house)).items():
        st.button(literal(name), key=f"who-{id_}", on_click=_sit_down, args=(house, id_), width="stretch")
    st.button(t("who.new"), key="who-new", type="tertiary", on_click=make_new, args=(house,))


def draw_linked(house: Services, secret: str) -> None:
    """Draw the question whether to practise here as the profile that a link opens."""
    t, found = words(), learners.linked(house.store.engine, secret)
    if found is None:
        draw(element("div", element("h1", t("who.title")), element("p", t("who.link_used")), kind="opening"))
        st.button(t("who.link_back"), key="link-back", on_click=_forget_link)
        return
    draw(
        element(
            "div",
            element("h1", t("who.link_title", name=name_of(found))),
            element("p", t("who.link_lead"), kind="soft"),
            kind="opening",
        )
    )
    if isinstance(fault := st.session_state.pop(_FAULT, None), PoiseError):
        show_error(fault)
    with st.container(horizontal=True):
        st.button(t("who.link_yes"), key="link-yes", type="primary", on_click=_use_link, args=(house, secret))
        st.button(t("who.link_no"), key="link-no", type="tertiary", on_click=_forget_link)


def draw_switch(house: Services) -> None:
    """Draw who practises, and where there are several the switch to another one."""
    visited, t = visit(house), words()
    if visited.learner is None:
        return
    if len(visited.offered) < 2:
        st.page_link(FOLDER / "me_page.py", label=literal(visited.learner.name) or t("me.tab"))
        return
    st.page_link(FOLDER / "me_page.py", label=t("me.tab"))
    named = names(visited)
    chosen = st.selectbox(
        t("who.switch"),
        list(named),
        index=list(named).index(visited.learner.id),
        format_func=named.__getitem__,
        key="who",
    )
    if chosen != visited.learner.id:
        _sit_down(house, chosen)
        st.switch_page(FOLDER / "gallery_page.py")


def make_new(house: Services) -> None:
    """Make a profile of its own for somebody new and go on as them."""
    try:
        made = learners.make(house.store.engine, house.now(), visit(house).browser)
        become(house, made)
    except PoiseError as error:
        st.session_state[_FAULT] = error


def _sit_down(house: Services, id_: str) -> None:
    try:
        become(house, sit_down(house, visit(house).browser, id_))
    except PoiseError as error:
        st.session_state[_FAULT] = error


def _use_link(house: Services, secret: str) -> None:
    try:
        become(house, learners.use_link(house.store.engine, secret, visit(house).browser, house.now()))
        _forget_link()
    except PoiseError as error:
        st.session_state[_FAULT] = error


def _forget_link() -> None:
    st.query_params.pop(LINK, None)
