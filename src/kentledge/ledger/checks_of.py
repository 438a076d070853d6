"""The checks of the ledger's articles, and the quantities by which articles may be checked against each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from kentledge.ledger.find import LATEST
from kentledge.ledger.load import QUANTITY, quantity
from kentledge.records import Article, Per, Quantity, Span


@dataclass(frozen=True, slots=True)
class FoundCheck:
    """A check of the latest reading of its article, with the quantities that it rests on.

    `quantities` are their ids, `spans` where they stand and `words` what stands there, in the order of the formula.
    """

    article: str
    outlet: str | None
    published: str | None
    title: str | None
    verdict: str
    says: str
    formula: str
    low: float | None
    high: float | None
    unit: str
    per: Per | None
    quantities: tuple[str, ...]
    spans: tuple[Span, ...]
    words: tuple[str, ...]


def checks(connection: sqlite3.Connection, limit: int, verdict: str | None = None) -> list[FoundCheck]:
    """The checks of all articles, those of the newest article first, at most `limit`; of one verdict where named."""
    rows = connection.execute(
        "SELECT c.key, a.id, r.outlet, r.published, r.title, c.verdict, c.says, c.formula, c.low, c.high, c.unit,"
        " c.per_value, c.per_unit, a.text FROM readings AS r JOIN checks AS c ON c.reading = r.key"
        f" JOIN articles AS a ON a.key = r.article WHERE {LATEST} AND (? IS NULL OR c.verdict = ?)"
        " ORDER BY r.published DESC, r.key DESC, c.key LIMIT ?",
        (verdict, verdict, limit),
    )
    found = []
    for key, article, outlet, published, title, came_to, says, formula, low, high, unit, value, rate, text in rows:
        inputs = connection.execute(
            'SELECT q.id, q.start, q."end" FROM check_quantities AS m JOIN quantities AS q ON q.key = m.quantity'
            " WHERE m.in_check = ? ORDER BY m.position",
            (key,),
        ).fetchall()
        found.append(
            FoundCheck(
                article=article,
                outlet=outlet,
                published=published,
                title=title,
                verdict=came_to,
                says=says,
                formula=formula,
                low=low,
                high=high,
                unit=unit,
                per=None if rate is None else Per(value, rate),
                quantities=tuple(id_ for id_, _, _ in inputs),
                spans=tuple((start, end) for _, start, end in inputs),
                words=tuple(text[start:end] for _, start, end in inputs),
            )
        )
    return found


Compared = tuple[Article, int | None, Quantity]
"""A quantity with its article and the number of the cluster of copies that the article is in."""


def alike(connection: sqlite3.Connection) -> Iterator[Iterator[Compared]]:
    """The quantities of all latest readings, in groups of one unit and rate that stand in two articles at least.

    Left out are plain counts and changes. Each group is to be read before the next. SQLite sorts keys only, on disk
    where they are many; one article's text is in memory at a time.
    """
    where = f"{LATEST} AND q.plain = 0 AND q.change IS NULL AND q.unit <> ''"
    keys = connection.execute(
        "WITH kept AS (SELECT q.key, lower(q.unit) AS unit, coalesce(q.per_value, 0) AS value,"
        " coalesce(q.per_unit, '') AS rate, r.article FROM quantities AS q"
        f" JOIN readings AS r ON r.key = q.reading WHERE {where}),"
        " shared AS (SELECT unit, value, rate FROM kept GROUP BY 1, 2, 3 HAVING min(article) < max(article))"
        " SELECT k.unit, k.value, k.rate, k.key FROM kept AS k JOIN shared USING (unit, value, rate)"
        " ORDER BY k.unit, k.rate, k.value, k.article, k.key"
    )
    for _, group in groupby(keys, key=lambda row: row[:3]):
        yield (_compared(connection, key) for *_, key in group)


def _compared(connection: sqlite3.Connection, key: int) -> Compared:
    id_, text, outlet, published, title, cluster, *row = connection.execute(
        f"SELECT a.id, a.text, r.outlet, r.published, r.title, k.cluster, {QUANTITY} FROM quantities AS q"
        " JOIN readings AS r ON r.key = q.reading JOIN articles AS a ON a.key = r.article"
        " LEFT JOIN statements AS s ON s.key = q.statement LEFT JOIN copy_clusters AS k ON k.article = a.key"
        " WHERE q.key = ?",
        (key,),
    ).fetchone()
    article = Article(id_, text, title=title, outlet=outlet, published=published)
    return article, cluster, quantity(row, article)
