"""Which of the learner's sentences deserve a better wording, and whether what a coach wrote may be shown. Pure."""

import re
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from evaluator.debrief import Debrief
from evaluator.figures import amounts, figures
from poise.conversation.ids import OBSERVED
from poise.conversation.persona import Persona
from poise.conversation.transcript import CustomerTurn, Turn

MOST_ASKED = 3
"""So many points of a debrief a coach is asked about, one call each."""
MOST_WORDS = 60

_BORDER = re.compile(r"(?<=[.!?…])[\"”’')]*\s+")
_PREAMBLE = re.compile(
    r"[^.!?:]{0,60}\b(?:wording|version|rewrit\w+|rewrote|passage|sentence|reply|response|improved|better)\b[^.!?:]{0,40}:",
    re.I,
)
_PAIRS = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»"}


class Passage(BaseModel):
    """The learner's own words that a point is about: in which turn, for which id, and the sentence to be said better."""

    model_config = ConfigDict(frozen=True)

    turn: int
    id: str
    sentence: str


def passages(found: Debrief, turns: Sequence[Turn]) -> tuple[Passage, ...]:
    """Return what a coach is asked about: what to try next, the reply that angered most, the first strength, then the rest.

    At most `MOST_ASKED`, none twice.
    """
    next_ = [(point.turn, point.id, point.quote) for point in found.cost]
    angered = sorted((point for point in found.turning_points if point.delta > 0), key=lambda point: -point.delta)
    moved = [(point.turn, point.cause, point.quote) for point in angered if point.cause in OBSERVED]
    strong = [(point.turn, point.id, point.quote) for point in found.went_well]
    wanted = {(turn, id_): quote for turn, id_, quote in (*next_[:1], *moved[:1], *strong[:1], *next_[1:], *strong[1:])}
    return tuple(
        Passage(turn=turn, id=id_, sentence=own_sentence(turns[turn - 1].text, quote))
        for (turn, id_), quote in list(wanted.items())[:MOST_ASKED]
    )


def own_sentence(reply: str, quote: str) -> str:
    """Return the sentences of a reply in which a quote of it stands; the whole reply where the quote is not of it."""
    begin = reply.casefold().find(quote.strip().casefold()) if quote.strip() else -1
    if begin < 0 or len(reply.casefold()) != len(reply):
        return reply.strip()
    end = begin + len(quote.strip())
    borders = [0, *(match.end() for match in _BORDER.finditer(reply)), len(reply)]
    first = max(border for border in borders if border <= begin)
    last = min(border for border in borders if border >= end)
    return reply[first:last].strip()


def plain(text: str) -> str:
    """Return what a coach wrote on one line, without the quotation marks around the whole of it."""
    words = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    closing = _PAIRS.get(words[:1])
    inside = words[1:-1]
    whole = len(words) > 1 and words[-1] == closing and closing not in inside
    return inside.strip() if whole else words


def unfit(text: str, persona: Persona, before: Sequence[Turn]) -> str:
    """Return why a coach's wording may not be shown, empty where it may.

    Amounts of money and shares must stand in the briefing; any other number there, or in what the customer said before.
    """
    if not text:
        return "the coach wrote nothing"
    if (count := len(text.split())) > MOST_WORDS:
        return f"the coach wrote {count} words; {MOST_WORDS} are the most"
    if _PREAMBLE.match(text):
        return "the coach spoke about its task, not to the customer"
    briefing = " ".join((persona.briefing.company, *persona.briefing.history, *persona.briefing.policy))
    said = " ".join(turn.text for turn in before if isinstance(turn, CustomerTurn))
    held = figures(f"{briefing} {said}")
    hours = {number.split(".")[0] for number in held}
    invented = (amounts(text) - amounts(briefing)) | (figures(text) - held - hours)
    if invented:
        return f"the coach named {', '.join(sorted(invented))}, which the briefing does not hold"
    return ""
