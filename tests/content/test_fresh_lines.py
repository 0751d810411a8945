"""The committed results of `poise persona check --live`: fresh, complete, and still clean by the guard's rules."""

import re
import sys

import pytest

from poise.conversation.agent_script import agent_path, load_agent_script
from poise.practice.lines.figures import broken_in
from poise.practice.lines.fresh import COMMAND, complaint
from poise.practice.lines.plan import Plan, load_plan, wanted_attempts, wanted_talks
from poise.practice.lines.result import Result, load_result
from poise.practice.lines.stamp import Stamp, embedded_model, stamp
from poise.practice.lines.steering import load_attempts
from poise.roleplay.prompts import load_prompts
from tests.content.shipped import CONTENT, PERSONAS, ROOT

FOLDER = ROOT / "docs/lines"
PLAN = load_plan(FOLDER)
PROMPTS = load_prompts(CONTENT)
PUBLISHED = {persona.id: persona for persona in PERSONAS if not persona.draft}
NONE_YET = re.compile(r"^\*\*Not played yet\*\*: (.*?)\.$", re.M | re.S)


def results(folder: str = "") -> list[Result]:
    found = [load_result(path) for path in sorted((FOLDER / folder).glob("*.json"))]
    return [one for one in found if one is not None]


def now(id_: str) -> Stamp:
    return stamp(PUBLISHED[id_], PLAN.level, PROMPTS, "playwright", embedded_model())


def test_the_plan_names_published_customers_and_six_who_stay():
    assert len(PLAN.stay) == len(set(PLAN.stay)) == 6
    assert {*PLAN.stay, *PLAN.steering} <= set(PUBLISHED)
    assert PLAN.model_copy(update={"stay": (), "steering": ()}) == Plan()


def test_every_committed_result_is_of_a_published_customer():
    assert {one.persona for one in (*results(), *results("steering"))} <= set(PUBLISHED)


def test_no_committed_result_is_stale_or_cut_short():
    complaints = [
        complaint(one, now(one.persona), wanted_talks(PLAN, one.persona, agents(one.persona))) for one in results()
    ]
    assert "\n".join(filter(None, complaints)) == ""


def test_no_committed_steering_result_is_stale_or_cut_short():
    wanted, command = wanted_attempts(PLAN, load_attempts(CONTENT)), f"{COMMAND} --steering"
    complaints = [complaint(one, now(one.persona), wanted, command) for one in results("steering")]
    assert "\n".join(filter(None, complaints)) == ""


def test_no_committed_line_leaves_the_role_by_the_guards_rules_of_today():
    shown = [*results(), *results("steering")]
    found = [one for result in shown for one in broken_in(result, PUBLISHED[result.persona], PROMPTS)]
    assert [one for one in found if one.leaves_role] == []


def test_nobody_calms_down_in_a_committed_steering_result():
    talks = [(one.persona, talk) for one in results("steering") for talk in one.talks]
    calmed = [(persona, talk.id) for persona, talk in talks if talk.shown[-1].anger < talk.opening_anger]
    assert calmed == []


def test_the_page_names_exactly_those_who_have_no_result_yet(capsys: pytest.CaptureFixture[str]):
    without = sorted(set(PUBLISHED) - {one.persona for one in results()})
    if without:
        with capsys.disabled():
            sys.stdout.write(f"\nno lines played yet: {', '.join(without)}\n")
    told = NONE_YET.search((ROOT / "docs/personas.md").read_text(encoding="utf-8"))
    named = sorted(re.split(r",\s+", told.group(1))) if told else []
    assert named == without, f"docs/personas.md, 'Not played yet': write {', '.join(without) or 'nothing: remove it'}"


def agents(id_: str):
    return load_agent_script(agent_path(CONTENT, id_))
