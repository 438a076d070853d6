"""The judgements of each person packed into one row, so that those of all persons are read quickly.

`heads` has 20 bytes for each judgement that has words, in the order of their keys: the key (8), the day, the key of the
best figure, the fronts (4 each), the lowest byte first. `words` has two bytes for each of their words, in the same
order: the lowest 15 bits of its checksum, and the highest bit set for the first word of a judgement. So two words may
look alike that are not, never the other way round.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from itertools import groupby

from kentledge.edits.persons.words import numbers
from kentledge.ledger import schema

PERSONS = 2_000
"""How many persons are packed in one transaction."""
HEAD = struct.Struct("<qIII")
WORD = 0x7FFF
"""The bits of a checksum that are kept."""
FIRST = 0x8000
"""The bit of a judgement's first word."""

Judgement = tuple[int, int, int, int, bytes]
"""Key, day, key of the best figure, fronts, words."""


def renew(connection: sqlite3.Connection) -> None:
    """Makes anew what is stale; persons and judgements must be up to date."""
    while _some_stale(connection):
        with schema.transaction(connection):
            persons = json.dumps(_some_stale(connection))
            connection.execute("DELETE FROM person_packs WHERE person IN (SELECT value FROM json_each(?))", (persons,))
            connection.executemany(
                "INSERT INTO person_packs (person, first, last, heads, words) VALUES (?, ?, ?, ?, ?)",
                list(_packed(connection, persons)),
            )
            connection.execute(
                "DELETE FROM person_packs_stale WHERE person IN (SELECT value FROM json_each(?))", (persons,)
            )


def _some_stale(connection: sqlite3.Connection) -> list[int]:
    rows = connection.execute("SELECT person FROM person_packs_stale ORDER BY person LIMIT ?", (PERSONS,))
    return [person for (person,) in rows]


def _packed(connection: sqlite3.Connection, persons: str) -> Iterator[tuple[int, int, int, bytes, bytes]]:
    of_them = (
        " FROM json_each(?) AS w CROSS JOIN persons AS o ON o.key = w.value AND o.named"
        " CROSS JOIN person_profiles AS q ON q.person = o.key CROSS JOIN person_judgements AS p ON p.profile = q.key"
    )
    connection.execute(f"INSERT OR IGNORE INTO person_figures (best) SELECT DISTINCT p.best{of_them}", (persons,))
    rows = connection.execute(
        f"SELECT q.person, p.key, p.day, f.key, p.fronts, p.words{of_them}"
        " CROSS JOIN person_figures AS f ON f.best = p.best WHERE p.words <> x'' ORDER BY q.person, p.key",
        (persons,),
    )
    for person, own in groupby(rows, key=lambda row: row[0]):
        own_judgements = [row[1:] for row in own]
        days = [day for _, day, *_ in own_judgements]
        if min(days) < max(days):
            yield person, min(days), max(days), heads(own_judgements), short(own_judgements)


def heads(judgements: Iterable[Judgement]) -> bytes:
    """What `heads` has of the judgements of a person."""
    return b"".join(HEAD.pack(*row[:4]) for row in judgements)


def short(judgements: Iterable[Judgement]) -> bytes:
    """What `words` has of them."""
    return b"".join(_short(row[4]) for row in judgements)


def _short(words: bytes) -> bytes:
    first, *others = numbers(words)
    return struct.pack(f"<{1 + len(others)}H", first & WORD | FIRST, *(word & WORD for word in others))
