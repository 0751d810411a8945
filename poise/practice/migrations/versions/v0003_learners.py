"""Profiles of learners, the browsers that remember them, trainers' answers, and which sessions only tried a customer out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
FIRST = "you"
_TRYING_OUT = "trying-out"


def upgrade() -> None:
    """Make the tables and a profile for everybody who has sessions; those without one of their own go to the first profile."""
    op.create_table(
        "learners",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("link", sa.String(64)),
    )
    op.create_table(
        "browsers",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("learner", sa.String(200), sa.ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("chosen_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "answers",
        sa.Column("session_id", sa.String(32), sa.ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("question", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("learner", sa.String(200), sa.ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.add_column("sessions", sa.Column("trial", sa.Boolean, nullable=False, server_default=sa.false()))
    _give_everybody_a_profile()


def downgrade() -> None:
    """Drop them. What only tried a customer out goes to nobody again."""
    op.execute(sa.update(_sessions()).where(_sessions().c.trial).values(learner=_TRYING_OUT))
    op.drop_column("sessions", "trial")
    for name in ("answers", "browsers", "learners"):
        op.drop_table(name)


def _give_everybody_a_profile() -> None:
    sessions, connection = _sessions(), op.get_bind()
    tried = sa.update(sessions).where(sessions.c.learner == _TRYING_OUT)
    connection.execute(tried.values(learner=FIRST, trial=sa.true()))
    who = sa.select(sessions.c.learner, sa.func.min(sessions.c.started_at)).group_by(sessions.c.learner)
    learners = sa.table("learners", *(sa.column(name) for name in ("id", "name", "role", "made_at")))
    for id_, began in connection.execute(who).all():
        name = "" if id_ == FIRST else id_[:60]
        connection.execute(sa.insert(learners).values(id=id_, name=name, role="learner", made_at=began))


def _sessions() -> sa.TableClause:
    return sa.table("sessions", sa.column("learner"), sa.column("started_at"), sa.column("trial", sa.Boolean))
