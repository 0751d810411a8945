"""Sessions and their events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("learner", sa.String(200), nullable=False),
        sa.Column("persona", sa.String(60), nullable=False),
        sa.Column("name", sa.String(600), nullable=False),
        sa.Column("title", sa.String(600), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("started_at", sa.String(40), nullable=False),
    )
    op.create_index("ix_sessions_learner", "sessions", ["learner"])
    op.create_table(
        "events",
        sa.Column("session_id", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(20)),
        sa.Column("body", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("events")
    op.drop_table("sessions")
