"""Is the ledger whole: the file, its references, and every row's hold on the words of its article."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from kentledge.ledger import neighbours, schema
from kentledge.ledger.packed import BrokenList, unpacked

_OF_READING = "JOIN readings AS r ON r.key = t.reading"
_OF_STATEMENT = "JOIN statements AS s ON s.key = t.statement JOIN readings AS r ON r.key = s.reading"
_OF_JUDGEMENT = (
    "JOIN judgements AS j ON j.key = t.judgement JOIN statements AS s ON s.key = j.statement"
    " JOIN readings AS r ON r.key = s.reading"
)
_OF_FINDING = "JOIN readings AS r ON r.key = t.finding"

# Every table whose rows have article, start and end, with the way to the reading that a row belongs to.
RESTING_ON_WORDS = {
    "excluded": _OF_READING,
    "further_spans": _OF_STATEMENT,
    "estimatives": _OF_JUDGEMENT,
    "horizons": _OF_JUDGEMENT,
    "effects": _OF_JUDGEMENT,
    "camp_words": "JOIN camps AS c ON c.key = t.camp JOIN readings AS r ON r.key = c.reading",
    "finding_openings": _OF_FINDING,
    "relations": _OF_READING,
    "quantities": _OF_READING,
    "deals": _OF_READING,
    "deal_parts": _OF_READING,
    "edit_spans": "JOIN edits AS r ON r.key = t.edit",
    "question_link_spans": "JOIN question_links AS r ON r.key = t.link",
}

# Every span in two columns of a row, NAME_start and NAME_end. The article is that of the reading.
SPANS_IN_ROWS = {
    ("readings", "title"): "JOIN readings AS r ON r.key = t.key",
    ("readings", "dateline"): "JOIN readings AS r ON r.key = t.key",
    ("statements", "source"): _OF_READING,
    ("statements", "cue"): _OF_READING,
    ("statements", "content"): _OF_READING,
    ("judgements", "clause"): _OF_STATEMENT,
    ("estimatives", "scope"): _OF_JUDGEMENT,
    ("quantities", "period"): _OF_READING,
}

# Every column that holds a list of spans.
LISTS_OF_SPANS = {
    ("speakers", "mentions"): _OF_READING,
    ("judgements", "front_words"): _OF_STATEMENT,
    ("finding_clauses", "words"): _OF_FINDING,
}


def problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the ledger, one line each; empty where nothing is.

    Raises DatabaseError where the file cannot be looked at, as while another process writes: that is no damage.
    """
    try:
        damage = [f"the file is damaged: {says}" for (says,) in connection.execute("PRAGMA integrity_check")]
        if damage != ["the file is damaged: ok"]:
            return damage  # what rows of a damaged file say is not worth checking
        with schema.moment(connection):  # another process may store an article meanwhile
            found = [*_broken_references(connection), *_loose_spans(connection), *_other_words(connection)]
        return [*found, *_unindexed_words(connection)]
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        return [f"the file is damaged: {error}"]


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether SQLite finds the file broken, or Python finds text in it that is no UTF-8 (an error without a code)."""
    name = getattr(error, "sqlite_errorname", None)
    if name is None:
        return isinstance(error, sqlite3.OperationalError)
    return str(name).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _broken_references(connection: sqlite3.Connection) -> Iterator[str]:
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} refers to a row of {parent} that is not there"


def _loose_spans(connection: sqlite3.Connection) -> Iterator[str]:
    articles = {key: (id_, size) for key, id_, size in connection.execute("SELECT key, id, length(text) FROM articles")}
    for table, join in RESTING_ON_WORDS.items():
        rows = connection.execute(f'SELECT t.article, r.article, t.start, t."end" FROM {table} AS t {join}')
        for key, of_reading, start, end in rows:
            id_, size = articles.get(key, ("?", 0))
            if key != of_reading:
                yield f"a row of {table} rests on article {id_}, which its reading is not of"
            elif not 0 <= start < end <= size:
                yield f"a row of {table} rests on characters {start} to {end} of article {id_}, which has {size}"
    for (table, name), join in SPANS_IN_ROWS.items():
        rows = connection.execute(
            f"SELECT r.article, t.{name}_start, t.{name}_end FROM {table} AS t {join}"
            f" WHERE t.{name}_start NOT NULL OR t.{name}_end NOT NULL"
        )
        for key, start, end in rows:
            id_, size = articles.get(key, ("?", 0))
            if start is None or end is None or not 0 <= start < end <= size:
                yield (
                    f"the {name} of a row of {table} rests on characters {start} to {end} of article {id_},"
                    f" which has {size}"
                )
    for (table, name), join in LISTS_OF_SPANS.items():
        rows = connection.execute(f"SELECT r.article, t.{name} FROM {table} AS t {join} WHERE t.{name} NOT NULL")
        for key, column in rows:
            id_, size = articles.get(key, ("?", 0))
            try:
                spans = unpacked(column)
            except BrokenList:
                yield f"the {name} of a row of {table} of article {id_} are no list of spans"
                continue
            for start, end in spans:
                if not 0 <= start < end <= size:
                    yield (
                        f"the {name} of a row of {table} rest on characters {start} to {end} of article {id_},"
                        f" which has {size}"
                    )


def _other_words(connection: sqlite3.Connection) -> Iterator[str]:
    """Statements and quantities whose text is not the text at their spans."""
    rows = connection.execute(
        "SELECT a.id, s.id FROM statements AS s JOIN statement_words AS w ON w.statement = s.key"
        " JOIN readings AS r ON r.key = s.reading JOIN articles AS a ON a.key = r.article"
        " WHERE s.text IS NOT NULL AND s.text IS NOT coalesce(w.content, '')"
    )
    for article, statement in rows:
        yield f"the text of statement {statement} of article {article} is not the words at its content spans"
    rows = connection.execute(
        "SELECT a.id, q.id FROM quantities AS q JOIN articles AS a ON a.key = q.article"
        ' WHERE q.text IS NOT NULL AND q.text IS NOT substr(a.text, q.start + 1, q."end" - q.start)'
    )
    for article, quantity in rows:
        yield f"the text of quantity {quantity} of article {article} is not the words at its span"


def _unindexed_words(connection: sqlite3.Connection) -> Iterator[str]:
    """Full-text indexes that do not say what the rows say."""
    indexes = (
        ("articles_fts", "articles"), ("statements_fts", "statements"), ("edited_rows_fts", "edited statements"),
    )  # fmt: skip
    for table, of in indexes:
        try:
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            yield f"the full-text index of {of} does not fit them: run kentledge ledger compact --rebuild"
    if not neighbours.fitting(connection):
        yield "the index of neighbouring words does not fit the articles: run kentledge ledger compact --rebuild"
