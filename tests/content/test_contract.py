"""The persona contract, its rules: every customer at every level with three agents and twenty seeds, without a model."""

import os
import sys
from collections import Counter
from itertools import pairwise

import pytest

from poise.conversation.agent_script import QUALITIES, agent_path
from poise.conversation.ids import LEVELS
from tests.content.contract import SEEDS, Held, hold_all, jobs, share_in_order, turning
from tests.content.shipped import CONTENT, PERSONAS

WITH_AGENTS = [persona for persona in PERSONAS if agent_path(CONTENT, persona.id).is_file()]
WITHOUT = [persona for persona in PERSONAS if persona not in WITH_AGENTS and not persona.draft]
IN_ORDER = 0.95
IDS = [persona.id for persona in WITH_AGENTS]

each_persona = pytest.mark.parametrize("persona", WITH_AGENTS, ids=IDS)


@pytest.fixture(scope="module")
def conversations():
    """Every conversation by persona, with a count of the ends on the terminal."""
    found = hold_all(jobs(IDS))
    return {persona.id: [one for one in found if one.job.persona == persona.id] for persona in WITH_AGENTS}


@pytest.fixture(scope="module")
def turned():
    """The conversations in which the agent is another after one or two replies."""
    return hold_all(turning(IDS))


def test_every_published_customer_has_agents():
    missing = [persona.id for persona in WITHOUT]
    if missing and os.environ.get("CI") != "true":
        pytest.skip(f"no file in personas/agents yet: {', '.join(missing)}")
    assert missing == []


@each_persona
def test_the_good_agent_always_reaches_the_good_end(persona, conversations):
    good = of(conversations[persona.id], "good")
    missed = [
        f"{one.job.level}, seed {one.job.seed}: {one.outcome} after {one.acts}"
        for one in good
        if not reached(persona, one)
    ]
    assert missed == []


@each_persona
def test_the_bad_agent_never_does(persona, conversations):
    bad = of(conversations[persona.id], "bad")
    assert [f"{one.job.level}, seed {one.job.seed}" for one in bad if reached(persona, one)] == []


@each_persona
def test_the_worse_the_agent_the_angrier_the_customer(persona, conversations):
    held = conversations[persona.id]
    for better, worse in pairwise(QUALITIES):
        order = [right for level in LEVELS for right in share_in_order(held, (level, better), (level, worse))]
        assert sum(order) >= IN_ORDER * len(order), f"{better} below {worse} in {sum(order)} of {len(order)} pairs"


@each_persona
def test_the_harder_the_level_the_angrier_the_customer(persona, conversations):
    order = by_level(conversations[persona.id])
    assert sum(order) >= IN_ORDER * len(order), f"{sum(order)} of {len(order)} pairs"


@each_persona
def test_nobody_calms_down_unearned_or_accepts_what_was_not_offered(persona, conversations):
    held = conversations[persona.id]
    assert [(one.job.level, one.job.agent, one.job.seed, broken) for one in held for broken in one.broken] == []


@each_persona
def test_a_bad_opening_can_be_mended_below_the_hard_level(persona, turned):
    mended = [one for one in turned if one.job.persona == persona.id and one.job.then == "good"]
    assert [(one.job.level, one.job.seed, one.acts) for one in mended if not reached(persona, one)] == []


@each_persona
def test_a_good_opening_can_be_lost(persona, turned):
    lost = [one for one in turned if one.job.persona == persona.id and one.job.then == "bad"]
    assert [(one.job.level, one.job.seed, one.acts) for one in lost if reached(persona, one)] == []


def test_the_counts(conversations, capsys):
    held = [one for found in conversations.values() for one in found]
    assert len(held) == len(WITH_AGENTS) * len(LEVELS) * len(QUALITIES) * len(SEEDS)
    lines = [
        f"{persona}: {'; '.join(f'{agent} {ends(of(found, agent))}' for agent in QUALITIES)}; "
        f"in order {sum(by_agent(found))}/{len(by_agent(found))} by agent, {sum(by_level(found))}/{len(by_level(found))} by level"
        for persona, found in conversations.items()
    ]
    good = ", ".join(f"{level} {exchanges_of(held, level):.1f}" for level in LEVELS)
    with capsys.disabled():
        exchanges = sum(len(one.anger) for one in held)
        sys.stdout.write(f"\n{len(held)} conversations, {exchanges} exchanges; to the good agent's end: {good}\n  ")
        sys.stdout.write("\n  ".join(lines) + "\n")


def by_agent(held: list[Held]) -> list[bool]:
    """Of every pair of agents next to each other, whether the better one left the customer less angry."""
    pairs = [((level, better), (level, worse)) for level in LEVELS for better, worse in pairwise(QUALITIES)]
    return [right for lower, higher in pairs for right in share_in_order(held, lower, higher)]


def by_level(held: list[Held]) -> list[bool]:
    """The same of levels, for the neutral agent."""
    pairs = [((easier, "neutral"), (harder, "neutral")) for easier, harder in pairwise(LEVELS)]
    return [right for lower, higher in pairs for right in share_in_order(held, lower, higher)]


def of(held: list[Held], agent: str) -> list[Held]:
    return [one for one in held if one.job.agent == agent]


def reached(persona, one: Held) -> bool:
    """Whether it ended well; an end made by the agent is a good one only after a boundary."""
    return one.outcome in persona.good_end and (one.outcome != "ended_by_agent" or one.bounded)


def exchanges_of(held: list[Held], level: str) -> float:
    """How many exchanges a conversation of the good agent has on average at a level."""
    lengths = [len(one.anger) for one in of(held, "good") if one.job.level == level]
    return sum(lengths) / len(lengths)


def ends(held: list[Held]) -> str:
    return ", ".join(f"{end} {count}" for end, count in Counter(str(one.outcome) for one in held).most_common())
