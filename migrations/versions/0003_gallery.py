"""What was shared can hang in the gallery of an agency.

Revision ID: 0003
Revises: 0002

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "exhibit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_down_by", sa.Integer(), nullable=True),
        sa.Column("taken_down_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_exhibit_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_exhibit_answer_id_answer")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_exhibit_approved_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_exhibit_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["taken_down_by"], ["person.id"], name=op.f("fk_exhibit_taken_down_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit")),
    )
    with op.batch_alter_table("exhibit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exhibit_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(
            "uq_exhibit_hanging",
            ["answer_id"],
            unique=True,
            sqlite_where=sa.text("taken_down_at IS NULL"),
            postgresql_where=sa.text("taken_down_at IS NULL"),
        )


def downgrade():
    with op.batch_alter_table("exhibit", schema=None) as batch_op:
        batch_op.drop_index("uq_exhibit_hanging")
        batch_op.drop_index(batch_op.f("ix_exhibit_agency_id"))
    op.drop_table("exhibit")
