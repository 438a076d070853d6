"""Who may be one person, stored: of a block of namesakes only what hangs on changed persons is worked out anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from kentledge.edits.persons.gather import EVERYBODY
from kentledge.edits.persons.look import Known, Persons
from kentledge.edits.persons.members import Member, members, near_changed
from kentledge.edits.persons.rows import Texts
from kentledge.edits.proposals import blocks_of, of_block
from kentledge.ledger import Ledger, schema

BLOCKS = 2_000
"""How many blocks are asked about in one transaction."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Two persons who may be one, and on what ground; `alike` counts more of the kind of `one` (see `proposals`)."""

    one: Known
    other: Known
    says: str
    alike: int


def asked(
    ledger: Ledger, persons: Persons, limit: int | None, tell: Callable[[str], None] | None = None
) -> list[Asked]:
    """The first pairs to ask about, the best grounds first. `persons` are those of the ledger, as they are now.

    `tell` is given a line where much has to be compared first.
    """
    connection = ledger.connection
    with schema.told(ledger.path):
        (waiting,) = connection.execute("SELECT count(DISTINCT block) FROM person_unasked").fetchone()
        if waiting > BLOCKS and tell is not None:
            tell(f"comparing the persons of {waiting:,} names, once")
        while connection.execute("SELECT EXISTS (SELECT 1 FROM person_unasked)").fetchone()[0]:
            with schema.transaction(connection):
                _ask(connection)
        found: list[Asked] = []
        seen: set[tuple[str, str]] = set()
        rows = connection.execute(
            "SELECT q.one, q.other, t.text, q.alike FROM person_proposals AS q CROSS JOIN person_texts AS t"
            " ON t.key = q.says ORDER BY q.rank, q.place, q.turn, q.block, q.part, q.one_place, q.other_place"
        )
        for one, other, says, alike in rows:
            if len(found) == limit:
                break
            pair = persons.stored(one), persons.stored(other)
            ids = pair[0].id, pair[1].id
            if ids not in seen:  # who is in two blocks is asked about once
                seen.add(ids)
                found.append(Asked(*pair, says, alike))
        return found


def _ask(connection: sqlite3.Connection) -> None:
    texts, barred = Texts(connection), _barred(connection)
    noted = connection.execute(
        "SELECT block, person FROM person_unasked WHERE block IN"
        " (SELECT DISTINCT block FROM person_unasked ORDER BY block LIMIT ?) ORDER BY block",
        (BLOCKS,),
    ).fetchall()
    for number, notes in groupby(noted, key=itemgetter(0)):
        blocks, changed = _to_compare(connection, number, {person for _, person in notes})
        rows = dict[tuple[int, ...], _Row]()
        for key, some in blocks.items():
            for row in _rows(number, key, some, changed, barred, texts):
                rows.setdefault(row[:4], row)
        _store(connection, number, changed, set(rows.values()))
        if changed is not None:
            for key, some in blocks.items():
                connection.execute(
                    "UPDATE person_proposals SET place = ?2, turn = ?3 WHERE block = ?1 AND (place, turn) <> (?2, ?3)",
                    (number, *_order(key, some)),
                )
    connection.executemany("DELETE FROM person_unasked WHERE block = ?", {(number,) for number, _ in noted})


def _to_compare(
    connection: sqlite3.Connection, number: int, noted: Set[int]
) -> tuple[dict[str, list[Member]], Set[int] | None]:
    """The persons of a block by what they share, and the keys of the changed ones; None where all are compared anew."""
    if EVERYBODY not in noted and (some := near_changed(connection, number, noted)) is not None:
        return some, noted
    every = members(connection, number)
    # Where two blocks have one checksum, nothing says which of the stored pairs are of which.
    return every, None if EVERYBODY in noted or len(every) > 1 else noted


_Row = tuple[int, int, int, int, int, int, int, int, int, int, int]
_COLUMNS = "block, part, one_place, other_place, rank, place, turn, one, other, says, alike"


def _rows(
    number: int,
    key: str,
    some: list[Member],
    changed: Set[int] | None,
    barred: Set[frozenset[str]],
    texts: Texts,
) -> Iterator[_Row]:
    """What is to be asked of a block: all of it, or what may hang on those who have changed."""
    place, turn = _order(key, some)

    def apart(one: Member, other: Member) -> bool:
        return frozenset((one.id, other.id)) in barred

    def has_changed(one: Member) -> bool:
        return changed is None or one.key in changed

    for p in of_block(some, apart, None if changed is None else has_changed):
        yield (number, p.part, p.one.place, p.other.place, p.rank, place, turn, p.one.key, p.other.key, texts(p.says),
               len(p.alike))  # fmt: skip


def _order(key: str, some: list[Member]) -> tuple[int, int]:
    """What blocks are ordered by: the place of the first member, and which of that member's blocks it is."""
    return some[0].place, blocks_of(some[0]).index(key)


def _store(connection: sqlite3.Connection, number: int, changed: Set[int] | None, rows: Set[_Row]) -> None:
    """Puts what is proposed in a block in the place of what was: of all, or of what may hang on those who changed."""
    sql = f"SELECT {_COLUMNS} FROM person_proposals WHERE block = ?1"
    if changed is not None:
        sql += (
            " AND (part > 0 OR one IN (SELECT value FROM json_each(?2)) OR other IN (SELECT value FROM json_each(?2)))"
        )
    stored = set(connection.execute(sql, (number, *([] if changed is None else [json.dumps(sorted(changed))]))))
    connection.executemany(
        "DELETE FROM person_proposals WHERE block = ? AND part = ? AND one_place = ? AND other_place = ?",
        (row[:4] for row in stored - rows),
    )
    connection.executemany(
        f"INSERT OR REPLACE INTO person_proposals ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows - stored
    )


def _barred(connection: sqlite3.Connection) -> frozenset[frozenset[str]]:
    """The ids of persons whom the analyst has kept apart."""
    rows = connection.execute(
        "SELECT DISTINCT a.id, b.id FROM person_barred AS x JOIN person_profiles AS p ON p.unit = x.one"
        " JOIN person_profiles AS q ON q.unit = x.other JOIN persons AS a ON a.key = p.person"
        " JOIN persons AS b ON b.key = q.person"
    )
    return frozenset(frozenset((f"{a:08x}", f"{b:08x}")) for a, b in rows)
