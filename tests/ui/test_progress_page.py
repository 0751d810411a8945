"""The progress page: what to begin with, what so few conversations can tell, what next."""

import pytest

from poise.practice.learners import all_learners
from poise.practice.services import Services
from poise.practice.session import end, load, start
from tests.practice.ended import play
from tests.practice.made_history import history
from tests.ui.story import SORRY, Story


@pytest.fixture
def practised(story: Story) -> Story:
    """A learner with forty conversations whose summaries say what was put into them."""
    for made in history(40):
        _played(story.services, made.persona, made.level, made)
    return story.open("progress")


def _played(services: Services, persona: str, level: str, made: object) -> None:
    session_id = end(services, start(services, persona, level).id).id  # type: ignore[arg-type] - levels of the history
    services.store.append(session_id, made, load(services, session_id).last_at, expected=None)  # type: ignore[arg-type]


def test_without_a_conversation_it_says_where_to_begin(story: Story) -> None:
    page = story.open("progress").words()
    assert "Nothing to show yet" in page
    assert "Begin here" in page
    assert story.press("next").app.query_params["level"] in ("easy", ["easy"])


def test_a_first_conversation_is_said_to_tell_hardly_anything(story: Story) -> None:
    story.meet().say(SORRY).end()
    page = story.open("progress").words()
    assert "From one ended conversation" in page
    assert "hardly anything: anywhere from" in page
    assert "too few to compare" in page
    assert "Sincere apology 1 of 1 times" in page


def test_a_name_is_asked_for_only_once_there_is_progress_to_keep_under_it(story: Story) -> None:
    story.meet().say(SORRY)
    assert "me-keep" not in story.again().open("progress").buttons()
    story.end()
    asked = story.open("progress").app.text_input(key="me-name")
    assert asked.label == "Your name for this progress, if you like"
    asked.set_value(" Robin ")
    assert "me-keep" not in story.press("me-keep").buttons()
    assert [one.name for one in all_learners(story.services.store.engine)] == ["Robin"]
    assert story.is_sound()


def test_the_made_history_shows_what_was_put_into_it(practised: Story) -> None:
    page, name = practised.words(), practised.services.rubric.entry
    assert "From 40 ended conversations" in page
    listen = page.split(f"{name('listen').name} ")[1]
    assert "better than at first" in listen[: listen.index(")")]
    assert f"{name('clarify').name}: shown" in page
    assert "falling, at first" in page
    assert "met 30 times · best 75 · mastered" in page
    assert practised.is_sound()


def test_no_streak_is_counted(practised: Story) -> None:
    assert "streak" not in practised.words().lower()
    assert "in a row" not in practised.words().split("Each point stands for")[0]


def test_another_strategy_can_be_looked_at(practised: Story) -> None:
    chart = practised.app.selectbox(key="course")
    assert chart.value == "clarify"
    chart.set_value("listen").run()
    assert practised.is_sound()


def test_a_conversation_that_goes_on_does_not_count(story: Story) -> None:
    story.meet().say(SORRY)
    assert "Nothing to show yet" in story.open("progress").words()


def test_more_old_conversations_than_are_read_at_once_are_all_read_in_the_end(story: Story) -> None:
    for _ in range(62):
        play(story.services, ())
    assert "From 62 ended conversations" in story.open("progress").words()
