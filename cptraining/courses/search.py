"""Full-text search in editions: SQLite's FTS5 or PostgreSQL's own, behind one function."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import TextClause, bindparam, text

from cptraining.database import db
from cptraining.rules.sought import sought

MOST = 30

_FROM, _TO = "\ue000", "\ue001"  # no text has them: they are for private use

_SQLITE = """
SELECT passage.edition_id, passage.place, passage.title,
  snippet(passage_words, 1, :begins, :ends, ' … ', 28) AS words
FROM passage_words JOIN passage ON passage.id = passage_words.rowid
WHERE passage_words MATCH :query AND passage.edition_id IN :editions
ORDER BY bm25(passage_words, 6.0, 1.0), passage.id LIMIT :most
"""
_POSTGRESQL = """
SELECT edition_id, place, title, ts_headline('english', words, query, :looks) AS words
FROM (
  SELECT passage.*, query, ts_rank(found, query, 1) AS rank
  FROM passage, to_tsquery('english', :query) AS query,
    LATERAL (SELECT setweight(to_tsvector('english', title), 'A') ||
      setweight(to_tsvector('english', words), 'B') AS found) AS indexed
  WHERE (setweight(to_tsvector('english', title), 'A') ||
    setweight(to_tsvector('english', words), 'B')) @@ query AND edition_id IN :editions
  ORDER BY rank DESC, id LIMIT :most
) AS best ORDER BY rank DESC, id
"""
_LOOKS = (
    f'StartSel="{_FROM}", StopSel="{_TO}", MaxFragments=2, MinWords=8, MaxWords=22,'
    ' FragmentDelimiter=" … "'
)


@dataclass(frozen=True)
class Hit:
    """A place in an edition (models.Passage) where the words are, with what stands around them."""

    edition_id: int
    place: str
    title: str
    words: str

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The words around in order, and whether each piece is one that was looked for."""
        for piece in re.split(f"({_FROM}[^{_TO}]*{_TO})", self.words):
            is_sought = piece.startswith(_FROM)
            if piece:
                yield (piece[1:-1] if is_sought else piece), is_sought


def search(typed: str, editions: Collection[int]) -> Sequence[Hit]:
    """Where these editions have all the words, the best first; else where they have any.

    Forms and beginnings of words are found too: “friend” finds friends and friendship.
    """
    words = sought(typed)
    if not words or not editions:
        return ()
    return _hits(words, editions, is_all=True) or _hits(words, editions, is_all=False)


def _hits(words: Sequence[str], editions: Collection[int], *, is_all: bool) -> Sequence[Hit]:
    asked = _asks(words, is_all=is_all)
    rows = db.session.execute(asked.bindparams(bindparam("editions", [*editions], expanding=True)))
    return [Hit(*row) for row in rows]


def _asks(words: Sequence[str], *, is_all: bool) -> TextClause:
    if db.engine.dialect.name == "sqlite":
        query = (" AND " if is_all else " OR ").join(f'"{word}"*' for word in words)
        found = text(_SQLITE).bindparams(begins=_FROM, ends=_TO)
    else:
        query = (" & " if is_all else " | ").join(f"{word}:*" for word in words)
        found = text(_POSTGRESQL).bindparams(looks=_LOOKS)
    return found.bindparams(query=query, most=MOST)
