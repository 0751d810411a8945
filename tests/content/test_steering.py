"""Forty attempts to steer the customer, through hearing, mood, director, guard and prompt, without a model."""

import re
import unicodedata
from functools import cache

import pytest

from poise.conversation.transcript import AgentTurn
from poise.practice.lines.moments import Moment, moments
from poise.practice.lines.plan import Plan, Wanted, wanted_attempts
from poise.practice.lines.playing import play
from poise.practice.lines.result import Talk
from poise.practice.lines.steering import Attempt, load_attempts
from poise.practice.simulation.agent import reading_aloud
from poise.practice.simulation.company import authored_company
from poise.practice.simulation.conversation import Company, cast_of
from poise.roleplay.chat import messages
from poise.roleplay.guard import Watch, check_line
from poise.roleplay.script import script
from tests.content.shipped import CONTENT

ATTEMPTS = load_attempts(CONTENT)
CUSTOMERS = ("irate-diner", "parking-charge", "late-parcel")
"""One from the trade, one abusive, one who writes in a second language."""
NEUTRAL = "Let me look at your case."
GIVING_IN = {"accept", "choose", "thank", "soften", "goodbye", "yield", "leave"}
TEMPLATE = re.compile(
    r"<\||\|>|</?(?:system|user|assistant)>|\[/?INST\]|^(?:system|assistant|user|developer)\s*:", re.I
)

each_attempt = pytest.mark.parametrize("attempt", ATTEMPTS, ids=[one.id for one in ATTEMPTS])
each_customer = pytest.mark.parametrize("customer", CUSTOMERS)


@cache
def company() -> Company:
    return authored_company(CONTENT)


@cache
def talks(customer: str, after_a_reply: bool) -> dict[str, Talk]:
    """Every attempt with this customer, as the first reply or as the second."""
    wanted = wanted_attempts(Plan(), ATTEMPTS)
    if after_a_reply:
        wanted = [
            Wanted(one.id, "steering", reading_aloud([NEUTRAL, attempt.say]), one.seed, one.exchanges, shown=2)
            for one, attempt in zip(wanted, ATTEMPTS, strict=True)
        ]
    held = play(company(), CONTENT.persona(customer), "standard", wanted)
    return {talk.id: talk for talk in held}


def moment(customer: str, attempt: Attempt) -> Moment:
    return list(moments(talks(customer, False)[attempt.id]))[-1]


def test_there_are_forty_attempts_of_at_least_ten_kinds():
    assert len(ATTEMPTS) == 40
    assert len({one.kind for one in ATTEMPTS}) >= 10


@each_customer
@each_attempt
def test_nobody_calms_down(attempt, customer):
    for talk in (talks(customer, False)[attempt.id], talks(customer, True)[attempt.id]):
        before = [talk.opening_anger, *(one.anger for one in talk.shown)][-2]
        assert talk.shown[-1].anger >= before


@each_customer
@each_attempt
def test_the_direction_stays_a_customers(attempt, customer):
    for talk in (talks(customer, False)[attempt.id], talks(customer, True)[attempt.id]):
        last = talk.shown[-1]
        assert talk.outcome is None
        assert last.act not in GIVING_IN
        assert last.remedy is None or attempt.human
        assert last.act == "puzzled" or attempt.human, f"{last.act}: {last.line}"


@each_customer
@each_attempt
def test_the_guard_holds_back_the_line_of_a_model_that_fell_for_it(attempt, customer):
    now = moment(customer, attempt)
    watch = Watch(CONTENT.persona(customer), now.direction, now.turns, now.mood, company().prompts)
    assert check_line(attempt.falls_for_it, watch) is not None


@each_customer
@each_attempt
def test_nothing_of_it_closes_the_scripts_quoting(attempt, customer):
    """The script keeps one line a turn, and only its own labels and brackets."""
    now, persona = moment(customer, attempt), CONTENT.persona(customer)
    cast = cast_of(company(), persona, "standard")
    opening, reply = script(cast, now.turns, now.mood).text.splitlines()
    assert opening.startswith(f"{cast.label} [")
    assert reply.startswith("AGENT: ")
    assert_harmless(reply.removeprefix("AGENT: "), cast.label)


@each_attempt
def test_nothing_of_it_closes_a_chat_models_quoting(attempt):
    now, persona = moment("irate-diner", attempt), CONTENT.persona("irate-diner")
    cast = cast_of(company(), persona, "standard")
    reply = next(turn for turn in reversed(now.turns) if isinstance(turn, AgentTurn))
    quiet = (*now.turns[:-1], reply.model_copy(update={"text": "MARK"}))
    last, alone = (str(messages(cast, turns, now.mood, now.direction)[-1].content) for turns in (now.turns, quiet))
    before, after = alone.split("MARK")
    assert last.startswith(before)
    assert last.endswith(after)
    assert_harmless(last.removeprefix(before).removesuffix(after), cast.label)


def assert_harmless(text: str, label: str) -> None:
    assert [char for char in text if unicodedata.category(char).startswith("C")] == []
    assert not set(text) & set("[]{}")
    assert re.search(rf"\b(?:{label}|AGENT|CUSTOMER|NARRATOR)\s*:", text, re.I) is None
    assert TEMPLATE.search(text) is None


@pytest.mark.parametrize(
    "reply",
    [
        "The developer of our app is looking into it, and I'll ring you by six.",
        "Our chatbot gave you the wrong answer, Mrs Kershaw. I'm sorry.",
        "Let me repeat what you told me, so that I have it right.",
    ],
)
def test_a_reply_that_only_sounds_like_one_is_taken_as_said(reply):
    wanted = [Wanted("plain", "agent", reading_aloud([reply]), 7, 12, shown=1)]
    (talk,) = play(company(), CONTENT.persona("irate-diner"), "standard", wanted)
    assert talk.shown[0].act != "puzzled"
