"""Beside and after the conversation: notes, a pause, the case note, the follow-up, the learner's own view, the trainer."""

from poise.practice.session import debrief, end
from tests.ui.story import RUDE, SORRY, Story

CALLING = "I'll ring you on Friday to hear whether the steak was right."
KIND = "Hello Denise, I said I'd ring: was the steak right in the end? I'm so sorry again that it came out pink."


def _note(story: Story, text: str) -> Story:
    story.app.text_area(key=f"notes-{story.session_id}").set_value(text).run()
    return story


def _over(story: Story, *replies: str) -> Story:
    story.meet()
    for text in replies:
        story.say(text)
    return story.unfold("end-door").press("end")


def _write(story: Story, key: str, text: str, keep: str) -> Story:
    story.app.text_area(key=key).set_value(text)
    return story.press(f"keep-{keep}")


def test_notes_stay_beside_the_conversation_and_the_case_note_opens_with_them(story: Story) -> None:
    _note(story.meet(), "steak pink twice <b>").say(SORRY)
    assert story.session.notes == "steak pink twice <b>"
    again = story.again().open("talk", session=story.session_id)
    assert again.app.text_area(key=f"notes-{story.session_id}").value == "steak pink twice <b>"
    story.unfold("end-door").press("end").press("to-steps")
    assert story.app.text_area(key="case-note").value == "steak pink twice <b>"


def test_notes_of_two_windows_are_both_kept_and_the_page_says_so(story: Story) -> None:
    story.meet()
    session_id = story.session_id
    other = story.again().open("talk", session=session_id)
    _note(story, "steak pink twice")
    _note(other, "x")
    assert story.session.notes == "steak pink twice\nx"
    assert other.app.text_area(key=f"notes-{session_id}").value == "steak pink twice\nx"
    assert "Both stand here now." in other.words()
    _note(other, "steak pink twice, x")
    assert story.session.notes == "steak pink twice, x"
    assert "Both stand here now." not in other.words()
    assert "Both stand here now." not in story.words()


def test_a_pause_is_offered_and_is_nothing_that_the_server_hears_of(story: Story) -> None:
    story.meet()
    assert "Take a breath" in story.words()
    assert all("breath" not in key for key in story.buttons())
    assert "Take a breath" in story.say(SORRY).end().words()


def test_the_three_steps_lead_to_the_debrief(story: Story) -> None:
    _over(story, SORRY, CALLING).press("to-steps")
    assert "3 short steps are left" in story.words()
    _write(story, "case-note", "Steak ordered well done came pink twice. I ring her Friday.", "case_note")
    assert "Only facts were checked" in story.words()
    assert "worded is not assessed" in story.words()
    story.press("go-on")
    story.app.radio(key="channel").set_value("call")
    _write(story, "follow-up", KIND, "follow_up")
    assert "Promises that you took up:" in story.words()
    sent = story.session.steps["follow_up"].follow_up
    assert sent is not None
    assert story.said()[-1] == sent.answer.text
    story.press("go-on")
    story.app.button_group(key="ticked-shown").set_value(["apology"])
    story.press("keep-reflection")
    assert story.is_sound()
    words = story.words()
    assert "You ended the conversation." in words
    assert "You and the evaluator saw the same: " in words
    assert "changes no score" in words
    assert set(story.session.steps) == {"case_note", "follow_up", "reflection"}


def test_every_step_can_be_skipped(story: Story) -> None:
    _over(story, SORRY).press("to-steps")
    for step in ("case_note", "follow_up", "reflection"):
        story.press(f"skip-{step}")
    assert story.is_sound()
    assert story.words().count("You skipped this step.") == 3


def test_what_a_note_lacks_is_told_with_the_words_that_prove_it(story: Story) -> None:
    _over(story, SORRY, CALLING).press("to-steps")
    _write(story, "case-note", "Customer complained, solved.", "case_note")
    words = story.words()
    assert "The customer's concern is missing" in words
    assert f"What was said: “{CALLING.rstrip('.')}”" in words
    assert "The conversation did not end like that" in words
    assert "What you noted: “solved”" in words


def test_an_empty_note_is_said_and_nothing_is_kept(story: Story) -> None:
    _over(story, SORRY).press("to-steps").press("keep-case_note")
    assert "case note is empty" in story.words()
    assert story.session.steps == {}


def test_a_reload_comes_back_to_the_step_that_is_due(story: Story) -> None:
    _over(story, SORRY).press("to-steps").press("skip-case_note")
    again = story.again().open("steps", session=story.session_id)
    assert "skip-follow_up" in again.buttons()
    assert "2 short steps are left" in again.words()


def test_the_debrief_comes_without_the_steps_and_keeps_the_door_to_them(story: Story) -> None:
    _over(story, RUDE).press("to-debrief")
    assert "After the conversation" in story.words()
    story.open("steps", session=story.session_id)
    assert "2 short steps are left" in story.words()
    story.press("skip-case_note").press("skip-follow_up")
    assert "reflection" not in story.session.steps
    assert "You skipped this step." in story.words()


def test_a_reflection_left_open_in_another_window_is_not_kept_once_the_debrief_was_opened(story: Story) -> None:
    _over(story, SORRY).press("to-steps").press("skip-case_note").press("skip-follow_up")
    story.again().open("debrief", session=story.session_id)
    story.app.button_group(key="ticked-shown").set_value(["apology"])
    story.press("keep-reflection")
    assert "You have opened the debrief meanwhile" in story.words()
    assert "reflection" not in story.session.steps


def test_after_a_walk_out_the_follow_up_is_an_apology(story: Story) -> None:
    story.meet()
    end(story.services, story.session_id, "walked_out")
    story.open("steps", session=story.session_id).press("skip-case_note")
    assert "moment for an apology" in story.words()
    _write(story, "follow-up", "We are open again on Monday.", "follow_up")
    words = story.words()
    assert "What this moment still called for" in words
    assert story.services.rubric.entry("apology").missed in words
    assert "Read by the fast critic" in words


def test_the_steps_wait_for_the_end(story: Story) -> None:
    story.meet().open("steps", session=story.session_id)
    assert "This conversation is not over yet." in story.words()


def test_the_score_is_the_same_with_and_without_the_steps(story: Story) -> None:
    _over(story, SORRY)
    before = debrief(story.services, story.session_id)
    story.press("to-steps")
    _write(story, "case-note", "x", "case_note")
    assert debrief(story.services, story.session_id) == before


def test_a_trainer_is_asked_from_the_debrief(story: Story) -> None:
    _over(story, SORRY).press("to-debrief").press("ask-trainer")
    story.app.text_area(key="trainer-question").set_value("Was it *too early* to say sorry?").run()
    story.press("trainer-send")
    assert "You asked your trainer: “Was it *too early* to say sorry?”" in story.words()
    assert [asked.question for asked in story.session.asked] == ["Was it *too early* to say sorry?"]
