"""Going back: a branch begins as its parent did, goes on by itself, and never changes the parent."""

import pytest

from poise.conversation.errors import SessionError
from poise.practice.branching import branch, branches
from poise.practice.events import ReplyEvent, WordingEvent
from poise.practice.my_sessions import delete
from poise.practice.replay import replay
from poise.practice.services import Services
from poise.practice.session import SessionView, debrief, end, view
from poise.practice.turn import answer
from tests.practice.conftest import Build
from tests.practice.talk import ASK, OFFER, RUDE, SORRY, begin, last, say

pytestmark = pytest.mark.both_databases

BETTER = "You waited all evening, and I am sorry."


def test_a_branch_begins_as_its_parent_did_with_the_mood_of_that_moment(services: Services) -> None:
    first, moods = _talked(services, SORRY, RUDE, ASK)
    for number, turn in enumerate((2, 4, 6)):
        second = branch(services, first.id, turn)
        assert second.transcript.turns == first.transcript.turns[: turn - 1]
        assert second.mood == moods[number]
        assert (second.exchanges, second.outcome, second.pending) == (number, None, None)
        assert second.exchanges_left == first.exchanges_left + 3 - number


def test_the_start_of_a_branch_names_the_parent_the_turn_and_what_was_said_there(services: Services) -> None:
    first, _ = _talked(services, SORRY, RUDE)
    left = branch(services, first.id, 4).branch
    assert left is not None
    assert (left.parent, left.turn, left.said, left.coached) == (first.id, 4, RUDE, "")
    assert left.versions == first.versions


def test_the_same_reply_said_again_moves_the_customer_as_it_did(services: Services) -> None:
    first, moods = _talked(services, SORRY, RUDE)
    again = say(services, branch(services, first.id, 4).id, RUDE)
    assert again.mood == moods[2]
    assert again.transcript.turns[-1].text == first.transcript.turns[-1].text


def test_a_branch_never_alters_its_parent(services: Services) -> None:
    first, _ = _talked(services, SORRY, RUDE)
    end(services, first.id)
    before = services.store.events(first.id)
    second = branch(services, first.id, 2)
    end(services, say(services, second.id, RUDE).id)
    debrief(services, second.id)
    assert services.store.events(first.id) == before


def test_parent_and_branch_replayed_from_the_store_give_the_same_bytes_as_they_were_shown(build: Build) -> None:
    services = build(customer_model=lambda: None)
    first, _ = _talked(services, SORRY, RUDE)
    second = say(services, branch(services, first.id, 4).id, OFFER)
    deeper = say(services, branch(services, second.id, 2).id, ASK)
    shown = {one.id: view(services, one.id).transcript.model_dump_json() for one in (first, second, deeper)}
    anew = build(customer_model=lambda: None)
    for id_, text in shown.items():
        assert replay(id_, anew.store.events(id_)).transcript.model_dump_json() == text
        assert view(anew, id_).transcript.model_dump_json() == text
    shared = [turn.model_dump_json() for turn in first.transcript.turns[:3]]
    assert [turn.model_dump_json() for turn in second.transcript.turns[:3]] == shared


def test_a_branch_outlives_its_deleted_parent(build: Build) -> None:
    services = build(customer_model=lambda: None)
    first, _ = _talked(services, SORRY, RUDE)
    second = say(services, branch(services, first.id, 4).id, OFFER)
    delete(services, first.id)
    anew = build(customer_model=lambda: None)
    assert view(anew, second.id).transcript == second.transcript
    assert say(anew, second.id, ASK).exchanges == 3
    with pytest.raises(SessionError, match="no such conversation"):
        view(anew, first.id)


def test_a_second_press_makes_no_second_branch(services: Services) -> None:
    first, _ = _talked(services, SORRY, RUDE)
    second = branch(services, first.id, 4)
    assert branch(services, first.id, 4).id == second.id
    assert branch(services, first.id, 2).id != second.id
    say(services, second.id, OFFER)
    assert branch(services, first.id, 4).id != second.id


def test_an_ended_conversation_and_one_that_goes_on_can_both_be_gone_back_in(services: Services) -> None:
    first, _ = _talked(services, SORRY)
    branch(services, first.id, 2)
    end(services, first.id)
    assert branch(services, first.id, 2).outcome is None


def test_a_reply_that_nobody_answered_can_be_said_again(services: Services) -> None:
    first = begin(services)
    services.store.append(first.id, ReplyEvent(turn=2, text=RUDE), services.now(), expected=1)
    second = branch(services, first.id, 2)
    assert second.pending is None
    assert say(services, second.id, SORRY).exchanges == 1


@pytest.mark.parametrize("turn", [-1, 0, 1, 3, 4, 99])
def test_where_no_reply_stands_nobody_can_go_back_to(services: Services, turn: int) -> None:
    first, _ = _talked(services, SORRY)
    with pytest.raises(SessionError, match="no such reply"):
        branch(services, first.id, turn)


def test_the_coachs_words_are_played_in_the_place_of_the_learners_sentence(services: Services) -> None:
    first, _ = _talked(services, RUDE)
    _word(services, first.id, sentence="It is not our fault, you should have ordered properly.", text=BETTER)
    second = branch(services, first.id, 2, coached="blame")
    assert second.pending == f"Calm down. {BETTER} There is nothing I can do."
    played = last(answer(services, second.id))
    assert (played.exchanges, played.branch and played.branch.coached) == (1, "blame")
    assert branch(services, first.id, 2, coached="blame").id == second.id
    assert branch(services, first.id, 2).id != second.id


@pytest.mark.parametrize("given", [{"text": ""}, {"sentence": "", "text": BETTER}])
def test_words_that_may_not_be_shown_are_not_played(services: Services, given: dict[str, str]) -> None:
    first, _ = _talked(services, RUDE)
    _word(services, first.id, **{"sentence": "Calm down.", **given})
    with pytest.raises(SessionError, match="no other words"):
        branch(services, first.id, 2, coached="blame")


def test_branches_are_told_of_once_somebody_has_spoken_in_them(services: Services) -> None:
    first, _ = _talked(services, SORRY, RUDE)
    second, third = branch(services, first.id, 4), branch(services, first.id, 2)
    assert branches(services, first.id) == []
    say(services, second.id, ASK)
    say(services, third.id, ASK)
    assert [one.id for one in branches(services, first.id)] == [third.id, second.id]


def test_a_new_branch_is_the_session_used_last(services: Services) -> None:
    first, _ = _talked(services, SORRY)
    other = begin(services)
    second = branch(services, first.id, 2)
    assert [one.id for one in services.store.sessions("you")] == [second.id, other.id, first.id]


def _talked(services: Services, *replies: str) -> tuple[SessionView, list[object]]:
    """Return a conversation with these replies and the moods: at the opening and after every reply."""
    current = begin(services)
    moods: list[object] = [current.mood]
    for text in replies:
        current = say(services, current.id, text)
        moods.append(current.mood)
    return current, moods


def _word(services: Services, session_id: str, sentence: str, text: str) -> None:
    event = WordingEvent(turn=2, id="blame", sentence=sentence, text=text, coach="somebody")
    services.store.append(session_id, event, services.now(), expected=None)
