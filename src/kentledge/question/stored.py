"""The stored judgements of persons: packed, by person, by the words of a topic."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from kentledge.edits.names import folded
from kentledge.edits.persons.judgements import EDITED, content_spans
from kentledge.edits.persons.words import numbers
from kentledge.edits.stems import STEM, stems
from kentledge.question.judged import NO_FRONT, Said

_COLUMNS = "p.key, q.person, p.fronts, p.day, p.best, p.words"
_OWNER = " CROSS JOIN person_profiles AS q ON q.key = p.profile CROSS JOIN persons AS o ON o.key = q.person AND o.named"


class Mark(NamedTuple):
    """A stored judgement: a row of person_judgements, with that of the person."""

    key: int
    owner: int
    fronts: int
    day: int
    best: float
    stored: bytes


def words(mark: Mark) -> Sequence[int]:
    """The checksums of the stems of a judgement."""
    return numbers(mark.stored)


class Stored:
    """The judgements of a ledger, on one front or on all; they and the persons must be up to date."""

    def __init__(self, connection: sqlite3.Connection, front: str | None) -> None:
        self._connection = connection
        self.front = front
        self._lists = None if front is None else self._with(front)
        self._on_front = "" if self._lists is None else f" AND p.fronts IN ({', '.join(map(str, self._lists))})"

    def fronts(self, key: int) -> tuple[str, ...]:
        """The names of a list of fronts, "no front" where there are none."""
        rows = self._connection.execute("SELECT name FROM front_list_members WHERE list = ? ORDER BY position", (key,))
        return tuple(name for (name,) in rows) or (NO_FRONT,)

    def packed(self, days: tuple[int, int]) -> tuple[list[tuple[int, bytes, bytes]], dict[int, float]]:
        """The persons who judged both up to the first day and later, packed, and the figures that they name."""
        packs = self._connection.execute(
            "SELECT person, heads, words FROM person_packs WHERE first <= ? AND last > ?"
            " AND person NOT IN (SELECT person FROM person_packs_stale) ORDER BY person",
            (days[0], days[0]),
        ).fetchall()
        return packs, dict(self._connection.execute("SELECT key, best FROM person_figures"))

    def words_of(self, keys: Sequence[int]) -> dict[int, frozenset[int]]:
        """The checksums of the stems of some judgements, by key."""
        rows = self._connection.execute(
            "SELECT p.key, p.words FROM json_each(?) AS w CROSS JOIN person_judgements AS p ON p.key = w.value",
            (json.dumps(keys),),
        )
        return {key: frozenset(numbers(stored)) for key, stored in rows}

    def of_person(self, person: int, upto: int) -> list[Mark]:
        """Those of a person up to a day, in the order of their keys."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM person_profiles AS q CROSS JOIN person_judgements AS p ON p.profile = q.key"
            f" WHERE q.person = ? AND p.day <= ?{self._on_front}",
            (person, upto),
        )
        return sorted(map(_mark, rows))

    def on_topic(self, topic: str, upto: int) -> list[Mark]:
        """Those up to a day that may have a word of a topic, or its beginning, in the order of their keys."""
        beginnings = {*stems(topic), *(word[:STEM].lower() for word in topic.split())}
        asked = " OR ".join(f'"{word}" *' for word in sorted(b.replace('"', "") for b in beginnings) if folded(word))
        if not asked:
            return []
        found = chain(
            self._connection.execute(
                f"SELECT {_COLUMNS} FROM (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?) AS f"
                " CROSS JOIN judgements AS j ON j.statement = f.rowid"
                f" CROSS JOIN person_judgements AS p ON p.key = j.key{_OWNER} WHERE p.day <= ?{self._on_front}",
                (f"quotation : ({asked})", upto),
            ),
            self._connection.execute(
                f"SELECT {_COLUMNS} FROM (SELECT rowid FROM edited_rows_fts WHERE edited_rows_fts MATCH ?) AS f"
                " CROSS JOIN person_judgements_edited AS e ON e.statement = f.rowid"
                f" CROSS JOIN person_judgements AS p ON p.key = e.key{_OWNER} WHERE p.day <= ?{self._on_front}",
                (f"quotation : ({asked})", upto),
            ),
        )
        return sorted({mark.key: mark for mark in map(_mark, found)}.values())

    def said(self, keys: Iterable[int]) -> dict[int, Said]:
        """What was said, by key."""
        return {
            **_as_read(self._connection, sorted(key for key in keys if key < EDITED)),
            **_as_edited(self._connection, sorted(key for key in keys if key >= EDITED)),
        }

    def _with(self, front: str) -> list[int]:
        if front == NO_FRONT:
            return [0]
        rows = self._connection.execute("SELECT DISTINCT list FROM front_list_members WHERE name = ?", (front,))
        return [key for (key,) in rows]


_mark = Mark._make


def _as_read(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Said]:
    rows = connection.execute(
        "SELECT j.key, s.key, a.id, a.text, r.published, r.outlet, j.direction, j.clause_start, j.clause_end,"
        ' s.content_start, s.content_end, e.start, e."end", e.scale, e.low, e.best, e.high'
        " FROM json_each(?) AS w CROSS JOIN judgements AS j ON j.key = w.value"
        " CROSS JOIN statements AS s ON s.key = j.statement CROSS JOIN estimatives AS e ON e.judgement = j.key"
        " CROSS JOIN readings AS r ON r.key = s.reading CROSS JOIN articles AS a ON a.key = r.article",
        (json.dumps(keys),),
    ).fetchall()
    found = {}
    for key, statement, id_, text, published, outlet, direction, a, b, c, d, start, end, *chance in rows:
        spans = content_spans(connection, statement, a, b, c, d)
        quotation = " ".join(text[slice(*span)] for span in spans)
        scale, low, best, high = chance
        found[key] = Said(id_, published, outlet, quotation, spans, text[start:end], scale, low, best, high, direction)
    return found


def _as_edited(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Said]:
    rows = connection.execute(
        "SELECT e.key, a.id, a.text, r.published, r.outlet, e.said FROM json_each(?) AS w"
        " CROSS JOIN person_judgements_edited AS e ON e.key = w.value CROSS JOIN articles AS a ON a.key = e.article"
        " CROSS JOIN readings AS r ON r.key = (SELECT max(key) FROM readings WHERE article = a.key)",
        (json.dumps(keys),),
    )
    found = {}
    for key, id_, text, published, outlet, stored in rows:
        places, phrase, scale, low, best, high, direction = json.loads(stored)
        spans = tuple((start, end) for start, end in places)
        quotation = " ".join(text[slice(*span)] for span in spans)
        found[key] = Said(id_, published, outlet, quotation, spans, phrase, scale, low, best, high, direction)
    return found
