"""Closing the contact: with a goodbye, by handing over to a manager, or by stopping."""

import pytest

from poise.conversation.errors import ModelError, SessionError
from poise.practice.events import Closing
from poise.practice.services import Services
from poise.practice.session import SessionView, debrief, view
from poise.practice.turn import Stored, answer, reply
from tests.fault_server.behaviours import fail
from tests.fault_server.behaviours import say as says
from tests.fault_server.server import FaultServer
from tests.practice.conftest import Build
from tests.practice.talk import SORRY, begin, last, say

pytestmark = pytest.mark.both_databases

BYE = "I'll leave you two to finish. Thank you for telling me, and take care."


def test_a_goodbye_is_answered_and_then_it_is_over(services: Services) -> None:
    now = _close(services, say(services, begin(services).id, SORRY), BYE, "goodbye")
    assert now.outcome == "ended_by_agent"
    assert [turn.speaker for turn in now.transcript.turns[-2:]] == ["agent", "customer"]
    assert debrief(services, now.id).outcome == "ended_by_agent"


def test_a_hand_over_is_answered_and_ends_with_somebody_else(services: Services) -> None:
    words = "I'll fetch Priya, our duty manager, and tell her everything, so that you need not say it twice."
    now = _close(services, begin(services), words, "hand_over")
    assert now.outcome == "escalated"
    assert now.transcript.turns[-1].speaker == "customer"
    assert now.hearings[2].handed_over is not None
    assert now.hearings[2].handed_over.text == words


def test_last_words_are_judged_like_any_reply(services: Services) -> None:
    now = _close(services, begin(services), SORRY, "goodbye")
    assert "apology" in {one.id for one in now.critiques[2].shown}


def test_last_words_that_wait_for_their_answer_still_close_when_it_comes(
    build: Build, fault_server: FaultServer
) -> None:
    services = build({"OPENAI_BASE_URL": fault_server.url})
    fault_server.always(fail(500, "the engine died"))
    first = begin(services)
    events = reply(services, first.id, BYE, 1, closes="goodbye")
    assert isinstance(next(events), Stored)
    with pytest.raises(ModelError):
        list(events)
    fault_server.always(says("Goodnight, then."))
    anew = build({"OPENAI_BASE_URL": fault_server.url})
    assert last(answer(anew, first.id)).outcome == "ended_by_agent"


def test_nothing_can_be_said_after_last_words(services: Services) -> None:
    now = _close(services, begin(services), BYE, "goodbye")
    with pytest.raises(SessionError, match="has ended"):
        list(reply(services, now.id, SORRY, len(now.transcript.turns)))
    assert view(services, now.id) == now


def _close(services: Services, now: SessionView, text: str, closes: Closing) -> SessionView:
    return last(reply(services, now.id, text, len(now.transcript.turns), closes=closes))
