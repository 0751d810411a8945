"""A branch beside the session that it left: what the other reply changed, by the numbers of both."""

import pytest

from poise.conversation.errors import SessionError
from poise.practice.branching import branch
from poise.practice.comparison import compare
from poise.practice.my_sessions import delete
from poise.practice.services import Services
from poise.practice.session import debrief, end, view
from tests.practice.talk import ASK, RUDE, SORRY, begin, say

pytestmark = pytest.mark.both_databases


def test_the_difference_is_that_of_the_scores_and_of_the_anger(services: Services) -> None:
    first = say(services, say(services, begin(services).id, SORRY).id, RUDE)
    end(services, first.id)
    second = say(services, branch(services, first.id, 4).id, ASK)
    end(services, second.id)
    found = compare(services, second.id)
    one, other = debrief(services, first.id).score, debrief(services, second.id).score
    assert one is not None
    assert other is not None
    assert (found.first.score, found.second.score, found.turn) == (one, other, 4)
    assert found.score_change == round(other) - round(one)
    assert found.score_change > 0
    assert found.anger_change == second.mood.anger - first.mood.anger < 0
    assert (found.first.anger_after(4), found.second.anger_after(4)) == (first.mood.anger, second.mood.anger)


def test_the_replies_before_the_fork_score_the_same_on_both_sides(services: Services) -> None:
    first = say(services, say(services, begin(services).id, SORRY).id, RUDE)
    second = say(services, branch(services, first.id, 4).id, ASK)
    found = compare(services, second.id)
    assert found.first.replies[2] == found.second.replies[2]
    assert found.first.replies[4] != found.second.replies[4]


def test_looking_at_both_changes_neither(services: Services) -> None:
    first = say(services, begin(services).id, RUDE)
    second = say(services, branch(services, first.id, 2).id, SORRY)
    before = services.store.events(first.id), services.store.events(second.id)
    compare(services, second.id)
    assert (services.store.events(first.id), services.store.events(second.id)) == before


def test_a_branch_without_an_answer_of_its_own_has_nothing_to_compare(services: Services) -> None:
    first = say(services, say(services, begin(services).id, SORRY).id, RUDE)
    second = branch(services, first.id, 4)
    assert not compare(services, second.id).answered
    assert compare(services, say(services, second.id, ASK).id).answered


def test_of_a_branch_the_parent_is_the_one_that_it_left_itself(services: Services) -> None:
    first = say(services, begin(services).id, RUDE)
    second = say(services, branch(services, first.id, 2).id, SORRY)
    third = say(services, branch(services, second.id, 2).id, ASK)
    assert compare(services, third.id).first.view.id == second.id


def test_what_cannot_be_compared_is_a_clear_error(services: Services) -> None:
    first = say(services, begin(services).id, RUDE)
    with pytest.raises(SessionError, match="no second try"):
        compare(services, first.id)
    second = say(services, branch(services, first.id, 2).id, SORRY)
    delete(services, first.id)
    with pytest.raises(SessionError, match="was deleted"):
        compare(services, second.id)
    assert view(services, second.id).exchanges == 1
