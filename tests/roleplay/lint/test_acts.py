from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poise.conversation.hearing import Hearing, Offer, Promise, Question, Span
from poise.conversation.ids import LEVELS, OBSERVED, STAGES
from poise.conversation.persona import Persona
from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.roleplay.director import direct, remember_played
from poise.roleplay.lint.acts import reachable
from poise.roleplay.mood import move, opening_mood
from tests.roleplay.lint.customers import CAKE, changed, found, with_lines, with_remedies

SPAN = Span(start=0, end=1, text="x")
ABUSE = {"insult": ["you clown, honestly", "useless, the lot of you"], "yield": ["alright, alright", "fine, i'll stop"]}
CUSTOMERS = {
    "as shipped": CAKE,
    "abusive": with_lines(**ABUSE),
    "unyielding": with_lines(**ABUSE).model_copy(update={"yields": False}),
    "lonely": changed(wants="heard"),
    "refuses all": with_remedies(customer="refuses"),
    "accepts all": with_remedies(customer="accepts"),
}


def replies(persona: Persona) -> st.SearchStrategy[tuple[frozenset[str], Hearing]]:
    offers = st.builds(
        Offer,
        remedy=st.sampled_from([*(r.id for r in persona.remedies), "other"]),
        firm=st.booleans(),
        span=st.just(SPAN),
    )
    facts = [fact.id for fact in (*persona.facts.known, *persona.facts.hidden)]
    questions = st.builds(Question, fact=st.sampled_from(facts), span=st.just(SPAN))
    promises = st.builds(Promise, what=st.just("call"), firm=st.booleans(), span=st.just(SPAN))
    hearing = st.builds(
        Hearing,
        offers=st.lists(offers, max_size=3).map(tuple),
        refused=st.lists(offers, max_size=1).map(tuple),
        asked=st.lists(questions, max_size=1).map(tuple),
        promises=st.lists(promises, max_size=1).map(tuple),
    )
    return st.tuples(st.frozensets(st.sampled_from(OBSERVED), max_size=4), hearing)


@pytest.mark.parametrize("name", CUSTOMERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(data=st.data())
def test_the_director_never_plays_an_act_that_is_not_reachable(name: str, data: st.DataObject) -> None:
    persona = CUSTOMERS[name]
    level, mood = data.draw(st.sampled_from(LEVELS)), opening_mood(persona, "standard")
    turns: list[Any] = [CustomerTurn(text="Well?", act="open")]
    for exchange in range(1, 9):
        shown, hearing = data.draw(replies(persona))
        stage, seen = data.draw(st.sampled_from(STAGES)), dict.fromkeys(shown, 1.0)
        turns.append(AgentTurn(text="Yes."))
        mood = move(persona, level, mood, stage, seen, {}, hearing).mood
        direction = direct(persona, level, mood, stage, seen, hearing, turns, exchange, 12, exchange)
        assert direction.act in reachable(persona)
        mood = remember_played(mood, direction)
        turns.append(CustomerTurn(text=f"Line {exchange}.", act=direction.act, marks=dict(direction.marks)))


def test_an_act_without_lines_is_missing_with_the_number_that_it_needs() -> None:
    persona = with_lines(test=["and how do i know that"], puzzled=None)
    assert found(persona) == [("missing-act", "lines.test"), ("missing-act", "lines.puzzled")]


def test_one_opening_line_is_one_too_few() -> None:
    assert ("missing-act", "opening") in found(changed(opening=list(CAKE.opening[:1])))


def test_an_abusive_customer_needs_insults_and_lines_for_giving_way() -> None:
    both = found(with_lines(insult=["you clown, honestly"]))
    assert ("missing-act", "lines.insult") in both
    assert ("missing-act", "lines.yield") in both


def test_lines_of_an_act_that_never_comes_are_named() -> None:
    assert ("unused-act", "lines.yield") in found(with_lines(**{"yield": ["alright", "fine, i'll stop"]}))


def test_nobody_chooses_among_one_remedy() -> None:
    one = next(remedy for remedy in CAKE.model_dump(mode="json")["remedies"] if remedy["id"] == "full-refund")
    assert "choose" not in reachable(changed(remedies=[one]))
    assert "choose" in reachable(CAKE)
