"""One real conversation: the embedded model plays the customer, through practice as the app does it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from poise.conversation.transcript import AgentTurn, CustomerTurn
from poise.practice.services import Services, build_services
from poise.practice.session import SessionView, debrief, end, start, view
from poise.practice.settings import load_settings
from poise.practice.turn import Said, reply

pytestmark = [pytest.mark.embedded, pytest.mark.timeout(600)]

REPLIES = (
    "Mrs Kershaw, I'm so sorry. You asked for that steak well done twice, and twice it came out pink. You must be fed up.",
    "May I ask, is there a reason it has to be cooked right through, anything the kitchen should know?",
    "I'll have a fresh sirloin cooked right through now and stand over it myself. It will be here in fifteen minutes.",
)
AGENT_WORDS = ("how can i help", "on behalf of", "our kitchen", "as an ai", "language model", "your order number")


@pytest.fixture(scope="module")
def services(embedded_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("live")
    settings = load_settings({"POISE_DATA_DIR": str(folder), "POISE_MODEL_PATH": str(embedded_model)}, folder)
    built = build_services(settings, new_seed=lambda: 7)
    yield built
    built.close()


@pytest.fixture(scope="module")
def held(services: Services) -> SessionView:
    """Three exchanges, then the learner ends it if the customer did not."""
    session = start(services, "irate-diner", "standard")
    for text in REPLIES:
        now = view(services, session.id)
        assert any(isinstance(event, Said) for event in reply(services, now.id, text, len(now.transcript.turns)))
    now = view(services, session.id)
    return now if now.outcome else end(services, now.id)


def test_every_reply_gets_a_line_from_the_model(held: SessionView) -> None:
    speakers = [turn.speaker for turn in held.transcript.turns]
    lines = [turn for turn in held.transcript.turns if isinstance(turn, CustomerTurn)]
    assert speakers == ["customer", *["agent", "customer"] * len(REPLIES)]
    assert sum(not line.authored for line in lines[1:]) >= 1


def test_no_line_speaks_as_the_agent(held: SessionView) -> None:
    lines = [turn.text.lower() for turn in held.transcript.turns if isinstance(turn, CustomerTurn)]
    assert [line for line in lines if any(words in line for words in AGENT_WORDS)] == []


def test_being_heard_and_helped_calms_the_customer_with_named_causes(held: SessionView) -> None:
    lines = [turn for turn in held.transcript.turns if isinstance(turn, CustomerTurn)]
    assert held.mood.anger < (lines[0].anger or 0) - 10
    assert all(line.causes for line in lines[1:] if line.anger != lines[0].anger)


def test_the_debrief_quotes_what_was_said(services: Services, held: SessionView) -> None:
    said = " ".join(turn.text for turn in held.transcript.turns if isinstance(turn, AgentTurn | CustomerTurn))
    points = debrief(services, held.id).went_well
    assert points
    assert all(point.quote in said for point in points)
