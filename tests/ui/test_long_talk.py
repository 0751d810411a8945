"""A talk of many replies: earlier turns are drawn more plainly, and nothing of them is lost."""

import pytest

from bench.history import talk
from tests.ui.story import Story


@pytest.fixture
def environment(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("POISE_TURN_LIMIT", "30")
    return environment


def test_a_long_talk_shows_every_turn_and_the_critique_of_every_reply(story: Story) -> None:
    session_id = talk(story.services, 14)
    story.open("talk", session=session_id)
    assert story.is_sound()
    shown = story.words()
    assert [turn.text for turn in story.session.transcript.turns if turn.text not in shown] == []
    assert sum('class="critique"' in html.body for html in story.app.html) == 14


def test_earlier_turns_are_one_element_each(story: Story) -> None:
    session_id = talk(story.services, 14)
    story.open("talk", session=session_id)
    assert len(story.said()) == 24
    past = [html.body for html in story.app.html if 'class="past-' in html.body and "{" not in html.body]
    assert len(past) == 5


def test_what_was_said_early_is_never_read_as_markup(story: Story) -> None:
    session_id = talk(story.services, 14, before="<b>Well</b>")
    story.open("talk", session=session_id)
    past = [html.body for html in story.app.html if 'class="past-reply"' in html.body]
    assert past
    assert all("<b>" not in body for body in past)
    assert "&lt;b&gt;Well&lt;/b&gt;" in past[0]
