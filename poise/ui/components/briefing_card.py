"""The briefing: the learner's role, the company, the order's history, what the company allows."""

from poise.conversation.persona import Persona
from poise.ui.markup import Markup, bullets, draw, element, joined, scrolling
from poise.ui.shared import words


def draw_briefing(persona: Persona, scrolls: bool = False) -> None:
    """Draw the briefing; its words are the persona's and are shown literally. `scrolls`: its place may be too small for it."""
    t, briefing = words(), persona.briefing
    parts: tuple[tuple[str, Markup], ...] = (
        (t("briefing.role"), element("p", briefing.role)),
        (t("briefing.company"), element("p", briefing.company)),
        (t("briefing.history"), bullets(briefing.history)),
        (t("briefing.policy"), bullets(briefing.policy)),
    )
    whole = joined(*(element("section", element("h2", title), text) for title, text in parts))
    draw(scrolling(whole, t("briefing.open"), "briefing") if scrolls else element("div", whole, kind="briefing"))
