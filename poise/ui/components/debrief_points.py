"""What the debrief says: strengths, costs and one thing to try, each with its quote and the documents behind it."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from evaluator.debrief import Debrief, Point
from evaluator.strategy_table import StrategyRow
from evaluator.turning_points import TurningPoint
from poise.conversation.ids import MISTAKES
from poise.practice.session import SessionView
from poise.ui.components.better_words import better_words, folded
from poise.ui.components.disagreement import Finding, draw_door, said_so
from poise.ui.components.proof import ordinal, proof
from poise.ui.components.second_try import draw_again
from poise.ui.markup import Markup, draw, element, joined
from poise.ui.shared import services, words


def draw_points(debrief: Debrief, view: SessionView) -> None:
    """Draw strengths and costs, then the one thing to try next; each with another way to say it, and a door to disagree."""
    t, titles = words(), documents(debrief)
    for part, points in (("went_well", debrief.went_well), ("cost", debrief.cost)):
        with st.container(key=f"part-{part}", gap=None):
            draw(element("h2", t(f"debrief.{part}")))
            if not points:
                draw(element("p", t(f"debrief.{part}_none")))
            for point in points:
                _draw_point(point, view, titles, part)


def draw_try_next(debrief: Debrief, view: SessionView, coach_works: bool) -> None:
    """Draw the one thing to try next; `coach_works`: better words for it may still come."""
    if (point := debrief.try_next) is None:
        return
    t = words()
    waits = coach_works and (point.turn, point.id) not in view.wordings
    soon = element("p", t("debrief.coach_works"), kind="soft") if waits else ""
    other = better_words(view, point.turn, point.id, point.quote, point.contrast)
    said = _point(point, view, documents(debrief), _finding(point, "cost"), point.advice)
    with st.container(key="try", gap=None):
        draw(element("section", element("h2", t("debrief.try_next")), said, soon, other, kind="try"))
        with st.container(horizontal=True, gap="medium", key="try-again"):
            draw_again(view, point.turn, "try", point.id)


def draw_moved(debrief: Debrief, view: SessionView) -> None:
    """Draw which replies moved the customer, and what the two critics saw differently."""
    t = words()
    moved = [
        _moved(number, tuple(points), view)
        for number, points in groupby(debrief.turning_points, key=lambda point: point.turn)
    ]
    nothing = "" if moved else element("p", t("debrief.moved_none"))
    disputed = [
        element("p", t("debrief.disputed", number=ordinal(view.transcript, point.turn), cause=point.name), kind="soft")
        for point in debrief.disputed
    ]
    draw(element("div", *moved, nothing, *disputed, kind="part"))


def draw_documents(debrief: Debrief, rows: Sequence[StrategyRow] = ()) -> None:
    """Draw the documents behind points and strategies, under the numbers that these give."""
    if titles := documents(debrief, rows):
        lines = (element("li", title) for title in titles)
        title = element("h2", words()("debrief.documents"))
        draw(element("section", title, element("ol", *lines), kind="part documents"))


def documents(debrief: Debrief, rows: Sequence[StrategyRow] = ()) -> tuple[str, ...]:
    """Return the titles behind all points, then those of the strategies, each once, in the order in which the page needs them."""
    points = [*debrief.went_well, *debrief.cost, *([debrief.try_next] if debrief.try_next else [])]
    sources = [*(point.sources for point in points), *(row.sources for row in rows)]
    return tuple(dict.fromkeys(title for titles in sources for title in titles))


def _draw_point(point: Point, view: SessionView, titles: Sequence[str], part: str) -> None:
    finding = _finding(point, part)
    text = point.words if part == "went_well" else point.advice
    other = folded(better_words(view, point.turn, point.id, point.quote, point.contrast))
    draw(element("div", _point(point, view, titles, finding, text), other, kind="point"))
    draw_door(view, [finding], f"{part}-{point.turn}-{point.id}")


def _finding(point: Point, part: str) -> Finding:
    """Return the finding behind a point: a strength or mistake was found, a strategy that cost points was not."""
    return Finding(point.turn, point.id, point.name, shown=part == "went_well" or point.id in MISTAKES)


def _point(point: Point, view: SessionView, titles: Sequence[str], finding: Finding, text: str) -> Markup:
    t = words()
    numbers = ", ".join(map(str, sorted(titles.index(title) + 1 for title in point.sources)))
    key = "debrief.source" if len(point.sources) == 1 else "debrief.sources"
    place = f"{t('debrief.in_turn', number=ordinal(view.transcript, point.turn))} · {t(key, numbers=numbers)}"
    return element(
        "article",
        element("h3", point.name),
        proof(point.quote, point.turn, view),
        element("p", text, kind="soft"),
        element("p", place, kind="fine"),
        said_so(view, finding),
    )


def _moved(number: int, points: tuple[TurningPoint, ...], view: SessionView) -> Markup:
    t = words()
    total = points[0].change
    title = t(
        "debrief.rose" if total > 0 else "debrief.fell", number=ordinal(view.transcript, number), points=abs(total)
    )
    return element("article", element("h3", title), *(_cause(point, view) for point in points))


def _cause(point: TurningPoint, view: SessionView) -> Markup:
    """Return the cause with its quote, its own points where it did not do it all, and another way where it angered."""
    name = f"{point.name[:1].upper()}{point.name[1:]}"
    key = "debrief.cause_rose" if point.delta > 0 else "debrief.cause_fell"
    line = name if point.delta == point.change else words()(key, cause=name, points=abs(point.delta))
    entry = services().rubric.entries.get(point.cause) if point.delta > 0 else None
    other = folded(better_words(view, point.turn, point.cause, point.quote, entry.contrast)) if entry else ""
    disagreed = said_so(view, Finding(point.turn, point.cause, point.name, shown=True))
    return joined(element("p", line, kind="soft"), proof(point.quote, point.turn, view), disagreed, other)
