"""Disagreeing with the critic: kept beside what it decided, and never a change of what was scored."""

import pytest

from evaluator.llm_critic import CriticAnswer
from poise.conversation.errors import SessionError
from poise.practice.disputes import dispute, disputes
from poise.practice.services import Services
from poise.practice.session import SessionView, debrief, end, view
from tests.practice import sample_events as sample
from tests.practice import talk
from tests.practice.conftest import Build

pytestmark = pytest.mark.both_databases

WHY = "I did ask her what came back."


def test_a_dispute_keeps_what_was_decided_and_what_the_learner_says(services: Services) -> None:
    now = _apologised(services)
    after = dispute(services, now.id, 2, "apology", f"  {WHY} ")
    found = after.disputes[2, "apology"]
    assert (found.critic, found.decided, found.says, found.reason) == ("fast", True, False, WHY)
    missed = now.critiques[2].missed[0].id
    assert dispute(services, now.id, 2, missed, WHY).disputes[2, missed].says is True


def test_a_dispute_changes_no_observation_no_critique_and_no_score(services: Services) -> None:
    now = _apologised(services)
    end(services, now.id)
    before = view(services, now.id)
    judged = debrief(services, now.id)
    for remark in (*before.critiques[2].shown, *before.critiques[2].missed):
        dispute(services, now.id, 2, remark.id, WHY)
    after = view(services, now.id)
    assert after.transcript == before.transcript
    assert after.critiques == before.critiques
    assert debrief(services, now.id) == judged


def test_a_dispute_comes_back_with_the_session(build: Build) -> None:
    first = build(customer_model=lambda: None)
    now = _apologised(first)
    dispute(first, now.id, 2, "apology", WHY)
    assert view(build(customer_model=lambda: None), now.id).disputes.keys() == {(2, "apology")}


def test_a_conversation_goes_on_after_a_dispute(services: Services) -> None:
    now = _apologised(services)
    dispute(services, now.id, 2, "apology", WHY)
    assert talk.say(services, now.id, talk.ASK).exchanges == 2


@pytest.mark.parametrize(
    ("turn", "id_", "reason", "says"),
    [
        (2, "apology", "No.", "at least 10 characters"),
        (2, "apology", "  no   \n  ", "at least 10 characters"),
        (2, "apology", "x" * 501, "500 are the most"),
        (2, "smile", WHY, "Nothing was decided"),
        (1, "apology", WHY, "no such reply"),
        (99, "apology", WHY, "no such reply"),
    ],
)
def test_what_cannot_be_disputed_is_said_and_not_stored(
    services: Services, turn: int, id_: str, reason: str, says: str
) -> None:
    now = _apologised(services)
    before = services.store.events(now.id)
    with pytest.raises(SessionError, match=says):
        dispute(services, now.id, turn, id_, reason)
    assert services.store.events(now.id) == before


@pytest.mark.parametrize("length", [10, 500])
def test_the_shortest_and_the_longest_reason_are_taken(services: Services, length: int) -> None:
    now = _apologised(services)
    assert dispute(services, now.id, 2, "apology", "x" * length).disputes


def test_one_disagrees_once_with_the_same_decision(services: Services) -> None:
    now = _apologised(services)
    dispute(services, now.id, 2, "apology", WHY)
    with pytest.raises(SessionError, match="already"):
        dispute(services, now.id, 2, "apology", "and once more, please")


def test_a_finding_that_was_turned_round_meanwhile_is_not_disputed_by_mistake(services: Services) -> None:
    now = _apologised(services)
    with pytest.raises(SessionError, match="read again meanwhile"):
        dispute(services, now.id, 2, "apology", WHY, shown=False)
    assert dispute(services, now.id, 2, "apology", WHY, shown=True).disputes


def test_a_decision_of_the_llm_critic_is_disputed_as_its_own(build: Build) -> None:
    services = build(customer_model=lambda: None, llm_critic=_Blind)
    now = _apologised(services)
    while view(services, now.id).critic_pending:
        pass
    found = dispute(services, now.id, 2, "apology", WHY).disputes[2, "apology"]
    assert (found.critic, found.decided) == ("llm", False)


def test_all_disputes_are_collected_in_the_form_that_a_trainer_rules_on(services: Services) -> None:
    first, second = _apologised(services), _apologised(services)
    for session in (second, first):
        dispute(services, session.id, 2, "apology", WHY)
    lines = list(disputes(services.store))
    assert {line.scenario for line in lines} == {first.id, second.id}
    line = next(line for line in lines if line.scenario == first.id)
    assert (line.id, line.about, line.reply, line.ruling) == (f"{first.id}:2", "apology", talk.SORRY, None)
    assert line.quote in talk.SORRY
    assert [turn.text for turn in line.context] == [first.transcript.turns[0].text]


class _Blind:
    """A critic that sees nothing; a stand-in for a model."""

    def observe(self, *_: object) -> CriticAnswer:
        return CriticAnswer(observations=sample.observed())


def _apologised(services: Services) -> SessionView:
    return talk.say(services, talk.begin(services).id, talk.SORRY)
