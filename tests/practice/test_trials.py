"""A trial of a customer stands in nobody's practice and goes when the next one begins."""

import pytest

from poise.practice.learners import make
from poise.practice.services import Services
from poise.practice.session import end
from poise.practice.summaries import summaries
from poise.practice.trials import begin_trial
from tests.practice.talk import SORRY, begin, say

pytestmark = pytest.mark.both_databases


def test_it_counts_nowhere(services: Services) -> None:
    session_id = begin_trial(services, "irate-diner", "easy").id
    say(services, session_id, SORRY)
    end(services, session_id)
    assert services.store.sessions("you") == []
    assert services.store.session_ids() == []
    assert summaries(services).found == ()


def test_the_next_one_takes_its_place_and_leaves_practice_and_other_profiles_alone(services: Services) -> None:
    practised = begin(services)
    somebody = make(services.store.engine, services.now()).id
    others = begin_trial(services.seen_by(somebody), "irate-diner", "easy")
    begin_trial(services, "irate-diner", "easy")
    second = begin_trial(services, "irate-diner", "hard")
    assert services.store.trials("you") == [second.id]
    assert services.store.trials(somebody) == [others.id]
    assert services.store.owns(practised.id)
