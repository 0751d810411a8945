"""The tables of the store: one row a session, an event, a learner, a browser that remembers a learner, a trainer's answer.

Rows of `events` are only ever added, and deleted with their session alone. Of a session `learner` is the profile that owns it,
`label` the learner's own name for it; `parent` and `fork` say of a branch which session it left, before which turn; `trial` that
it only tries a customer out. `link` and `digest` are SHA-256 of secrets that only the browser holds. An answer belongs to the
trainer `learner` and stands beside the question, counted from 1, of a session.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, String, Table, Text, false

SCHEMA = "0003"
"""The migration that these tables stand at; `migrations/versions` leads there."""

metadata = MetaData()

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("learner", String(200), nullable=False, index=True),
    Column("persona", String(60), nullable=False),
    Column("name", String(600), nullable=False),
    Column("title", String(600), nullable=False),
    Column("level", String(20), nullable=False),
    Column("started_at", String(40), nullable=False),
    Column("label", String(80)),
    Column("parent", String(32), index=True),
    Column("fork", Integer),
    Column("trial", Boolean, nullable=False, server_default=false()),
)

events = Table(
    "events",
    metadata,
    Column("session_id", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("at", String(40), nullable=False),
    Column("outcome", String(20)),
    Column("body", Text, nullable=False),
)

learners = Table(
    "learners",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", String(60), nullable=False),
    Column("role", String(20), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("link", String(64)),
)

browsers = Table(
    "browsers",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("learner", String(200), ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("chosen_at", String(40), nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("session_id", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("question", Integer, primary_key=True, autoincrement=False),
    Column("learner", String(200), ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
    Column("at", String(40), nullable=False),
    Column("text", Text, nullable=False),
)
