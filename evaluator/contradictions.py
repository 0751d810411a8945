"""Statements of a reply that contradict the briefing: listed by a model, kept where both sides are there word for word."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from evaluator.evidence import find
from poise.conversation.persona import Persona

MOST = 5
_FEWEST_WORDS = 3
"""A fact of fewer words ("you may") stands in many lines and says nothing."""


class Contradiction(BaseModel):
    """Words of the reply beside the line of the briefing that they contradict. Shown, never scored."""

    model_config = ConfigDict(frozen=True)

    quote: str
    fact: str


def briefing_facts(persona: Persona) -> tuple[str, ...]:
    """Return what the learner was told of role, company and order, one line each."""
    return (persona.briefing.role, persona.briefing.company, *persona.briefing.history)


def briefing_lines(persona: Persona | None) -> tuple[str, ...]:
    """Return every line of the briefing, what the company allows included; nothing without a persona."""
    return (*briefing_facts(persona), *persona.briefing.policy) if persona else ()


def proved(listed: Sequence[Contradiction], reply: str, lines: Sequence[str]) -> tuple[tuple[Contradiction, ...], int]:
    """Return the contradictions whose two sides are verbatim, `MOST` at most, and how many of those listed were dropped.

    `quote` must stand in the reply and `fact` in one line of the briefing, which is then given whole; words that the
    line itself holds contradict nothing.
    """
    found = dict.fromkeys(shown for one in listed if (shown := _proved(one, reply, lines)))
    kept = tuple(found)[:MOST]
    return kept, len(listed) - len(kept)


def _proved(one: Contradiction, reply: str, lines: Sequence[str]) -> Contradiction | None:
    quote = find(one.quote, reply)
    if quote is None or len(one.fact.split()) < _FEWEST_WORDS:
        return None
    line = next((line for line in lines if find(one.fact, line) is not None), None)
    if line is None or find(quote, line) is not None:
        return None
    return Contradiction(quote=quote, fact=line)
