"""The ways out of a conversation: a goodbye that is answered, a hand-over, or stopping without a word."""

from tests.ui.story import SORRY, Story

BYE = "I'll leave you to your evening. Thank you for telling me, and take care."


def _close(story: Story, way: str, words: str) -> Story:
    story.unfold("end-door").app.text_area(key="last-words").set_value(words)
    return story.press(f"close-{way}")


def test_a_goodbye_is_answered_on_the_page_and_the_conversation_is_over(story: Story) -> None:
    _close(story.meet().say(SORRY), "goodbye", BYE)
    assert story.is_sound()
    assert story.said()[-2] == BYE
    assert story.session.transcript.turns[-1].speaker == "customer"
    assert story.session.outcome == "ended_by_agent"
    assert "The conversation is over" in story.words()


def test_a_hand_over_ends_with_somebody_else(story: Story) -> None:
    _close(story.meet(), "hand_over", "I'll bring Priya to your table and tell her everything.")
    assert story.session.outcome == "escalated"
    assert "The matter went to somebody with more authority." in story.words()


def test_stopping_needs_no_word(story: Story) -> None:
    story.meet().unfold("end-door").press("end")
    assert story.session.outcome == "ended_by_agent"
    assert len(story.said()) == 1


def test_last_words_that_are_empty_close_nothing(story: Story) -> None:
    _close(story.meet(), "goodbye", "  ")
    assert story.session.outcome is None
    assert "Your last words are empty." in story.words()
    story.say(SORRY)
    assert "Your last words are empty." not in story.words()
    assert len(story.said()) == 3
