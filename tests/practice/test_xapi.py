"""A session as statements: valid by the specification, one for the session and one for every strategy shown."""

import copy
from typing import Any

import pytest

from poise.practice.export.told import told
from poise.practice.export.xapi import COMPLETED, SHOWED, statements
from poise.practice.services import Services
from tests.practice.ended import play, played
from tests.practice.talk import RUDE
from tests.practice.xapi_rules import broken

HOME = "http://training.example/poise"


def test_every_statement_keeps_the_rules_of_the_specification(services: Services) -> None:
    for replies in (None, (RUDE,), ()):
        made = statements(played(services) if replies is None else played(services, replies), HOME)
        assert [broken(statement) for statement in made] == [[] for _ in made]


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("actor", "mbox", "mailto:a@b.example"),
        ("verb", "id", "no iri"),
        ("object", "id", "listen"),
        ("result", "duration", "12 seconds"),
        ("context", "registration", "1"),
        ("context", "language", "English!"),
    ],
)
def test_the_rules_find_a_fault(services: Services, part: str, key: str, value: str) -> None:
    statement = copy.deepcopy(statements(played(services), HOME)[0])
    statement[part][key] = value
    assert broken(statement)


def test_there_is_one_for_the_session_and_one_for_every_strategy_shown(services: Services) -> None:
    ended = played(services)
    whole, *shown = statements(ended, HOME)
    found = {row.id for row in ended.strategies if row.kind == "strategy" and row.found}
    assert whole["verb"]["id"] == COMPLETED
    assert {one["verb"]["id"] for one in shown} == {SHOWED}
    assert sorted(one["object"]["id"] for one in shown) == sorted(f"urn:x-poise:strategy:{id_}" for id_ in found)
    assert whole["result"]["score"]["raw"] == ended.debrief.score
    assert whole["result"]["success"] is ended.debrief.passed


def test_a_session_without_a_score_has_none_in_its_statement(services: Services) -> None:
    (whole,) = statements(played(services, ()), HOME)
    assert "score" not in whole["result"]
    assert "success" not in whole["result"]


def test_the_learner_is_an_account_and_nobodys_words_leave(services: Services) -> None:
    secret = "I am so sorry, Denise, my daughter Ottilie was born at Wexcombe."
    made = statements(played(services, (secret,), learner="Aïsha 😀"), HOME)
    assert {str(one["actor"]["account"]) for one in made} == {str({"homePage": HOME, "name": "Aïsha 😀"})}
    assert "Ottilie" not in str(made)


def test_ids_follow_from_the_session_and_differ_from_another_ones(services: Services) -> None:
    first, other = play(services).id, played(services)
    ids = _ids(statements(told(services, first), HOME))
    assert ids == _ids(statements(told(services, first), HOME))
    assert not set(ids) & set(_ids(statements(other, HOME)))


def _ids(made: tuple[dict[str, Any], ...]) -> list[str]:
    return [one["id"] for one in made]
