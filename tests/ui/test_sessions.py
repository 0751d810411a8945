"""The learner's own list, and the links that lead straight to a customer."""

import pytest

from poise.practice.session import start
from tests.ui.story import RUDE, SORRY, Story


def test_an_empty_list_says_what_to_do(story: Story) -> None:
    assert "Every conversation that you begin is kept here" in story.open("sessions").words()


def test_the_list_tells_who_when_how_it_ended_and_the_score(story: Story) -> None:
    story.meet().say(SORRY).end()
    session, year = story.session, story.session.started_at[:4]
    words = story.open("sessions").words()
    assert "Denise Kershaw Standard · You ended the conversation · " in words
    assert " of 100" in words
    assert year in words
    assert story.press(f"look-back-{session.id}").session_id == session.id
    assert "What went well" in story.words()


def test_a_conversation_that_is_not_over_goes_on_from_the_list(story: Story) -> None:
    story.meet().say(SORRY)
    session_id, said = story.session_id, story.said()
    story.open("sessions")
    assert "not over yet" in story.words()
    assert story.press(f"go-on-{session_id}").said() == said


def test_a_customer_is_met_again_on_the_same_level(story: Story) -> None:
    story.app.segmented_control(key="level-irate-diner").set_value("hard").run()
    story.meet()
    first = story.session_id
    story.open("sessions").press(f"practise-{first}")
    assert "Your role" in story.words()
    assert story.app.query_params == {"persona": "irate-diner", "level": "hard"}


def test_a_conversation_gets_a_name_of_its_own(story: Story) -> None:
    story.meet().say(RUDE).unfold("critique-2").press("again-fold-2").say(SORRY)
    session_id = story.session_id
    story.open("sessions")
    story.app.text_input(key=f"label-{session_id}").set_value("calmer *this* time").run()
    story.press(f"name-{session_id}")
    assert "calmer *this* time Denise Kershaw · Standard · another try of reply 1" in story.words()
    assert "calmer *this* time" in story.open("compare", session=session_id).words()


def test_deleting_is_asked_once_more_and_then_done(story: Story) -> None:
    story.meet().say(RUDE)
    first = story.session_id
    story.unfold("critique-2").press("again-fold-2").say(SORRY)
    second = story.session_id
    story.open("sessions")
    assert "It cannot be brought back. Other tries that left it stay" in story.words()
    story.press(f"delete-{first}")
    assert "Deleted: Denise Kershaw." in story.words()
    assert [one.id for one in story.services.store.sessions("you")] == [second]
    assert story.press(f"go-on-{second}").said()[1] == SORRY


def test_deleting_in_two_windows_deletes_once_and_says_so(story: Story) -> None:
    story.meet()
    session_id = story.session_id
    other = story.again().open("sessions")
    story.open("sessions").press(f"delete-{session_id}")
    other.press(f"delete-{session_id}")
    assert other.is_sound()
    assert "There is no such conversation here" in other.words()


def test_a_window_of_a_deleted_conversation_leads_back(story: Story) -> None:
    story.meet().say(SORRY)
    story.services.store.delete(story.session_id)
    story.app.run()
    assert story.is_sound()
    assert "There is no such conversation here" in story.words()


def test_a_long_list_comes_in_parts(story: Story) -> None:
    for _ in range(12):
        start(story.services, "irate-diner", "standard")
    story.open("sessions")
    assert sum(key.startswith("go-on-") for key in story.buttons()) == 10
    assert "10 of 12 conversations" in story.words()
    story.press("more")
    assert sum(key.startswith("go-on-") for key in story.buttons()) == 12


def test_a_link_leads_straight_to_a_briefing(story: Story) -> None:
    story.open("briefing", persona="irate-diner", level="hard").press("begin")
    assert (story.session.persona.id, story.session.level) == ("irate-diner", "hard")


def test_so_does_a_link_to_the_first_page(story: Story) -> None:
    story.app.query_params.update(persona="irate-diner", level="hard")
    story.app.run()
    assert "Your role" in story.words()
    story.press("begin")
    assert (story.session.persona.id, story.session.level) == ("irate-diner", "hard")


@pytest.mark.parametrize("persona", ["nobody", "../secrets", "<b>x</b>"])
def test_a_link_to_nobody_says_so_kindly(story: Story, persona: str) -> None:
    story.open("briefing", persona=persona)
    assert story.is_sound()
    assert f"There is no customer “{persona}” here." in story.words()


def test_a_link_with_a_level_that_there_is_not_says_which_one_is_played(story: Story) -> None:
    story.open("briefing", persona="irate-diner", level="nightmare")
    assert "There is no level “nightmare” (Easy, Standard, Hard). You meet them on Standard." in story.words()
    story.press("begin")
    assert story.session.level == "standard"
