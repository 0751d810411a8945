"""What a reply says against the briefing, beside the critique."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st

from tests.evaluator.scripted import verdicts
from tests.fault_server import behaviours
from tests.fault_server.server import FaultServer
from tests.ui.story import Story

CASH = "I'm so sorry, Denise. Here are <b>forty pounds</b> in cash."


def serve(body: dict[str, Any]) -> behaviours.Behaviour:
    """Play the customer, and judge as one who found a contradiction."""
    if "response_format" not in body:
        return behaviours.say("And what about my husband's dinner?")
    listed = [{"quote": "<b>forty pounds</b> in cash", "fact": "nobody pays out cash"}]
    return behaviours.structured({**verdicts(apology="I'm so sorry, Denise"), "contradictions": listed})


@pytest.fixture
def judged(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, fault_server: FaultServer) -> Iterator[Story]:
    """A learner whose replies a language model reads."""
    monkeypatch.setenv("OPENAI_BASE_URL", fault_server.url)
    monkeypatch.setenv("POISE_CRITIC", "openai:fault-model")
    fault_server.always(serve)
    st.cache_resource.clear()
    told = Story()
    yield told
    told.close()


def test_the_learners_words_stand_next_to_the_line_that_they_contradict(judged: Story) -> None:
    judged.meet().say(CASH)
    for _ in range(100):
        if not judged.session.critic_pending:
            break
        time.sleep(0.05)
    judged.app.run()
    words = judged.words()
    assert judged.is_sound()
    start = words.index("What does not fit your briefing")
    assert "“<b>forty pounds</b> in cash”" in words[start:]
    assert "“You never promise what will happen to a member of staff, and nobody pays out cash.”" in words[start:]


def test_without_a_contradiction_nothing_is_said_of_one(story: Story) -> None:
    story.meet().say("I'm so sorry, Denise.")
    assert "does not fit your briefing" not in story.words()
