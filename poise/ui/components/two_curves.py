"""Two anger curves in one picture, told apart without colour, and the same in words."""

import json
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

import streamlit as st

from poise.practice.comparison import Comparison
from poise.ui.components.anger_chart import anger_rows
from poise.ui.markup import draw, element
from poise.ui.shared import services, words

_GREY, _ACCENT = "#858d8f", "#4a9a93"
_DASHES = [[5, 4], [1, 0]]
_NO_ANGER = "–"


def draw_two_curves(comparison: Comparison, names: tuple[str, str]) -> None:
    """Draw both curves under their names; `names` are the first's (dashed) and the second's."""
    t, rubric = words(), services().rubric
    sides = [anger_rows(side.view.transcript, rubric) for side in (comparison.first, comparison.second)]
    columns = {"line": t("debrief.chart_line"), "anger": t("debrief.chart_anger"), "cause": t("debrief.chart_cause")}
    points = [
        {**dict(zip(columns, row, strict=True)), "side": name}
        for name, rows in zip(names, sides, strict=True)
        for row in rows
    ]
    keys = (element("span", name, kind=kind) for name, kind in zip(names, ("key dashed", "key"), strict=True))
    draw(element("p", *keys, kind="keys"))
    st.vega_lite_chart(points, _spec(columns, names), width="stretch", key="two-curves")
    with st.expander(t("compare.table"), type="compact", key="two-curves-words"):
        _draw_table(sides, names)


def _draw_table(sides: Sequence[Sequence[tuple[str, int, str]]], names: tuple[str, str]) -> None:
    head = element("tr", *(element("th", title) for title in (words()("debrief.chart_line"), *names)))
    body = []
    for pair in zip_longest(*sides):
        where = next(row[0] for row in pair if row is not None)
        cells = (_NO_ANGER if row is None else f"{row[1]}: {row[2]}" for row in pair)
        body.append(element("tr", element("td", where), *(element("td", cell) for cell in cells)))
    draw(element("table", head, *body))


def _spec(columns: dict[str, str], names: tuple[str, str]) -> dict[str, Any]:
    t = words()
    calm, furious = json.dumps(t("debrief.chart_calm")), json.dumps(t("debrief.chart_furious"))
    x: dict[str, Any] = {"field": "line", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": 0}}
    axis = {"values": [0, 100], "labelExpr": f"datum.value == 0 ? {calm} : {furious}"}
    y = {"field": "anger", "type": "quantitative", "scale": {"domain": [0, 100]}, "title": None, "axis": axis}
    colour = {"field": "side", "type": "nominal", "legend": None, "scale": {"domain": names, "range": [_GREY, _ACCENT]}}
    dash = {"field": "side", "type": "nominal", "legend": None, "scale": {"domain": names, "range": _DASHES}}
    tooltip = [{"field": "side", "title": t("compare.which")}]
    tooltip += [{"field": field, "title": title} for field, title in columns.items()]
    return {
        "height": 210,
        "encoding": {"x": x, "y": y, "color": colour, "tooltip": tooltip},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"strokeDash": dash}},
            {"mark": {"type": "circle", "size": 70, "opacity": 1}},
        ],
    }
