"""A reply draws its own exchange and the mood, and nothing else of the page; AppTest shows what was drawn last."""

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
