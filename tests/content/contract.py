"""The conversations that the persona contract is about, held without a model in a pool of processes, and what is kept of each."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from multiprocessing import get_context

from poise.conversation.agent_script import QUALITIES, AgentScript, Quality, agent_path, load_agent_script
from poise.conversation.ids import LEVELS, Level, Outcome
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.replay import Session
from poise.practice.simulation.agent import Agent, scripted
from poise.practice.simulation.company import authored_company
from poise.practice.simulation.conversation import Company, simulate
from tests.content.shipped import CONTENT

SEEDS = range(20)
EXCHANGES = 8
PROCESSES = 2
EARNS = {"listen", "empathy", "apology", "boundary", "remedy_agreed"}
LARGEST_UNEARNED = 5


@dataclass(frozen=True)
class Job:
    persona: str
    level: Level
    agent: Quality
    seed: int
    then: Quality | None = None
    after: int = 0


@dataclass(frozen=True)
class Held:
    """One conversation: anger after every exchange, how it ended, and what in it breaks a rule (nothing, if all is well)."""

    job: Job
    anger: tuple[int, ...]
    acts: tuple[str, ...]
    outcome: Outcome | None
    bounded: bool
    broken: tuple[str, ...]


def jobs(personas: Sequence[str]) -> list[Job]:
    """Every conversation that the contract asks for."""
    return [Job(*parts) for parts in product(personas, LEVELS, QUALITIES, SEEDS)]


def turning(personas: Sequence[str]) -> list[Job]:
    """Conversations that begin badly and go on well, and the other way round; `after` says after how many replies."""
    mended = [Job(*parts, "good", 1) for parts in product(personas, LEVELS[:2], ("bad",), SEEDS[:4])]
    return mended + [Job(*parts, "bad", 2) for parts in product(personas, LEVELS, ("good",), SEEDS[:4])]


def hold_all(wanted: Sequence[Job]) -> list[Held]:
    """Hold the conversations, on two processes."""
    with ProcessPoolExecutor(min(PROCESSES, os.cpu_count() or 1), mp_context=get_context("spawn")) as pool:
        return list(pool.map(hold, wanted, chunksize=30))


def hold(job: Job) -> Held:
    """Hold one conversation."""
    company, persona = _company(), _persona(job.persona)
    exchanges = EXCHANGES + 2 * job.after
    session = simulate(company, persona, job.level, agent_of(job), name="contract", turns=exchanges, seed=job.seed)
    lines = [turn for turn in session.turns if isinstance(turn, CustomerTurn)]
    return Held(
        job=job,
        anger=tuple(line.anger or 0 for line in lines[1:]),
        acts=tuple(line.act or "" for line in lines),
        outcome=session.outcome,
        bounded=any("boundary" in ids for ids in _shown(session)),
        broken=(*_unearned(lines), *_accepted_unheard(session)),
    )


def agent_of(job: Job) -> Agent:
    """The agent of a job: of one quality to the end, or of another from the reply `after` on."""
    script = load_agent(job.persona)
    first = scripted(script, job.agent, job.seed)
    if job.then is None:
        return first
    second = scripted(script, job.then, job.seed)
    return lambda said, act: first(said, act) if len(said) < job.after else second(said[job.after :], act)


def mean_anger(one: Held, other: Held) -> tuple[float, float]:
    """The mean anger of both conversations over the exchanges that both have."""
    both = min(len(one.anger), len(other.anger))
    return sum(one.anger[:both]) / both, sum(other.anger[:both]) / both


def share_in_order(held: Sequence[Held], lower: tuple[Level, Quality], higher: tuple[Level, Quality]) -> list[bool]:
    """Of every seed, whether the first kind of conversation left the customer less angry than the second."""
    kinds = {(one.job.level, one.job.agent, one.job.seed): one for one in held}
    pairs = [mean_anger(kinds[*lower, seed], kinds[*higher, seed]) for seed in SEEDS]
    return [low < high for low, high in pairs]


@cache
def load_agent(persona: str) -> AgentScript:
    """The scripts of a persona's agents, read once in a process."""
    return load_agent_script(agent_path(CONTENT, persona))


@cache
def _company() -> Company:
    return authored_company(CONTENT)


@cache
def _persona(id_: str) -> Persona:
    return CONTENT.persona(id_)


def _shown(session: Session) -> list[frozenset[str]]:
    return [
        turn.observations.fast.decided()
        for turn in session.turns
        if isinstance(turn, AgentTurn) and turn.observations.fast
    ]


def _unearned(lines: Sequence[CustomerTurn]) -> list[str]:
    """Falls by more than five that nothing earned."""
    found = []
    for number, (before, after) in enumerate(pairwise(lines), start=1):
        fall = (before.anger or 0) - (after.anger or 0)
        if fall > LARGEST_UNEARNED and not any(cause.id in EARNS and cause.delta < 0 for cause in after.causes):
            found.append(f"exchange {number}: anger falls by {fall} for {[cause.id for cause in after.causes]}")
    return found


def _accepted_unheard(session: Session) -> list[str]:
    """Acceptances of what was not offered, or not in a way that this customer takes."""
    return [
        f"exchange {played.exchange}: {played.act} {played.remedy}"
        for played in session.mood.played
        if played.act in ("accept", "choose") and not _offered(session, played.remedy, played.exchange)
    ]


def _offered(session: Session, id_: str | None, until: int) -> bool:
    remedy = session.persona.remedy(id_ or "")
    heard = [hearing for turn, hearing in sorted(session.hearings.items()) if turn <= 2 * until]
    firm = [offer.remedy for hearing in heard for offer in hearing.offers if offer.firm]
    if remedy is None or remedy.customer == "refuses" or id_ not in firm:
        return False
    mentioned = [offer.remedy for hearing in heard for offer in hearing.offers]
    return remedy.customer == "accepts" or mentioned.count(id_) > 1 or len(set(firm)) > 1
