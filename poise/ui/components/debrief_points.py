"""What the debrief says: strengths, costs and one thing to try, each with its quote and the documents behind it."""

from collections.abc import Sequence

import streamlit as st

from evaluator.debrief import Debrief, Point
from evaluator.turning_points import TurningPoint
from poise.ui.components.quote import draw_quote
from poise.ui.shared import words


def draw_points(debrief: Debrief) -> None:
    """Draw the three parts in their order."""
    _draw_part("went_well", debrief.went_well, advice=False)
    _draw_part("cost", debrief.cost, advice=True)
    if debrief.try_next is not None:
        _draw_try(debrief.try_next)


def draw_moved(debrief: Debrief, name: str) -> None:
    """Draw which replies moved the customer, and what the two critics saw differently."""
    t = words()
    st.subheader(t("debrief.moved", name=name), anchor=False)
    if not debrief.turning_points:
        st.text(t("debrief.moved_none"))
    for index, point in enumerate(debrief.turning_points):
        _draw_turning(point, index)
    for point in debrief.disputed:
        st.text(t("debrief.disputed", number=point.turn, cause=point.name))


def _draw_part(part: str, points: Sequence[Point], advice: bool) -> None:
    t = words()
    st.subheader(t(f"debrief.{part}"), anchor=False)
    if not points:
        st.text(t(f"debrief.{part}_none"))
    for index, point in enumerate(points):
        _draw_point(point, f"{part}-{index}", point.advice if advice else point.words)


def _draw_point(point: Point, key: str, text: str) -> None:
    t = words()
    with st.container(gap="small", key=f"point-{key}"):
        with st.container(key=f"strong-{key}"):
            st.text(point.name)
        st.text(text)
        draw_quote(point.quote, key)
        with st.container(key=f"quiet-{key}"):
            st.text(
                f"{t('debrief.in_turn', number=point.turn)} · {t('debrief.sources', titles='; '.join(point.sources))}"
            )


def _draw_try(point: Point) -> None:
    t = words()
    with st.container(border=True, key="try-next"):
        st.subheader(t("debrief.try_next"), anchor=False)
        _draw_point(point, "try", point.advice)
        st.caption(t("debrief.example"))
        pair = (("customer", point.contrast.customer), ("poor", point.contrast.poor), ("good", point.contrast.good))
        for part, text in pair:
            with st.container(key=f"quiet-example-{part}"):
                st.text(t(f"debrief.example_{part}"))
            draw_quote(text, f"example-{part}")


def _draw_turning(point: TurningPoint, index: int) -> None:
    t = words()
    key = "debrief.rose" if point.delta > 0 else "debrief.fell"
    st.text(t(key, number=point.turn, cause=point.name, points=abs(point.delta)))
    if point.quote:
        draw_quote(point.quote, f"moved-{index}")
