"""A talk of many replies: earlier turns are drawn more plainly, and nothing of them is lost."""

import pytest

from bench.history import talk, talk_on
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
    assert sum(html.body.count('class="critique"') for html in story.app.html) == 14


def test_four_earlier_turns_are_one_element_and_the_last_five_to_eight_have_their_own(story: Story) -> None:
    session_id = talk(story.services, 14)
    story.open("talk", session=session_id)
    assert len(story.session.transcript.turns) == 29
    past = [html.body for html in story.app.html if html.body.startswith('<div class="past"')]
    assert [body.count('class="said"') for body in past] == [4] * 6
    assert len(story.said()) == 29 - 24


def test_an_element_of_earlier_turns_stays_as_it_is_when_more_is_said(story: Story) -> None:
    session_id = talk(story.services, 14)

    def past() -> list[str]:
        story.open("talk", session=session_id)
        return [html.body for html in story.app.html if html.body.startswith('<div class="past"')]

    short = past()
    talk_on(story.services, session_id, 14, 18)
    long = past()
    assert len(long) > len(short) > 0
    assert long[: len(short)] == short


def test_what_was_said_early_is_never_read_as_markup(story: Story) -> None:
    session_id = talk(story.services, 14, before="<b>Well</b>")
    story.open("talk", session=session_id)
    past = [html.body for html in story.app.html if 'class="past-reply"' in html.body]
    assert past
    assert all("<b>" not in body for body in past)
    assert "&lt;b&gt;Well&lt;/b&gt;" in past[0]
