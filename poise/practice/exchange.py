"""What happens between a stored reply and the line that answers it, the model's part left out. Nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from poise.conversation.hearing import Hearing, Span
from poise.conversation.ids import MISTAKES, Mark
from poise.conversation.observation import Observations
from poise.conversation.stage import stage_before, stage_turns
from poise.conversation.transcript import CustomerTurn
from poise.practice.events import Closing, LineEvent
from poise.practice.replay import Session
from poise.roleplay.actor import SpokenLine
from poise.roleplay.director import Direction, direct, remember_played
from poise.roleplay.encoder import Encoder
from poise.roleplay.hearing import hear
from poise.roleplay.mood import Moved, move
from poise.roleplay.oddness import oddness

if TYPE_CHECKING:
    from evaluator.fast import FastCritic
    from poise.practice.services import Services


@dataclass(frozen=True)
class Prepared:
    """What the reply did: observed, heard, felt, and what the customer does next."""

    observations: Observations
    hearing: Hearing
    moved: Moved
    direction: Direction


def prepare(services: Services, session: Session) -> Prepared:
    """Return what the pending reply, the session's last turn, does to the customer. No model call."""
    return prepared(services.fast, session, encode=services.encode)


def prepared(fast: FastCritic, session: Session, stays: bool = False, encode: Encoder | None = None) -> Prepared:
    """Return the same with fast critic and encoder alone; `stays` keeps the customer talking until the last exchange."""
    *context, reply = session.turns
    observations = fast.observe(context, reply.text)
    shown = {id_: p for id_, p in observations.probabilities().items() if observations.shown(id_)}
    quotes = {**observations.provoked_by, **observations.evidence}
    shown, heard = taken(reply.text, shown, hear(reply.text, session.persona, encode))
    hearing = _closed(heard, reply.text, session.closes)
    stage = stage_before(stage_turns(context))
    moved = move(session.persona, session.level, session.mood, stage, shown, quotes, hearing)
    direction = direct(
        session.persona,
        session.level,
        moved.mood,
        stage,
        shown,
        hearing,
        session.turns,
        session.exchanges + 1,
        session.turn_limit,
        session.seed,
        stays,
    )
    return Prepared(observations, hearing, moved, direction)


def taken(text: str, shown: dict[str, float], hearing: Hearing) -> tuple[dict[str, float], Hearing]:
    """Return what the customer takes of a reply: of one that they find odd only what offends them, and that the contact ends.

    Nobody is calmed by words to a machine, whatever good words stand among them.
    """
    if not oddness(text):
        return shown, hearing
    return {id_: p for id_, p in shown.items() if id_ in MISTAKES}, Hearing(named=hearing.named, ends=hearing.ends)


def _closed(hearing: Hearing, text: str, closes: Closing | None) -> Hearing:
    """Return what was heard where the learner closes the contact with this reply: whatever its words, the customer hears that."""
    whole = Span(start=0, end=len(text), text=text)
    if closes == "hand_over":
        return hearing.model_copy(update={"handed_over": whole})
    return hearing.model_copy(update={"ends": hearing.ends or whole}) if closes else hearing


def line_event(session: Session, prepared: Prepared, spoken: SpokenLine) -> LineEvent:
    """Return the event of the line that was spoken, with everything that led to it."""
    direction, mood = prepared.direction, prepared.moved.mood
    marks: dict[Mark, bool | None] = {**direction.marks}
    return LineEvent(
        turn=len(session.turns) + 1,
        observations=prepared.observations,
        hearing=prepared.hearing,
        mood=remember_played(mood, direction),
        line=CustomerTurn(
            text=spoken.text,
            act=direction.act,
            anger=mood.anger,
            marks=marks,
            causes=prepared.moved.causes,
            authored=spoken.authored,
            refused=spoken.refused,
        ),
        strength=direction.strength,
        reveal=direction.reveal,
        remedy=direction.remedy,
        tries=spoken.tries,
        tokens=spoken.tokens,
        outcome=direction.outcome,
    )
