"""Plays the conversations that a plan wants with one customer and keeps what was shown. Errors of the model pass through."""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from poise.conversation.ids import Level
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn, Turn
from poise.practice.lines.plan import Wanted
from poise.practice.lines.result import Shown, Talk
from poise.practice.simulation.conversation import Company, Exchanged, cast_of, exchanges
from poise.roleplay.actor import warm_messages
from poise.roleplay.director import opening
from poise.roleplay.mood import Mood, opening_mood

Clock = Callable[[], float]
"""Seconds that only grow."""


def play(
    company: Company, persona: Persona, level: Level, wanted: Sequence[Wanted], clock: Clock = time.perf_counter
) -> Iterator[Talk]:
    """Yield each wanted conversation once it is over. Raises ModelError; what was yielded before stays good."""
    for one in wanted:
        started = clock()
        get_ready(company, persona, level)
        yield _talk(company, persona, level, one, clock() - started, clock)


def get_ready(
    company: Company, persona: Persona, level: Level, turns: Sequence[Turn] = (), mood: Mood | None = None
) -> None:
    """Have the fixed part of the prompt evaluated, as the product does while the learner reads; nothing for a chat model."""
    model = company.model()
    if model is not None and company.form == "playwright":
        model.invoke(warm_messages(cast_of(company, persona, level), turns, mood), max_tokens=1)


def _talk(company: Company, persona: Persona, level: Level, one: Wanted, warm: float, clock: Clock) -> Talk:
    held = exchanges(
        company, persona, level, one.speaker, name=one.id, turns=one.exchanges, seed=one.seed, stay=one.stay
    )
    shown: list[Shown] = []
    outcome = None
    while (timed := _timed(held, clock)) is not None:
        exchanged, seconds = timed
        session, outcome = exchanged.session, exchanged.session.outcome
        shown.append(_shown(exchanged, seconds))
        if one.shown is not None and len(shown) >= one.shown:
            break
        if exchanged.unread and outcome is None:
            get_ready(company, persona, level, session.turns, session.mood)
    return Talk(
        id=one.id,
        agent=one.agent,
        stay=one.stay,
        seed=one.seed,
        opening=opening(persona, level, one.seed),
        opening_anger=opening_mood(persona, level).anger,
        outcome=outcome,
        warm_seconds=round(warm, 2),
        shown=tuple(shown),
    )


def _timed(held: Iterator[Exchanged], clock: Clock) -> tuple[Exchanged, float] | None:
    started = clock()
    found = next(islice(held, 1), None)
    return None if found is None else (found, clock() - started)


def _shown(exchanged: Exchanged, seconds: float) -> Shown:
    event, reply = exchanged.event, exchanged.session.turns[-2]
    assert isinstance(reply, AgentTurn)
    line: CustomerTurn = event.line
    assert line.act is not None
    return Shown(
        reply=reply.text,
        act=line.act,
        strength=event.strength,
        reveal=event.reveal,
        remedy=event.remedy,
        anger=event.mood.anger,
        line=line.text,
        authored=line.authored,
        tries=event.tries,
        refused=line.refused,
        seconds=round(seconds, 2),
        tokens=event.tokens,
    )
