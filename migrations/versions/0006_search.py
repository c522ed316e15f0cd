"""What can be found in each edition, with an index for full-text search.

Revision ID: 0006
Revises: 0005

Each database has its own index, which no model can name: its tables, triggers and indexes are
called passage_words, and comparing models with tables leaves them out (env.py).
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SQLITE = (
    "CREATE VIRTUAL TABLE passage_words USING fts5(title, words, content='passage',"
    " content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER passage_words_added AFTER INSERT ON passage BEGIN"
    " INSERT INTO passage_words (rowid, title, words) VALUES (new.id, new.title, new.words); END",
    "CREATE TRIGGER passage_words_gone AFTER DELETE ON passage BEGIN"
    " INSERT INTO passage_words (passage_words, rowid, title, words)"
    " VALUES ('delete', old.id, old.title, old.words); END",
)
POSTGRESQL = (
    "CREATE INDEX passage_words ON passage USING gin ("
    "(setweight(to_tsvector('english', title), 'A') ||"
    " setweight(to_tsvector('english', words), 'B')))",
)
MAKE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def upgrade():
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_passage_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("edition_id", "place", name=op.f("uq_passage_edition_id_place")),
    )
    for statement in MAKE[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE passage_words")
    op.drop_table("passage")
