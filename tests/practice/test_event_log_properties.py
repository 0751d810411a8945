"""Whatever a learner says, in whatever order things happen: replaying gives what was live, and going back keeps its word."""

from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poise.conversation.ids import LEVELS, Level
from poise.conversation.transcript import CustomerTurn, Transcript
from poise.practice.branching import branch
from poise.practice.events import Branch, Event, Recorded, event_from_json
from poise.practice.fork import forked
from poise.practice.replay import Session, after, replay
from poise.practice.services import Services
from poise.practice.session import SessionView, start, view
from tests.practice import sample_events as sample
from tests.practice.conftest import Build
from tests.practice.talk import ASK, OFFER, RUDE, SORRY, say

REPLIES = (
    SORRY,
    ASK,
    OFFER,
    RUDE,
    "Well.",
    "I'll call you tomorrow by noon.",
    "We can't refund you.",
    "Is it settled now?",
)
LARGEST_STEP = 15
replies = st.lists(st.sampled_from(REPLIES), min_size=1, max_size=6)


@pytest.fixture
def services(build: Build) -> Services:
    seeds = count()
    return build(customer_model=lambda: None, new_seed=lambda: next(seeds))


# One store for all examples: each begins conversations of its own on it.
@pytest.mark.both_databases
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=replies, again=replies, level=st.sampled_from(LEVELS), data=st.data())
def test_live_replayed_and_gone_back_in_are_the_same_to_the_byte(
    services: Services, texts: list[str], again: list[str], level: Level, data: st.DataObject
) -> None:
    first = _talk(services, start(services, "irate-diner", level).id, texts)
    before = _bytes(services, first.id)
    turn = data.draw(st.integers(1, first.exchanges)) * 2
    second = branch(services, first.id, turn)
    assert second.mood == replay("x", services.store.events(first.id)[: turn - 1]).mood
    second = _talk(services, second.id, again)
    for one in (first, second):
        anew = replay(one.id, services.store.events(one.id))
        assert (anew.mood, anew.outcome, anew.exchanges) == (one.mood, one.outcome, one.exchanges)
        assert _json(anew.transcript) == _json(one.transcript)
        _holds_to_the_rules_of_the_mood(anew)
    assert _bytes(services, first.id) == before
    assert second.transcript.turns[: turn - 1] == first.transcript.turns[: turn - 1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(REPLIES), st.booleans()), min_size=1, max_size=8), st.data())
def test_an_event_at_a_time_leads_where_all_at_once_do_whenever_a_reading_arrives(
    said: list[tuple[str, bool]], data: st.DataObject
) -> None:
    records = _log(said, data)
    stepped = replay("s", records[:1])
    for record in records[1:]:
        stepped = after(stepped, record)
    kept = [record.model_copy(update={"event": event_from_json(record.event.model_dump_json())}) for record in records]
    assert stepped == replay("s", records) == replay("s", kept)
    assert stepped.exchanges == len(said)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(REPLIES), st.booleans()), min_size=1, max_size=8), st.data())
def test_a_fork_of_any_log_at_any_reply_is_its_beginning(said: list[tuple[str, bool]], data: st.DataObject) -> None:
    records = _log(said, data)
    turn = data.draw(st.integers(1, len(said))) * 2
    taken = forked(records, Branch(parent="s", turn=turn, at="t", said="x"), {})
    whole, begun = replay("s", records), replay("s", taken)
    assert begun.turns == whole.turns[: turn - 1]
    assert begun.criticised == {number for number in whole.criticised if number < turn}
    assert begun.pending is None
    assert [record.number for record in taken] == list(range(1, begun.number + 1))


def _talk(services: Services, session_id: str, texts: list[str]) -> SessionView:
    for text in texts:
        if view(services, session_id).outcome is not None:
            break
        say(services, session_id, text)
    return view(services, session_id)


def _holds_to_the_rules_of_the_mood(session: Session) -> None:
    lines = [turn for turn in session.turns if isinstance(turn, CustomerTurn)]
    for one, next_ in pairwise(lines):
        step = (next_.anger or 0) - (one.anger or 0)
        assert 0 <= (next_.anger or 0) <= 100
        assert abs(step) <= LARGEST_STEP
        assert step == sum(cause.delta for cause in next_.causes)
    assert lines[-1].anger == session.mood.anger


def _log(said: list[tuple[str, bool]], data: st.DataObject) -> list[Recorded]:
    """Return a log of these replies, each answered, a reading of those marked arriving at any later place."""
    events: list[Event] = [sample.start()]
    for number, (text, _) in enumerate(said, start=1):
        events += [sample.reply(number * 2, text), sample.line(number * 2 + 1)]
    for number, (text, read) in enumerate(said, start=1):
        if read:
            said_at = events.index(sample.reply(number * 2, text))
            events.insert(data.draw(st.integers(said_at + 1, len(events))), sample.critique(number * 2))
    return [Recorded(number=n, at=f"t{n}", event=event) for n, event in enumerate(events, start=1)]


def _bytes(services: Services, session_id: str) -> str:
    return "\n".join(record.model_dump_json() for record in services.store.events(session_id))


def _json(transcript: Transcript) -> str:
    return transcript.model_dump_json(by_alias=True)
