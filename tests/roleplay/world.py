"""One small complete customer for the tests of the room, with an abusive and a lonely variant, and how a conversation is held."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from poise.conversation.content import Content, load_persona
from poise.conversation.hearing import Hearing
from poise.conversation.ids import Stage
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn
from poise.roleplay.cast import Cast, Form
from poise.roleplay.direction import Direction, remember_played
from poise.roleplay.director import direct
from poise.roleplay.hearing import hear
from poise.roleplay.mood import Mood, Moved, move, opening_mood
from poise.roleplay.prompts import CustomerPrompts, load_prompts

CONTENT = Content(Path(__file__).resolve().parents[2])

VERA = load_persona(Path(__file__).with_name("broken-lamp.yaml"))
RUDE = VERA.model_copy(
    update={"lines": {**VERA.lines, "insult": ("You clown.", "Idiots, all of you."), "yield": ("Fine.", "All right.")}}
)
LONELY = VERA.model_copy(update={"wants": "heard"})


def prompts() -> CustomerPrompts:
    return load_prompts(CONTENT)


def cast(persona: Persona = VERA, form: Form = "playwright", window: int = 8000) -> Cast:
    """The persona at standard, with tokens counted as a quarter of the characters."""
    return Cast(persona, "standard", form, prompts(), window, lambda text: len(text) // 4 + 1)


def moved(
    mood: Mood, *ids: str, reply: str = "Well.", persona: Persona = VERA, level: Any = "standard", stage: Stage = "vent"
) -> Moved:
    """The mood after a reply that shows `ids`, heard as it is written."""
    return move(persona, level, mood, stage, dict.fromkeys(ids, 1.0), {}, hear(reply, persona))


def directed(
    mood: Mood,
    *ids: str,
    reply: str = "Well.",
    acts: Sequence[str] = ("open",),
    persona: Persona = VERA,
    **changes: Any,
) -> Direction:
    """The direction after `reply`; the customer's earlier lines played `acts`."""
    turns: list[Turn] = []
    for number, act in enumerate(acts):
        turns += [CustomerTurn(text=f"Line {number}.", act=act, marks=changes.get("marks")), AgentTurn(text="Yes.")]
    turns[-1] = AgentTurn(text=reply)
    return direct(
        persona, changes.get("level", "standard"), mood, changes.get("stage", "vent"), dict.fromkeys(ids, 1.0),
        hear(reply, persona), turns, changes.get("exchange", len(acts)), changes.get("turn_limit", 12), changes.get("seed", 1),
        changes.get("stays", False),
    )  # fmt: skip


def played(
    persona: Persona, level: Any, replies: Sequence[tuple[str, set[str]]], seed: int = 1
) -> list[tuple[Mood, Direction]]:
    """Hold a conversation with these replies and what they show, until it ends."""
    mood, turns, found = opening_mood(persona, level), [CustomerTurn(text=persona.opening[0], act="open")], []
    for exchange, (reply, ids) in enumerate(replies, start=1):
        turns.append(AgentTurn(text=reply))
        shown, hearing = dict.fromkeys(ids, 1.0), hear(reply, persona)
        after = move(persona, level, mood, "vent", shown, {}, hearing).mood
        direction = direct(persona, level, after, "vent", shown, hearing, turns, exchange, 12, seed)
        mood = remember_played(after, direction)
        turns.append(CustomerTurn(text=f"Line {exchange}.", act=direction.act, marks=dict(direction.marks)))
        found.append((mood, direction))
        if direction.outcome:
            break
    return found


def turns_of(*texts: str) -> list[Turn]:
    """Turns that alternate between customer and agent, the customer first."""
    return [
        CustomerTurn(text=text, act="vent") if index % 2 == 0 else AgentTurn(text=text)
        for index, text in enumerate(texts)
    ]


NOTHING = Hearing()
