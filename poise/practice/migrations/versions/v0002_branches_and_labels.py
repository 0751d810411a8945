"""Which session another one branched from, and the name that the learner gave it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns. A parent may be deleted before its branches, so nothing refers to it."""
    op.add_column("sessions", sa.Column("label", sa.String(80)))
    op.add_column("sessions", sa.Column("parent", sa.String(32)))
    op.add_column("sessions", sa.Column("fork", sa.Integer))
    op.create_index("ix_sessions_parent", "sessions", ["parent"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_sessions_parent", "sessions")
    for name in ("fork", "parent", "label"):
        op.drop_column("sessions", name)
