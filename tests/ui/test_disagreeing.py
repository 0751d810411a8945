"""The learner disagrees: at every finding, with a reason, and sees it said afterwards, with every score as it was."""

import re
from dataclasses import replace

from bench.history import talk
from tests.ui.story import RUDE, SORRY, Story

WHY = "I named both times that the steak came back."


def test_a_reply_can_be_disagreed_with_and_the_page_says_so(story: Story) -> None:
    story.meet().say(SORRY).unfold("critique-2").press("disagree-2")
    remarks = story.session.critiques[2]
    assert _choices(story) == [
        *(f"{remark.name}: found in this reply" for remark in remarks.shown),
        *(f"{remark.name}: not found in this reply" for remark in remarks.missed),
        *(f"{remark.name}: found in this reply" for remark in remarks.mistakes),
    ]
    _say_why(story, WHY)
    assert story.is_sound()
    (found,) = story.session.disputes.values()
    assert (found.turn, found.id, found.reason) == (2, remarks.shown[0].id, WHY)
    assert f"You disagreed: “{WHY}”" in story.words()
    assert "disagree-why" not in {box.key for box in story.app.text_area}


def test_a_finding_that_was_missed_is_claimed_to_be_there(story: Story) -> None:
    story.meet().say(SORRY).unfold("critique-2").press("disagree-2")
    missed = story.session.critiques[2].missed[0]
    which = story.app.radio(key="disagree-with")
    which.set_value(which.options[_choices(story).index(f"{missed.name}: not found in this reply")]).run()
    assert f"You say that this reply does show it: {missed.name}." in story.words()
    _say_why(story, WHY)
    assert story.session.disputes[2, missed.id].says is True


def test_a_reason_too_short_is_said_in_the_form_and_nothing_is_kept(story: Story) -> None:
    story.meet().say(SORRY).unfold("critique-2").press("disagree-2")
    _say_why(story, "No.")
    assert "at least 10 characters" in story.words()
    assert story.app.text_area(key="disagree-why").value == "No."
    assert story.session.disputes == {}


def test_what_was_disagreed_with_is_offered_no_more_and_the_last_one_closes_the_door(story: Story) -> None:
    story.meet().say(SORRY)
    critique = story.session.critiques[2]
    for left in range(len((*critique.shown, *critique.missed, *critique.mistakes)), 0, -1):
        story.unfold("critique-2").press("disagree-2")
        assert len(_choices(story)) == left or left == 1
        _say_why(story, WHY)
    assert "disagree-2" not in story.buttons()
    assert story.words().count("You disagreed") == len(story.session.disputes)


def test_a_reason_is_shown_as_it_stands(story: Story) -> None:
    story.meet().say(SORRY).unfold("critique-2").press("disagree-2")
    _say_why(story, "<b>No</b> *really* :smile: $x$")
    assert "“<b>No</b> *really* :smile: $x$”" in story.words()


def test_every_point_of_the_debrief_can_be_disagreed_with_and_its_score_stays(story: Story) -> None:
    story.meet().say(RUDE).end()
    before = story.words()
    doors = [key for key in story.buttons() if key.startswith(("disagree-went_well-", "disagree-cost-"))]
    assert doors
    story.press(doors[0])
    _say_why(story, WHY)
    after = story.words()
    assert doors[0] not in story.buttons()
    assert "You disagreed" in after
    assert before[: before.index("What cost")] == after[: after.index("What cost")]


def test_a_long_talk_has_its_doors_under_the_last_replies_and_the_debrief_under_all(story: Story) -> None:
    longer = story.services.settings.model_copy(update={"turn_limit": 30})
    services = replace(story.services, settings=longer, customer_model=lambda: None)
    story.open("talk", session=talk(services, 14))
    assert story.session.outcome is None
    assert _doors(story) == []
    replies = list(range(2, 29, 2))
    assert _doors(story.unfold(*(f"critique-{turn}" for turn in replies))) == replies[-2:]
    assert _doors(story.end()) == list(range(2, 29, 2))


def test_the_form_stays_open_where_the_page_is_drawn_again(story: Story) -> None:
    story.meet().say(SORRY).unfold("critique-2").press("disagree-2")
    story.app.text_area(key="disagree-why").set_value("I am still writ")
    story.app.run()
    assert story.app.text_area(key="disagree-why").value == "I am still writ"


def test_a_second_window_that_disagreed_already_is_told_so(story: Story) -> None:
    story.meet().say(SORRY).unfold("critique-2").press("disagree-2")
    other = story.again().open("talk", session=story.session_id).unfold("critique-2").press("disagree-2")
    _say_why(other, WHY)
    _say_why(story, WHY)
    assert "disagreed with this already" in story.words()
    assert story.is_sound()


def _doors(story: Story) -> list[int]:
    """Return the turns whose folds have a door."""
    return [int(key.split("-")[1]) for key in story.buttons() if re.fullmatch(r"disagree-\d+", key)]


def _choices(story: Story) -> list[str]:
    """What can be chosen, as a person reads it."""
    radios = [radio for radio in story.app.radio if radio.key == "disagree-with"]
    return [option.replace("\\", "").replace("\u2060", "") for radio in radios for option in radio.options]


def _say_why(story: Story, reason: str) -> None:
    story.app.text_area(key="disagree-why").set_value(reason).run()
    story.press("disagree-send")
