"""The customer's anger over the conversation, with the cause of every step."""

from typing import Any

import streamlit as st

from evaluator.rubric import Rubric
from poise.conversation.transcript import Cause, CustomerTurn, Transcript
from poise.ui.shared import words


def draw_anger(transcript: Transcript, rubric: Rubric, name: str) -> None:
    """Draw the curve, and the same in words for whoever cannot see it; nothing where no anger was recorded."""
    t, rows = words(), _rows(transcript, rubric)
    if not rows:
        return
    columns = [t("debrief.chart_line"), t("debrief.chart_anger"), t("debrief.chart_cause")]
    table = [dict(zip(columns, row, strict=True)) for row in rows]
    st.subheader(t("debrief.chart", name=name), anchor=False)
    st.vega_lite_chart(table, _spec(*columns), width="stretch")
    st.caption(t("debrief.chart_help"))
    with st.expander(t("debrief.chart_table")):
        st.table(table, hide_index=True)


def _rows(transcript: Transcript, rubric: Rubric) -> list[tuple[int, int, str]]:
    lines = [turn for turn in transcript.turns if isinstance(turn, CustomerTurn) and turn.anger is not None]
    return [
        (number, line.anger or 0, "; ".join(_cause(cause, rubric) for cause in line.causes))
        for number, line in enumerate(lines, start=1)
    ]


def _cause(cause: Cause, rubric: Rubric) -> str:
    name = rubric.entries[cause.id].name if cause.id in rubric.entries else cause.id.replace("_", " ")
    return f"{name} {cause.delta:+d}"


def _spec(line: str, anger: str, cause: str) -> dict[str, Any]:
    scale = {"domain": [0, 100]}
    return {
        "height": 220,
        "encoding": {
            "x": {"field": line, "type": "ordinal", "axis": {"labelAngle": 0}},
            "y": {"field": anger, "type": "quantitative", "scale": scale, "axis": {"tickCount": 5}},
            "tooltip": [{"field": field} for field in (line, anger, cause)],
        },
        "layer": [{"mark": {"type": "line", "strokeWidth": 2}}, {"mark": {"type": "circle", "size": 70, "opacity": 1}}],
    }
