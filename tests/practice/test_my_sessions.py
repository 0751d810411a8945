"""A learner's own list: named, deleted wholly, and open as it was under an older Poise."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from poise.conversation.errors import SessionError
from poise.practice.my_sessions import MOST_LABEL, delete, listed, name
from poise.practice.services import Services
from poise.practice.session import debrief, end, view
from poise.practice.store import SessionSummary, open_store
from poise.practice.tables import events, sessions
from tests.practice import sample_events as sample
from tests.practice.talk import SORRY, begin, say

pytestmark = pytest.mark.both_databases

AT = "2026-11-22T10:00:00.000000+00:00"


def test_the_list_tells_the_score_that_the_debrief_tells(services: Services) -> None:
    current = say(services, begin(services).id, SORRY)
    assert listed(services, _summary(services, current.id)).score is None
    end(services, current.id)
    found = listed(services, _summary(services, current.id))
    score = debrief(services, current.id).score
    assert score is not None
    assert found.score == round(score)
    assert found.expression == view(services, current.id).expression


def test_a_name_is_kept_on_one_line_and_taken_away_again(services: Services) -> None:
    current = begin(services)
    name(services, current.id, "  my\nfirst\x00 one ")
    assert _summary(services, current.id).label == "my first one"
    name(services, current.id, " ")
    assert _summary(services, current.id).label is None


def test_a_name_that_is_too_long_is_refused_and_the_old_one_stays(services: Services) -> None:
    current = begin(services)
    name(services, current.id, "old")
    with pytest.raises(SessionError, match="81 characters"):
        name(services, current.id, "x" * (MOST_LABEL + 1))
    assert _summary(services, current.id).label == "old"


def test_deleting_leaves_no_row(services: Services) -> None:
    gone, stays = say(services, begin(services).id, SORRY), begin(services)
    delete(services, gone.id)
    with services.store.engine.connect() as connection:
        held = {row[0] for table in (sessions, events) for row in connection.execute(select(table))}
    assert held == {stays.id}
    with pytest.raises(SessionError, match="no such conversation"):
        view(services, gone.id)


def test_what_is_not_there_can_neither_be_named_nor_deleted(services: Services) -> None:
    with pytest.raises(SessionError, match="no such conversation"):
        name(services, "nobody", "x")
    with pytest.raises(SessionError, match="no such conversation"):
        delete(services, "nobody")


def test_what_arrives_late_for_a_deleted_session_is_not_stored(services: Services) -> None:
    gone = say(services, begin(services).id, SORRY)
    delete(services, gone.id)
    with pytest.raises(SessionError):
        services.store.append(gone.id, sample.critique(2), AT, expected=None)
    assert services.store.summary(gone.id) is None


def test_a_session_of_an_older_poise_opens_and_is_listed(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    store = open_store(f"sqlite:///{file}")
    store.create("s1", sample.start(), AT)
    store.close()
    with sqlite3.connect(file) as raw:
        raw.execute("drop index ix_sessions_parent")
        for table in ("answers", "browsers", "learners"):
            raw.execute(f"drop table {table}")
        for column in ("label", "parent", "fork", "trial"):
            raw.execute(f"alter table sessions drop column {column}")
        raw.execute("update events set body = json_remove(body, '$.branch')")
        raw.execute("update alembic_version set version_num = '0001'")
    raw.close()
    store = open_store(f"sqlite:///{file}")
    assert store.events("s1")[0].event == sample.start()
    (found,) = store.sessions("you")
    assert (found.label, found.parent, found.fork) == (None, None, None)
    store.close()


def _summary(services: Services, session_id: str) -> SessionSummary:
    found = services.store.summary(session_id)
    assert found is not None
    return found
