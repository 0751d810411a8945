"""Trying a customer out: everything behind a line in view, and nobody's practice touched."""

from pathlib import Path

import pytest

from poise.practice.drafts import new_draft
from poise.practice.session import start, unfinished
from tests.fault_server import behaviours as server_does
from tests.fault_server.server import FaultServer
from tests.ui.story import RUDE, SORRY, Story

OFFER = (
    "Denise, I'll have a fresh steak cooked for him right now. I'll bring it by half past eight. How is your husband?"
)


@pytest.fixture
def draft(story: Story) -> Path:
    file = new_draft(story.services.content, "my-diner", "irate-diner")
    story.app.run()
    return file


def trying(story: Story, persona: str = "irate-diner") -> Story:
    return story.open("try", persona=persona)


def test_a_draft_is_tried_from_the_gallery_and_a_published_customer_is_not(story: Story, draft: Path) -> None:
    assert "try-my-diner" in story.buttons()
    assert "try-irate-diner" not in story.buttons()
    story.press("try-my-diner")
    assert story.is_sound()
    assert "Trying out Denise" in story.words()
    assert "This customer is a draft." in story.words()


def test_a_draft_with_everything_to_write_can_be_tried(story: Story) -> None:
    new_draft(story.services.content, "blank")
    trying(story, "blank").say("Hello. What happened?")
    assert story.is_sound()
    assert len(story.said()) == 3


def test_what_was_heard_felt_directed_and_guarded_stands_under_the_line(
    story: Story, fault_server: FaultServer
) -> None:
    fault_server.say("When, though? Not in twenty minutes, I hope.")
    trying(story).say(OFFER)
    words = story.words()
    assert story.is_sound()
    assert "an offer, fresh-steak: “" in words
    assert "their name: “Denise”" in words
    assert "a question, alan-said-leave-it: “" in words
    assert "a promise, by half past eight: “" in words
    assert "anger 62 to " in words or "anger stays at 62" in words
    assert ", strength " in words
    assert "nothing refused" in words


def test_a_refused_line_is_shown_with_its_rule_and_the_authored_one_that_took_its_place(
    story: Story, fault_server: FaultServer
) -> None:
    fault_server.always(server_does.say("How can I help you today?"))
    trying(story).say(SORRY)
    assert "refused by offers_help, because the customer offered help" in story.words()
    assert "the line is one of the persona's own" in story.words()


def test_a_trial_is_nobodys_practice(story: Story) -> None:
    trying(story).say(SORRY)
    assert unfinished(story.services) == []
    assert story.services.store.owns(story.session_id)
    assert "You were in the middle" not in Story().words()


def test_one_trial_is_kept_until_the_next_begins_and_practice_is_left_alone(story: Story) -> None:
    practised = start(story.services, "irate-diner", "standard").id
    trying(story).say(SORRY)
    first = story.session_id
    story.press("try-again")
    assert story.is_sound()
    assert not story.services.store.owns(first)
    assert story.services.store.owns(practised)
    assert story.services.store.trials("you") == [story.session_id]


def test_another_level_begins_anew(story: Story) -> None:
    trying(story).say(SORRY)
    first = story.session_id
    story.app.sidebar.radio(key="try-level").set_value("hard").run()
    assert story.is_sound()
    assert story.session_id != first
    assert (story.session.level, len(story.said())) == ("hard", 1)


def test_starting_again_takes_the_file_as_it_stands_now(story: Story, draft: Path) -> None:
    trying(story, "my-diner").say(SORRY)
    assert "has changed since" not in story.words()
    draft.write_text(draft.read_text().replace("name: Denise Kershaw", "name: Dora Kershaw"))
    story.app.run()
    assert "has changed since" in story.words()
    assert len(story.said()) == 3
    story.press("try-again")
    assert "Trying out Dora" in story.words()
    assert len(story.said()) == 1


def test_a_file_that_breaks_meanwhile_is_one_line_and_the_talk_goes_on(story: Story, draft: Path) -> None:
    trying(story, "my-diner")
    draft.write_text(draft.read_text().replace("fault: company", "fault: goose"))
    story.say(SORRY)
    assert story.is_sound()
    assert f"{draft}:" in story.words()
    assert len(story.said()) == 3
    story.press("try-again")
    assert story.is_sound()
    assert "fault: input should be" in story.words()


def test_a_model_that_fails_keeps_the_reply_and_is_asked_again(story: Story, fault_server: FaultServer) -> None:
    fault_server.always(server_does.fail(500))
    trying(story).say(SORRY)
    assert story.is_sound()
    assert "Your reply is kept." in story.words()
    fault_server.always(server_does.say("Right, and what will you do about it?"))
    story.press("again")
    assert story.is_sound()
    assert story.said()[-1] == "Right, and what will you do about it?"


def test_a_conversation_that_is_over_says_how_and_can_begin_again(story: Story) -> None:
    trying(story)
    for _ in range(8):
        if story.session.outcome is None:
            story.say(RUDE)
    assert story.session.outcome == "walked_out"
    assert "Denise walked out." in story.words()
    assert len(story.app.chat_input) == 0
    story.press("try-again")
    assert len(story.app.chat_input) == 1
    assert len(story.said()) == 1


def test_a_link_without_a_customer_leads_back(story: Story) -> None:
    story.open("try")
    assert story.is_sound()
    assert "This link names no customer." in story.words()


def test_the_opening_can_be_read_without_the_embedded_model(embedded_story: Story) -> None:
    trying(embedded_story)
    assert embedded_story.is_sound()
    assert len(embedded_story.said()) == 1
