"""Everything of a learner's in one ZIP file: profile, transcripts, events, notes, what trainers answered, progress."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select

from poise.conversation.errors import PoiseError
from poise.conversation.texts import ENGLISH
from poise.practice.answering import stored_answers
from poise.practice.database import READING, store_errors
from poise.practice.exports import Export
from poise.practice.getting_on import getting_on
from poise.practice.learners import Learner, learner_of
from poise.practice.progress import Progress
from poise.practice.services import Services
from poise.practice.session import load
from poise.practice.tables import answers, events, sessions
from poise.practice.words import practice_words

_ALL = 1_000_000
_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every file within: the same store gives the same bytes."""


def learner_file(services: Services, learner: str, language: str = ENGLISH) -> Export:
    """Return a ZIP of everything that the store holds of a learner. Raises SessionError where there is none such, StoreError.

    A session that this Poise cannot read is in it as the store holds it, without a transcript.
    """
    who, theirs = learner_of(services.store.engine, learner), services.seen_by(learner)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in _files(theirs, who, language):
            packed.writestr(zipfile.ZipInfo(name, _DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return Export(f"poise-{who.id[:8]}.zip", "application/zip", body.getvalue())


def _files(services: Services, who: Learner, language: str) -> Iterator[tuple[str, str]]:
    yield "README.txt", practice_words(language)("learner_file.readme")
    # First, because what it reads for the first time is noted in the events.
    yield "progress.json", _progress(services)
    yield "profile.json", _json(asdict(who))
    rows = _rows(services, select(sessions).where(sessions.c.learner == who.id).order_by(sessions.c.started_at))
    yield "sessions.json", _json(rows)
    for row in rows:
        yield from _session(services, str(row["id"]))
    given = stored_answers(services.store.engine, answers.c.learner == who.id)
    yield "answers-given.json", _json([asdict(one) for one in given])


def _session(services: Services, session_id: str) -> Iterator[tuple[str, str]]:
    stored = select(events.c.number, events.c.at, events.c.body).where(events.c.session_id == session_id)
    lines = (
        json.dumps({"number": row["number"], "at": row["at"], "event": json.loads(row["body"])}, ensure_ascii=False)
        for row in _rows(services, stored.order_by(events.c.number))
    )
    yield f"events/{session_id}.jsonl", "".join(f"{line}\n" for line in lines)
    told = stored_answers(services.store.engine, answers.c.session_id == session_id)
    if told:
        yield f"answers/{session_id}.json", _json([asdict(one) for one in told])
    try:
        session = load(services, session_id)
    except PoiseError:
        return
    yield f"sessions/{session_id}.json", _json(session.transcript.to_json())
    if session.notes:
        yield f"notes/{session_id}.txt", session.notes + "\n"


def _progress(services: Services) -> str:
    try:
        found = getting_on(services, at_once=_ALL).progress
    except PoiseError as error:
        return _json({"error": str(error)})
    return _json(TypeAdapter(Progress).dump_python(found, mode="json"))


def _rows(services: Services, query: Any) -> list[dict[str, Any]]:
    engine = services.store.engine
    with store_errors(engine.url), engine.connect() as connection:
        return [dict(row) for row in connection.execution_options(**{READING: True}).execute(query).mappings()]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
