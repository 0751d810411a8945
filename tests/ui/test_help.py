"""Help during the talk: chosen before it, changed in it, and what each of the four modes shows."""

import pytest

from poise.practice.help import what_is_due
from poise.practice.help_events import HELP_MODES, Held, Help, HelpMode
from tests.fault_server.behaviours import fail
from tests.fault_server.server import FaultServer
from tests.ui.story import RUDE, SORRY, Story

CUES = ("Showed:", "Still called for:", "Went wrong:")


def _choose(story: Story, mode: HelpMode, numbers: bool = False, where: str = "next") -> Story:
    if where != "next":
        story.unfold("help")
    story.app.radio(key=f"help-mode-{where}").set_value(mode).run()
    if numbers:
        story.app.toggle(key=f"help-numbers-{where}").set_value(True).run()
    return story


def _with(story: Story, mode: HelpMode, numbers: bool = False) -> Story:
    return _choose(story.press("meet-irate-diner"), mode, numbers).press("begin")


def _folds(story: Story) -> int:
    return sum(fold.label == "What this reply did" for fold in story.app.expander)


def test_without_a_choice_critiques_wait_under_the_replies(story: Story) -> None:
    story.meet().say(SORRY)
    assert story.session.help == Help(mode="critique")
    assert _folds(story) == 1


@pytest.mark.parametrize("mode", HELP_MODES)
def test_the_help_chosen_before_the_talk_holds_in_it_and_is_told_in_the_debrief(story: Story, mode: HelpMode) -> None:
    _with(story, mode).say(SORRY)
    assert story.session.help.mode == mode
    assert _folds(story) == (mode == "critique")
    assert any(cue in story.words() for cue in CUES) == (mode == "cue")
    assert ("Hint" in _popovers(story)) == (mode == "hint")
    story.end()
    assert story.is_sound()
    assert _folds(story) == 1
    told = {
        "critique": "critique on demand",
        "cue": "one cue after each reply",
        "hint": "a hint on demand (0 hints read)",
    }
    assert f"Help during the talk: {told.get(mode, 'nothing until the end')}." in story.words()


def test_the_choice_is_offered_again_for_the_next_customer(story: Story) -> None:
    _with(story, "nothing").end()
    story.press("practise-again")
    assert story.app.radio(key="help-mode-next").value == "nothing"
    assert story.press("begin").session.help.mode == "nothing"


def test_another_help_can_be_chosen_in_the_talk_and_holds_at_once(story: Story) -> None:
    story.meet().say(SORRY)
    _choose(story, "nothing", where=story.session_id)
    assert story.session.help.mode == "nothing"
    assert _folds(story) == 0
    story.say(RUDE)
    assert story.session.held == Held(modes=("critique", "nothing"))
    assert _folds(story) == 0


def test_a_reload_keeps_the_help(story: Story) -> None:
    _with(story, "cue", numbers=True).say(SORRY)
    there = story.again().open("talk", session=story.session_id).unfold("help")
    assert there.app.radio(key=f"help-mode-{story.session_id}").value == "cue"
    assert any(cue in there.words() for cue in CUES)


def test_one_cue_names_the_mistake_that_weighs_most(story: Story) -> None:
    _with(story, "cue").say(RUDE)
    made = story.session.critiques[2].mistakes
    weights = story.services.rubric.scoring.mistakes
    worst = max(made, key=lambda one: weights[one.id])
    assert f"Went wrong: {worst.name}." in story.words()
    assert sum(story.words().count(cue) for cue in CUES) == 1


def test_the_page_drawn_anew_shows_the_same_cue(story: Story) -> None:
    _with(story, "cue").say(SORRY)
    left = story.words()
    story.app.run()
    assert story.words() == left


def test_a_hint_says_what_is_due_in_the_rubrics_words_and_is_noted(story: Story) -> None:
    _with(story, "hint")
    due = what_is_due(story.services, story.session).due
    _open_hint(story)
    words, rubric = story.words(), story.services.rubric
    for id_ in due[:2]:
        assert rubric.entry(id_).name in words
        assert rubric.entry(id_).does in words
    assert story.session.held.hints == {2: due}
    assert "(one hint read)" in story.end().words()


def test_a_hint_never_gives_the_words_to_say(story: Story) -> None:
    _with(story, "hint")
    _open_hint(story)
    words = story.words()
    for entry in story.services.rubric.entries.values():
        assert entry.contrast.good not in words
        assert entry.missed not in words


def test_a_hint_does_not_speak_of_what_was_shown(story: Story) -> None:
    _with(story, "hint").say("I'm so sorry, Mrs Kershaw. I am truly sorry that this happened.")
    assert "apology" in what_is_due(story.services, story.session).shown
    _open_hint(story)
    assert "Sincere apology" not in story.words()


def test_no_hint_while_a_reply_waits_for_its_answer(story: Story, fault_server: FaultServer) -> None:
    fault_server.always(fail(500, "the engine died"))
    _with(story, "hint").say(SORRY)
    _open_hint(story)
    assert "Wait for the answer first." in story.words()
    assert story.session.held.hints == {}


def test_the_anger_is_a_number_only_where_it_is_wanted(story: Story) -> None:
    story.meet()
    number = f"anger {story.session.mood.anger} of 100"
    assert number not in story.words()
    story.unfold("help").app.toggle(key=f"help-numbers-{story.session_id}").set_value(True).run()
    assert number in story.words()
    story.say(SORRY)
    assert f"anger {story.session.mood.anger} of 100" in story.words()
    assert story.session.held.numbers


def test_the_list_of_sessions_says_with_which_help_a_score_came_about(story: Story) -> None:
    _with(story, "cue").say(SORRY).end()
    assert "Help during the talk: one cue after each reply" in story.open("sessions").words()


def _popovers(story: Story) -> set[str]:
    return {block.proto.popover.label for block in story.app.get("popover")}


def _open_hint(story: Story) -> None:
    story.unfold("hint")
