from pathlib import Path

import pytest

from poise.conversation.agent_script import QUALITIES, agent_path, load_agent_script
from poise.conversation.content import Content
from poise.conversation.hearing import Hearing
from poise.practice.lines.figures import broken_in
from poise.practice.lines.moments import moments
from poise.practice.lines.plan import Plan, wanted_talks
from poise.practice.lines.playing import play
from poise.practice.simulation.company import authored_company
from poise.practice.simulation.conversation import cast_of
from poise.roleplay.actor import speak
from tests.practice.lines.lines import result, shown, talk

CONTENT = Content(Path(__file__).resolve().parents[3])
COMPANY = authored_company(CONTENT)
DENISE = CONTENT.persona("irate-diner")
SCRIPT = load_agent_script(agent_path(CONTENT, DENISE.id))


@pytest.fixture(scope="module")
def played():
    """What three agents of the plan and the three who stay got for answers, authored, with a clock that ticks once a look."""
    ticks = iter(range(10_000))
    wanted = wanted_talks(Plan(stay=(DENISE.id,)), DENISE.id, SCRIPT)
    return list(play(COMPANY, DENISE, "standard", wanted, lambda: float(next(ticks))))


def test_three_agents_talk_and_three_who_stay_reach_exchange_twelve(played):
    assert [one.id for one in played] == [*QUALITIES, *(f"{quality}-stay" for quality in QUALITIES)]
    assert all(len(one.shown) <= 8 for one in played[:3])
    assert [len(one.shown) for one in played[3:]] == [12, 12, 12]
    assert {one.seconds for one_talk in played for one in one_talk.shown} == {1.0}


def test_a_moment_brings_the_same_line_again(played):
    """Turns, direction and seed are those that the actor had."""
    cast = cast_of(COMPANY, DENISE, "standard")
    for held in played:
        for moment in moments(held):
            lines = speak(None, cast, moment.turns, moment.mood, moment.direction, Hearing(), moment.seed)
            assert list(lines) == [moment.shown.line]


def test_a_moment_remembers_what_was_told_before(played):
    told: set[str] = set()
    for moment in moments(played[-1]):
        assert moment.mood.revealed == told
        told |= {moment.shown.reveal} if moment.shown.reveal else set()
    assert told


@pytest.mark.parametrize(
    ("line", "rule", "leaves"),
    [
        ("How can I help you today?", "offers_help", True),
        ("Alan finished chemotherapy three weeks ago.", "leaked_fact", True),
        ("It is still pink.", "repetition", False),
    ],
)
def test_a_shown_line_that_the_guard_would_hold_back_now_is_found(line, rule, leaves):
    one = result(talk("And what are you going to do?", shown(line)))
    (found,) = broken_in(one, DENISE, COMPANY.prompts)
    assert (found.exchange, found.rule, found.leaves_role) == (2, rule, leaves)
