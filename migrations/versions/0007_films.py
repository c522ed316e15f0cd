"""The films that agencies show in courses.

Revision ID: 0007
Revises: 0006

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "agency_film",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("captions", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_agency_film_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_agency_film_course_id_course")
        ),
        sa.ForeignKeyConstraint(
            ["set_by"], ["person.id"], name=op.f("fk_agency_film_set_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_film")),
        sa.UniqueConstraint(
            "agency_id", "course_id", "step", name=op.f("uq_agency_film_agency_id_course_id_step")
        ),
    )


def downgrade():
    op.drop_table("agency_film")
