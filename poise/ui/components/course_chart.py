"""One strategy over the conversations: a point for some in a row, a line for what so few can tell."""

from typing import Any

import streamlit as st

from poise.practice.getting_on import GettingOn
from poise.practice.progress import Course
from poise.practice.progress_words import certainty_words, share_words
from poise.ui.literal import literal
from poise.ui.markup import draw, element
from poise.ui.shared import services, told_words

_GREY = "#7a8587"


def draw_course(found: GettingOn) -> None:
    """Draw the course of the strategy that the learner chooses; nothing where there are too few conversations for one."""
    t, rubric = told_words(), services().rubric
    courses = {course.id: course for course in found.progress.strategies if len(course.points) > 1}
    if not courses:
        return
    draw(element("h2", t("getting_on.course_title"), kind="alone"))
    first = found.next.course.id if found.next and found.next.course else None
    index = list(courses).index(first) if first in courses else 0
    chosen = st.selectbox(
        t("getting_on.course_which"),
        list(courses),
        index=index,
        format_func=lambda id_: literal(rubric.entry(id_).name),
        key="course",
    )
    _draw(courses[chosen])


def _draw(course: Course) -> None:
    t = told_words()
    fields = {key: t(f"getting_on.course_{key}") for key in ("block", "share", "low", "high", "times")}
    blocks = course.blocks
    rows = [
        {
            fields["block"]: blocks[number],
            fields["share"]: round(100 * (point.share or 0)),
            fields["low"]: round(100 * point.low),
            fields["high"]: round(100 * point.high),
            fields["times"]: share_words(point, t),
        }
        for number, point in enumerate(course.points)
    ]
    draw(element("p", t("getting_on.course_lead"), kind="soft"))
    st.vega_lite_chart(rows, _spec(fields), width="stretch", key="course-chart")
    with st.expander(t("getting_on.course_table"), type="compact", key="course-words"):
        lines = (element("li", f"{share_words(point, t)}; {certainty_words(point, t)}") for point in course.points)
        draw(element("ul", *lines))


def _spec(fields: dict[str, str]) -> dict[str, Any]:
    scale = {"domain": [0, 100]}
    share = {"field": fields["share"], "type": "quantitative", "scale": scale, "title": fields["share"]}
    axis = {"labelAngle": 0}
    x = {"field": fields["block"], "type": "ordinal", "sort": None, "title": fields["block"], "axis": axis}
    low, high = {"field": fields["low"], "type": "quantitative", "title": fields["share"]}, {"field": fields["high"]}
    return {
        "height": 210,
        "encoding": {"x": x, "tooltip": [{"field": name} for name in fields.values()]},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3, "color": _GREY, "opacity": 0.6},
                "encoding": {"y": low, "y2": high},
            },
            {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"y": share}},
            {"mark": {"type": "circle", "size": 90, "opacity": 1}, "encoding": {"y": share}},
        ],
    }
