"""The anger as a drawing in a PDF."""

from itertools import pairwise
from typing import Any

from reportlab.platypus import Flowable

from poise.practice.export.blocks import Curve
from poise.practice.export.curve_svg import HEIGHT as DRAWN_HEIGHT
from poise.practice.export.curve_svg import WIDTH, height, points
from poise.practice.export.pdf_fonts import PLAIN


class CurveDrawing(Flowable):  # type: ignore[misc]  # ReportLab carries no types, and a drawing of its own is made this way
    """The curve, `width` by `tall` points; turning points are open squares with the change beside them."""

    def __init__(self, curve: Curve, width: float, tall: float, accent: Any, ink: Any, rule: Any) -> None:
        super().__init__()
        self.curve, self.width, self.height = curve, width, tall
        self._accent, self._ink, self._rule = accent, ink, rule

    def draw(self) -> None:
        """Draw it on the page, in the measures of the drawing on the screen."""
        canvas = self.canv
        canvas.scale(self.width / WIDTH, self.height / DRAWN_HEIGHT)
        canvas.setFont(PLAIN, 13)
        for anger, word in ((100, self.curve.furious), (0, self.curve.calm)):
            y = _up(height(anger, DRAWN_HEIGHT))
            canvas.setStrokeColor(self._rule)
            canvas.line(60, y, WIDTH - 44, y)
            canvas.drawRightString(52, y - 4, word)
        places = [(x, _up(y)) for x, y in points(self.curve, WIDTH, DRAWN_HEIGHT)]
        canvas.setStrokeColor(self._accent)
        canvas.setLineWidth(2)
        for (x, y), (next_x, next_y) in pairwise(places):
            canvas.line(x, y, next_x, next_y)
        for number, (x, y) in enumerate(places):
            self._step(number, x, y)

    def _step(self, number: int, x: float, y: float) -> None:
        canvas, step = self.canv, self.curve.steps[number]
        beside = str(step.anger)
        if step.turning:
            canvas.setStrokeColor(self._ink)
            canvas.setFillColorRGB(1, 1, 1)
            canvas.rect(x - 6, y - 6, 12, 12, fill=1)
            beside = f"{step.anger} ({step.change:+d})".replace("-", "\u2212")
        else:
            canvas.setFillColor(self._accent)
            canvas.circle(x, y, 4, stroke=0, fill=1)
        canvas.setFillColor(self._ink)
        canvas.drawCentredString(x, y + 11, beside)
        canvas.drawCentredString(x, 12, str(step.reply) if step.reply else self.curve.labels[number])


def _up(y: float) -> float:
    return DRAWN_HEIGHT - y
