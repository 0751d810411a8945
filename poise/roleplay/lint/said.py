"""Everything in a persona's file that the customer may say, with its place and act."""

from typing import NamedTuple

from poise.conversation.ids import Act
from poise.conversation.persona import Persona
from poise.roleplay.afterwards import ACTS
from poise.roleplay.lint.finding import Place


class Said(NamedTuple):
    """One authored line: where it stands, the act that it plays, and its words."""

    place: Place
    act: Act
    text: str


def said(persona: Persona) -> list[Said]:
    """Return the opening lines, the authored lines and those for a follow-up, in the order of the file."""
    opening = [Said(("opening", number), "open", text) for number, text in enumerate(persona.opening)]
    authored = [
        Said(("lines", act, number), act, text)
        for act, lines in persona.lines.items()
        for number, text in enumerate(lines)
    ]
    return opening + authored + said_afterwards(persona)


def said_afterwards(persona: Persona) -> list[Said]:
    """Return the lines with which a follow-up message is answered."""
    return [
        Said(("afterwards", situation, number), ACTS[situation], text)
        for situation, lines in persona.afterwards.items()
        for number, text in enumerate(lines)
    ]


def spoken(persona: Persona) -> list[tuple[Place, str]]:
    """Return every text that can come out of the customer's mouth: their lines, the facts, the remedies' names."""
    found: list[tuple[Place, str]] = [(one.place, one.text) for one in said(persona)]
    found += [(("facts", "known", number, "words"), fact.words) for number, fact in enumerate(persona.facts.known)]
    found += [(("facts", "hidden", number, "words"), fact.words) for number, fact in enumerate(persona.facts.hidden)]
    found += [(("remedies", number, "words"), remedy.words) for number, remedy in enumerate(persona.remedies)]
    return found
