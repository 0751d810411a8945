"""Whose words a quote is, and of which reply."""

from dataclasses import replace

import pytest

from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.session import SessionView
from poise.ui.components.proof import ordinal, proof
from tests.ui.story import SORRY, Story

LONG = "It came back pink. " * 12
TURNS = (
    CustomerTurn(text="It is pink!"),
    AgentTurn(text="I will have a fresh one cooked."),
    CustomerTurn(text=LONG.strip()),
    AgentTurn(text="Does that suit you?"),
)


@pytest.fixture
def view(story: Story) -> SessionView:
    """A conversation of four turns."""
    session = story.meet().say(SORRY).session
    return replace(session, transcript=session.transcript.model_copy(update={"turns": TURNS}))


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("I will have a fresh one cooked.", "<blockquote>“I will have a fresh one cooked.”</blockquote>"),
        ("It is pink!", '<p class="lead">After Denise said:</p><blockquote>“It is pink!”</blockquote>'),
        (
            LONG[:36],
            '<p class="lead">After Denise said:</p><blockquote>“It came back pink. It came back pink …”</blockquote>',
        ),
        ("", ""),
        ("Nobody said this.", "<blockquote>“Nobody said this.”</blockquote>"),
    ],
)
def test_only_the_customers_words_are_called_theirs(view: SessionView, quote: str, shown: str) -> None:
    assert proof(quote, 4, view) == shown


def test_replies_are_counted_and_not_turns(view: SessionView) -> None:
    assert [ordinal(view.transcript, turn) for turn in (2, 4)] == [1, 2]
