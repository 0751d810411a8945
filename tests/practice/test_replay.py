"""Replaying: the same events give the same session, and no event changes what stands before it."""

import pytest

from poise.conversation.errors import StoreError
from poise.conversation.transcript import AgentTurn
from poise.practice.events import Event, Recorded, event_from_json
from poise.practice.replay import Session, after, replay
from tests.practice import sample_events as sample

STORY: tuple[Event, ...] = (
    sample.start(),
    sample.reply(2),
    sample.line(3),
    sample.reply(4, "What would put it right?"),
    sample.line(5, "A new steak."),
    sample.end(),
)


def test_a_session_stands_where_its_events_lead() -> None:
    session = _replayed(*STORY)
    assert [turn.speaker for turn in session.turns] == ["customer", "agent", "customer", "agent", "customer"]
    assert (session.exchanges, session.outcome, session.pending, session.seen) == (2, "ended_by_agent", None, 6)
    assert session.hearings.keys() == {2, 4}
    assert session.mood == sample.line(5).mood


def test_a_reply_without_a_line_is_pending() -> None:
    session = _replayed(*STORY[:4])
    assert session.pending == "What would put it right?"
    assert len(session.turns) == 4


def test_observations_stand_at_the_reply_that_they_are_about() -> None:
    session = _replayed(*STORY[:3], sample.critique(2))
    turn = session.turns[1]
    assert isinstance(turn, AgentTurn)
    assert turn.observations.fast == sample.line(3).observations
    assert turn.observations.llm == sample.critique(2).observations
    assert session.criticised == {2}


@pytest.mark.parametrize("place", [2, 3, 4, 5, 6])
def test_when_a_critique_arrives_makes_no_difference(place: int) -> None:
    early = _replayed(*STORY[:2], sample.critique(2), *STORY[2:])
    other = _replayed(*STORY[:place], sample.critique(2), *STORY[place:])
    assert _without_times(other) == _without_times(early)


def test_a_critique_after_the_end_is_kept() -> None:
    assert _replayed(*STORY, sample.critique(4)).criticised == {4}


def test_a_last_line_with_an_outcome_ends_the_session_even_without_its_end_event() -> None:
    assert _replayed(*STORY[:2], sample.line(3, outcome="walked_out")).outcome == "walked_out"


def test_the_outcome_of_the_last_line_wins_over_the_end_event() -> None:
    assert _replayed(*STORY[:2], sample.line(3, outcome="walked_out"), sample.end()).outcome == "walked_out"


def test_adding_an_event_leaves_the_earlier_session_as_it_was() -> None:
    before = _replayed(*STORY[:4])
    copy = _replayed(*STORY[:4])
    after(before, Recorded(number=5, at="later", event=sample.line(5)))
    assert before == copy


def test_the_transcript_carries_versions_and_times() -> None:
    transcript = _replayed(*STORY).transcript
    assert transcript.versions == {"persona": "irate-diner@1#abc"}
    assert [turn.timestamp for turn in transcript.turns] == ["t1", "t2", "t3", "t4", "t5"]


@pytest.mark.parametrize("event", [*STORY, sample.critique(2)], ids=lambda event: event.kind)
def test_an_event_goes_to_json_and_back_unchanged(event: Event) -> None:
    assert event_from_json(event.model_dump_json(by_alias=True)) == event


@pytest.mark.parametrize(
    "events", [(), (sample.reply(2),), (sample.start(), sample.start()), (sample.start(), sample.critique(2))]
)
def test_a_list_of_events_that_makes_no_sense_is_refused(events: tuple[Event, ...]) -> None:
    with pytest.raises(StoreError, match="changed by hand"):
        _replayed(*events)


def _replayed(*events: Event) -> Session:
    return replay("s1", [Recorded(number=n, at=f"t{n}", event=event) for n, event in enumerate(events, start=1)])


def _without_times(session: Session) -> tuple[object, ...]:
    turns = tuple(turn.model_copy(update={"timestamp": None}) for turn in session.turns)
    return (turns, session.mood, session.outcome, session.hearings, session.criticised, session.seen)
