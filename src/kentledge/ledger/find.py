"""Finding statements and articles again, newest first.

A query has several conditions. Where one of them leaves few rows, those are gathered and sorted by date; where none
does, the articles are walked from the newest until enough is found. Either way the answer is the same.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kentledge.ledger import neighbours, query

_COUNTED = 50_000  # what a condition leaves is counted no further than this
_GATHERED = 8.0  # microseconds to gather and sort one statement, and to walk over one article: they only decide
_WALKED = 40.0  # between the two ways, and need be right to a factor of a few
_PASSED = 10.0  # to walk over an article where what the full-text index finds is at hand, to fetch one of these, and
_FETCHED = 0.4  # to ask the index for those of one article
_SOUGHT = 100.0
_SORTED = 4.0  # to sort one article that may have a phrase, and to meet one on the walk, a stretch at a time
_MET = 0.4
_STRETCH = 5_000
_WORTH = 4  # the full-text index is asked for the words of a phrase unless it would give so many times as many articles
_TEXTS = 100  # are looked at together

LATEST = "r.key = (SELECT max(key) FROM readings WHERE article = r.article)"
"""As SQL: the reading `r` is the latest of its article."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: each condition that is not None must hold. Dates are ISO, both ends included.

    `speaker` and `text` are words as `query.words` takes them, `outlet` is a part of the outlet's name, `likely` bounds
    the best figure of one of the statement's estimative phrases. `once` gives what was said once only once, however
    many copies of the article there are. `unedited` leaves out articles that an analyst has edited, which stand in a
    table of their own.
    """

    speaker: str | None = None
    front: str | None = None
    since: str | None = None
    until: str | None = None
    likely: tuple[float, float] | None = None
    text: str | None = None
    outlet: str | None = None
    once: bool = False
    unedited: bool = False


@dataclass(frozen=True, slots=True)
class _Condition:
    """What must hold, as SQL on `s` (statements) or `r` (readings), and the SELECT of the keys for which it does.

    `size` is how many these are, `_COUNTED` at most. `indexed` is whether the full-text index knows.
    """

    sql: str
    keys: str
    values: tuple[object, ...]
    size: int
    indexed: bool = False


def statement_keys(connection: sqlite3.Connection, wanted: Wanted, limit: int) -> list[int]:
    """Keys of the statements of latest readings that fit, newest article first, at most `limit`."""
    articles = _of_articles(connection, wanted)
    conditions = [c for c in (_said(connection, wanted), _likely(connection, wanted), _once(wanted)) if c is not None]
    total, readings = _highest(connection, "statements"), _highest(connection, "readings")
    expected = total / readings
    for condition in conditions:
        expected *= min(1.0, condition.size / total)
    passed = min(articles.size, limit / max(expected, 1e-9))
    matches = next((c.size for c in conditions if c.indexed), _COUNTED)
    at_hand = matches < _COUNTED and matches * _FETCHED < passed * _SOUGHT
    walk = matches * _FETCHED + passed * _PASSED if at_hand else passed * _WALKED
    fewest = min(conditions, key=lambda c: c.size, default=None)
    if fewest is not None and fewest.size * _GATHERED < walk:
        return _gathered(connection, articles, fewest, [c for c in conditions if c is not fewest], limit)
    return _walked(connection, articles, conditions, limit, at_hand)


def _gathered(
    connection: sqlite3.Connection,
    articles: _Condition,
    fewest: _Condition,
    others: Sequence[_Condition],
    limit: int,
) -> list[int]:
    rest = "".join(f" AND {c.sql}" for c in others)
    found = connection.execute(
        "SELECT s.key FROM statements AS s CROSS JOIN readings AS r ON r.key = s.reading"
        f" WHERE s.key IN ({fewest.keys}) AND {LATEST}{articles.sql}{rest}"
        " ORDER BY r.published DESC, r.key DESC, s.key LIMIT ?",
        (*fewest.values, *articles.values, *(value for c in others for value in c.values), limit),
    )
    return [key for (key,) in found]


def _walked(
    connection: sqlite3.Connection, articles: _Condition, conditions: Sequence[_Condition], limit: int, at_hand: bool
) -> list[int]:
    of_stretch = _of_stretch(connection, conditions, at_hand)
    newest_first = connection.execute(
        "SELECT (SELECT min(key) FROM statements WHERE reading = r.key), (SELECT max(key) FROM statements WHERE"
        f" reading = r.key) FROM readings AS r WHERE {LATEST}{articles.sql} ORDER BY r.published DESC, r.key DESC",
        articles.values,
    )
    found: list[int] = []
    for first, last in newest_first:
        if first is not None:
            found += of_stretch(first, last)
            if len(found) >= limit:
                break
    return found[:limit]


def _of_stretch(
    connection: sqlite3.Connection, conditions: Sequence[_Condition], at_hand: bool
) -> Callable[[int, int], Iterable[int]]:
    """What gives the statements between two keys, both included, for which the conditions hold.

    With `at_hand`, all that the full-text index finds are fetched first, rather than a stretch of them at a time.
    """
    matching = next((c for c in conditions if c.indexed), None)
    others = [c for c in conditions if c is not matching]
    rest = "".join(f" AND {c.sql}" for c in others)
    values = tuple(value for c in others for value in c.values)
    single = f"SELECT s.key FROM statements AS s WHERE s.key BETWEEN ? AND ?{rest} ORDER BY s.key"
    if matching is None:
        return lambda first, last: [key for (key,) in connection.execute(single, (first, last, *values))]
    if at_hand:
        keys = sorted(key for (key,) in connection.execute(matching.keys, matching.values))

        def between(first: int, last: int) -> Iterable[int]:
            there = keys[bisect_left(keys, first) : bisect_right(keys, last)]
            return there if not rest else (k for k in there if connection.execute(single, (k, k, *values)).fetchone())

        return between
    # The full-text index is asked for a stretch of it, not for single statements.
    indexed = (
        "SELECT f.rowid FROM statements_fts AS f CROSS JOIN statements AS s ON s.key = f.rowid"
        f" WHERE statements_fts MATCH ? AND f.rowid BETWEEN ? AND ?{rest} ORDER BY f.rowid"
    )
    given = matching.values
    return lambda first, last: [key for (key,) in connection.execute(indexed, (*given, first, last, *values))]


def article_keys(connection: sqlite3.Connection, wanted: Wanted, limit: int) -> list[int]:
    """Keys of the articles that fit, newest first, at most `limit`; `speaker`, `front` and `likely` do not apply."""
    articles = _of_articles(connection, wanted)
    order = "ORDER BY r.published DESC, r.key DESC"
    if wanted.text is None:
        sql = f"SELECT r.article FROM readings AS r WHERE {LATEST}{articles.sql} {order} LIMIT ?"
        return [key for (key,) in connection.execute(sql, (*articles.values, limit))]
    asked = query.parsed(wanted.text)
    matching, words = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", asked.words()
    size = _count(connection, matching, words)
    if asked.ordered:
        return _in_order(connection, articles, asked, size, limit)
    walk = min(articles.size, limit * _highest(connection, "articles") / max(size, 1)) * _WALKED
    if size * _GATHERED < walk:
        sql = f"SELECT r.article FROM readings AS r WHERE r.article IN ({matching}) AND {LATEST}{articles.sql} {order}"
        found = connection.execute(f"{sql} LIMIT ?", (words, *articles.values, limit))
    else:
        found = connection.execute(
            f"SELECT r.article FROM readings AS r WHERE {LATEST}{articles.sql}"
            f" AND EXISTS ({matching} AND rowid = r.article) {order} LIMIT ?",
            (*articles.values, words, limit),
        )
    return [key for (key,) in found]


def _in_order(
    connection: sqlite3.Connection, articles: _Condition, asked: query.Query, size: int, limit: int
) -> list[int]:
    """Keys of the articles that have phrases, newest first: of those that may have them, the texts say.

    `size` is how many have the words, as far as counted.
    """
    maybe, every = neighbours.possible(connection, asked), _highest(connection, "articles")
    keys = None if maybe is None else {*maybe.keys, *range(maybe.upto + 1, every + 1)}
    if keys is None or size < min(_COUNTED, len(keys) * _WORTH):
        rows = connection.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", (asked.words(),))
        keys = {key for (key,) in rows if keys is None or key in keys}
    order = "ORDER BY r.published DESC, r.key DESC"
    walk = connection.execute(
        f"SELECT r.key, r.article FROM readings AS r WHERE 1{articles.sql} {order}", articles.values
    )
    found, passed = list[int](), set[int]()
    while True:
        # So far as is known, how many more must be met on the walk; at first, as if all that may fit did.
        share = len(found) / len(passed) if passed else len(keys) / every
        left = min((limit - len(found)) / max(share, 1e-9), articles.size - len(passed))
        if len(keys) * _SORTED < left * _MET:
            break
        stretch = list(islice(walk, _STRETCH))
        passed.update(reading for reading, _ in stretch)
        fitting = _having(connection, asked, (row for row in stretch if row[1] in keys))
        found.extend(islice(fitting, limit - len(found)))
        if len(found) == limit or len(stretch) < _STRETCH:
            return found
    by_date = connection.execute(
        "SELECT r.key, r.article FROM json_each(?) AS j CROSS JOIN readings AS r"
        f" ON r.key = (SELECT max(key) FROM readings WHERE article = j.value){articles.sql} {order}",
        (json.dumps(sorted(keys)), *articles.values),
    )
    fitting = _having(connection, asked, (row for row in by_date if row[0] not in passed))
    return [*found, *islice(fitting, limit - len(found))]


def _having(connection: sqlite3.Connection, asked: query.Query, readings: Iterator[tuple[int, int]]) -> Iterator[int]:
    """Of readings, with their articles, the articles of those that are the latest and whose text fits."""
    while some := dict(islice(readings, _TEXTS)):
        texts = dict(
            connection.execute(
                "SELECT r.key, CAST(a.text AS BLOB) FROM json_each(?) AS j CROSS JOIN readings AS r ON r.key = j.value"
                f" CROSS JOIN articles AS a ON a.key = r.article WHERE {LATEST}",
                (json.dumps(list(some)),),
            ).fetchall()
        )
        yield from (some[key] for key in some if key in texts and asked.fits_stored(texts[key]))


def on_articles(connection: sqlite3.Connection, wanted: Wanted) -> tuple[str, tuple[object, ...]]:
    """The conditions on the article, edited or not, as SQL on `r` and its values."""
    sql, values = "", list[object]()
    if wanted.since is not None:
        sql, values = sql + " AND r.published >= ?", [*values, wanted.since]
    if wanted.until is not None:
        # A published time ("2031-03-09T10:00") belongs to its day.
        sql, values = sql + " AND r.published < ?", [*values, wanted.until + "~"]
    if wanted.outlet is not None:
        part = wanted.outlet.casefold()
        fitting = [name for name in names(connection, "readings", "outlet") if part in name.casefold()]
        sql, values = sql + f" AND r.outlet IN ({', '.join('?' * len(fitting))})", [*values, *fitting]
    return sql, tuple(values)


def _of_articles(connection: sqlite3.Connection, wanted: Wanted) -> _Condition:
    """The conditions on the article; edited ones count in the size."""
    sql, values = on_articles(connection, wanted)
    keys = f"SELECT r.key FROM readings AS r WHERE 1{sql}"
    size = _count(connection, keys, *values)
    if wanted.unedited and connection.execute("SELECT EXISTS (SELECT 1 FROM edited_articles)").fetchone()[0]:
        sql += " AND r.article NOT IN (SELECT article FROM edited_articles)"
    return _Condition(sql, keys, values, size)


def names(connection: sqlite3.Connection, table: str, column: str) -> list[str]:
    """The different values of an indexed column: each found from the one before, without a look at every row."""
    rows = connection.execute(
        f"WITH RECURSIVE o (name) AS (SELECT min({column}) FROM {table} UNION ALL"
        f" SELECT (SELECT min({column}) FROM {table} WHERE {column} > o.name) FROM o WHERE o.name IS NOT NULL)"
        " SELECT name FROM o WHERE name IS NOT NULL"
    )
    return [name for (name,) in rows]


def _said(connection: sqlite3.Connection, wanted: Wanted) -> _Condition | None:
    """What the full-text index of statements knows: words, speaker and front, in one question."""
    columns = (("quotation", wanted.text), ("speaker", wanted.speaker), ("fronts", wanted.front))
    asked = " AND ".join(f"({query.parsed(typed).phrases(column)})" for column, typed in columns if typed is not None)
    if not asked:
        return None
    keys = "SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?"
    size = _count(connection, keys, asked)
    # Asked of one statement after another, or once for all, whichever is less work.
    sql = f"s.key IN ({keys})" if size < _COUNTED else f"EXISTS ({keys} AND rowid = s.key)"
    return _Condition(sql, keys, (asked,), size, indexed=True)


def _likely(connection: sqlite3.Connection, wanted: Wanted) -> _Condition | None:
    if wanted.likely is None:
        return None
    keys = (
        "SELECT j.statement FROM estimatives AS x CROSS JOIN judgements AS j ON j.key = x.judgement"
        " WHERE x.best BETWEEN ? AND ?"
    )
    sql = (
        "EXISTS (SELECT 1 FROM judgements AS j JOIN estimatives AS x ON x.judgement = j.key"
        " WHERE j.statement = s.key AND x.best BETWEEN ? AND ?)"
    )
    size = _count(connection, "SELECT 1 FROM estimatives WHERE best BETWEEN ? AND ?", *wanted.likely)
    return _Condition(sql, keys, wanted.likely, size)


def _once(wanted: Wanted) -> _Condition | None:
    """Leaves out what another statement stands for: few of them, so that the rest is hardly fewer."""
    if not wanted.once:
        return None
    sql = "NOT EXISTS (SELECT 1 FROM statement_copies AS c WHERE c.statement = s.key AND c.said <> s.key)"
    return _Condition(said_once("s.key") if wanted.unedited else sql, "", (), sys.maxsize)


def said_once(statement: str) -> str:
    """As SQL: no other statement stands for this one. Where an analyst rejected the one that did, the next does."""
    gone = "(SELECT statement FROM edited_away)"
    return (
        "NOT EXISTS (SELECT 1 FROM statement_copies AS c JOIN statement_copies AS o ON o.said = c.said"
        f" WHERE c.statement = {statement} AND o.statement <> c.statement AND o.statement NOT IN {gone}"
        " AND (o.statement = c.said"
        f" OR (c.statement <> c.said AND c.said IN {gone} AND o.statement < c.statement)))"
    )


def _count(connection: sqlite3.Connection, sql: str, *values: object) -> int:
    return int(connection.execute(f"SELECT count(*) FROM ({sql} LIMIT {_COUNTED})", values).fetchone()[0])


def _highest(connection: sqlite3.Connection, table: str) -> int:
    """About how many rows a table has, 1 at least."""
    return int(connection.execute(f"SELECT max(key) FROM {table}").fetchone()[0] or 1)
