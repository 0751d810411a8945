"""Better words for the learner's own sentence in the debrief, and whether the customer would come back."""

import time

import pytest

from tests.fault_server import behaviours as fault
from tests.fault_server.server import FaultServer
from tests.ui.story import RUDE, SORRY, Story

BETTER = "You asked for it well done and it came back pink, twice. I am sorry, Denise."


@pytest.fixture
def coached_story(story: Story, monkeypatch: pytest.MonkeyPatch, fault_server: FaultServer) -> Story:
    """The learner on a machine where a capable model coaches."""
    story.close()
    monkeypatch.setenv("POISE_COACH", "openai:fault-model")
    return Story()


def test_without_a_coach_the_rubrics_example_stands_there_and_says_so(story: Story) -> None:
    story.meet().say(SORRY).end()
    words = story.words()
    assert "An example from the rubric, not from your conversation:" in words
    assert "Worded by the coach" not in words
    assert story.services.rubric.entry("apology").contrast.good in words


def test_the_coachs_words_stand_beside_the_learners_own_sentence(
    coached_story: Story, fault_server: FaultServer
) -> None:
    coached_story.meet().say(RUDE)
    fault_server.always(fault.say(BETTER))
    coached_story.end()
    words = _settled(coached_story)
    coach = coached_story.services.settings.coach
    assert coach is not None
    assert f"Better {BETTER} Worded by the coach ({coach.label})." in words
    assert "You said Calm down." in words
    assert coached_story.is_sound()


def test_a_coach_that_fails_leaves_the_example_and_one_line_saying_why(
    coached_story: Story, fault_server: FaultServer
) -> None:
    coached_story.meet().say(RUDE)
    fault_server.always(fault.refuse())
    coached_story.end()
    words = _settled(coached_story)
    assert "The coach's words are not shown: The model refused to answer" in words
    assert "An example from the rubric" in words


def test_while_the_coach_works_the_page_says_so(coached_story: Story, fault_server: FaultServer) -> None:
    coached_story.meet().say(RUDE)
    fault_server.always(fault.say(BETTER, delay_s=1.5))
    coached_story.end()
    assert "The coach is looking for better words" in coached_story.words()
    assert "The coach is looking for better words" not in _settled(coached_story)


def test_a_turning_point_names_what_the_whole_reply_changed(story: Story) -> None:
    story.meet().say(RUDE)
    opening, _, line = story.session.transcript.turns
    story.end()
    assert f"Reply 1: angrier by {line.anger - opening.anger} " in story.words()  # type: ignore[operator, union-attr]


def test_an_angry_customer_would_not_come_back_and_the_page_says_why(story: Story) -> None:
    story.meet().say(RUDE).end()
    words = story.words()
    assert "Denise would not come back. The anger was still there in the end. Nothing was agreed." in words
    assert "The conversation was broken off." in words


def _settled(story: Story) -> str:
    for _ in range(100):
        coach = story.services.coach
        if coach is None or not coach.pending(story.session_id):
            break
        time.sleep(0.1)
    story.app.run()
    return story.words()
