"""The branches that a conversation has got, looked for by whoever adds one, in the transaction that adds it."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from poise.practice.tables import sessions


def others_branched(connection: Connection, parent: str, owner: str, seen: Collection[str]) -> bool:
    """Whether the owner's branches of a session are more than those that were `seen`; nobody adds one until this commits."""
    # Whoever else branches off here at the same time waits for this row on PostgreSQL; SQLite lets one writer in at a time.
    connection.execute(select(sessions.c.id).where(sessions.c.id == parent).with_for_update())
    there = select(sessions.c.id).where((sessions.c.parent == parent) & (sessions.c.learner == owner))
    return not set(connection.execute(there).scalars()) <= set(seen)
