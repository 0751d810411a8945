"""The persona's own lines: what is said where no model's line can be shown, or no model plays. Pure."""

from collections.abc import Sequence

from poise.conversation.ids import Act
from poise.conversation.persona import Persona
from poise.conversation.transcript import CustomerTurn, Turn
from poise.roleplay.direction import Direction
from poise.roleplay.facts import told
from poise.roleplay.guard import repeats
from poise.roleplay.person import in_first_person, in_own_typing
from poise.roleplay.phrases import normal

_NEIGHBOURS: dict[Act, tuple[Act, ...]] = {
    "open": ("vent",), "vent": ("press", "challenge"), "answer": ("vent",), "press": ("test", "vent"),
    "challenge": ("press", "vent"),
    "test": ("press", "challenge"), "refuse": ("test", "press"), "ask_when": ("test", "press"), "soften": ("thank", "answer"),
    "choose": ("accept",), "accept": ("choose",), "thank": ("accept", "soften"), "goodbye": ("thank",),
    "threaten": ("challenge", "press"),
    "leave": ("threaten",), "insult": ("challenge", "vent"), "yield": ("soften", "press"), "puzzled": ("press",),
}  # fmt: skip
"""Whose lines serve when those of an act are used up."""
_TELLS = 0.6


def authored_line(persona: Persona, direction: Direction, turns: Sequence[Turn], seed: int) -> str:
    """Return a line of the persona for the act that was not said yet; a neighbouring act's where none is left.

    Where a fact comes out the line tells it: the one that covers it, or the fact itself in the first person.
    """
    fact = persona.fact(direction.reveal) if direction.reveal else None
    fresh = _fresh(persona, direction.act, turns)
    if fact is not None:
        telling = [line for line in fresh if told(line, fact.words) >= _TELLS]
        return telling[0] if telling else in_own_typing(in_first_person(fact.words, persona), persona)
    for act in (direction.act, *_NEIGHBOURS[direction.act]):
        if lines := _fresh(persona, act, turns):
            return lines[seed % len(lines)]
    last = persona.lines.get(direction.act) or persona.opening
    return last[seed % len(last)]


def own_first(persona: Persona, direction: Direction, turns: Sequence[Turn], seed: int) -> str | None:
    """Return a line of the persona for this act that was not said yet, or for the nearest one; None where none is left or a fact
    comes out.
    """
    if direction.reveal is not None:
        return None
    nearest = () if direction.act == "answer" else _NEIGHBOURS[direction.act][:1]
    if not (fresh := next(filter(None, (_fresh(persona, act, turns) for act in (direction.act, *nearest))), [])):
        return None
    if direction.act == "answer":
        # No fact answers it, or it was told before: what says so is better than another fact.
        facts = [fact.words for fact in (*persona.facts.known, *persona.facts.hidden)]
        return min(fresh, key=lambda line: max(told(line, fact) for fact in facts))
    return fresh[seed % len(fresh)]


def is_authored(persona: Persona, line: str) -> bool:
    """Whether a model's line is word for word one of the persona's own, or the beginning of one."""
    start = normal(line).rstrip(" .!?…")
    return any(normal(own).startswith(start) for group in persona.lines.values() for own in group)


def _fresh(persona: Persona, act: Act, turns: Sequence[Turn]) -> list[str]:
    said = {turn.text for turn in turns if isinstance(turn, CustomerTurn)}
    return [line for line in persona.lines.get(act, ()) if line not in said and not repeats(line, turns)]
