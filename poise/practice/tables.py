"""The two tables of the store: one row a session, one row an event.

Rows of `events` are only ever added, and deleted with their session alone. `label` is the learner's own name for a session;
`parent` and `fork` say of a branch which session it left, before which turn.
"""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text

SCHEMA = "0002"
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
