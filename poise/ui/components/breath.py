"""A moment's pause: the page is dimmed and comes back by itself. The style sheet does it; the server hears nothing of it."""

from poise.ui.markup import draw, element
from poise.ui.shared import words


def draw_breath() -> None:
    """Draw the door to a moment's pause. Nothing of the conversation changes by it."""
    t = words()
    # Where motion is reduced the page cannot fade back: there it waits for another press.
    still = element("span", t("breath.still"), kind="still")
    veil = element("span", element("span", t("breath.words"), " ", still), kind="veil")
    draw(element("details", element("summary", t("breath.take"), veil), kind="breath"))
