"""The customer's mood: how one reply moves them, and why. Pure and deterministic.

Anger runs from 0 to 100. Every change has named causes whose points add up to it exactly; `weights.py` holds the numbers
and their reasons, `levels.py` what a level changes. Being heard comes before being helped: a remedy for somebody who has
not been heard moves them a third as much. A second apology moves less than the first, a repeated mistake costs more, so
does being put off with vague words again, and taking back an offer costs most; what was agreed is lost when the agent turns
on them. The persona says what soothes and inflames them in particular, and the level's temper how fast anger rises and falls.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from poise.conversation.hearing import Hearing
from poise.conversation.ids import Level, Stage
from poise.conversation.persona import Persona, Temper
from poise.conversation.transcript import Cause
from poise.roleplay import weights
from poise.roleplay.levels import BEARINGS
from poise.roleplay.memory import remember
from poise.roleplay.points import Point, bounded, inflaming, soothing
from poise.roleplay.state import ANGRY, CALM, FURIOUS, Mood

__all__ = ["ANGRY", "CALM", "FURIOUS", "Expression", "Mood", "Moved", "expression", "move", "opening_mood"]

Expression = Literal["furious", "angry", "upset", "calm"]


class Moved(NamedTuple):
    """The mood after a reply and why it changed."""

    mood: Mood
    causes: tuple[Cause, ...]


def opening_mood(persona: Persona, level: Level) -> Mood:
    """Return the mood in which this persona opens the conversation at `level`."""
    return Mood(anger=persona.temper[level].anger)


def expression(anger: int) -> Expression:
    """Return the face for an anger of 0–100: furious from 75, angry from 50, upset from 25, else calm."""
    if anger >= FURIOUS:
        return "furious"
    if anger >= ANGRY:
        return "angry"
    return "upset" if anger >= CALM else "calm"


def move(
    persona: Persona,
    level: Level,
    mood: Mood,
    stage: Stage,
    observations: Mapping[str, float],
    evidence: Mapping[str, str],
    hearing: Hearing,
) -> Moved:
    """Return the mood after one reply and the causes of the change.

    `stage` is the one that held before the reply; `observations` the strategies and mistakes decided as shown, id to
    probability;
    `evidence` their quotes. Anger changes by at most 15, never leaves 0–100, and falls by more than 5 only after
    listening,
    empathy, an apology, a boundary or an agreed remedy. The causes' points add up to the change.
    """
    shown = frozenset(observations)
    now = remember(persona, BEARINGS[level], mood, shown, hearing)
    points = soothing(persona, mood, now, shown, evidence, hearing) + inflaming(persona, mood, shown, evidence, hearing)
    progress = any(p.id in weights.PROGRESS and p.delta <= -weights.LEAST_PROGRESS for p in points)
    if not progress and stage != "close" and not any(p.delta > 0 for p in points):
        points.append(_no_progress(persona.temper[level], mood))
    temper = persona.temper[level]
    changes = bounded(_tempered(temper, points), mood.anger, round(weights.RESIDUE * temper.anger))
    anger = mood.anger + sum(whole for _, whole in changes)
    after = now.model_copy(update={"anger": anger, "unmoved": 0 if progress else mood.unmoved + 1})
    return Moved(after, tuple(Cause(id=point.id, delta=whole, quote=point.quote) for point, whole in changes))


def _no_progress(temper: Temper, mood: Mood) -> Point:
    spent = mood.unmoved + 1 >= temper.patience
    return Point("no_progress", weights.NO_PROGRESS + (weights.NO_PATIENCE if spent else 0), "")


def _tempered(temper: Temper, points: list[Point]) -> list[Point]:
    return [p._replace(delta=p.delta * (temper.rises if p.delta > 0 else temper.falls)) for p in points]
