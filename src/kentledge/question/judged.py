"""Judgements with one probability each, as they stand, by person and front: picked from the ledger row by row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kentledge.edits import edited
from kentledge.edits.names import folded
from kentledge.edits.persons.look import Known, Persons
from kentledge.edits.table import renew
from kentledge.ledger import Ledger, schema
from kentledge.ledger.find import LATEST
from kentledge.question.suggest import STEM, stems
from kentledge.records import Direction, Span

NO_FRONT = "no front"


@dataclass(frozen=True, slots=True)
class Said:
    """A judgement as it was printed: the words and their offsets, the phrase and its range.

    `low` to `high` are those of the phrase; of a question's link those of the question's yes, polarity applied, and for
    numeric questions and dates values. `direction` is the judgement's own.
    """

    article: str
    published: str
    outlet: str | None
    quotation: str
    spans: tuple[Span, ...]
    phrase: str | None
    scale: str
    low: float
    best: float
    high: float
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person judged, on one front or more ("no front" for none)."""

    who: Known
    fronts: tuple[str, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class Printed:
    """In what to look: articles by id, or those with a date, up to a day (ISO). None does not count."""

    upto: str | None = None
    articles: tuple[str, ...] | None = None


def judged(
    ledger: Ledger,
    known: Persons,
    printed: Printed,
    *,
    front: str | None = None,
    topic: str = "",
    person: Known | None = None,
) -> Iterator[Judged]:
    """The judgements of persons with a name that have one estimative phrase, in the order of articles.

    On a front, with one of the stems of a topic's words, or of one person, where these are given.
    """
    renew(ledger)
    of_person = None if person is None else known.article_keys(person)
    with schema.told(ledger.path):
        keys = _articles(ledger.connection, printed, of_person)
        every = [
            *_as_read(ledger.connection, keys, printed, front, topic),
            *_as_edited(ledger, keys, printed, front, topic),
        ]
    words = stems(topic).keys()
    fitting = [row for row in every if not words or words & stems(row[3].quotation).keys()]
    persons = known.of_each((said.article, name) for _, name, _, said in fitting)
    for _, name, fronts, said in sorted(fitting, key=lambda row: row[0]):
        who = persons.get((said.article, name))
        if who is None or not who.named or (person is not None and (who.id, who.place) != (person.id, person.place)):
            continue
        yield Judged(who, tuple(f for f in fronts if front is None or f == front), said)


_Row = tuple[tuple[int, int], str, tuple[str, ...], Said]
"""The place (article, and a number that rises in it), the speaker's name, the fronts, what was said."""


def _articles(connection: sqlite3.Connection, printed: Printed, of_person: Iterable[int] | None) -> list[int] | None:
    """Keys of the articles to look in; None where all of the time are."""
    if printed.articles is None:
        return None if of_person is None else sorted(of_person)
    ids = json.dumps(printed.articles)
    named = {
        k
        for (k,) in connection.execute("SELECT key FROM articles WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    }
    return sorted(named if of_person is None else named & set(of_person))


def _when(printed: Printed) -> tuple[str, list[object]]:
    """The condition on `r` that holds for what was printed then."""
    return ("", []) if printed.upto is None else (" AND substr(r.published, 1, 10) <= ?", [printed.upto])


def _stretch(topic: str) -> str:
    """The query of the full-text index for statements that may have a word of the topic, or its beginning."""
    beginnings = {*stems(topic), *(word[:STEM].lower() for word in topic.split())}
    return " OR ".join(f'"{word}" *' for word in sorted(b.replace('"', "") for b in beginnings) if folded(word))


def _as_read(
    connection: sqlite3.Connection, keys: list[int] | None, printed: Printed, front: str | None, topic: str
) -> Iterator[_Row]:
    values: list[object] = []
    sql = "judgements AS j CROSS JOIN statements AS s ON s.key = j.statement"
    if topic and keys is None:
        sql = (
            "(SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?) AS f"
            " CROSS JOIN judgements AS j ON j.statement = f.rowid CROSS JOIN statements AS s ON s.key = j.statement"
        )
        values.append(f"quotation : ({_stretch(topic)})")
    elif keys is not None:
        sql = (
            "json_each(?) AS w CROSS JOIN readings AS q ON q.article = w.value"
            " CROSS JOIN statements AS s ON s.reading = q.key CROSS JOIN judgements AS j ON j.statement = s.key"
        )
        values.append(json.dumps(keys))
    when, days = _when(printed)
    on_front = front is not None and front != NO_FRONT
    rows = connection.execute(
        "SELECT a.key, j.key, s.key, a.id, r.published, r.outlet, k.name, j.clause_start, j.clause_end, j.direction,"
        f' a.text, e.start, e."end", e.scale, e.low, e.best, e.high FROM {sql}'
        " CROSS JOIN estimatives AS e ON e.judgement = j.key CROSS JOIN readings AS r ON r.key = s.reading"
        " CROSS JOIN speakers AS k ON k.key = s.speaker CROSS JOIN articles AS a ON a.key = r.article"
        f" WHERE {LATEST}{when} AND r.article NOT IN (SELECT article FROM edited_articles)"
        " AND (SELECT count(*) FROM estimatives WHERE judgement = j.key) = 1"
        + (" AND EXISTS (SELECT 1 FROM fronts AS f WHERE f.judgement = j.key AND f.name = ?)" if on_front else "")
        + " ORDER BY a.key, s.key, j.key",
        (*values, *days, *([front] if on_front else [])),
    )
    for article, judgement, statement, id_, published, outlet, name, first, last, direction, text, *phrase in rows:
        start, end, scale, low, best, high = phrase
        fronts = tuple(
            f
            for (f,) in connection.execute(
                "SELECT name FROM fronts WHERE judgement = ? ORDER BY position", (judgement,)
            )
        ) or (NO_FRONT,)
        if front is not None and front not in fronts:
            continue
        spans: tuple[Span, ...] = ((first, last),)
        if first is None:
            spans = tuple(
                connection.execute(
                    'SELECT start, "end" FROM statement_spans WHERE statement = ? AND role = 0 ORDER BY position',
                    (statement,),
                )
            )
        quotation = " ".join(text[slice(*span)] for span in spans)
        said = Said(id_, published or "", outlet, quotation, spans, text[start:end], scale, low, best, high, direction)
        yield (article, judgement), name, fronts, said


def _as_edited(
    ledger: Ledger, keys: list[int] | None, printed: Printed, front: str | None, topic: str
) -> Iterator[_Row]:
    """The same of articles with edits: those of them are read whole whose rows as edited may fit."""
    when, values = _when(printed)
    sql = ""
    if keys is not None:
        sql += " AND x.article IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(keys))
    if topic:
        sql += " AND e.key IN (SELECT rowid FROM edited_rows_fts WHERE edited_rows_fts MATCH ?)"
        values.append(f"quotation : ({_stretch(topic)})")
    rows = ledger.connection.execute(
        "SELECT DISTINCT x.article, a.id FROM edited_articles AS x JOIN readings AS r ON r.key = x.reading"
        " JOIN articles AS a ON a.key = x.article JOIN edited_rows AS e ON e.article = x.article"
        f" WHERE e.chances <> '[]'{when}{sql}",
        values,
    ).fetchall()
    for key, id_ in rows:
        reading = edited(ledger, id_).reading
        article = reading.article
        names = {s.id: s.name for s in reading.speakers}
        by_id = {s.id: s for s in reading.statements}
        for n, judgement in enumerate(reading.judgements):
            statement = by_id[judgement.statement]
            fronts = judgement.fronts or (NO_FRONT,)
            name = names.get(str(statement.speaker))
            if len(judgement.estimative) != 1 or name is None or (front is not None and front not in fronts):
                continue
            (p,) = judgement.estimative
            spans = statement.content if judgement.clause is None else (judgement.clause,)
            quotation = " ".join(article.at(span) for span in spans)
            said = Said(id_, article.published or "", article.outlet, quotation, spans, article.at(p.span), p.scale,
                        p.low, p.best, p.high, judgement.direction)  # fmt: skip
            yield (key, n), name, fronts, said
