"""The debrief page: proving words marked, notes beside the reply, turning points, strategies, files to keep."""

import re

import pytest

from evaluator.anger_curve import anger_curve
from poise.practice.delivery import delivery
from tests.practice.record_store_server import RecordStoreServer
from tests.ui.story import RUDE, SORRY, Story


def _markup(story: Story) -> str:
    return " ".join(html.body for html in story.app.html)


def test_the_proving_words_are_marked_and_their_number_stands_beside_the_reply(story: Story) -> None:
    story.meet().say(SORRY).end()
    page = _markup(story)
    number = re.search(r"<mark>I&#x27;m so sorry, Denise\.</mark><sup>(\d)</sup>", page)
    assert number is not None
    assert re.search(rf"<sup>{number[1]}</sup>Showed: <strong>[^<]*Sincere apology", page)
    assert story.said()[1] == SORRY


def test_mistakes_and_missed_opportunities_stand_beside_the_reply(story: Story) -> None:
    story.meet().say(RUDE).end()
    page = _markup(story)
    assert re.search(r"<mark class=\"wrong\">Calm down\.</mark><sup>\d</sup>", page)
    assert re.search(r"Went wrong: <strong>[^<]*Dismissing", page)
    assert "Still called for: <strong>Active listening" in page


def test_during_the_talk_nothing_is_marked(story: Story) -> None:
    story.meet().say(SORRY)
    assert "<mark>" not in _markup(story)


def test_turning_points_are_said_in_words_and_not_by_colour(story: Story) -> None:
    story.meet().say(SORRY).end()
    steps = anger_curve(story.session.transcript, story.services.rubric)
    assert abs(steps[1].change) >= 5
    assert "Squares are turning points" in story.words()
    assert "Reply 1, turning point" in story.words()


def test_every_strategy_stands_with_its_explanation_and_its_documents(story: Story) -> None:
    story.meet().say(SORRY).end()
    entry = story.services.rubric.entry("apology")
    page = story.words()
    assert f"{entry.name} {entry.does} {entry.why}" in page
    assert "Shown 1 of 1 times that it was called for. Shown in reply 1." in page
    assert all(title in page for title in story.services.rubric.titles("apology"))


def test_every_format_can_be_taken_away(story: Story) -> None:
    story.meet().say(SORRY).end()
    doors = {str(door.key): door for door in story.app.download_button}
    assert set(doors) == {f"keep-{form}" for form in ("pdf", "html", "md", "json", "xapi")}


def test_without_a_record_store_nothing_is_said_of_one(story: Story) -> None:
    story.meet().say(SORRY).end()
    assert "record store." not in story.words()


def test_a_record_store_gets_the_session_and_a_refusal_is_told(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    with RecordStoreServer() as server:
        for name, value in (("URL", server.url), ("KEY", "key"), ("SECRET", "wrong")):
            monkeypatch.setenv(f"POISE_XAPI_{name}", value)
        story: Story = request.getfixturevalue("story")
        story.meet().say(SORRY).end()
        session_id = story.session_id
        for _ in range(100):
            if delivery(story.services, session_id).problem:
                break
            story.app.run()
        story.app.run()
        assert "Waits to be sent to your record store" in story.words()
        assert "POISE_XAPI_SECRET" in story.words()
        assert "deliver" in story.buttons()
