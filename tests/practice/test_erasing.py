"""What is a learner's can be taken away whole, and erased so that no row and no byte of it stays."""

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from poise.conversation.errors import SessionError, StoreError
from poise.conversation.transcript_file import read_transcripts
from poise.practice import learners
from poise.practice.after_events import DeliveryEvent
from poise.practice.answering import MOST_ANSWER, answer_question, answers_in
from poise.practice.branching import branch
from poise.practice.erasing import erase, wipe
from poise.practice.events import Event, WordingEvent
from poise.practice.getting_on import getting_on
from poise.practice.learner_file import learner_file
from poise.practice.my_sessions import delete, name
from poise.practice.services import Services
from poise.practice.session import start, view
from poise.practice.step_events import NotesEvent, Ticks
from poise.practice.steps.asking import shared_with_me
from poise.practice.steps.taking import ask_trainer, reflect, write_case_note
from poise.practice.tables import metadata
from tests.practice.ended import play

AT = "2026-11-22T10:00:00.000000+00:00"
MARK = "quetzalcoatlus"
"""A word that nobody else would write."""
BROWSER = "5e" * 16


@pytest.fixture
def erased_one(services: Services) -> Services:
    """A learner who wrote a word into everything that can be written."""
    made = learners.make(services.store.engine, AT, BROWSER, f"{MARK} name")
    mine = services.seen_by(made.id)
    learners.make_link(services.store.engine, made.id)
    said = play(mine, (f"I am so sorry, {MARK}.", "Calm down."))
    add: list[Event] = [
        NotesEvent(text=f"{MARK} noted"),
        WordingEvent(turn=2, id="empathy", sentence=MARK, text=MARK),
        DeliveryEvent(to="http://127.0.0.1", statements=({"actor": MARK},)),
    ]
    for event in add:
        mine.store.append(said.id, event, AT, expected=None)
    write_case_note(mine, said.id, f"{MARK}: steak wrong twice.")
    reflect(mine, said.id, f"{MARK} let go", Ticks(shown=("empathy",)))
    ask_trainer(mine, said.id, f"Was that {MARK}?")
    name(mine, said.id, f"{MARK} label")
    branch(mine, said.id, 2)
    start(mine, "irate-diner", "hard", trial=True)
    getting_on(mine)
    return mine


@pytest.fixture
def other(services: Services) -> Services:
    """A trainer who stays, and has answered."""
    trainer = learners.make(services.store.engine, AT, name="Tess")
    learners.set_role(services.store.engine, trainer.id, "trainer")
    return services.seen_by(trainer.id).as_trainer()


def _rows(services: Services) -> str:
    with services.store.engine.connect() as connection:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(select(table)))


@pytest.mark.both_databases
def test_erasing_leaves_no_row_of_a_learner_on_either_database(erased_one: Services, other: Services) -> None:
    (shared,) = shared_with_me(other)
    answer_question(other, shared.session_id, 1, f"A little {MARK}.")
    gone = [erased_one.learner, *(one.id for one in erased_one.store.sessions(erased_one.learner))]
    assert erase(erased_one, erased_one.learner) == 3
    assert not [one for one in (*gone, MARK, learners.digest(BROWSER)) if one in _rows(other)]


def test_erasing_leaves_no_row_and_no_byte_of_a_learner(erased_one: Services, other: Services, tmp_path: Path) -> None:
    (shared,) = shared_with_me(other)
    answer_question(other, shared.session_id, 1, f"A little {MARK}.")
    kept = play(other)
    gone = [erased_one.learner, *(one.id for one in erased_one.store.sessions(erased_one.learner))]
    assert len(gone) == 3
    held = _rows(erased_one)
    assert all(one in held for one in (*gone, MARK, learners.digest(BROWSER)))
    assert erase(erased_one, erased_one.learner) == 3
    left = _rows(other)
    for one in (*gone, MARK, learners.digest(BROWSER)):
        assert one not in left
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"poise.db"}
    for path in files:
        read = path.read_bytes()
        for one in (*gone, MARK):
            assert one.encode() not in read, path
    assert view(other, kept.id).transcript == kept.transcript


def test_a_deleted_session_leaves_no_byte_either_once_its_learner_is_erased(
    erased_one: Services, tmp_path: Path
) -> None:
    for one in erased_one.store.sessions(erased_one.learner):
        delete(erased_one, one.id)
    erase(erased_one, erased_one.learner)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and MARK.encode() in path.read_bytes()]


@pytest.mark.both_databases
def test_erasing_a_trainer_takes_their_answers_from_others(erased_one: Services, other: Services) -> None:
    (shared,) = shared_with_me(other)
    answer_question(other, shared.session_id, 1, "A little less next time.")
    assert [one.text for one in answers_in(erased_one, shared.session_id)] == ["A little less next time."]
    erase(other, other.learner)
    assert answers_in(erased_one, shared.session_id) == []


@pytest.mark.both_databases
def test_whoever_was_erased_is_gone_for_every_window(erased_one: Services) -> None:
    (session_id, *_) = [one.id for one in erased_one.store.sessions(erased_one.learner)]
    erase(erased_one, erased_one.learner)
    with pytest.raises(SessionError, match="no such conversation"):
        view(erased_one, session_id)
    with pytest.raises(SessionError, match="erased"):
        start(erased_one, "irate-diner", "standard")
    with pytest.raises(SessionError, match="erased"):
        erase(erased_one, erased_one.learner)


def test_a_program_that_still_reads_is_told_of(services: Services, tmp_path: Path) -> None:
    reader = sqlite3.connect(tmp_path / "poise.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("select * from sessions").fetchall()
    learners.make(services.store.engine, AT)
    with pytest.raises(StoreError, match="Another program"):
        wipe(services.store.engine, wait_s=0.1)
    reader.close()
    wipe(services.store.engine, wait_s=0.1)


def _packed(services: Services) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(learner_file(services, services.learner).body))


@pytest.mark.both_databases
def test_the_file_of_a_learner_holds_everything_of_theirs(
    erased_one: Services, other: Services, tmp_path: Path
) -> None:
    (shared,) = shared_with_me(other)
    answer_question(other, shared.session_id, 1, "A little less next time.")
    strange = play(other).id
    packed = _packed(erased_one)
    packed.extractall(tmp_path / "out")
    ids = {one.id for one in erased_one.store.sessions(erased_one.learner)}
    listed = json.loads(packed.read("sessions.json"))
    assert ids < {one["id"] for one in listed}
    assert len(listed) == 3
    for one in listed:
        transcript = read_transcripts(tmp_path / "out" / "sessions" / f"{one['id']}.json")
        assert [found.id for found in transcript] == [one["id"]]
        lines = packed.read(f"events/{one['id']}.jsonl").decode().splitlines()
        stored = erased_one.store.events(one["id"])
        assert [json.loads(line)["event"] for line in lines] == [
            json.loads(record.event.model_dump_json(by_alias=True)) for record in stored
        ]
    assert packed.read(f"notes/{shared.session_id}.txt").decode() == f"{MARK} noted\n"
    assert "A little less next time." in packed.read(f"answers/{shared.session_id}.json").decode()
    assert json.loads(packed.read("profile.json"))["name"] == f"{MARK} name"
    assert json.loads(packed.read("progress.json"))["sessions"] == 1
    assert not [entry for entry in packed.namelist() if strange in entry]
    assert "A little less next time." in _packed(other).read("answers-given.json").decode()


@pytest.mark.both_databases
def test_a_session_that_cannot_be_read_is_in_the_file_as_it_is_stored(erased_one: Services) -> None:
    session_id = erased_one.store.sessions(erased_one.learner)[0].id
    table = metadata.tables["events"]
    row = {"session_id": session_id, "number": 999, "kind": "dance", "at": AT, "body": '{"kind":"dance"}'}
    with erased_one.store.engine.begin() as connection:
        connection.execute(insert(table).values(row))
    packed = _packed(erased_one)
    assert '"dance"' in packed.read(f"events/{session_id}.jsonl").decode()
    assert f"sessions/{session_id}.json" not in packed.namelist()


@pytest.mark.both_databases
def test_only_a_trainer_sees_and_answers_what_was_asked(erased_one: Services, other: Services) -> None:
    (shared,) = shared_with_me(other)
    assert (shared.learner, shared.question, shared.answered) == (f"{MARK} name", f"Was that {MARK}?", False)
    with pytest.raises(SessionError, match="Only a trainer"):
        shared_with_me(erased_one)
    with pytest.raises(SessionError, match="no such conversation"):
        answer_question(erased_one, shared.session_id, 1, "I answer myself.")
    for text, problem in (("  ", "empty"), ("a" * (MOST_ANSWER + 1), "the most")):
        with pytest.raises(SessionError, match=problem):
            answer_question(other, shared.session_id, 1, text)
    with pytest.raises(SessionError, match="no such question"):
        answer_question(other, shared.session_id, 2, "To nothing.")
    with pytest.raises(SessionError, match="no such conversation"):
        answer_question(other, erased_one.store.sessions(erased_one.learner)[-1].id[::-1], 1, "To nobody.")
    answer_question(other, shared.session_id, 1, "First.")
    answer_question(other, shared.session_id, 1, "Second thoughts.")
    (told,) = answers_in(erased_one, shared.session_id)
    assert (told.by, told.text, told.question) == ("Tess", "Second thoughts.", 1)
    assert shared_with_me(other)[0].answered
