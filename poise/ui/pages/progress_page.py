"""How the learner gets on."""

import streamlit as st

from poise.practice.getting_on import GettingOn, getting_on
from poise.practice.progress_words import next_words
from poise.ui.components.course_chart import draw_course
from poise.ui.components.name_field import draw_unnamed
from poise.ui.components.progress_tables import draw_customers, draw_mistakes, draw_strategies
from poise.ui.literal import first_name, literal
from poise.ui.markup import draw as draw_markup
from poise.ui.markup import element
from poise.ui.pages import FOLDER
from poise.ui.shared import services, told_words, words


def draw() -> None:
    """Draw the progress; without an ended conversation what to begin with."""
    t, found = told_words(), getting_on(services())
    count = found.progress.sessions
    lead = (
        t("getting_on.empty")
        if not count
        else t("getting_on.counted_one")
        if count == 1
        else t("getting_on.counted", count=count)
    )
    draw_markup(element("div", element("h1", t("getting_on.title")), element("p", lead), kind="opening"))
    _draw_next(found)
    if count:
        # Nobody was asked for a name before; now there is something to keep under it.
        draw_unnamed()
        draw_strategies(found)
        draw_course(found)
        draw_mistakes(found)
        draw_customers(found)
    if found.left:
        # Last, so that what is known stands on the page while the rest is read.
        _read_on(found.left)


def _draw_next(found: GettingOn) -> None:
    if (step := found.next) is None:
        return
    t = told_words()
    what, why = next_words(step, found.names, services().rubric, t)
    with st.container(border=True, key="next-step", gap="small"):
        draw_markup(element("div", element("h2", t("getting_on.next_title")), element("h3", what), element("p", why)))
        name = literal(first_name(found.names[step.persona]))
        if st.button(words()("gallery.meet", name=name), key="next", type="primary"):
            st.switch_page(FOLDER / "briefing_page.py", query_params={"persona": step.persona, "level": step.level})


@st.fragment(run_every=1.0)
def _read_on(left: int) -> None:
    key = "getting_on.left_one" if left == 1 else "getting_on.left"
    draw_markup(element("p", told_words()(key, count=left), kind="soft"))
    if getting_on(services()).left < left:
        st.rerun()


draw()
