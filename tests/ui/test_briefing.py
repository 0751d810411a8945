"""The briefing tells what holds for the talk, and all of it can be read while one talks."""

import pytest
import streamlit as st

from tests.ui.story import Story


@pytest.mark.parametrize(("limit", "told"), [("7", "You have 7 replies at most"), ("1", "You have a single reply")])
def test_the_briefing_tells_how_many_replies_there_are(
    story: Story, monkeypatch: pytest.MonkeyPatch, limit: str, told: str
) -> None:
    monkeypatch.setenv("POISE_TURN_LIMIT", limit)
    st.cache_resource.clear()
    other = story.again().press("meet-irate-diner")
    assert told in other.words()
    assert other.press("begin").session.exchanges_left == int(limit)


def test_role_company_history_and_policy_can_be_read_during_the_talk(story: Story) -> None:
    briefing = story.services.content.persona("irate-diner").briefing
    words = story.meet().words()
    for sentence in [briefing.role, briefing.company, *briefing.history, *briefing.policy]:
        assert " ".join(sentence.split()) in words
