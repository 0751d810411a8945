"""Help during the talk: chosen before it, changed in it, kept with the session, told by score and debrief."""

import json

import pytest

from poise.conversation.errors import SessionError
from poise.practice.branching import branch
from poise.practice.events import StartEvent, event_from_json
from poise.practice.exports import export
from poise.practice.help import choose_help, read_hint, what_is_due
from poise.practice.help_events import HELP_MODES, Held, Help, HelpMode
from poise.practice.help_words import held_words
from poise.practice.replay import replay
from poise.practice.services import Services
from poise.practice.session import end, start, view
from poise.practice.words import practice_words
from tests.practice.sample_events import start as sample_start
from tests.practice.talk import ASK, RUDE, SORRY, begin, say

pytestmark = pytest.mark.both_databases


def test_a_session_is_held_with_critiques_on_demand_unless_another_help_was_chosen(services: Services) -> None:
    assert begin(services).help == Help(mode="critique")
    chosen = Help(mode="nothing", numbers=True)
    assert start(services, "irate-diner", "standard", help_=chosen).help == chosen


def test_a_session_of_before_there_was_a_choice_was_held_with_critiques_on_demand() -> None:
    body = json.loads(sample_start().model_dump_json())
    del body["help"]
    event = event_from_json(json.dumps(body))
    assert isinstance(event, StartEvent)
    assert event.help == Help(mode="critique", numbers=False)


def test_another_help_holds_from_then_on_and_is_given_back_by_the_events(services: Services) -> None:
    first = say(services, begin(services).id, SORRY)
    choose_help(services, first.id, Help(mode="cue"))
    say(services, first.id, ASK)
    choose_help(services, first.id, Help(mode="cue"))
    now = say(services, choose_help(services, first.id, Help(mode="nothing", numbers=True)).id, RUDE)
    assert now.held == Held(modes=("critique", "cue", "nothing"), numbers=True)
    assert [r.event.kind for r in services.store.events(first.id)].count("help") == 2
    again = replay(first.id, services.store.events(first.id))
    assert (again.help, again.held) == (now.help, now.held)


def test_a_help_that_no_reply_was_said_with_is_not_told(services: Services) -> None:
    first = begin(services)
    choose_help(services, first.id, Help(mode="cue"))
    choose_help(services, first.id, Help(mode="hint"))
    assert say(services, first.id, SORRY).held.modes == ("hint",)


def test_choosing_a_help_moves_nothing_of_the_conversation(services: Services) -> None:
    first = say(services, begin(services).id, SORRY)
    now = choose_help(services, first.id, Help(mode="cue"))
    assert (now.transcript, now.mood, now.critiques) == (first.transcript, first.mood, first.critiques)


def test_an_ended_conversation_takes_no_other_help(services: Services) -> None:
    ended = end(services, begin(services).id)
    with pytest.raises(SessionError, match="has ended"):
        choose_help(services, ended.id, Help(mode="cue"))
    with pytest.raises(SessionError, match="has ended"):
        read_hint(services, ended.id)


def test_a_hint_names_what_is_due_and_was_not_shown_yet(services: Services) -> None:
    first = begin(services)
    before = what_is_due(services, first)
    assert before.stage == "vent"
    assert {"listen", "empathy", "apology"} <= set(before.due)
    said = say(services, first.id, "I'm so sorry that happened, Mrs Kershaw.")
    after = what_is_due(services, said)
    assert "apology" in after.shown
    assert "apology" not in after.due


def test_what_a_hint_names_is_what_the_reply_is_then_scored_by(services: Services) -> None:
    first = begin(services)
    for text in (SORRY, ASK, RUDE):
        due = what_is_due(services, first)
        turn = len(first.transcript.turns) + 1
        first = say(services, first.id, text)
        critique = first.critiques[turn]
        assert critique.stage == due.stage
        assert {one.id for one in critique.missed} <= set(due.due)


def test_a_hint_is_noted_once_a_reply_and_none_while_a_reply_waits(services: Services) -> None:
    first = begin(services)
    due = what_is_due(services, first).due
    read_hint(services, first.id)
    assert read_hint(services, first.id).held.hints == {2: due}
    say(services, first.id, SORRY)
    assert set(read_hint(services, first.id).held.hints) == {2, 4}
    assert [r.event.kind for r in services.store.events(first.id)].count("hint") == 2


def test_a_branch_begins_with_the_help_of_that_moment(services: Services) -> None:
    first = start(services, "irate-diner", "standard", help_=Help(mode="hint"))
    read_hint(services, first.id)
    say(services, first.id, SORRY)
    choose_help(services, first.id, Help(mode="cue"))
    read_hint(services, first.id)
    say(services, first.id, ASK)
    choose_help(services, first.id, Help(mode="nothing"))
    early, late = branch(services, first.id, 2), branch(services, first.id, 4)
    assert (early.help.mode, early.held) == ("hint", Held())
    assert (late.help.mode, late.held.modes, set(late.held.hints)) == ("cue", ("hint",), {2})
    assert view(services, first.id).help.mode == "nothing"


@pytest.mark.parametrize("mode", HELP_MODES)
def test_every_export_says_with_which_help_the_session_was_held(services: Services, mode: HelpMode) -> None:
    first = start(services, "irate-diner", "standard", help_=Help(mode=mode, numbers=True))
    end(services, say(services, first.id, SORRY).id)
    told = practice_words()(f"held.{mode}")
    for form in ("md", "html"):
        assert told in export(services, first.id, "md" if form == "md" else "html").body.decode()
    assert told in json.loads(export(services, first.id, "json").body)["versions"]["help"]
    result = json.loads(export(services, first.id, "xapi").body)[0]["result"]["extensions"]
    held = next(value for key, value in result.items() if key.endswith("help"))
    assert held == {"modes": [mode], "hints": 0, "anger-as-number": True}


def test_the_words_tell_modes_hints_and_numbers() -> None:
    t = practice_words()
    held = Held(modes=("hint", "nothing"), numbers=True, hints={2: ("listen",), 4: ()})
    words = "a hint on demand, then nothing until the end (2 hints read), and the anger as a number"
    assert held_words(held, Help(), t) == words
    assert held_words(Held(), Help(mode="cue"), t) == "one cue after each reply"
