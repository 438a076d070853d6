"""Finding again, with the analyst's edits: rejected statements are gone, corrected ones fit as corrected.

Articles without edits are looked up as they were read; those with edits in the table that `edits.table` keeps.
"""

from __future__ import annotations

import heapq
import json
from dataclasses import dataclass, replace

from kentledge.edits.log import edits_of
from kentledge.edits.marks import analysts
from kentledge.edits.table import renew
from kentledge.ledger import FoundArticle, FoundStatement, Ledger, Wanted, listing, schema
from kentledge.ledger.find import on_articles, said_once
from kentledge.ledger.listing import Likely
from kentledge.ledger.query import parsed

_FEW = 2_000
"""Fewer rows than these are gathered and sorted."""


@dataclass(frozen=True, slots=True)
class EditedStatement:
    """A statement as it stands, and what was done to it and by whom; `edits` is None where nobody touched it.

    `found.key` is the number of the statement as it was read, 0 for one that was added.
    """

    found: FoundStatement
    edits: str | None


@dataclass(frozen=True, slots=True)
class EditedArticle:
    """An article with the number of statements that stand, and how many edits it has, by whom; None for none."""

    found: FoundArticle
    edits: str | None


def find_statements(ledger: Ledger, wanted: Wanted, limit: int) -> list[EditedStatement]:
    """The statements that fit as they stand, newest article first, at most `limit`. Raises UnusableQuery."""
    renew(ledger)
    touched = _touched(ledger, wanted, limit)
    unedited = ledger.find_statements(replace(wanted, unedited=True), limit)
    untouched = [((f.published or "", f.key), EditedStatement(f, None)) for f in unedited]
    both = heapq.merge(untouched, touched, key=lambda pair: pair[0], reverse=True)
    return [statement for _, statement in both][:limit]


def find_articles(ledger: Ledger, wanted: Wanted, limit: int) -> list[EditedArticle]:
    """The articles that fit, newest first, at most `limit`. Raises UnusableQuery."""
    renew(ledger)
    found = ledger.find_articles(wanted, limit)
    log = edits_of(ledger, [f.article for f in found])
    out = []
    for f in found:
        if f.article in log:
            with schema.told(ledger.path):
                (count,) = ledger.connection.execute(
                    "SELECT count(*) FROM edited_rows WHERE article = (SELECT key FROM articles WHERE id = ?)",
                    (f.article,),
                ).fetchone()
            f = replace(f, statements=count)
        out.append(EditedArticle(f, analysts(log.get(f.article, ())) or None))
    return out


def _touched(ledger: Ledger, wanted: Wanted, limit: int) -> list[tuple[tuple[str, int], EditedStatement]]:
    """The statements of edited articles that fit, each with its place among those of other articles."""
    connection = ledger.connection
    with schema.told(ledger.path):
        if not connection.execute("SELECT EXISTS (SELECT 1 FROM edited_articles)").fetchone()[0]:
            return []
        sql, values = on_articles(connection, wanted)
        if wanted.likely is not None:
            chance = "json_extract(value, '$.best') BETWEEN ? AND ?"
            sql += f" AND e.chances <> '[]' AND EXISTS (SELECT 1 FROM json_each(e.chances) WHERE {chance})"
            values = (*values, *wanted.likely)
        if wanted.once:
            sql += f" AND (e.statement IS NULL OR {said_once('e.statement')})"
        # Where few rows have the words, these are gathered; otherwise the articles are walked from the newest.
        tables = (
            "edited_articles AS x CROSS JOIN readings AS r ON r.key = x.reading"
            " CROSS JOIN articles AS a ON a.key = x.article CROSS JOIN edited_rows AS e ON e.article = x.article"
        )
        columns = (("quotation", wanted.text), ("speaker", wanted.speaker), ("fronts", wanted.front))
        if asked := " AND ".join(f"({parsed(typed).phrases(name)})" for name, typed in columns if typed is not None):
            having = "SELECT rowid FROM edited_rows_fts WHERE edited_rows_fts MATCH ?"
            (size,) = connection.execute(f"SELECT count(*) FROM ({having} LIMIT {_FEW})", (asked,)).fetchone()
            if size < _FEW:
                tables = (
                    f"({having}) AS f CROSS JOIN edited_rows AS e ON e.key = f.rowid"
                    " CROSS JOIN edited_articles AS x ON x.article = e.article"
                    " CROSS JOIN readings AS r ON r.key = x.reading CROSS JOIN articles AS a ON a.key = x.article"
                )
                values = (asked, *values)
            else:
                sql, values = sql + f" AND e.key IN ({having})", (*values, asked)
        rows = connection.execute(
            "SELECT x.place, e.statement, a.id, e.id, e.first, e.last, r.outlet, r.published, r.title, e.speaker,"
            " e.role, e.affiliation, e.kind, e.quotation, e.spans, e.fronts, e.chances, e.edits"
            f" FROM {tables} WHERE 1{sql} ORDER BY x.published DESC, x.place DESC, e.key LIMIT ?",
            (*values, limit),
        ).fetchall()
        found = []
        for place, key, *head, spans, fronts, chances, done in rows:
            printed = listing.printed(connection, key, standing=True) if wanted.once and key is not None else ()
            rest = (
                tuple((start, end) for start, end in json.loads(spans)),
                tuple(fronts.split(", ")) if fronts else (),
                tuple(Likely(**chance) for chance in json.loads(chances)),
                printed,
            )
            statement = FoundStatement(*(key or 0, *head, *rest))
            found.append(((statement.published or "", place), EditedStatement(statement, done)))
        return found
