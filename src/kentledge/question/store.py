"""Questions, links and resolutions in the ledger: rows are added, and the latest has the last word."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kentledge.edits.log import UNREAD, as_json
from kentledge.format1 import revived
from kentledge.ledger import Ledger, schema
from kentledge.question.questions import Link, Question, Resolution, UnusableQuestion
from kentledge.records import Provenance, Statement


def ask(ledger: Ledger, question: Question) -> int:
    """Adds a question and returns its number. Raises UnusableQuestion where the same is asked already."""
    with schema.told(ledger.path), schema.transaction(ledger.connection):
        known = ledger.connection.execute("SELECT key FROM questions WHERE text = ?", (question.text,)).fetchone()
        if known:
            raise UnusableQuestion(f"that is asked already, as question {known[0]}")
        cursor = ledger.connection.execute(
            "INSERT INTO questions (asked_at, asked_by, kind, text, criteria, due, unit) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (question.at, question.by, question.kind, question.text, question.criteria, question.due, question.unit),
        )
        key = cursor.lastrowid or 0
        ledger.connection.executemany(
            "INSERT INTO question_options (question, position, name) VALUES (?, ?, ?)",
            ((key, n, name) for n, name in enumerate(question.options)),
        )
    return key


def questions(ledger: Ledger) -> tuple[Question, ...]:
    """All questions, in the order in which they were asked."""
    with schema.told(ledger.path):
        rows = ledger.connection.execute(
            "SELECT key, asked_at, asked_by, kind, text, criteria, due, unit FROM questions ORDER BY key"
        ).fetchall()
        options: dict[int, list[str]] = {}
        for key, name in ledger.connection.execute(
            "SELECT question, name FROM question_options ORDER BY question, position"
        ):
            options.setdefault(key, []).append(name)
    return tuple(
        Question(kind, text, criteria, due, tuple(options.get(key, ())), unit, by, at, key)
        for key, at, by, kind, text, criteria, due, unit in rows
    )


def question(ledger: Ledger, id_: int) -> Question:
    """The question of this number. Raises UnusableQuestion."""
    found = next((q for q in questions(ledger) if q.id == id_), None)
    if found is None:
        raise UnusableQuestion(f"there is no question {id_}; kentledge question list has them all")
    return found


def add_link(ledger: Ledger, link: Link, instead_of: Iterable[Link] = ()) -> int:
    """Adds a link, and returns its number; it takes the place of an earlier one of the same words.

    Those of other words whose place it takes as well (`instead_of`, see `Desk.linked`) are taken back with it. Raises
    UnusableQuestion.
    """
    taken = [replace(k, withdrawn=True, note=None, by=link.by, at=link.at, id=None) for k in instead_of]
    with schema.told(ledger.path), schema.transaction(ledger.connection):
        for old in taken:
            if old.key != link.key:
                _insert(ledger.connection, old)
        return _insert(ledger.connection, link)


def _insert(connection: sqlite3.Connection, link: Link) -> int:
    by = link.read_by or UNREAD
    article = connection.execute("SELECT key FROM articles WHERE id = ?", (link.article,)).fetchone()
    if article is None:
        raise UnusableQuestion(f"the ledger holds no article {link.article}")
    cursor = connection.execute(
        "INSERT INTO question_links (question, made_at, made_by, rule, article, kentledge, reader, lexicons, seen,"
        " option, polarity, low, best, high, phrase, scale, withdrawn, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (link.question, link.at, link.by, link.rule, article[0], by.kentledge, by.reader, by.lexicons,
         as_json(link.seen), link.option, link.polarity, link.low, link.best, link.high, link.phrase, link.scale,
         link.withdrawn, link.note),
    )  # fmt: skip
    key = cursor.lastrowid or 0
    connection.executemany(
        'INSERT INTO question_link_spans (link, position, article, start, "end") VALUES (?, ?, ?, ?, ?)',
        ((key, n, article[0], start, end) for n, (start, end) in enumerate(link.seen.content)),
    )
    return key


def links(ledger: Ledger, question: int | None = None, *, withdrawn: bool = False) -> tuple[Link, ...]:
    """The links that stand, of one question or of all: the latest of the same words, unless it is withdrawn.

    With `withdrawn` those that are withdrawn too.
    """
    sql = (
        "SELECT l.question, a.id, l.seen, l.polarity, l.low, l.best, l.high, l.phrase, l.scale, l.option, l.rule,"
        " l.withdrawn, l.note, l.made_by, l.made_at, l.kentledge, l.reader, l.lexicons, l.key FROM question_links AS l"
        " JOIN articles AS a ON a.key = l.article"
    )
    with schema.told(ledger.path):
        if question is None:
            rows = ledger.connection.execute(f"{sql} ORDER BY l.key").fetchall()
        else:
            rows = ledger.connection.execute(f"{sql} WHERE l.question = ? ORDER BY l.key", (question,)).fetchall()
    latest: dict[tuple[object, ...], Link] = {}
    for row in rows:
        link = _link(row)
        latest.pop(link.key, None)
        latest[link.key] = link
    return tuple(link for link in latest.values() if withdrawn or not link.withdrawn)


def resolve(ledger: Ledger, resolution: Resolution) -> int:
    """Adds a resolution, which takes the place of earlier ones of its question."""
    r = resolution
    with schema.told(ledger.path), schema.transaction(ledger.connection):
        cursor = ledger.connection.execute(
            "INSERT INTO question_resolutions (question, resolved_at, resolved_by, state, outcome, happened, note)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (r.question, r.at, r.by, r.state, r.outcome, r.happened, r.note),
        )
    return cursor.lastrowid or 0


def resolutions(ledger: Ledger) -> dict[int, Resolution]:
    """Question → its latest resolution; a question that was opened again has one whose state is open."""
    with schema.told(ledger.path):
        rows = ledger.connection.execute(
            "SELECT question, state, outcome, happened, resolved_by, resolved_at, note, key FROM latest_resolutions"
        ).fetchall()
    return {row[0]: Resolution(*row) for row in rows}


def _link(row: tuple[Any, ...]) -> Link:
    (question, article, seen, polarity, low, best, high, phrase, scale, option, rule, withdrawn, note, by, at,
     kentledge, reader, lexicons, key) = row  # fmt: skip
    read_by = Provenance(kentledge, reader, lexicons)
    return Link(
        question, article, revived(Statement, json.loads(seen)), polarity, low, best, high, phrase, scale, option, rule,
        bool(withdrawn), note, by, at, None if read_by == UNREAD else read_by, key,
    )  # fmt: skip
