"""Turns from earlier in a talk, four of them one element of the page: every element costs at every drawing.

They look like the later ones. What is left out are the doors in the folds, which the debrief has again.
"""

from collections.abc import Callable, Iterator

from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.services import Services
from poise.practice.session import SessionView
from poise.ui.components.under_reply import under_markup
from poise.ui.markup import Markup, draw, element, joined, picture
from poise.ui.shared import words

AT_HAND = 5
"""So many of the last turns, two exchanges and a line, and up to three more are drawn with all that belongs to them."""
TOGETHER = 4
"""So many turns share an element. It never changes once it is there, so that what was folded out stays so."""
_FACE_PX = 38


def past_turns(view: SessionView) -> int:
    """Return how many turns of a talk that goes on are drawn as past."""
    return max(len(view.transcript.turns) - AT_HAND, 0) // TOGETHER * TOGETHER


def draw_past(
    services: Services, view: SessionView, first: int, last: int, face: Callable[[CustomerTurn], str]
) -> None:
    """Draw the turns from number `first` to `last`; `face` gives an address of a picture, or the name of a sign."""
    for start in range(first, last + 1, TOGETHER):
        draw(element("div", *_turns(services, view, start, min(start + TOGETHER - 1, last), face), kind="past"))


def _turns(
    services: Services, view: SessionView, first: int, last: int, face: Callable[[CustomerTurn], str]
) -> Iterator[Markup]:
    for number, turn in enumerate(view.transcript.turns[first - 1 : last], start=first):
        if isinstance(turn, CustomerTurn):
            yield _line(view.persona.identity.name, face(turn), turn.text)
        elif isinstance(turn, AgentTurn):
            said = element("div", _said(words()("talk.you"), turn.text), kind="past-reply")
            yield element("div", said, under_markup(services, view, number), kind="past-turn")


def _line(name: str, face: str, text: str) -> Markup:
    drawn = picture(face, _FACE_PX) if face.startswith("data:") else element("i", kind="faceless")
    return element("div", drawn, _said(name, text), kind="past-line")


def _said(who: str, text: str) -> Markup:
    # Seen by its place and face; read aloud by its name.
    return element("p", element("span", joined(f"{who}: "), kind="unseen"), text, kind="said")
