"""The reflection: before the debrief or not at all."""

import pytest

from poise.conversation.errors import SessionError
from poise.practice.services import Services
from poise.practice.session import SessionView, end, view
from poise.practice.step_events import Ticks
from poise.practice.steps.taking import debrief_opened, reflect, steps_left
from tests.practice.conftest import Build
from tests.practice.talk import SORRY, begin, say

pytestmark = pytest.mark.both_databases


def _over(services: Services) -> SessionView:
    session = begin(services)
    say(services, session.id, SORRY)
    return end(services, session.id)


def test_a_reflection_needs_a_tick_or_a_word(services: Services) -> None:
    session = _over(services)
    with pytest.raises(SessionError, match="Nothing is ticked"):
        reflect(services, session.id, " ", Ticks())
    assert reflect(services, session.id, "", Ticks(missed=("choice",))).steps["reflection"].ticks == Ticks(
        missed=("choice",)
    )


def test_after_the_debrief_was_opened_a_reflection_is_offered_no_more(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session = _over(services)
    used = services.store.summary(session.id)
    debrief_opened(services, session.id)
    debrief_opened(services, session.id)
    anew = build(customer_model=lambda: None)
    assert steps_left(anew, session.id) == ("case_note", "follow_up")
    with pytest.raises(SessionError, match="opened the debrief"):
        reflect(anew, session.id, "", Ticks(shown=("listen",)))
    kinds = [record.event.kind for record in anew.store.events(session.id)]
    assert kinds.count("debrief_read") == 1
    assert anew.store.summary(session.id) == used


def test_a_reflection_made_before_the_debrief_stays(services: Services) -> None:
    session = _over(services)
    reflect(services, session.id, "", Ticks(shown=("listen",)))
    debrief_opened(services, session.id)
    assert view(services, session.id).steps["reflection"].ticks == Ticks(shown=("listen",))
