"""A double click, a form sent again, two windows, two processes: no event twice, none lost, the later one told clearly.

Both act on what they saw before either has written: each waits at the store's door for the other.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Barrier
from typing import Any

import pytest

from poise.conversation.errors import SessionError
from poise.practice.branching import branch
from poise.practice.disputes import dispute
from poise.practice.events import TURNING, WordingEvent
from poise.practice.help import choose_help, read_hint
from poise.practice.help_events import Help
from poise.practice.services import Services
from poise.practice.session import end, load
from poise.practice.step_events import Ticks
from poise.practice.steps.taking import ask_trainer, keep_notes, reflect, skip, write_case_note
from poise.practice.store import Store
from poise.practice.summaries import summaries
from poise.practice.turn import answer, reply
from tests.practice import talk
from tests.practice.at_once import QuickReader
from tests.practice.conftest import Build

Act = Callable[[Services, str], object]
QUESTION = "What would you have said to her?"
WHY = "I did ask her what came back."

pytestmark = pytest.mark.both_databases


@dataclass
class AtTheDoor:
    """A store at whose door the first writing of one window waits for that of the other."""

    inner: Store
    door: Barrier
    waited: bool = False

    def append(self, *given: Any, **named: Any) -> int:
        self._wait()
        return self.inner.append(*given, **named)

    def create(self, *given: Any, **named: Any) -> None:
        self._wait()
        self.inner.create(*given, **named)

    def _wait(self) -> None:
        if not self.waited:
            self.waited = True
            self.door.wait(30)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


def _send(services: Services, session_id: str) -> object:
    return list(reply(services, session_id, talk.ASK, 3))


def _end(services: Services, session_id: str) -> object:
    return end(services, session_id)


def _tick(services: Services, session_id: str) -> object:
    return reflect(services, session_id, "I listened.", Ticks(shown=("listen",), missed=()))


DURING: dict[str, Act] = {
    "reply": _send,
    "end": _end,
    "dispute": lambda services, session_id: dispute(services, session_id, 2, "apology", WHY),
}
AFTERWARDS: dict[str, Act] = {
    "step": lambda services, session_id: write_case_note(services, session_id, "Denise waited."),
    "step skipped": lambda services, session_id: skip(services, session_id, "follow_up"),
    "step ticked": _tick,
    "ask": lambda services, session_id: ask_trainer(services, session_id, QUESTION),
}


QUIETLY: dict[str, Act] = {
    "hint": read_hint,
    "help": lambda services, session_id: choose_help(services, session_id, Help(mode="cue")),
    "notes": lambda services, session_id: keep_notes(services, session_id, "steak pink twice", ""),
}


@pytest.mark.parametrize("kind", [*DURING, *AFTERWARDS])
def test_of_two_who_do_the_same_at_once_one_is_told_and_one_event_is_stored(build: Build, kind: str) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services, over=kind in AFTERWARDS)
    before = _kinds(services, session_id)
    told = _at_once(build, session_id, {**DURING, **AFTERWARDS}[kind])
    assert len(told) == 1
    assert any(word in told[0] for word in ("another window", "already", "since the page was drawn"))
    added = _kinds(services, session_id) - before
    assert added == Counter(["reply", "line"] if kind == "reply" else [kind.split(maxsplit=1)[0]])


@pytest.mark.parametrize("kind", QUIETLY)
def test_what_two_note_at_once_is_stored_once_and_nobody_is_told(build: Build, kind: str) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services)
    before = _kinds(services, session_id)
    assert _at_once(build, session_id, QUIETLY[kind]) == []
    assert _kinds(services, session_id) - before == Counter([kind])


def test_of_help_that_goes_back_and_forth_every_change_is_stored(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services)
    for mode in ("cue", "critique", "cue"):
        choose_help(services, session_id, Help(mode=mode))  # type: ignore[arg-type]
    assert _kinds(services, session_id)["help"] == 3


@pytest.mark.parametrize("coached", ["", "apology"])
def test_two_who_go_back_to_a_reply_at_once_find_one_branch(build: Build, coached: str) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services)
    wording = WordingEvent(turn=2, id="apology", text="I am sorry.", sentence=talk.SORRY.split(".")[0] + ".")
    services.store.append(session_id, wording, services.now(), expected=None)
    assert _at_once(build, session_id, lambda services, id_: branch(services, id_, 2, coached)) == []
    assert len(services.store.branches(session_id)) == 1


def test_notes_of_two_windows_are_both_kept(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services)
    keep_notes(services, session_id, "Table 12", "")
    for added in ("steak pink twice", "husband hungry"):
        keep_notes(services, session_id, f"Table 12\n{added}", "Table 12")
    assert load(services, session_id).notes == "Table 12\nsteak pink twice\nhusband hungry"
    assert keep_notes(services, session_id, "another beginning", "Table 12").endswith("hungry\nanother beginning")


def test_notes_that_two_keep_at_once_are_both_kept(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services)
    notes = [lambda s, id_, said=said: keep_notes(s, id_, said, "") for said in ("steak pink twice", "x")]
    assert _at_once(build, session_id, *notes) == []
    assert sorted(load(services, session_id).notes.split("\n")) == ["steak pink twice", "x"]


def test_notes_that_nobody_changed_in_this_window_take_nothing_from_those_of_another(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services)
    keep_notes(services, session_id, "steak pink twice", "")
    assert keep_notes(services, session_id, "", "") == "steak pink twice"


def test_who_ends_and_who_replies_at_once_are_not_both_heard(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services)
    before = _kinds(services, session_id)
    assert len(_at_once(build, session_id, _send, _end)) == 1
    added = _kinds(services, session_id) - before
    assert added in (Counter(["reply", "line"]), Counter(["end"]))


def test_a_reply_that_two_have_answered_gets_one_line(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services)
    half = reply(services, session_id, talk.ASK, 3)
    next(half)
    half.close()
    told = _at_once(build, session_id, lambda services, session_id: list(answer(services, session_id)))
    assert len(told) == 1
    assert _kinds(services, session_id)["line"] == 2


def test_what_two_critics_have_read_is_kept_once(build: Build) -> None:
    session_id = _talked(build(customer_model=lambda: None))
    windows = [build(customer_model=lambda: None, llm_critic=QuickReader) for _ in range(2)]
    seen = [load(window, session_id) for window in windows]
    for window, session in zip(windows, seen, strict=True):
        assert window.criticism is not None
        window.criticism.read(session)
    for window in windows:
        window.pool.close(wait_s=30)
    assert _kinds(windows[0], session_id)["critique"] == 1


def test_a_summary_that_two_have_worked_out_is_kept_once(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services, over=True)
    assert _at_once(build, session_id, lambda services, _: summaries(services)) == []
    assert _kinds(services, session_id)["summary"] == 1


def test_turning_events_of_a_session_hold_no_gap_and_no_double(build: Build) -> None:
    services = build(customer_model=lambda: None)
    session_id = _talked(services)
    _at_once(build, session_id, _send)
    found = [record.event for record in services.store.events(session_id) if record.event.kind in TURNING]
    assert [event.turn for event in found[1:]] == [2, 3, 4, 5]


def _at_once(build: Build, session_id: str, *acts: Act) -> list[str]:
    """Have two windows act, each with services of its own; return what they were told instead of being heard."""
    first, second = acts * 2 if len(acts) == 1 else acts
    door = Barrier(2)
    windows = [build(customer_model=lambda: None) for _ in range(2)]
    waiting = [replace(window, store=AtTheDoor(window.store, door)) for window in windows]

    def act(window: Services, done: Act) -> str:
        try:
            done(window, session_id)
        except SessionError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(act, waiting, (first, second)))
    return [said for said in told if said]


def _talked(services: Services, over: bool = False) -> str:
    session_id = talk.say(services, talk.begin(services).id, talk.SORRY).id
    if over:
        end(services, session_id)
    return session_id


def _kinds(services: Services, session_id: str) -> Counter[str]:
    return Counter(record.event.kind for record in services.store.events(session_id))
