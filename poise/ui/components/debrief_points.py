"""What the debrief says: strengths, costs and one thing to try, each with its quote and the documents behind it."""

from collections.abc import Sequence
from itertools import groupby

from evaluator.debrief import Debrief, Point
from evaluator.turning_points import TurningPoint
from poise.practice.session import SessionView
from poise.ui.components.proof import ordinal, proof
from poise.ui.markup import Markup, draw, element, joined
from poise.ui.shared import words


def draw_points(debrief: Debrief, view: SessionView) -> None:
    """Draw strengths and costs, then the one thing to try next."""
    t, titles = words(), documents(debrief)
    for part, points in (("went_well", debrief.went_well), ("cost", debrief.cost)):
        said = [_point(point, view, titles, point.words if part == "went_well" else point.advice) for point in points]
        nothing = "" if said else element("p", t(f"debrief.{part}_none"))
        draw(element("section", element("h2", t(f"debrief.{part}")), *said, nothing, kind="part"))
    if debrief.try_next is not None:
        draw(_try_next(debrief.try_next, view, titles))


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


def draw_documents(debrief: Debrief) -> None:
    """Draw the documents behind the points, under the numbers that the points give."""
    if titles := documents(debrief):
        lines = (element("li", title) for title in titles)
        title = element("h2", words()("debrief.documents"))
        draw(element("section", title, element("ol", *lines), kind="part documents"))


def documents(debrief: Debrief) -> tuple[str, ...]:
    """Return the titles behind all points, each once, in the order in which the page first needs them."""
    points = [*debrief.went_well, *debrief.cost, *([debrief.try_next] if debrief.try_next else [])]
    return tuple(dict.fromkeys(title for point in points for title in point.sources))


def _point(point: Point, view: SessionView, titles: Sequence[str], text: str) -> Markup:
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
    )


def _try_next(point: Point, view: SessionView, titles: Sequence[str]) -> Markup:
    t, example = words(), point.contrast
    pairs = (("customer", example.customer), ("poor", example.poor), ("good", example.good))
    lines = [joined(element("dt", t(f"debrief.example_{part}")), element("dd", text)) for part, text in pairs]
    shown = joined(element("p", t("debrief.example"), kind="soft"), element("dl", *lines))
    return element(
        "section", element("h2", t("debrief.try_next")), _point(point, view, titles, point.advice), shown, kind="try"
    )


def _moved(number: int, points: tuple[TurningPoint, ...], view: SessionView) -> Markup:
    t = words()
    total = sum(point.delta for point in points)
    title = t(
        "debrief.rose" if total > 0 else "debrief.fell", number=ordinal(view.transcript, number), points=abs(total)
    )
    return element("article", element("h3", title), *(_cause(point, view, alone=len(points) == 1) for point in points))


def _cause(point: TurningPoint, view: SessionView, alone: bool) -> Markup:
    """Return the cause with its quote; its own points only where it does not stand alone under their sum."""
    name = f"{point.name[:1].upper()}{point.name[1:]}"
    key = "debrief.cause_rose" if point.delta > 0 else "debrief.cause_fell"
    line = name if alone else words()(key, cause=name, points=abs(point.delta))
    return joined(element("p", line, kind="soft"), proof(point.quote, point.turn, view))
