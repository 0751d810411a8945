"""Conversations outlive the page and the app."""

from contextlib import closing

import streamlit as st

from poise.practice.session import view
from poise.practice.turn import reply
from tests.fault_server import behaviours as fault
from tests.fault_server.server import FaultServer
from tests.ui.story import SORRY, Story


def test_an_unfinished_conversation_is_offered_after_a_restart(story: Story) -> None:
    story.meet().say(SORRY)
    session_id, said = story.session_id, story.said()
    st.cache_resource.clear()
    new = story.again()
    assert "Denise Kershaw, Standard, one reply so far" in new.words()
    assert new.press(f"go-on-{session_id}").said() == said


def test_a_finished_conversation_is_not_offered(story: Story) -> None:
    story.meet().say(SORRY).end()
    assert "in the middle of" not in story.again().words()


def test_a_conversation_is_reached_by_its_address(story: Story) -> None:
    story.meet().say(SORRY)
    assert story.again().open("talk", session=story.session_id).said() == story.said()


def test_a_reply_that_was_cut_off_by_a_restart_is_answered_when_the_page_is_opened(story: Story) -> None:
    story.meet()
    with closing(reply(story.services, story.session_id, SORRY, expected=1)) as events:
        next(events)
    assert story.session.pending == SORRY
    opened = story.again().open("talk", session=story.session_id)
    assert opened.said()[1] == SORRY
    assert len(opened.said()) == 3


def test_an_unknown_conversation_leads_back_to_the_gallery(story: Story) -> None:
    story.open("talk", session="no-such-conversation")
    assert story.is_sound()
    assert "There is no such conversation here" in story.words()
    story.open("debrief", session="no-such-conversation")
    assert story.is_sound()
    assert "There is no such conversation here" in story.words()


def test_pages_without_an_address_say_what_to_do(story: Story) -> None:
    assert "No conversation is open here." in story.open("talk").words()
    assert "This link names no customer." in story.open("briefing").words()


def test_a_debrief_of_an_open_conversation_leads_back_to_it(story: Story) -> None:
    story.meet()
    assert "not over yet" in story.again().open("debrief", session=story.session_id).words()


def test_ending_twice_in_two_windows_ends_once(story: Story) -> None:
    story.meet().say(SORRY)
    other = story.again().open("talk", session=story.session_id)
    for window in (story, other):
        window.unfold("end-door")
    story.press("end")
    other.press("end")
    assert other.is_sound()
    assert view(story.services, story.session_id).outcome == "ended_by_agent"
    assert "to-debrief" in other.buttons()


def test_a_window_that_waited_shows_what_the_other_one_had_answered(story: Story, fault_server: FaultServer) -> None:
    story.meet()
    fault_server.always(fault.fail(500))
    story.say(SORRY)
    fault_server.always(fault.say("And what about my husband's dinner?"))
    story.again().open("talk", session=story.session_id)
    story.app.run()
    assert len(story.said()) == 3
    assert "again" not in story.buttons()
