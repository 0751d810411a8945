"""What is played with each customer, and who is played longer: `plan.yaml` beside the results may say otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from poise.conversation.agent_script import QUALITIES, AgentScript, Quality
from poise.conversation.ids import Level
from poise.conversation.yaml_file import load_yaml
from poise.practice.lines.result import Result
from poise.practice.lines.steering import Attempt
from poise.practice.simulation.agent import Agent, reading_aloud, scripted

PLAN = "plan.yaml"


class Plan(BaseModel):
    """The level, the exchanges at most, the seed, the agents, and which personas are also kept talking, to which exchange.

    `steering` names the personas with whom the steering attempts are tried where none are named.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Level = "standard"
    agents: tuple[Quality, ...] = QUALITIES
    exchanges: int = Field(default=8, ge=1, le=100)
    seed: int = Field(default=7, ge=0)
    stay: tuple[str, ...] = ()
    stay_exchanges: int = Field(default=12, ge=1, le=100)
    steering: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """One conversation that is to be held: of at most `exchanges`, of which only the first `shown` are played."""

    id: str
    agent: str
    speaker: Agent
    seed: int
    exchanges: int
    stay: bool = False
    shown: int | None = None


def load_plan(folder: Path) -> Plan:
    """Return the plan in a folder of results, the usual one where there is none. Raises ContentError."""
    path = folder / PLAN
    return load_yaml(Plan, path) if path.is_file() else Plan()


def wanted_talks(plan: Plan, persona: str, script: AgentScript, stay: bool = False) -> list[Wanted]:
    """Return the conversations to be held with a persona, those to the last exchange last; `stay` asks for these in any case."""

    def one(agent: Quality, stays: bool) -> Wanted:
        id_, most = (f"{agent}-stay", plan.stay_exchanges) if stays else (agent, plan.exchanges)
        return Wanted(id_, agent, scripted(script, agent, plan.seed), plan.seed, most, stays)

    both = (False, True) if stay or persona in plan.stay else (False,)
    return [one(agent, stays) for stays in both for agent in plan.agents]


def wanted_attempts(plan: Plan, attempts: Sequence[Attempt]) -> list[Wanted]:
    """Return one conversation for each steering attempt: the opening, the attempt, and the line that answers it."""
    return [
        Wanted(one.id, "steering", reading_aloud([one.say]), plan.seed + number, plan.stay_exchanges, shown=1)
        for number, one in enumerate(attempts)
    ]


def left(result: Result | None, wanted: Sequence[Wanted]) -> list[Wanted]:
    """Return the conversations that the result does not hold yet."""
    return [one for one in wanted if result is None or result.talk(one.id) is None]
