"""The LLM critic beside the conversation: in parallel, never in the way, its word kept when it comes."""

import threading
import time
from dataclasses import replace
from typing import Any

import pytest

from evaluator.contradictions import Contradiction
from evaluator.llm_critic import CriticAnswer
from poise.conversation.errors import ModelError
from poise.conversation.observation import not_assessed
from poise.practice.events import CritiqueEvent
from poise.practice.services import Services
from poise.practice.session import SessionView, debrief, end, view
from poise.practice.steps.taking import send_follow_up
from poise.practice.turn import answer, reply
from tests.practice import sample_events as sample
from tests.practice import talk
from tests.practice.conftest import Build

pytestmark = pytest.mark.both_databases


class Reader:
    """A critic that answers when it is let; a stand-in for a model that takes its time."""

    def __init__(self, shown: tuple[str, ...] = ("listen",), reason: str = "", **told: Any) -> None:
        self.let, self.read, self._shown, self._reason, self._told = threading.Event(), [], shown, reason, told
        self.moments: list[tuple[Any, object]] = []
        self.let.set()

    def observe(self, context: Any, text: str, persona: object, stage: object) -> CriticAnswer:
        self.read.append(text)
        self.moments.append((context, stage))
        self.let.wait(10)
        seen = not_assessed(self._reason) if self._reason else sample.observed(*self._shown)
        return CriticAnswer(observations=seen, raw_text="{}", finish_reason="stop", reason=self._reason, **self._told)


def test_its_word_is_kept_beside_the_fast_critics(build: Build) -> None:
    services, _ = _with(build, Reader(("apology",)))
    session = talk.begin(services)
    talk.say(services, session.id, talk.SORRY.replace("I'm so sorry", "so sorry"))
    both = _settled(services, session.id).transcript.turns[1].observations
    assert both.llm is not None
    assert both.fast is not None
    assert both.llm.decided() == {"apology"}


def test_a_slow_critic_does_not_delay_the_line(build: Build) -> None:
    services, reader = _with(build, Reader())
    reader.let.clear()
    session = talk.begin(services)
    now = talk.say(services, session.id, talk.SORRY)
    assert now.exchanges == 1
    assert now.critic_pending
    reader.let.set()
    assert not _settled(services, session.id).critic_pending


class Finishing:
    """The criticism, finished just when somebody asks whether it still reads."""

    def __init__(self, services: Services, reader: Reader) -> None:
        self._inner, self._reader = services.criticism, reader

    def pending(self, session_id: str) -> bool:
        self._reader.let.set()
        while self._inner.pending(session_id):
            time.sleep(0.01)
        return False


def test_a_critique_that_is_stored_while_the_page_is_drawn_is_not_missed(build: Build) -> None:
    services, reader = _with(build, Reader(("apology",)))
    reader.let.clear()
    session = talk.begin(services)
    talk.say(services, session.id, talk.SORRY)
    now = view(replace(services, criticism=Finishing(services, reader)), session.id)
    assert now.transcript.turns[1].observations.llm is not None


def test_a_critique_that_arrives_while_the_line_is_spoken_hurts_nothing(build: Build) -> None:
    services, _ = _with(build, Reader())
    session = talk.begin(services)
    events = reply(services, session.id, talk.SORRY, 1)
    next(events)
    next(events)
    _settled(services, session.id)
    assert talk.last(events).exchanges == 1


def test_a_critique_that_arrives_after_the_end_is_kept(build: Build) -> None:
    services, reader = _with(build, Reader())
    reader.let.clear()
    session = talk.begin(services)
    talk.say(services, session.id, talk.SORRY)
    end(services, session.id)
    reader.let.set()
    _settled(services, session.id)
    assert services.store.events(session.id)[-1].event.kind == "critique"


def test_a_quote_that_is_not_in_the_reply_voids_what_the_critic_says(build: Build) -> None:
    services, _ = _with(build, Reader(("empathy",)))
    session = talk.begin(services)
    talk.say(services, session.id, "One moment, please.")
    both = _settled(services, session.id).transcript.turns[1].observations
    assert both.llm is not None
    assert both.llm.not_assessed == {"empathy": "void_quote"}


def test_a_critic_that_fails_leaves_the_fast_ones_word_and_says_why(build: Build) -> None:
    services, _ = _with(build, Reader(reason="the answer was cut off"))
    session = talk.begin(services)
    talk.say(services, session.id, talk.SORRY)
    now = _settled(services, session.id)
    assert now.critic_faults == {2: "the answer was cut off"}
    assert now.critiques[2].shown


def test_a_critic_that_cannot_be_had_is_told_like_one_that_fails(build: Build) -> None:
    def nowhere() -> Reader:
        raise ModelError("nothing listens there")

    services = build(customer_model=lambda: None, llm_critic=nowhere)
    session = talk.begin(services)
    talk.say(services, session.id, talk.SORRY)
    assert _settled(services, session.id).critic_faults == {2: "nothing listens there"}


def test_a_reply_that_is_answered_again_is_read_once(build: Build) -> None:
    services, reader = _with(build, Reader())
    session = talk.begin(services)
    events = reply(services, session.id, talk.SORRY, 1)
    next(events)
    next(events)
    events.close()
    list(answer(services, session.id))
    _settled(services, session.id)
    assert reader.read == [talk.SORRY]


def test_a_critique_lost_with_its_process_is_asked_for_again(build: Build) -> None:
    before, reader = _with(build, Reader())
    reader.let.clear()
    session = talk.begin(before)
    talk.say(before, session.id, talk.SORRY)
    end(before, session.id)
    anew, second = _with(build, Reader())
    debrief(anew, session.id)
    _settled(anew, session.id)
    assert second.read == [talk.SORRY]
    reader.let.set()


@pytest.mark.parametrize("reason", ["", "refused"])
def test_what_the_model_said_is_kept_with_the_critique(build: Build, reason: str) -> None:
    services, _ = _with(build, Reader(reason=reason))
    session = talk.begin(services)
    talk.say(services, session.id, talk.SORRY)
    _settled(services, session.id)
    (event,) = [r.event for r in services.store.events(session.id) if isinstance(r.event, CritiqueEvent)]
    assert (event.turn, event.raw_text, event.finish_reason, event.reason) == (2, "{}", "stop", reason)


AGAINST = (Contradiction(quote="so sorry", fact="You never apologise."),)


def test_what_contradicts_the_briefing_is_told_beside_the_critique_and_changes_no_score(build: Build) -> None:
    services, _ = _with(build, Reader(("apology",), contradictions=AGAINST))
    plain, _ = _with(build, Reader(("apology",)))
    told, untold = talk.begin(services), talk.begin(plain)
    talk.say(services, told.id, talk.SORRY)
    talk.say(plain, untold.id, talk.SORRY)
    found, other = _settled(services, told.id).critiques[2], _settled(plain, untold.id).critiques[2]
    assert (found.contradictions, other.contradictions) == (AGAINST, ())
    assert found.score == other.score


def test_the_follow_up_message_is_read_like_a_reply(build: Build) -> None:
    services, reader = _with(build, Reader(("apology",), contradictions=AGAINST))
    session = talk.begin(services)
    talk.say(services, session.id, talk.SORRY)
    end(services, session.id, "walked_out")
    reader.let.clear()
    first = send_follow_up(services, session.id, "So sorry, Denise.", "letter", None)
    assert first.critic_pending
    assert _sent(first).read is None
    reader.let.set()
    sent = _sent(_settled(services, session.id))
    assert reader.read == [talk.SORRY, "So sorry, Denise."]
    context, stage = reader.moments[-1]
    assert stage == "vent"
    assert "3 days have gone by" in context[-1].text
    assert sent.read.decided() == {"apology"}
    assert sent.contradictions == AGAINST
    assert _sent(_settled(build(customer_model=lambda: None), session.id)) == sent


def test_a_follow_up_that_the_critic_could_not_read_keeps_the_fast_critics_word(build: Build) -> None:
    services, _ = _with(build, Reader(reason="refused"))
    session = talk.begin(services)
    end(services, session.id, "walked_out")
    send_follow_up(services, session.id, "So sorry, Denise.", "letter", None)
    now = _settled(services, session.id)
    assert _sent(now).read is None
    assert now.critic_faults == {2: "refused"}


def test_a_follow_up_that_a_lost_process_left_unread_is_read_with_the_debrief(build: Build) -> None:
    plain = build(customer_model=lambda: None)
    session = talk.begin(plain)
    end(plain, session.id, "walked_out")
    send_follow_up(plain, session.id, "So sorry, Denise.", "letter", None)
    services, reader = _with(build, Reader())
    debrief(services, session.id)
    _settled(services, session.id)
    assert reader.read == ["So sorry, Denise."]


def test_a_critique_keeps_what_made_it(build: Build) -> None:
    versions = {"critic_prompt": "critic-observe@2#abc", "rubric": "rubric#abc", "critic_model": "openai:m"}
    services, _ = _with(build, Reader(versions=versions, calls=2, left_out=3, contradictions_dropped=1))
    session = talk.begin(services)
    talk.say(services, session.id, talk.SORRY)
    _settled(services, session.id)
    (event,) = [r.event for r in services.store.events(session.id) if isinstance(r.event, CritiqueEvent)]
    assert event.versions == versions
    assert (event.calls, event.left_out, event.contradictions_dropped) == (2, 3, 1)


def _with(build: Build, reader: Reader) -> tuple[Services, Reader]:
    return build(customer_model=lambda: None, llm_critic=lambda: reader), reader


def _sent(now: SessionView) -> Any:
    return now.steps["follow_up"].follow_up


def _settled(services: Services, session_id: str) -> SessionView:
    for _ in range(500):
        now = view(services, session_id)
        if not now.critic_pending:
            return now
        time.sleep(0.01)
    raise AssertionError("the critic never came to an end")
