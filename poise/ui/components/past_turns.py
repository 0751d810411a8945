"""Turns from earlier in a long talk, each one element of the page: every element costs at every drawing.

They look like the later ones. What is left out are the doors in the folds, which the debrief has again.
"""

from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.ui.components.under_reply import under_markup
from poise.ui.markup import Markup, draw, element, joined, picture
from poise.ui.shared import words

AT_HAND = 24
"""So many of the last turns are drawn with all that belongs to them."""
_FACE_PX = 38


def draw_past_line(name: str, face: str, text: str) -> None:
    """Draw what the customer said, literally, beside the face that they made: an address of a picture, or the name of a sign."""
    drawn = picture(face, _FACE_PX) if face.startswith("data:") else element("i", kind="faceless")
    draw(element("div", drawn, _said(name, text), kind="past-line"))


def draw_past_reply(services: Services, view: SessionView, number: int, text: str) -> None:
    """Draw what the learner said, literally, and under it what the chosen help tells."""
    said = element("div", _said(words()("talk.you"), text), kind="past-reply")
    draw(element("div", said, under_markup(services, view, number), kind="past-turn"))


def _said(who: str, text: str) -> Markup:
    # Seen by its place and face; read aloud by its name.
    return element("p", element("span", joined(f"{who}: "), kind="unseen"), text, kind="said")
