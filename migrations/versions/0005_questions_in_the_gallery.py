"""Colleagues can leave a question at what hangs in the gallery.

Revision ID: 0005
Revises: 0004

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "exhibit_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibit_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_exhibit_question_asked_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibit.id"], name=op.f("fk_exhibit_question_exhibit_id_exhibit")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["person.id"], name=op.f("fk_exhibit_question_removed_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit_question")),
        sa.UniqueConstraint(
            "exhibit_id", "asked_by", name=op.f("uq_exhibit_question_exhibit_id_asked_by")
        ),
    )
    with op.batch_alter_table("exhibit_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibit_question_asked_by"), ["asked_by"])


def downgrade():
    with op.batch_alter_table("exhibit_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exhibit_question_asked_by"))
    op.drop_table("exhibit_question")
