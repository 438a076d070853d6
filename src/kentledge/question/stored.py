"""The stored judgements of persons: by how far the best figure is from the rest, by person, by the words of a topic."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from kentledge.edits.names import folded
from kentledge.edits.persons.judgements import EDITED, content_spans, numbers
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
        self._names: dict[int, tuple[str, ...]] = {}
        self._lists = None if front is None else self._with(front)
        self._on_front = "" if self._lists is None else f" AND p.fronts IN ({', '.join(map(str, self._lists))})"

    def fronts(self, mark: Mark) -> tuple[str, ...]:
        """The fronts of a judgement; "no front" where it has none."""
        if mark.fronts not in self._names:
            rows = self._connection.execute(
                "SELECT name FROM front_list_members WHERE list = ? ORDER BY position", (mark.fronts,)
            )
            self._names[mark.fronts] = tuple(name for (name,) in rows) or (NO_FRONT,)
        return self._names[mark.fronts]

    def chances(self) -> list[float]:
        """The best figures that there are."""
        rows = self._connection.execute(
            "WITH RECURSIVE o (best) AS (SELECT min(best) FROM estimatives UNION ALL"
            " SELECT (SELECT min(best) FROM estimatives WHERE best > o.best) FROM o WHERE o.best NOT NULL)"
            " SELECT best FROM o WHERE best NOT NULL UNION SELECT DISTINCT best FROM person_judgements_edited"
        )
        return [best for (best,) in rows]

    def at(self, best: float, days: tuple[int, int]) -> Iterator[Mark]:
        """Those of a best figure, of the days after the first up to the second, in the order of their keys."""
        when = f" WHERE e.best = ? AND p.day > ? AND p.day <= ?{self._on_front}"
        return map(
            _mark,
            chain(
                self._connection.execute(
                    f"SELECT {_COLUMNS} FROM estimatives AS e INDEXED BY estimatives_by_chance"
                    f" CROSS JOIN person_judgements AS p ON p.key = e.judgement{_OWNER}{when} ORDER BY e.judgement",
                    (best, *days),
                ),
                self._connection.execute(
                    f"SELECT {_COLUMNS} FROM person_judgements_edited AS e"
                    f" CROSS JOIN person_judgements AS p ON p.key = e.key{_OWNER}{when} ORDER BY e.key",
                    (best, *days),
                ),
            ),
        )

    def of_persons(self, persons: Sequence[int], upto: int) -> dict[int, list[Mark]]:
        """Those of some persons up to a day, in the order of their keys."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM json_each(?) AS w CROSS JOIN person_profiles AS q ON q.person = w.value"
            f" CROSS JOIN person_judgements AS p ON p.profile = q.key WHERE p.day <= ?{self._on_front}",
            (json.dumps(persons), upto),
        )
        found: dict[int, list[Mark]] = {person: [] for person in persons}
        for mark in sorted(map(_mark, rows)):
            found[mark.owner].append(mark)
        return found

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

    def said(self, marks: Iterable[Mark]) -> dict[int, Said]:
        """What was said, by key."""
        keys = {mark.key for mark in marks}
        return {
            **_as_read(self._connection, sorted(key for key in keys if key < EDITED)),
            **_as_edited(self._connection, sorted(key for key in keys if key >= EDITED)),
        }

    def _with(self, front: str) -> list[int]:
        if front == NO_FRONT:
            return [0]
        rows = self._connection.execute("SELECT DISTINCT list FROM front_list_members WHERE name = ?", (front,))
        return [key for (key,) in rows]


def farthest(streams: Mapping[float, Iterable[Mark]]) -> Iterator[tuple[float, Mark]]:
    """The judgements of some best figures, each with how far it may be from any: the farthest first, then by key."""
    low, high = min(streams, default=0.0), max(streams, default=0.0)
    levels: dict[float, list[Iterable[Mark]]] = {}
    for best, marks in streams.items():
        levels.setdefault(max(best - low, high - best), []).append(marks)
    for level, several in sorted(levels.items(), reverse=True):
        for mark in heapq.merge(*several) if len(several) > 1 else several[0]:
            yield level, mark


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
