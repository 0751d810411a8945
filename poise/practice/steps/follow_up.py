"""The follow-up message some days later: whether it is offered, which goodwill goes with it, how the customer answers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from poise.conversation.hearing import Hearing, Offer, Span
from poise.conversation.ids import Afterwards
from poise.conversation.observation import Observations
from poise.conversation.persona import Persona, Remedy
from poise.conversation.transcript import CustomerTurn, Turn
from poise.practice.exchange import taken
from poise.practice.replay import Session
from poise.practice.step_events import Channel, FollowUp
from poise.practice.steps.naming import names_promise, note
from poise.practice.steps.said import Said, what_was_said
from poise.roleplay.afterwards import ACTS, line_afterwards
from poise.roleplay.encoder import Encoder
from poise.roleplay.hearing import hear
from poise.roleplay.mood import ANGRY, CALM, Moved, move
from poise.roleplay.words import words

Purpose = Literal["check", "apology"]
if TYPE_CHECKING:
    from poise.practice.services import Services

SOON_DAYS, LATER_DAYS = 3, 9
_WEEK_MINUTES = 7 * 1440
_HURTS = frozenset({"blame", "dismiss", "hostile"})
_OWNS = frozenset({"ownership", "listen", "empathy"})
"""What makes an apology one: it says what for, or that it was ours."""
_RINGS, _WRITES = (
    frozenset({"call", "ring", "rang", "phone"}),
    frozenset({"write", "email", "e-mail", "mail", "text", "message"}),
)


@dataclass(frozen=True)
class Setting:
    """The follow-up as it is offered: what it is for, how many days later, and the goodwill that the policy allows."""

    purpose: Purpose
    days: int
    goodwill: tuple[Remedy, ...]


def said_in(session: Session) -> Said:
    """Return what was said in an ended session."""
    return what_was_said(session.persona, session.turns, session.hearings, session.mood.accepted, session.outcome)


def setting(session: Session) -> Setting | None:
    """Return the follow-up that this session offers; None after a contact that was ended because of abuse."""
    if session.outcome == "ended_by_agent" and _abused(session.turns):
        return None
    said = said_in(session)
    spans = (minutes for promise in said.promises for minutes in promise.times.get("span", ()))
    days = LATER_DAYS if max(spans, default=0) >= _WEEK_MINUTES else SOON_DAYS
    given = {spoken.remedy for spoken in said.agreed}
    goodwill = tuple(one for one in session.persona.remedies if one.agent == "may" and one.id not in given)
    return Setting("apology" if session.outcome == "walked_out" else "check", days, goodwill)


def answered(
    session: Session, offered: Setting, text: str, channel: Channel, goodwill: str | None, services: Services
) -> FollowUp:
    """Return what the message does: observed after the conversation, heard, felt, and answered with a line of the persona."""
    observations = services.fast.observe(session.turns, text)
    hearing = _heard(session.persona, text, goodwill, services.encode)
    kept, forgotten = promises_taken_up(text, said_in(session))
    moved = _moved(session, text, observations, hearing)
    situation = _situation(offered.purpose, observations, moved, bool(kept), bool(forgotten))
    line = line_afterwards(session.persona, situation, services.prompts.afterwards.lines, session.seed)
    answer = CustomerTurn(text=line, act=ACTS[situation], anger=moved.mood.anger, causes=moved.causes, authored=True)
    return FollowUp(
        channel=channel, days=offered.days, goodwill=goodwill, observations=observations, hearing=hearing,
        kept=kept, forgotten=forgotten, answer=answer,
    )  # fmt: skip


def promises_taken_up(text: str, said: Said) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the promises that a message takes up, and those that it passes over, in the agent's own words."""
    written = note(text)
    named = [
        (promise.quote, names_promise(written, promise, said) is not None) for promise in said.promises if promise.later
    ]
    return tuple(quote for quote, there in named if there), tuple(quote for quote, there in named if not there)


def promised_channel(promises: Iterable[str]) -> Channel | None:
    """Return how the agent promised to get in touch, None where they did not say it or said both."""
    plain = {word.plain for quote in promises for word in words(quote)}
    rings, writes = bool(plain & _RINGS), bool(plain & _WRITES)
    return None if rings == writes else "call" if rings else "message"


def _abused(turns: Sequence[Turn]) -> bool:
    return any(isinstance(turn, CustomerTurn) and (turn.marks or {}).get("abusive") for turn in turns)


def _heard(persona: Persona, text: str, goodwill: str | None, encode: Encoder) -> Hearing:
    """Return what is heard in the message, with the goodwill that goes with it whether the words name it or not."""
    hearing = hear(text, persona, encode)
    if goodwill is None or goodwill in {offer.remedy for offer in hearing.offers}:
        return hearing
    whole = Offer(remedy=goodwill, firm=True, span=Span(start=0, end=len(text), text=text))
    return hearing.model_copy(update={"offers": (*hearing.offers, whole)})


def _moved(session: Session, text: str, observations: Observations, hearing: Hearing) -> Moved:
    shown = {id_: p for id_, p in observations.probabilities().items() if observations.shown(id_)}
    quotes = {**observations.provoked_by, **observations.evidence}
    shown, heard = taken(text, shown, hearing)
    return move(session.persona, session.level, session.mood, "close", shown, quotes, heard)


def _situation(purpose: Purpose, observations: Observations, moved: Moved, kept: bool, forgotten: bool) -> Afterwards:
    """Return how the customer takes the message: hurt first, then promises, then the mood that is left."""
    shown, anger = observations.decided(), moved.mood.anger
    if shown & _HURTS:
        return "hurt"
    if purpose == "apology":
        return "no_apology" if "apology" not in shown else "owned_apology" if shown & _OWNS else "bare_apology"
    if forgotten and not kept:
        return "forgotten"
    if anger < CALM:
        return "thankful"
    return "cool" if anger < ANGRY else "angry"
