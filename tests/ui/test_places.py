"""A reply draws its own exchange and the mood, and nothing else of the page; AppTest shows what was drawn last."""

from poise.practice.my_sessions import delete
from poise.practice.session import end, start
from tests.fault_server.behaviours import fail
from tests.fault_server.server import FaultServer
from tests.ui.story import SORRY, Story


def send(story: Story, text: str) -> None:
    """Send a reply and leave the page as the reply left it."""
    story.app.chat_input[0].set_value(text).run()


def drew_the_whole_page(story: Story) -> bool:
    return bool(story.app.get("page_link"))


def test_a_reply_draws_its_exchange_and_the_mood_alone(story: Story) -> None:
    story.meet()
    send(story, SORRY)
    assert not drew_the_whole_page(story)
    assert story.said() == [turn.text for turn in story.session.transcript.turns[1:]]
    assert f"{story.session.exchanges_left} replies left" in story.words()
    assert [fold.label for fold in story.app.expander] == ["What this reply did"]


def test_a_reply_in_a_talk_that_was_left_draws_its_exchange_alone(story: Story) -> None:
    story.meet().say(SORRY)
    other = story.again().open("talk", session=story.session_id)
    send(other, "What did the second one look like?")
    assert not drew_the_whole_page(other)
    assert other.said() == [turn.text for turn in story.session.transcript.turns[3:]]


def test_a_reply_whose_answer_fails_draws_the_page_with_the_fault(story: Story, fault_server: FaultServer) -> None:
    story.meet()
    fault_server.always(fail(401))
    send(story, SORRY)
    assert drew_the_whole_page(story)
    assert "again" in story.buttons()
    assert story.session.pending == SORRY


def test_words_to_a_conversation_that_was_deleted_are_shown_and_reach_no_other_customer(story: Story) -> None:
    story.meet()
    delete(story.services, story.session_id)
    send(story, SORRY)
    assert f"it could not be said any more: “{SORRY}”" in story.words()
    _holds_nothing_of_another(story)


def test_words_to_a_conversation_that_ended_elsewhere_are_shown_with_the_reason(story: Story) -> None:
    story.meet()
    end(story.services, story.session_id)
    send(story, SORRY)
    assert story.is_sound()
    assert f"it could not be said any more: “{SORRY}”" in story.words()
    assert "has ended" in next(html.body for html in story.app.html if 'class="problem"' in html.body)
    _holds_nothing_of_another(story)


def _holds_nothing_of_another(story: Story) -> None:
    story.open("talk", session=start(story.services, "cake-buyer", "standard").id)
    assert len(story.said()) == 1
    assert not story.app.session_state["reply"]


def test_what_was_sent_and_not_stored_yet_is_said_on_return(story: Story) -> None:
    story.meet()
    session_id = story.session_id
    # A click elsewhere cut off the drawing that was to store it.
    story.app.session_state["talks-kept"][session_id].sent = SORRY
    story.open("gallery").open("talk", session=session_id)
    assert story.said()[1] == SORRY
    story.open("gallery").open("talk", session=session_id)
    assert len(story.said()) == 3
