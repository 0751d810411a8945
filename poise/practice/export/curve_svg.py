"""The anger as a drawing: every step with its number, turning points as open squares with the change beside them. Pure."""

from html import escape

from poise.practice.export.blocks import Curve

WIDTH, HEIGHT = 720, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 44, 28, 36


def curve_svg(curve: Curve) -> str:
    """Return the curve as SVG in a figure, the words of it for whoever cannot see it."""
    places = points(curve, WIDTH, HEIGHT)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    drawn = [
        f"<polyline class='curve' points='{line}'/>",
        *(_step(curve, number, x, y) for number, (x, y) in enumerate(places)),
    ]
    axis = "".join(_end(height(anger, HEIGHT), word) for anger, word in ((100, curve.furious), (0, curve.calm)))
    return (
        f"<figure><svg viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{escape(curve.words)}'>"
        f"{axis}{''.join(drawn)}</svg></figure>"
    )


def _end(y: float, word: str) -> str:
    return (
        f"<line class='grid' x1='{_LEFT - 24}' x2='{WIDTH - _RIGHT}' y1='{y:.1f}' y2='{y:.1f}'/>"
        f"<text x='{_LEFT - 32}' y='{y + 4:.1f}' text-anchor='end'>{escape(word)}</text>"
    )


def points(curve: Curve, width: float, whole: float) -> list[tuple[float, float]]:
    """Return where each step stands in a drawing of this size, y downwards."""
    room = (width - _LEFT - _RIGHT) / max(1, len(curve.steps) - 1)
    return [(_LEFT + room * number, height(step.anger, whole)) for number, step in enumerate(curve.steps)]


def height(anger: int, whole: float) -> float:
    """Return how far down an anger stands."""
    return _TOP + (whole - _TOP - _BOTTOM) * (100 - anger) / 100


def _step(curve: Curve, number: int, x: float, y: float) -> str:
    step, label = curve.steps[number], curve.labels[number]
    sign = f"<circle class='step' cx='{x:.1f}' cy='{y:.1f}' r='4'/>"
    beside = str(step.anger)
    if step.turning:
        sign = f"<rect class='turning' x='{x - 6:.1f}' y='{y - 6:.1f}' width='12' height='12'/>"
        beside = f"{step.anger} ({step.change:+d})".replace("-", "\u2212")
    causes = "; ".join(f"{cause.name} {cause.delta:+d}" for cause in step.causes)
    named = f"{label}: {beside}" + (f", {curve.turning}" if step.turning else "") + (f". {causes}" if causes else "")
    return (
        f"<g><title>{escape(named)}</title>{sign}"
        f"<text x='{x:.1f}' y='{y - 11:.1f}' text-anchor='middle'>{escape(beside)}</text>"
        f"<text x='{x:.1f}' y='{HEIGHT - 12}' text-anchor='middle'>{step.reply or escape(label)}</text></g>"
    )
