"""Going back to a reply, the two tries side by side, and what is told of them elsewhere."""

import time

import pytest

from poise.practice.branching import branches
from poise.practice.help import choose_help
from poise.practice.help_events import Help, HelpMode
from poise.practice.session import view
from tests.fault_server import behaviours as fault
from tests.fault_server.server import FaultServer
from tests.ui.story import RUDE, SORRY, Story

ASK = "Which steak was it, and what happened the second time?"
BETTER = "You asked for it well done and it came back pink, twice. I am sorry, Denise."


@pytest.fixture
def coached_story(story: Story, monkeypatch: pytest.MonkeyPatch, fault_server: FaultServer) -> Story:
    """The learner on a machine where a capable model coaches."""
    story.close()
    monkeypatch.setenv("POISE_COACH", "openai:fault-model")
    return Story()


def test_a_reply_can_be_tried_again_in_the_talk(story: Story) -> None:
    story.meet().say(RUDE).say(ASK)
    first, said = story.session_id, story.said()
    story.unfold("critique-4").press("again-fold-4")
    assert story.is_sound()
    assert story.session_id != first
    assert story.said() == said[:3]
    assert (
        f"another try of reply 2. The first conversation stays as it was. The first time you said: “{ASK}”"
        in story.words()
    )
    story.say(SORRY)
    assert story.said()[:3] == said[:3]
    assert story.said()[3] == SORRY
    assert [turn.text for turn in view(story.services, first).transcript.turns] == said


@pytest.mark.parametrize("mode", ["nothing", "critique"])
def test_any_reply_of_a_talk_can_be_gone_back_to_whatever_the_help(story: Story, mode: HelpMode) -> None:
    story.meet()
    choose_help(story.services, story.session_id, Help(mode=mode))
    for number in range(5):
        story.say(f"{SORRY} ({number})")
    first, said = story.session_id, story.session.transcript.turns[0].text
    story.unfold("back-door")
    assert [key for key in story.buttons() if key.startswith("back-")] == [f"back-{at}" for at in (2, 4, 6, 8, 10)]
    story.press("back-2")
    assert story.session_id != first
    assert story.said() == [said]


def test_a_talk_without_a_reply_has_nothing_to_go_back_to(story: Story) -> None:
    story.meet().unfold("back-door")
    assert "You have said nothing yet" in story.words()


def test_side_by_side_keeps_back_its_verdict_while_a_try_goes_on_that_wants_none(story: Story) -> None:
    story.meet().say(RUDE).end().press("again-turn-2")
    choose_help(story.services, story.session_id, Help(mode="nothing"))
    story.say(SORRY)
    branch = story.session_id
    story.open("compare", session=branch)
    assert "you wanted no verdict" in story.words()
    assert not story.app.get("vega_lite_chart")
    assert "gained" not in story.words()
    story.open("talk", session=branch).end().open("compare", session=branch)
    assert "The second try gained " in story.words()
    assert story.app.get("vega_lite_chart")


def test_every_reply_of_a_debrief_can_be_tried_again(story: Story) -> None:
    story.meet().say(RUDE).say(ASK).end()
    assert {"again-turn-2", "again-turn-4", "again-try"} <= set(story.buttons())
    assert "again-fold-2" not in story.buttons()
    story.press("again-turn-2")
    assert len(story.said()) == 1
    assert len(story.app.chat_input) == 1


def test_the_page_of_a_branch_drawn_anew_is_the_page_that_the_exchange_left(story: Story) -> None:
    story.meet().say(RUDE).unfold("critique-2").press("again-fold-2").say(SORRY)
    left = story.said(), story.words()
    story.app.run()
    assert (story.said(), story.words()) == left


def test_pressing_twice_in_two_windows_makes_one_branch(story: Story) -> None:
    story.meet().say(RUDE)
    other = story.again().open("talk", session=story.session_id)
    assert (
        story.unfold("critique-2").press("again-fold-2").session_id
        == other.unfold("critique-2").press("again-fold-2").session_id
    )


def test_side_by_side_tells_first_what_the_other_reply_changed(story: Story) -> None:
    story.meet().say(RUDE).end()
    first = story.session
    story.press("again-turn-2").say(SORRY).end()
    story.open("compare", session=story.session_id)
    assert story.is_sound()
    calmer = first.mood.anger - story.session.mood.anger
    assert calmer > 0
    words = story.words()
    assert "Reply 1 to Denise, twice The second try gained " in words
    assert f"and Denise ends up calmer by {calmer} (anger {first.mood.anger}, then" in words
    assert (
        words.index("gained")
        < words.index("The first time You ended the conversation.")
        < words.index("The second try You")
    )
    assert {RUDE, SORRY} <= set(story.said())
    assert story.said().count(story.session.transcript.turns[0].text) == 1


def test_side_by_side_holds_both_curves_and_both_critiques(story: Story) -> None:
    story.meet().say(RUDE).unfold("critique-2").press("again-fold-2").say(SORRY)
    story.open("compare", session=story.session_id)
    words = story.words()
    assert "Not both conversations are over yet" in words
    assert words.count("Opening") == 1
    for turn in story.session.transcript.turns, view(story.services, story.session.branch.parent).transcript.turns:  # type: ignore[union-attr]
        assert f" {turn[2].anger}: " in words  # type: ignore[union-attr]
    assert "Sincere apology" in words
    assert "Blam" in words


def test_a_branch_in_which_nobody_spoke_yet_says_so(story: Story) -> None:
    story.meet().say(RUDE).unfold("critique-2").press("again-fold-2")
    story.open("compare", session=story.session_id)
    assert "Nothing was answered yet in the second try." in story.words()
    assert story.press("open-second").said() == [story.session.transcript.turns[0].text]


@pytest.mark.parametrize("session", ["", "nobody"])
def test_side_by_side_of_nothing_is_a_kind_line(story: Story, session: str) -> None:
    story.open("compare", session=session)
    assert story.is_sound()
    assert "There is no such conversation here" in story.words()


def test_side_by_side_without_the_first_one_says_what_happened(story: Story) -> None:
    story.meet().say(RUDE)
    first = story.session_id
    assert "is no second try of another" in story.again().open("compare", session=first).words()
    story.unfold("critique-2").press("again-fold-2").say(SORRY)
    story.services.store.delete(first)
    story.open("compare", session=story.session_id)
    assert "The conversation that this one left was deleted." in story.words()
    assert story.open("talk", session=story.session_id).said()[1] == SORRY


def test_a_debrief_leads_to_the_tries_that_left_it(story: Story) -> None:
    story.meet().say(RUDE).end()
    first = story.session_id
    assert "Tried again" not in story.words()
    story.press("again-turn-2").say(SORRY).end()
    assert "Tried again" in story.words()
    assert "Tried again" in story.open("debrief", session=first).words()
    assert [one.id for one in branches(story.services, first)] != []


def test_the_coachs_words_can_be_heard_played(coached_story: Story, fault_server: FaultServer) -> None:
    coached_story.meet().say(RUDE)
    fault_server.always(fault.say(BETTER))
    coached_story.end()
    _settle(coached_story)
    key = next(key for key in coached_story.buttons() if key.startswith("hear-turn"))
    fault_server.always(fault.say("Well. That is the first sensible thing tonight."))
    coached_story.press(key)
    assert coached_story.is_sound()
    assert BETTER in coached_story.said()[1]
    assert len(coached_story.said()) == 3
    assert "in the coach's words" in coached_story.words()
    coached_story.open("compare", session=coached_story.session_id)
    assert "twice The coach's words " in coached_story.words()


def _settle(story: Story) -> None:
    for _ in range(100):
        coach = story.services.coach
        if coach is None or not coach.pending(story.session_id):
            break
        time.sleep(0.1)
    story.app.run()
