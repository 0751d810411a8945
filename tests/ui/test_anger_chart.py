"""The anger curve tells the cause of every step where the pointer stands."""

import json
from typing import Any

import pyarrow as pa

from evaluator.anger_curve import anger_curve
from tests.ui.story import RUDE, Story

ODD_SORRY = "I'm so sorry, Denise <b>x</b>."


def _hovered(story: Story) -> list[list[str]]:
    """Return what the tooltip of each step of the curve says, line by line, as its specification has it."""
    (chart,) = (element.proto for element in story.app.get("vega_lite_chart"))
    layers = [layer for layer in json.loads(chart.spec)["layer"] if "tooltip" in layer.get("encoding", {})]
    rows: list[dict[str, Any]] = pa.ipc.open_stream(chart.data.data).read_all().to_pylist()
    told = []
    for row in rows:
        (layer,) = (one for one in layers if one["transform"] == [{"filter": f"datum.causes == {row['causes']}"}])
        told.append([str(row[field["field"]]) for field in layer["encoding"]["tooltip"]])
    return told


def test_every_cause_of_every_step_is_in_its_tooltip_with_its_points_and_words(story: Story) -> None:
    story.meet().say(ODD_SORRY).say(RUDE).end()
    steps, hovered = anger_curve(story.session.transcript, story.services.rubric), _hovered(story)
    assert len(steps) == len(hovered) == 3
    assert sum(len(step.causes) for step in steps) >= 3
    for step, (_when, anger, *causes) in zip(steps, hovered, strict=True):
        assert anger == str(step.anger)
        assert len(causes) == max(1, len(step.causes))
        for cause, line in zip(step.causes, causes, strict=False):
            assert line.startswith(f"{cause.name} {cause.delta:+d}")
            assert cause.quote[:50] in line
    assert any("<b>x</b>" in line for lines in hovered for line in lines)


def test_a_step_without_a_cause_says_so(story: Story) -> None:
    story.meet().end()
    assert [lines[2:] for lines in _hovered(story)] == [["nothing in particular"]]
