"""The moments of a kept conversation, given back as actor, choice and guard saw them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn, Refusal, Turn
from poise.practice.lines.result import Shown, Talk
from poise.practice.simulation.conversation import line_seed
from poise.roleplay.direction import Direction, remember_played
from poise.roleplay.guard import Watch, check_line
from poise.roleplay.mood import Mood
from poise.roleplay.prompts import CustomerPrompts


@dataclass(frozen=True)
class Moment:
    """What held when a line was wanted: everything said, the reply last; the mood after it; the direction; the line's seed.

    Of the mood only anger and what was played are known; a script that was cut, which lists offers, cannot be given back.
    """

    shown: Shown
    turns: tuple[Turn, ...]
    mood: Mood
    direction: Direction
    seed: int


def moments(talk: Talk) -> Iterator[Moment]:
    """Yield the moment of every exchange of a conversation."""
    turns: tuple[Turn, ...] = (CustomerTurn(text=talk.opening, act="open", anger=talk.opening_anger, authored=True),)
    mood = Mood(anger=talk.opening_anger)
    for number, shown in enumerate(talk.shown, start=1):
        mood = mood.model_copy(update={"anger": shown.anger, "exchanges": number})
        turns = (*turns, AgentTurn(text=shown.reply))
        direction = Direction(act=shown.act, strength=shown.strength, reveal=shown.reveal, remedy=shown.remedy)
        yield Moment(shown, turns, mood, direction, line_seed(talk.seed, len(turns)))
        turns = (*turns, CustomerTurn(text=shown.line, act=shown.act, anger=shown.anger, authored=shown.authored))
        mood = remember_played(mood, direction)


def broken_rules(talk: Talk, persona: Persona, prompts: CustomerPrompts) -> list[Refusal | None]:
    """Return for every line that was shown the rule of the guard that it breaks, as the guard stands now."""
    return [
        check_line(one.shown.line, Watch(persona, one.direction, one.turns, one.mood, prompts)) for one in moments(talk)
    ]
