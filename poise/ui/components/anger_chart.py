"""The customer's anger over the conversation, with the cause of every step."""

import json
from collections.abc import Container
from typing import Any

import streamlit as st

from evaluator.anger_curve import Step, anger_curve
from evaluator.rubric import Rubric
from poise.conversation.transcript import Cause, CustomerTurn, Transcript
from poise.ui.markup import draw, element
from poise.ui.shared import words

_QUOTE = 60
_APART = "\u200b"
"""Unseen: two rows with the same title would be one."""
_GREY = "#747e80"


def draw_anger(transcript: Transcript, rubric: Rubric, turning: Container[int] = ()) -> None:
    """Draw the curve, and the same in words for whoever cannot see it; nothing where no anger was recorded.

    `turning` holds the turns of the replies that turned it: their steps are squares with the change beside them.
    """
    t, steps = words(), anger_curve(transcript, rubric, turning)
    if not steps:
        return
    rows = anger_rows(transcript, rubric)
    columns = {"line": t("debrief.chart_line"), "anger": t("debrief.chart_anger"), "cause": t("debrief.chart_cause")}
    points = [
        {**dict(zip(columns, row, strict=True)), **_causes(step), "turning": step.turning, "beside": _beside(step)}
        for row, step in zip(rows, steps, strict=True)
    ]
    st.vega_lite_chart(points, _spec(columns, {len(step.causes) for step in steps}), width="stretch", key="anger")
    if any(step.turning for step in steps):
        draw(element("p", t("debrief.chart_turning"), kind="fine"))
    with st.expander(t("debrief.chart_table"), type="compact", key="anger-words"):
        head = element("tr", *(element("th", title) for title in columns.values()))
        body = (
            element("tr", *(element("td", cell) for cell in _cells(row, step)))
            for row, step in zip(rows, steps, strict=True)
        )
        draw(element("table", head, *body))


def _causes(step: Step) -> dict[str, str | int]:
    """Return the causes one by one, and how many there are: a long line would be cut off where the pointer shows it."""
    lines: dict[str, str | int] = {
        f"cause_{number}": f"{cause.name} {cause.delta:+d}" + (f" “{_short(cause.quote)}”" if cause.quote else "")
        for number, cause in enumerate(step.causes)
    }
    return {**lines, "causes": len(lines)}


def _short(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE].rsplit(' ', 1)[0]} …"


def _beside(step: Step) -> str:
    return f"{step.change:+d}".replace("-", "\u2212") if step.turning else ""


def _cells(row: tuple[str, int, str], step: Step) -> tuple[str, str, str]:
    line, anger, cause = row
    return words()("debrief.chart_turned", line=line) if step.turning else line, str(anger), cause


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
    return f"{rubric.cause(cause.id)} {cause.delta:+d}"


def _spec(columns: dict[str, str], causes: set[int]) -> dict[str, Any]:
    t = words()
    calm, furious = json.dumps(t("debrief.chart_calm")), json.dumps(t("debrief.chart_furious"))
    x: dict[str, Any] = {"field": "line", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": 0}}
    axis = {"values": [0, 100], "labelExpr": f"datum.value == 0 ? {calm} : {furious}"}
    y = {"field": "anger", "type": "quantitative", "scale": {"domain": [0, 100]}, "title": None, "axis": axis}
    turning, plain = {"filter": "datum.turning"}, {"filter": "!datum.turning"}
    beside = {
        "mark": {"type": "text", "dy": -16, "fontSize": 13, "color": _GREY, "tooltip": None},
        "encoding": {"text": {"field": "beside"}},
    }
    square = {"type": "square", "size": 130, "opacity": 1, "filled": False, "strokeWidth": 2.5, "tooltip": None}
    return {
        "height": 200,
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2, "tooltip": None}},
            {"mark": {"type": "circle", "size": 80, "opacity": 1, "tooltip": None}, "transform": [plain]},
            {"mark": square, "transform": [turning]},
            {**beside, "transform": [turning]},
            *(_hover(columns, number) for number in sorted(causes)),
        ],
    }


def _hover(columns: dict[str, str], causes: int) -> dict[str, Any]:
    """Return the unseen layer that answers the pointer on steps with so many causes: a row without a cause would say “null”."""
    tooltip = [{"field": field, "title": columns[field]} for field in ("line", "anger")]
    tooltip += [{"field": f"cause_{n}", "title": f"{columns['cause']}{_APART * n}"} for n in range(causes)]
    if not causes:
        tooltip.append({"field": "cause", "title": columns["cause"]})
    return {
        "mark": {"type": "circle", "size": 900, "opacity": 0.001},
        "transform": [{"filter": f"datum.causes == {causes}"}],
        "encoding": {"tooltip": tooltip},
    }
