"""Tries with time limits, several tries at a question, practice, marking and adjustments.

Revision ID: 0004
Revises: 0003

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("finished_at IS NULL")
ONE = 10_000_000
"""A mark of 1 as it is stored."""


def upgrade():
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_practice", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("graded_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_attempt_graded_by_edition"), "edition", ["graded_by"], ["id"]
        )
        batch_op.drop_index("uq_attempt_open")
        batch_op.create_index(
            "uq_attempt_open",
            ["cycle_id", "step", "is_practice"],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )
        batch_op.drop_constraint(batch_op.f("uq_attempt_cycle_id_step_number"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_attempt_cycle_id_step_is_practice_number"),
            ["cycle_id", "step", "is_practice", "number"],
        )
    with op.batch_alter_table("attempt_answer", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("worth", sa.BigInteger(), nullable=False, server_default=str(ONE))
        )
        batch_op.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("certainty", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("history", sa.JSON(), nullable=True))
    _answer_everything()
    op.create_table(
        "marking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "answer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["attempt_answer.id"], name=op.f("fk_marking_answer_id_attempt_answer")
        ),
        sa.ForeignKeyConstraint(
            ["marked_by"], ["person.id"], name=op.f("fk_marking_marked_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_marking_answer_id")),
    )
    op.create_table(
        "adjustment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_adjustment_cycle_id_cycle")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_adjustment_made_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment")),
    )
    with op.batch_alter_table("adjustment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_adjustment_cycle_id_step"), ["cycle_id", "step"], unique=False
        )


def _answer_everything():
    """Give each question of a finished try a row: what was not checked counts 0."""
    attempt = sa.table(
        "attempt",
        sa.column("id", sa.Integer),
        sa.column("layout", sa.JSON),
        sa.column("finished_at", sa.DateTime(timezone=True)),
    )
    answer = sa.table(
        "attempt_answer",
        sa.column("attempt_id", sa.Integer),
        sa.column("question", sa.String),
        sa.column("number", sa.Integer),
        sa.column("value", sa.JSON),
        sa.column("saved_at", sa.DateTime(timezone=True)),
        sa.column("checked_at", sa.DateTime(timezone=True)),
        sa.column("mark", sa.BigInteger),
        sa.column("worth", sa.BigInteger),
        sa.column("tries", sa.Integer),
    )
    connection = op.get_bind()
    finished = sa.select(attempt).where(attempt.c.finished_at.is_not(None))
    for id_, layout, finished_at in connection.execute(finished).all():
        known = set(
            connection.scalars(sa.select(answer.c.question).where(answer.c.attempt_id == id_))
        )
        connection.execute(
            sa.update(answer)
            .where(answer.c.attempt_id == id_, answer.c.checked_at.is_(None))
            .values(checked_at=finished_at, mark=0)
        )
        rows = [
            {
                "attempt_id": id_,
                "question": question,
                "number": 0,
                "value": None,
                "saved_at": finished_at,
                "checked_at": finished_at,
                "mark": 0,
                "worth": ONE,
                "tries": 0,
            }
            for question in layout["questions"]
            if question not in known
        ]
        if rows:
            connection.execute(sa.insert(answer), rows)


def downgrade():
    with op.batch_alter_table("adjustment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adjustment_cycle_id_step"))
    op.drop_table("adjustment")
    op.drop_table("marking")
    with op.batch_alter_table("attempt_answer", schema=None) as batch_op:
        for name in ("history", "certainty", "tries", "worth"):
            batch_op.drop_column(name)
    practice = "SELECT id FROM attempt WHERE is_practice"
    op.execute(f"DELETE FROM attempt_answer WHERE attempt_id IN ({practice})")  # noqa: S608 -- no value from outside
    op.execute("DELETE FROM attempt WHERE is_practice")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_attempt_cycle_id_step_is_practice_number"), type_="unique"
        )
        batch_op.drop_index("uq_attempt_open")
        batch_op.drop_constraint(batch_op.f("fk_attempt_graded_by_edition"), type_="foreignkey")
        for name in ("graded_by", "due_at", "is_practice"):
            batch_op.drop_column(name)
        batch_op.create_unique_constraint(
            batch_op.f("uq_attempt_cycle_id_step_number"), ["cycle_id", "step", "number"]
        )
        batch_op.create_index(
            "uq_attempt_open",
            ["cycle_id", "step"],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )
