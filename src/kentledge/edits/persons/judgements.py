"""What was judged in one phrase, stored by the profile of who said it: the judgements of a person without all others.

Kept for comparing what somebody says now with what they said before: of dated articles only, and only of speakers who
may be in other articles as well. Brought up to date after the persons are, by the same steps.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence

from kentledge.edits import table
from kentledge.edits.grounds import full_name
from kentledge.edits.log import edited
from kentledge.edits.persons import packs
from kentledge.edits.persons.gather import Made, articles_since, newest, step_end
from kentledge.edits.persons.rows import Said, Spoken, edited_among, profile_of, spoken, text_key
from kentledge.edits.persons.words import words_of
from kentledge.ledger import Ledger, schema
from kentledge.ledger.write import front_list
from kentledge.records import Span

READINGS = 5_000
"""How many readings are looked through in one transaction."""
LONG = 2_000
"""From how many readings on it takes long enough to say so."""
EDITED = 1 << 48
"""From here on the keys are of edited articles: this, 65536 times the article's key, and the place of the judgement."""

Row = tuple[int, int, int, int, float, bytes]
"""Key, profile, fronts, day, best figure, words."""


def renew(ledger: Ledger, tell: Callable[[str], None] | None = None) -> None:
    """Brings the judgements up to date; the persons must be so already. `tell` is given a line where it takes long."""
    connection = ledger.connection
    table.renew(ledger)
    with schema.told(ledger.path):
        made, last = _made(connection), newest(connection)
        if last.reading - made.reading > LONG and tell is not None:
            tell(f"gathering the judgements of {last.reading - made.reading:,} new readings, once")
        while _made(connection) != last:
            with schema.transaction(connection):
                made = _made(connection)
                upto = step_end(made, last, READINGS)
                _step(ledger, made, upto)
                connection.execute("DELETE FROM person_judgements_made")
                connection.execute(
                    "INSERT INTO person_judgements_made (reading, edit, decision) VALUES (?, ?, ?)",
                    (upto.reading, upto.edit, upto.decision),
                )
        packs.renew(connection)


def day_number(day: str) -> int:
    """A day (ISO, perhaps with a time, or only a month or a year) as a number that sorts as it does."""
    return int((re.sub(r"\D", "", day[:10]) + "00000000")[:8])


def _made(connection: sqlite3.Connection) -> Made:
    row = connection.execute("SELECT reading, edit, decision FROM person_judgements_made").fetchone()
    return Made(0, 0, 0) if row is None else Made(*row)


def _step(ledger: Ledger, made: Made, upto: Made) -> None:
    connection = ledger.connection
    articles, _ = articles_since(connection, made, upto)
    _forget(connection, articles, made)
    speakers = spoken(connection, articles, upto.reading, upto.edit)
    profiles = _Profiles(connection)
    touched = edited_among(connection, articles, upto.edit)
    rows = _as_read(connection, [a for a in articles if a not in touched], upto, speakers, profiles)
    _store(connection, rows)
    for article in sorted(touched):
        _store_edited(ledger, article, speakers.get(article, []), profiles)


def _forget(connection: sqlite3.Connection, articles: Sequence[int], made: Made) -> None:
    """Takes away what is stored of articles."""
    keys = json.dumps(articles)
    connection.execute(
        "DELETE FROM person_judgements WHERE key IN (SELECT e.key FROM json_each(?) AS w"
        " CROSS JOIN person_judgements_edited AS e ON e.article = w.value)",
        (keys,),
    )
    connection.execute(
        "DELETE FROM person_judgements_edited WHERE article IN (SELECT value FROM json_each(?))", (keys,)
    )
    connection.execute(
        "DELETE FROM person_judgements WHERE key IN (SELECT j.key FROM json_each(?) AS w"
        " CROSS JOIN readings AS r ON r.article = w.value AND r.key <= ?"
        " CROSS JOIN statements AS s ON s.reading = r.key CROSS JOIN judgements AS j ON j.statement = s.key)",
        (keys, made.reading),
    )


def _as_read(
    connection: sqlite3.Connection,
    articles: Sequence[int],
    upto: Made,
    speakers: dict[int, list[Spoken]],
    profiles: _Profiles,
) -> Iterator[Row]:
    found = connection.execute(
        "SELECT r.article, (SELECT count(*) FROM speakers WHERE reading = r.key AND key < s.speaker), j.key, j.fronts,"
        " r.published, e.best, j.clause_start, j.clause_end, s.content_start, s.content_end, s.key, a.text"
        " FROM json_each(?) AS w CROSS JOIN readings AS r"
        " ON r.key = (SELECT max(key) FROM readings WHERE article = w.value AND key <= ?)"
        " CROSS JOIN statements AS s ON s.reading = r.key CROSS JOIN judgements AS j ON j.statement = s.key"
        " CROSS JOIN estimatives AS e ON e.judgement = j.key CROSS JOIN articles AS a ON a.key = r.article"
        " WHERE s.speaker NOT NULL AND r.published <> ''"
        " AND (SELECT count(*) FROM estimatives WHERE judgement = j.key) = 1",
        (json.dumps(articles), upto.reading),
    )
    for article, position, key, fronts, published, best, *where, statement, text in found:
        profile = profiles.of(speakers[article][position])
        if profile is not None:
            spans = content_spans(connection, statement, *where)
            words = words_of(" ".join(text[slice(*span)] for span in spans))
            yield key, profile, fronts or 0, day_number(published), best, words


def content_spans(
    connection: sqlite3.Connection,
    statement: int,
    clause_start: int | None,
    clause_end: int | None,
    start: int | None,
    end: int | None,
) -> tuple[Span, ...]:
    """Where the words of a judgement stand: its clause, or all of its statement."""
    if clause_start is not None and clause_end is not None:
        return ((clause_start, clause_end),)
    if start is None or end is None:
        return ()
    further = connection.execute(
        'SELECT start, "end" FROM further_spans WHERE statement = ? AND role = 0 ORDER BY position', (statement,)
    )
    return ((start, end), *further)


def _store_edited(ledger: Ledger, key: int, speakers: Sequence[Spoken], profiles: _Profiles) -> None:
    connection = ledger.connection
    (id_,) = connection.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
    reading = edited(ledger, id_).reading
    article = reading.article
    if not article.published:
        return
    statements = {s.id: s for s in reading.statements}
    positions = {s.id: n for n, s in enumerate(reading.speakers)}
    rows = dict(connection.execute("SELECT id, key FROM edited_rows WHERE article = ?", (key,)))
    for n, judgement in enumerate(reading.judgements):
        statement = statements[judgement.statement]
        position = positions.get(statement.speaker or "")
        profile = None if position is None else profiles.of(speakers[position])
        if profile is None or len(judgement.estimative) != 1:
            continue
        (p,) = judgement.estimative
        spans = statement.content if judgement.clause is None else (judgement.clause,)
        said = (spans, article.at(p.span), p.scale, p.low, p.best, p.high, judgement.direction)
        words = words_of(" ".join(article.at(span) for span in spans))
        own = EDITED + (key << 16 | n)
        fronts = front_list(connection, judgement.fronts) or 0
        _store(connection, [(own, profile, fronts, day_number(article.published), p.best, words)])
        connection.execute(
            "INSERT INTO person_judgements_edited (key, article, statement, best, said) VALUES (?, ?, ?, ?, ?)",
            (own, key, rows[statement.id], p.best, json.dumps(said, ensure_ascii=False)),
        )


def _store(connection: sqlite3.Connection, rows: Iterator[Row] | Sequence[Row]) -> None:
    connection.executemany(
        "INSERT INTO person_judgements (key, profile, fronts, day, best, words) VALUES (?, ?, ?, ?, ?, ?)", rows
    )


class _Profiles:
    """The rows of person_profiles by what they say."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[Said, int | None], int | None] = {}
        self._texts: dict[str, int | None] = {}

    def of(self, speaker: Spoken) -> int | None:
        """The row of a speaker; None for one who is in no other article, without a full name."""
        _, said, unit = speaker
        if (said, unit) not in self._known:
            alone = unit is None and full_name(profile_of(said)) is None
            self._known[(said, unit)] = None if alone else self._found(said, unit)
        return self._known[(said, unit)]

    def _found(self, said: Said, unit: int | None) -> int | None:
        row = self._connection.execute(
            "SELECT key FROM person_profiles WHERE name = ? AND role IS ? AND affiliation IS ? AND kind = ?"
            " AND unit IS ?",
            (*(None if text is None else self._text(text) for text in said), unit),
        ).fetchone()
        return None if row is None else int(row[0])

    def _text(self, text: str) -> int | None:
        if text not in self._texts:
            self._texts[text] = text_key(self._connection, text)
        return self._texts[text]
