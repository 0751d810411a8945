"""Profiles: who they are, and that a session opens only for the one that owns it or a trainer with whom it was shared."""

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from poise.conversation.errors import SessionError
from poise.practice import learners
from poise.practice.branching import branch
from poise.practice.coaching import coach
from poise.practice.comparison import compare
from poise.practice.delivery import deliver
from poise.practice.exports import export
from poise.practice.learners import FIRST
from poise.practice.my_sessions import delete, name
from poise.practice.services import Services
from poise.practice.session import debrief, end, start, unfinished, view
from poise.practice.steps.taking import ask_trainer, skip
from poise.practice.store import open_store
from poise.practice.summaries import summaries
from poise.practice.turn import reply
from tests.practice import sample_events as sample
from tests.practice.ended import play

AT = "2026-11-22T10:00:00.000000+00:00"


@pytest.fixture
def mine(services: Services) -> Services:
    """The services as one learner has them."""
    return services.seen_by(learners.make(services.store.engine, AT, name="Mira").id)


@pytest.fixture
def others(services: Services) -> Services:
    """The same services as another one has them."""
    return services.seen_by(learners.make(services.store.engine, AT, name="Omar").id)


DOORS: dict[str, Callable[[Services, str], object]] = {
    "looked at": view,
    "gone on with": lambda services, id_: list(reply(services, id_, "Hello.", expected=9)),
    "ended": end,
    "looked back on": debrief,
    "gone back in": lambda services, id_: branch(services, id_, 2),
    "compared": compare,
    "coached": lambda services, id_: coach(services, id_, None),  # type: ignore[arg-type]
    "exported": lambda services, id_: export(services, id_, "json"),
    "sent": deliver,
    "named": lambda services, id_: name(services, id_, "mine now"),
    "deleted": delete,
    "skipped in": lambda services, id_: skip(services, id_, "reflection"),
    "asked about": lambda services, id_: ask_trainer(services, id_, "Is this one mine?"),
}
READ_BY_A_TRAINER = {"looked at", "looked back on", "exported"}


@pytest.mark.both_databases
@pytest.mark.parametrize("door", set(DOORS) - {"coached", "sent"})
def test_anothers_session_is_there_no_more_than_one_that_never_was(mine: Services, others: Services, door: str) -> None:
    session_id = play(mine).id
    before = mine.store.events(session_id)
    with pytest.raises(SessionError, match="no such conversation"):
        DOORS[door](others, session_id)
    assert mine.store.events(session_id) == before
    assert mine.store.summary(session_id) is not None


@pytest.mark.both_databases
@pytest.mark.parametrize("door", set(DOORS) - {"coached", "sent"} - READ_BY_A_TRAINER)
def test_a_trainer_reads_what_was_shared_and_changes_nothing_of_it(mine: Services, others: Services, door: str) -> None:
    session_id = play(mine).id
    ask_trainer(mine, session_id, "Was that too much at once?")
    learners.set_role(others.store.engine, others.learner, "trainer")
    before = mine.store.events(session_id)
    with pytest.raises(SessionError):
        DOORS[door](others.as_trainer(), session_id)
    assert mine.store.events(session_id) == before


@pytest.mark.both_databases
def test_a_trainer_reads_what_was_shared_and_nothing_else(mine: Services, others: Services) -> None:
    shared, kept = play(mine).id, play(mine).id
    ask_trainer(mine, shared, "Was that too much at once?")
    with pytest.raises(SessionError, match="no such conversation"):
        view(others.as_trainer(), shared)
    learners.set_role(others.store.engine, others.learner, "trainer")
    for door in READ_BY_A_TRAINER:
        DOORS[door](others.as_trainer(), shared)
        with pytest.raises(SessionError, match="no such conversation"):
            DOORS[door](others, shared)
        with pytest.raises(SessionError, match="no such conversation"):
            DOORS[door](others.as_trainer(), kept)
    learners.set_role(others.store.engine, others.learner, "learner")
    with pytest.raises(SessionError, match="no such conversation"):
        view(others.as_trainer(), shared)


@pytest.mark.both_databases
def test_lists_and_progress_hold_only_ones_own(mine: Services, others: Services) -> None:
    play(mine)
    going_on = start(mine, "irate-diner", "hard")
    assert [one.id for one in unfinished(mine)] == [going_on.id]
    assert len(summaries(mine).found) == 1
    assert unfinished(others) == []
    assert summaries(others).found == ()
    assert others.store.sessions(mine.learner) == []


@pytest.mark.both_databases
def test_what_only_tries_a_customer_out_stands_in_no_list(mine: Services) -> None:
    tried = start(mine, "irate-diner", "standard", trial=True)
    end(mine, tried.id)
    assert mine.store.sessions(mine.learner) == []
    assert summaries(mine).found == ()
    assert view(mine, tried.id).id == tried.id


def test_ids_of_sessions_and_profiles_are_128_random_bits(services: Services) -> None:
    sessions = {services.new_id() for _ in range(200)}
    profiles = {learners.make(services.store.engine, AT).id for _ in range(50)}
    for ids, count in ((sessions, 200), (profiles, 50)):
        assert len(ids) == count
        assert all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)
        # Every one of the 128 bits takes both values.
        bits = [int(one, 16) for one in ids]
        assert all(0 < sum(one >> bit & 1 for one in bits) < count for bit in range(128))


def test_a_browser_is_remembered_by_a_digest_and_leads_to_what_was_chosen_last(services: Services) -> None:
    engine, token = services.store.engine, "5e" * 16
    first, second = (learners.make(engine, services.now(), token, name=name).id for name in ("Mira", "Omar"))
    assert [one.id for one in learners.remembered(engine, token)] == [second, first]
    learners.choose(engine, first, token, services.now())
    assert [one.id for one in learners.remembered(engine, token)] == [first, second]
    assert learners.remembered(engine, "00" * 16) == []
    with sqlite3.connect(str(engine.url.database)) as raw:
        assert token not in "\n".join(raw.iterdump())
    raw.close()


@pytest.mark.both_databases
def test_windows_that_choose_a_profile_at_once_all_have_it_chosen(services: Services) -> None:
    engine, token = services.store.engine, "5e" * 16
    made = learners.make(engine, AT, name="Mira").id
    with ThreadPoolExecutor(8) as pool:
        chosen = list(pool.map(lambda _: learners.choose(engine, made, token, services.now()).id, range(40)))
    assert chosen == [made] * 40
    assert [one.id for one in learners.remembered(engine, token)] == [made]


@pytest.mark.both_databases
def test_a_link_opens_a_profile_in_another_browser_once(services: Services) -> None:
    engine = services.store.engine
    made = learners.make(engine, AT, name="Mira")
    secret = learners.make_link(engine, made.id)
    assert re.fullmatch("[0-9a-f]{32}", secret)
    assert learners.linked(engine, secret) == made
    assert learners.use_link(engine, secret, "5e" * 16, AT) == made
    assert learners.remembered(engine, "5e" * 16) == [made]
    assert learners.linked(engine, secret) is None
    with pytest.raises(SessionError, match="used already"):
        learners.use_link(engine, secret, "6f" * 16, AT)


@pytest.mark.both_databases
def test_names_are_kept_on_one_line_and_short(services: Services) -> None:
    made = learners.make(services.store.engine, AT, name=" Mira\n<b>B.</b> ")
    assert learners.learner_of(services.store.engine, made.id).name == "Mira <b>B.</b>"
    with pytest.raises(SessionError, match="60 are the most"):
        learners.rename(services.store.engine, made.id, "M" * 61)
    with pytest.raises(SessionError, match="no role"):
        learners.set_role(services.store.engine, made.id, "king")
    with pytest.raises(SessionError, match="erased"):
        learners.rename(services.store.engine, "nobody", "Mira")


@pytest.mark.both_databases
def test_an_erased_profile_takes_no_new_session(services: Services) -> None:
    start(services, "irate-diner", "standard")
    for nobody in ("0" * 32, ""):
        with pytest.raises(SessionError, match="erased"):
            start(services.seen_by(nobody), "irate-diner", "standard")
        assert unfinished(services.seen_by(nobody)) == []


def test_sessions_of_an_older_poise_belong_to_the_first_profile(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    store = open_store(f"sqlite:///{file}")
    store.create("s1", sample.start(), AT)
    store.create("s2", sample.start("trying-out"), AT)
    store.close()
    with sqlite3.connect(file) as raw:
        for table in ("answers", "browsers", "learners"):
            raw.execute(f"drop table {table}")
        raw.execute("alter table sessions drop column trial")
        raw.execute("update alembic_version set version_num = '0002'")
    raw.close()
    store = open_store(f"sqlite:///{file}")
    assert [(one.id, one.name) for one in learners.all_learners(store.engine)] == [(FIRST, "")]
    first = store.seen_by(FIRST)
    assert [one.id for one in first.sessions(FIRST)] == ["s1"]
    assert first.events("s2")[0].event == sample.start("trying-out")
    store.close()
