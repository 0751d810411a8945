"""Chooses what the customer does next. Pure: the same moment and seed give the same direction.

The rules stand in the order in which they are asked; the first that has an answer decides. Endings come first, then
odd replies and
abuse, then what the reply offers, asks, promises or gets wrong, and last what the stage calls for. The seed only
chooses between
acts that fit equally well.
"""

from collections.abc import Mapping, Sequence

from poise.conversation.hearing import Hearing
from poise.conversation.ids import Level, Stage
from poise.conversation.persona import Persona
from poise.conversation.transcript import Turn
from poise.roleplay.direction import Direction, remember_played
from poise.roleplay.endings import ending
from poise.roleplay.mood import Mood
from poise.roleplay.reactions import by_stage, reaction
from poise.roleplay.situation import Situation

__all__ = ["Direction", "direct", "opening", "remember_played"]


def direct(  # noqa: PLR0913, PLR0917 - everything the choice rests on, in the order in which it came about
    persona: Persona,
    level: Level,
    mood: Mood,
    stage: Stage,
    observations: Mapping[str, float],
    hearing: Hearing,
    turns: Sequence[Turn],
    exchange: int,
    turn_limit: int,
    seed: int,
    stays: bool = False,
) -> Direction:
    """Return the customer's next act. `mood` is the mood after the reply, `stage` the one before it.

    `turns` hold everything said, the reply last; `observations` the ids decided as shown; `exchange` counts from 1 and the
    one that reaches `turn_limit` ends the conversation; with `stays`, which simulations use, nothing else does. What is
    unclear is asked back, never accepted.
    """
    moment = Situation(
        persona, level, mood, stage, frozenset(observations), hearing, turns, exchange, turn_limit, seed, stays
    )
    return ending(moment) or reaction(moment) or by_stage(moment)


def opening(persona: Persona, level: Level, seed: int) -> str:
    """Return the opening line: the seed chooses among the persona's."""
    return persona.opening[seed % len(persona.opening)]
