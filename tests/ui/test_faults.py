"""A model that fails: one clear line with the fix, the conversation kept, the send repeated on request."""

import socket

import pytest
import streamlit as st

from poise.practice.session import start
from tests.fault_server import behaviours as fault
from tests.fault_server.server import FaultServer
from tests.ui.story import RUDE, SORRY, Story

LINE = "We sat down at half past seven and he has had a few chips."
FAULTS = {
    "wrong key": (fault.wrong_key(), "OPENAI_API_KEY"),
    "unknown model": (fault.unknown_model(), "fault-model"),
    "server error": (fault.fail(500, "the engine died"), "again"),
    "cut stream": (fault.cut("I was just about to"), "again"),
    "silent": (fault.hang(), "1 s"),
}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POISE_CUSTOMER_TIMEOUT_S", "1")


def _problem(story: Story) -> str:
    """The error line on the page: the one piece of markup of that kind."""
    found = [html.body for html in story.app.html if 'class="problem"' in html.body]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_line_and_the_reply_is_sent_again_on_request(
    story: Story, fault_server: FaultServer, name: str
) -> None:
    behaviour, names_the_way_out = FAULTS[name]
    story.meet()
    fault_server.always(behaviour)
    story.say(SORRY)
    assert story.is_sound()
    assert names_the_way_out in _problem(story)
    assert story.said()[1:] == [SORRY]
    assert story.session.pending == SORRY
    _is_answered_on_request(story, fault_server)


def _is_answered_on_request(story: Story, fault_server: FaultServer) -> None:
    fault_server.always(fault.say(LINE))
    story.press("again")
    assert story.session.pending is None
    assert story.said() == [turn.text for turn in story.session.transcript.turns]
    assert "again" not in story.buttons()
    assert not story.app.chat_input[0].disabled


def test_an_unreachable_server_is_named(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{port}/v1")
    st.cache_resource.clear()
    story.meet().say(SORRY)
    assert f"127.0.0.1:{port}" in _problem(story)
    assert story.session.pending == SORRY


def test_a_fault_stays_until_the_learner_sends_again(story: Story, fault_server: FaultServer) -> None:
    story.meet()
    fault_server.always(fault.fail(500))
    story.say(SORRY)
    asked = len(fault_server.completions)
    story.app.run()
    assert _problem(story)
    assert len(fault_server.completions) == asked


def test_nothing_else_can_be_sent_while_a_reply_waits(story: Story, fault_server: FaultServer) -> None:
    story.meet()
    fault_server.always(fault.fail(500))
    story.say(SORRY)
    assert story.app.chat_input[0].disabled
    assert story.app.chat_input[0].placeholder == "Send your last reply again first"


def test_a_conversation_with_a_reply_that_waits_can_be_ended(story: Story, fault_server: FaultServer) -> None:
    story.meet()
    fault_server.always(fault.fail(500))
    story.say(SORRY).end()
    assert story.is_sound()
    assert "You ended the conversation." in story.words()


def test_the_fault_of_one_conversation_is_not_shown_in_another(story: Story, fault_server: FaultServer) -> None:
    story.meet()
    fault_server.always(fault.fail(500))
    story.say(SORRY)
    fault_server.always(fault.say(LINE))
    story.open("talk", session=start(story.services, "cake-buyer", "standard").id)
    assert "again" not in story.buttons()
    assert len(story.say(SORRY).said()) == 3


def test_a_reply_to_a_page_that_is_out_of_date_is_not_stored_and_stands_in_the_box_again(story: Story) -> None:
    story.meet()
    story.again().open("talk", session=story.session_id).say(RUDE)
    story.say(SORRY)
    assert "went on since" in _problem(story)
    assert [turn.text for turn in story.session.transcript.turns[1::2]] == [RUDE]
    assert story.app.chat_input[0].proto.value == SORRY
    assert story.say(SORRY).said()[3] == SORRY
