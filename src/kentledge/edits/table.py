"""The table of statements as edited: worked out from readings and edits, so that lists and SQL need not apply them.

Only articles with edits are in it. It is made anew for an article when an edit is logged or when it was read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kentledge.edits.apply import Applied, apply
from kentledge.edits.log import edits_of
from kentledge.edits.marks import statement_marks
from kentledge.format1 import plain
from kentledge.ledger import Ledger, schema
from kentledge.ledger.listing import Likely
from kentledge.records import Estimative, Judgement, Span, Statement

Row = tuple[Any, ...]


def renew(ledger: Ledger) -> int:
    """Brings the table up to date, and returns for how many articles it had to be made anew.

    Quick where nothing has changed. Raises UnusableLedger where the file cannot be written.
    """
    waiting = stale(ledger)
    for article in waiting:
        with schema.told(ledger.path), schema.transaction(ledger.connection):
            _made_anew(ledger, article)
    return len(waiting)


def stale(ledger: Ledger) -> list[str]:
    """Ids of articles that have been edited or read again since their rows were made."""
    with schema.told(ledger.path):
        rows = ledger.connection.execute(
            "SELECT a.id FROM edited_stale AS s CROSS JOIN articles AS a ON a.key = s.article ORDER BY a.key"
        ).fetchall()
        return [id_ for (id_,) in rows]


def _made_anew(ledger: Ledger, article: str) -> None:
    connection = ledger.connection
    log = edits_of(ledger, [article])[article]
    machine = ledger.reading(article)
    applied = apply(machine, log)
    key, reading = connection.execute(
        "SELECT a.key, (SELECT max(key) FROM readings WHERE article = a.key) FROM articles AS a WHERE a.id = ?",
        (article,),
    ).fetchone()
    keys = dict(connection.execute("SELECT statement, rowid FROM current_statements WHERE article = ?", (article,)))
    standing = {s.id for s in applied.reading.statements}
    connection.execute("DELETE FROM edited_stale WHERE article = ?", (key,))
    connection.execute("DELETE FROM edited_away WHERE article = ?", (key,))
    connection.execute("DELETE FROM edited_rows WHERE article = ?", (key,))
    connection.execute("DELETE FROM edited_articles WHERE article = ?", (key,))
    connection.execute(
        "INSERT INTO edited_articles (article, reading, edit, place, published) VALUES (?, ?, ?, ?, ?)",
        (key, reading, log[-1].id, min(keys.values(), default=0), machine.article.published),
    )
    connection.executemany(
        "INSERT INTO edited_away (statement, article) VALUES (?, ?)",
        ((k, key) for id_, k in keys.items() if id_ not in standing),
    )
    connection.executemany(
        "INSERT INTO edited_rows (article, statement, id, speaker, role, affiliation, kind, quotation, fronts, likely,"
        " source, cue, venue, when_said, first, last, spans, chances, edits)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((key, keys.get(id_), id_, *rest) for id_, *rest in _rows(applied)),
    )


def _rows(applied: Applied) -> Iterable[Row]:
    """The statements in their order: id and what the table has of each."""
    reading, said_of = applied.reading, statement_marks(applied)
    text = reading.article.text
    speakers = {s.id: s for s in reading.speakers}
    judgements: dict[str, list[Judgement]] = {}
    for judgement in reading.judgements:
        judgements.setdefault(judgement.statement, []).append(judgement)
    for statement in reading.statements:
        own = judgements.get(statement.id, ())
        fronts = list(dict.fromkeys(front for j in own for front in j.fronts))
        phrases = list(dict.fromkeys(_likely(text, phrase) for j in own for phrase in j.estimative))
        who = speakers.get(statement.speaker or "")
        start, end = _extent(statement)
        yield (
            statement.id,
            who and who.name,
            who and who.role,
            who and who.affiliation,
            statement.kind,
            " ".join(text[slice(*span)] for span in statement.content),
            ", ".join(fronts) or None,
            "; ".join(f"{p.words} = {p.low} to {p.high} ({p.scale})" for p in phrases) or None,
            _words(text, statement.source),
            _words(text, statement.cue),
            statement.venue,
            statement.when,
            start,
            end,
            json.dumps(statement.content),
            json.dumps(plain(phrases), ensure_ascii=False),
            said_of.get(statement.id),
        )


def _extent(statement: Statement) -> Span:
    """The first and the last character of the content; of the cue or source where there is none."""
    spans = statement.content or statement.cue or statement.source
    return min((start for start, _ in spans), default=0), max((end for _, end in spans), default=0)


def _words(text: str, spans: tuple[Span, ...]) -> str | None:
    return " ".join(text[slice(*span)] for span in spans) or None


def _likely(text: str, phrase: Estimative) -> Likely:
    start, end = phrase.span
    return Likely(text[start:end], start, end, phrase.scale, phrase.low, phrase.best, phrase.high)
