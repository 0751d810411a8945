import json
import re
from itertools import pairwise

import pytest

from poise.conversation.ids import LEVELS, Act
from poise.conversation.persona import Persona, persona_schema
from poise.roleplay.lint.acts import reachable
from tests.content.shipped import CONTENT, IDS, PERSONAS, ROOT

FOUR: set[Act] = {"vent", "answer", "press", "challenge", "test"}

each_persona = pytest.mark.parametrize("persona", PERSONAS, ids=IDS)


def spoken(persona: Persona) -> list[str]:
    return [*persona.opening, *(line for lines in persona.lines.values() for line in lines)]


def words(text: str) -> str:
    return " ".join(re.findall(r"[\w£%']+", text.lower()))


def test_the_two_first_customers_are_there() -> None:
    assert {"irate-diner", "cake-buyer"} <= set(IDS)


def test_the_schema_is_what_the_code_says() -> None:
    stored = json.loads((ROOT / "personas/schema.json").read_text(encoding="utf-8"))
    assert stored == persona_schema(), "write it again as personas/README.md says"


def test_every_file_begins_with_the_way_to_the_schema() -> None:
    for path in CONTENT.persona_files():
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=schema.json", path.name


def test_the_readme_explains_every_field() -> None:
    readme = (ROOT / "personas/README.md").read_text(encoding="utf-8")
    schema = persona_schema()
    fields = {*schema["properties"], *(name for part in schema["$defs"].values() for name in part["properties"])}
    unexplained = {field for field in fields if not re.search(rf"`(?:\w+\.)?{field}(?:\.\w+)?`", readme)}
    assert unexplained == set()


@each_persona
def test_every_act_that_can_be_reached_has_lines(persona: Persona) -> None:
    needed = {act: 4 if act in FOUR else 2 for act in reachable(persona) if act != "open"}
    short = {act: len(persona.lines.get(act, ())) for act, least in needed.items()}
    assert {act: count for act, count in short.items() if count < needed[act]} == {}
    assert len(persona.opening) >= 3


@each_persona
def test_no_line_stands_twice(persona: Persona) -> None:
    lines = [words(line) for line in spoken(persona)]
    assert sorted({line for line in lines if lines.count(line) > 1}) == []


@each_persona
def test_levels_get_harder_in_every_number(persona: Persona) -> None:
    tempers = [persona.temper[level] for level in LEVELS]
    for easier, harder in pairwise(tempers):
        assert easier.anger < harder.anger
        assert easier.walks_out >= harder.walks_out
        assert easier.rises <= harder.rises
        assert easier.falls >= harder.falls
        assert easier.patience >= harder.patience


@each_persona
def test_nobody_walks_out_at_the_first_mistake(persona: Persona) -> None:
    assert all(temper.anger + 15 < temper.walks_out for temper in persona.temper.values())


@each_persona
def test_remedies_cover_every_way_to_take_them_and_one_that_nobody_may_grant(persona: Persona) -> None:
    assert {remedy.customer for remedy in persona.remedies} == {"accepts", "haggles", "refuses"}
    assert {remedy.agent for remedy in persona.remedies} == {"may", "manager", "never"}
    granted = any(remedy.customer == "accepts" and remedy.agent == "may" for remedy in persona.remedies)
    assert granted == (persona.wants == "remedy")


@each_persona
def test_remedies_and_hidden_facts_have_enough_wordings(persona: Persona) -> None:
    few = {remedy.id for remedy in persona.remedies if len(remedy.said_as) < 6}
    few |= {fact.id for fact in persona.facts.hidden if len(fact.said_as) < 5}
    assert few == set()


@each_persona
def test_no_wording_of_a_remedy_stands_in_anothers(persona: Persona) -> None:
    wordings = [(remedy.id, words(text)) for remedy in persona.remedies for text in remedy.said_as]
    clashes = {
        (id_, text, other)
        for id_, text in wordings
        for other, longer in wordings
        if other != id_ and f" {text} " in f" {longer} "
    }
    assert clashes == set()


@each_persona
def test_the_briefing_names_what_only_a_manager_and_what_nobody_may_grant(persona: Persona) -> None:
    policy = " ".join(persona.briefing.policy)
    assert re.search(r"\bonly [A-Z]\w+ may\b", policy, re.I)
    assert re.search(r"\b(never|nobody)\b", policy)


@each_persona
def test_the_name_is_among_the_forms_of_address(persona: Persona) -> None:
    first, last = persona.identity.name.split()
    assert first in persona.identity.called
    assert any(form.endswith(last) for form in persona.identity.called)
