"""A moment's pause: the page is dimmed and comes back by itself. The style sheet does it; nothing is told to the server."""

from poise.ui.markup import draw, element
from poise.ui.shared import words


def draw_breath() -> None:
    """Draw the door to a moment's pause. Nothing of the conversation changes by it."""
    t = words()
    veil = element("span", element("span", t("breath.words")), kind="veil")
    draw(element("details", element("summary", t("breath.take"), veil), kind="breath"))
