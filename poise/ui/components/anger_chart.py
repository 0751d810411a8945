"""The customer's anger over the conversation, with the cause of every step."""

import json
from typing import Any

import streamlit as st

from evaluator.rubric import Rubric
from poise.conversation.transcript import Cause, CustomerTurn, Transcript
from poise.ui.markup import draw, element
from poise.ui.shared import words


def draw_anger(transcript: Transcript, rubric: Rubric) -> None:
    """Draw the curve, and the same in words for whoever cannot see it; nothing where no anger was recorded."""
    t, rows = words(), anger_rows(transcript, rubric)
    if not rows:
        return
    columns = {"line": t("debrief.chart_line"), "anger": t("debrief.chart_anger"), "cause": t("debrief.chart_cause")}
    st.vega_lite_chart(
        [dict(zip(columns, row, strict=True)) for row in rows], _spec(columns), width="stretch", key="anger"
    )
    with st.expander(t("debrief.chart_table"), type="compact", key="anger-words"):
        head = element("tr", *(element("th", title) for title in columns.values()))
        body = (element("tr", *(element("td", str(value)) for value in row)) for row in rows)
        draw(element("table", head, *body))


def anger_rows(transcript: Transcript, rubric: Rubric) -> list[tuple[str, int, str]]:
    """Return where the line stands (the opening, or after which reply), the anger in it, and what caused it."""
    t = words()
    lines = [turn for turn in transcript.turns if isinstance(turn, CustomerTurn) and turn.anger is not None]
    return [
        (
            t("debrief.chart_opening") if number == 0 else t("debrief.in_turn", number=number),
            line.anger or 0,
            "; ".join(_cause(cause, rubric) for cause in line.causes) or t("debrief.chart_no_cause"),
        )
        for number, line in enumerate(lines)
    ]


def _cause(cause: Cause, rubric: Rubric) -> str:
    name = rubric.entries[cause.id].name if cause.id in rubric.entries else cause.id.replace("_", " ")
    return f"{name} {cause.delta:+d}"


def _spec(columns: dict[str, str]) -> dict[str, Any]:
    t = words()
    calm, furious = json.dumps(t("debrief.chart_calm")), json.dumps(t("debrief.chart_furious"))
    x: dict[str, Any] = {"field": "line", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": 0}}
    axis = {"values": [0, 100], "labelExpr": f"datum.value == 0 ? {calm} : {furious}"}
    y = {"field": "anger", "type": "quantitative", "scale": {"domain": [0, 100]}, "title": None, "axis": axis}
    tooltip = [{"field": field, "title": title} for field, title in columns.items()]
    marks: list[dict[str, Any]] = [{"type": "line", "strokeWidth": 2}, {"type": "circle", "size": 80, "opacity": 1}]
    return {
        "height": 190,
        "encoding": {"x": x, "y": y, "tooltip": tooltip},
        "layer": [{"mark": mark} for mark in marks],
    }
