"""What to practise next follows from what was shown, and says why."""

import pytest

from poise.conversation.content import Content
from poise.conversation.persona import Persona
from poise.practice.after_events import SummaryEvent
from poise.practice.next_step import NextStep, next_step
from poise.practice.progress import progress
from tests.practice.made_history import history, session
from tests.practice.sample_events import PERSONA_FILE


@pytest.fixture(scope="module")
def personas() -> list[Persona]:
    content = Content(PERSONA_FILE.parents[1])
    return [content.persona(id_) for id_ in ("irate-diner", "cake-buyer", "parking-charge")]


def _next(sessions: list[SummaryEvent], personas: list[Persona], **weights: float) -> NextStep:
    found = next_step(progress(sessions, [persona.id for persona in personas]), personas, weights)
    assert found is not None
    return found


def test_who_has_played_nothing_begins_with_the_first_customer_at_easy(personas: list[Persona]) -> None:
    assert _next([], personas) == NextStep("irate-diner", "easy", "first")


def test_the_strategy_that_is_surely_weakest_comes_with_a_customer_who_trains_it(personas: list[Persona]) -> None:
    found = _next(history(40), personas)
    assert found.reason == "strategy"
    assert found.course is not None
    assert found.course.id == "clarify"
    assert "clarify" in next(p.trains for p in personas if p.id == found.persona)


def test_one_bad_moment_is_not_called_a_weakness(personas: list[Persona]) -> None:
    sessions = [session(called_for={"listen": 2, "boundary": 1}, shown={"listen": 2})] * 2
    assert _next(sessions, personas).course is None


def test_a_mistake_that_is_made_often_comes_first(personas: list[Persona]) -> None:
    angered = next(persona for persona in personas if persona.inflames)
    wrong = next(iter(angered.inflames))
    sessions = [session(called_for={"clarify": 2}, mistakes={wrong: 4}, mistaken=4)] * 6
    found = _next(sessions, personas)
    assert (found.reason, found.course and found.course.id) == ("mistake", wrong)


def test_the_level_after_the_last_mastered_one_is_chosen(personas: list[Persona]) -> None:
    sessions = [session(level="easy", called_for={"listen": 2}, shown={"listen": 2})] * 4
    assert _next(sessions, personas[:1]) == NextStep("irate-diner", "standard", "level")


def test_somebody_new_begins_at_the_level_that_was_mastered_with_another(personas: list[Persona]) -> None:
    sessions = [session(level="standard", called_for={"listen": 2}, shown={"listen": 2})] * 4
    assert _next(sessions, personas[:2]) == NextStep("cake-buyer", "standard", "level")


def test_who_has_mastered_everything_is_told_so(personas: list[Persona]) -> None:
    sessions = [session(level="hard", called_for={"listen": 2}, shown={"listen": 2})] * 4
    assert _next(sessions, personas[:1]).reason == "all"


def test_without_customers_there_is_nothing_to_advise() -> None:
    assert next_step(progress([], []), [], {}) is None
