"""Judgements with one probability each, as they stand, by person and front: those of some articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kentledge.edits import edited
from kentledge.edits.persons.look import Known, Persons
from kentledge.edits.stems import stems
from kentledge.edits.table import renew
from kentledge.ledger import Ledger, schema
from kentledge.ledger.find import LATEST
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


def judged(
    ledger: Ledger,
    known: Persons,
    articles: Iterable[str],
    *,
    front: str | None = None,
    topic: str = "",
    person: Known | None = None,
) -> Iterator[Judged]:
    """What some articles (by id) have judgements of, in one estimative phrase, by persons with a name; in their order.

    On a front, with one of the stems of a topic's words, or of one person, where these are given.
    """
    renew(ledger)
    of_person = None if person is None else known.article_keys(person)
    with schema.told(ledger.path):
        keys = _articles(ledger.connection, articles, of_person)
        every = [*_as_read(ledger.connection, keys, front), *_as_edited(ledger, keys, front)]
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


def _articles(connection: sqlite3.Connection, articles: Iterable[str], of_person: Iterable[int] | None) -> str:
    """Keys of the articles to look in, as JSON."""
    rows = connection.execute(
        "SELECT key FROM articles WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(articles)),)
    )
    named = {key for (key,) in rows}
    return json.dumps(sorted(named if of_person is None else named & set(of_person)))


def _as_read(connection: sqlite3.Connection, keys: str, front: str | None) -> Iterator[_Row]:
    rows = connection.execute(
        "SELECT a.key, j.key, s.key, a.id, r.published, r.outlet, k.name, j.clause_start, j.clause_end, j.direction,"
        ' a.text, e.start, e."end", e.scale, e.low, e.best, e.high FROM json_each(?) AS w'
        " CROSS JOIN readings AS r ON r.article = w.value CROSS JOIN statements AS s ON s.reading = r.key"
        " CROSS JOIN judgements AS j ON j.statement = s.key CROSS JOIN estimatives AS e ON e.judgement = j.key"
        " CROSS JOIN speakers AS k ON k.key = s.speaker CROSS JOIN articles AS a ON a.key = r.article"
        f" WHERE {LATEST} AND r.article NOT IN (SELECT article FROM edited_articles)"
        " AND (SELECT count(*) FROM estimatives WHERE judgement = j.key) = 1 ORDER BY a.key, s.key, j.key",
        (keys,),
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


def _as_edited(ledger: Ledger, keys: str, front: str | None) -> Iterator[_Row]:
    rows = ledger.connection.execute(
        "SELECT a.key, a.id FROM json_each(?) AS w CROSS JOIN edited_articles AS x ON x.article = w.value"
        " CROSS JOIN articles AS a ON a.key = x.article",
        (keys,),
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
