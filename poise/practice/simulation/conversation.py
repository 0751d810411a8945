"""One simulated conversation, from the opening line to its end, by the same code that answers a learner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from poise.conversation.agent_script import Chosen
from poise.conversation.ids import Level
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn, Transcript
from poise.practice.events import Event, LineEvent, Recorded, ReplyEvent
from poise.practice.exchange import line_event, prepared
from poise.practice.opening import begun
from poise.practice.replay import Session, after, replay
from poise.practice.simulation.agent import Agent
from poise.roleplay.actor import SpokenLine, speak
from poise.roleplay.cast import Cast, Form
from poise.roleplay.encoder import Encoder
from poise.roleplay.prompts import CustomerPrompts

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from evaluator.fast import FastCritic

_NO_CLOCK = ""


@dataclass(frozen=True)
class Company:
    """Who takes part beside persona and agent: the critic that moves the mood, the customer's model (None from `model`: authored
    lines only) and how it is prompted; `encode` is the encoder of the hearing.
    """

    fast: FastCritic
    prompts: CustomerPrompts
    model: Callable[[], BaseChatModel | None]
    encode: Encoder | None = None
    form: Form = "chat"
    window: int = 8192
    count_tokens: Callable[[str], int] = len


@dataclass(frozen=True)
class Exchanged:
    """One exchange: how the conversation stands after it, the event of its line, and whether the model has to read on
    before the next.
    """

    session: Session
    event: LineEvent
    unread: bool


def simulate(  # noqa: PLR0913 - everything that makes one conversation the same again
    company: Company,
    persona: Persona,
    level: Level,
    agent: Agent,
    *,
    name: str,
    turns: int,
    seed: int,
    stay: bool = False,
    versions: dict[str, str] | None = None,
) -> Session:
    """Return the conversation that `agent` and the customer hold, of at most `turns` exchanges. Raises ModelError.

    With `stay` neither a walk-out nor a goodbye ends it. Without a model the same arguments give the same conversation.
    """
    session: Session | None = None
    for one in exchanges(
        company, persona, level, agent, name=name, turns=turns, seed=seed, stay=stay, versions=versions
    ):
        session = one.session
    assert session is not None, "a conversation has at least one exchange"
    return session


def exchanges(  # noqa: PLR0913 - as above
    company: Company,
    persona: Persona,
    level: Level,
    agent: Agent,
    *,
    name: str,
    turns: int,
    seed: int,
    stay: bool = False,
    versions: dict[str, str] | None = None,
) -> Iterator[Exchanged]:
    """Yield the same conversation exchange by exchange, each when its line is complete. Raises ModelError."""
    start = begun(persona, level, "simulated", seed, turns, versions or {})
    session = replay(name, [Recorded(number=1, at=_NO_CLOCK, event=start)])
    said: list[Chosen] = []
    while session.outcome is None:
        last = session.turns[-1]
        said.append(agent(said, last.act if isinstance(last, CustomerTurn) else None))
        session = _with(session, ReplyEvent(turn=len(session.turns) + 1, text=said[-1].text))
        answered = _answered(company, session, stay)
        session = answered.session
        yield answered


def cast_of(company: Company, persona: Persona, level: Level) -> Cast:
    """Return who plays whom, for the actor."""
    return Cast(persona, level, company.form, company.prompts, company.window, company.count_tokens)


def transcript(session: Session) -> Transcript:
    """Return a simulated conversation in the form in which conversations are stored: without times, which it has none."""
    untimed = [
        turn.model_copy(update={"timestamp": None}) if isinstance(turn, AgentTurn | CustomerTurn) else turn
        for turn in session.turns
    ]
    return replace(session, turns=tuple(untimed)).transcript


def _answered(company: Company, session: Session, stay: bool) -> Exchanged:
    ready = prepared(company.fast, session, stay, company.encode)
    cast = cast_of(company, session.persona, session.level)
    seed = line_seed(session.seed, len(session.turns))
    pieces = speak(company.model(), cast, session.turns, ready.moved.mood, ready.direction, ready.hearing, seed)
    while True:
        try:
            next(pieces)
        except StopIteration as done:
            spoken: SpokenLine = done.value
            event = line_event(session, ready, spoken)
            return Exchanged(_with(session, event), event, spoken.unread)


def line_seed(seed: int, turns: int) -> int:
    """Return what draws the line that answers the last of `turns` turns of a conversation with this seed."""
    return seed + turns


def _with(session: Session, event: Event) -> Session:
    return after(session, Recorded(number=session.number + 1, at=_NO_CLOCK, event=event))
