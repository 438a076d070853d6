"""Who may be one person, stored: proposals worked out block by block, and again only where persons have changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Hashable, Iterator, Set
from dataclasses import dataclass

from kentledge.edits.grounds import Profile
from kentledge.edits.persons.gather import alone, newest
from kentledge.edits.persons.look import Known, Persons
from kentledge.edits.persons.places import unpacked
from kentledge.edits.persons.rows import Part, Texts, checksum, in_order, parts, profile_of, spoken
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
        (waiting,) = connection.execute("SELECT count(*) FROM person_unasked").fetchone()
        if waiting > BLOCKS and tell is not None:
            tell(f"comparing the persons of {waiting:,} names, once")
        while connection.execute("SELECT EXISTS (SELECT 1 FROM person_unasked)").fetchone()[0]:
            with schema.transaction(connection):
                _ask(connection)
        found: list[Asked] = []
        seen: set[tuple[str, str]] = set()
        rows = connection.execute(
            "SELECT q.one, q.other, t.text, q.alike FROM person_proposals AS q CROSS JOIN person_texts AS t"
            " ON t.key = q.says ORDER BY q.rank, q.place, q.turn, q.block, q.position"
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


@dataclass(slots=True)
class _Member:
    """A person of a block."""

    key: int
    id: str
    place: int
    profiles: tuple[Profile, ...]
    speakers: int
    rows: tuple[Part, ...] = ()
    _articles: Set[Hashable] | None = None

    @property
    def articles(self) -> Set[Hashable]:
        """Keys of the articles that name this person."""
        if self._articles is None:
            places = (at for row in self.rows for at in row.places) if self.rows else (self.place,)
            self._articles = frozenset(at >> 16 for at in places)
        return self._articles


def _ask(connection: sqlite3.Connection) -> None:
    texts = Texts(connection)
    barred = _barred(connection)
    blocks = [b for (b,) in connection.execute("SELECT block FROM person_unasked ORDER BY block LIMIT ?", (BLOCKS,))]
    for number in blocks:
        rows = list[tuple[int | None, ...]]()
        for key, members in _members(connection, number).items():
            turn = blocks_of(members[0]).index(key)
            for p in of_block(members, lambda a, b: frozenset((a.id, b.id)) in barred):
                rows.append(
                    (number, len(rows), p.rank, members[0].place, turn, p.one.key, p.other.key, texts(p.says),
                     len(p.alike))
                )  # fmt: skip
        _store(connection, number, rows)
    connection.executemany("DELETE FROM person_unasked WHERE block = ?", ((b,) for b in blocks))


def _store(connection: sqlite3.Connection, number: int, rows: list[tuple[int | None, ...]]) -> None:
    """Puts what is proposed in a block in the place of what was, if it is anything else."""
    sql = "SELECT * FROM person_proposals WHERE block = ? ORDER BY position"
    stored = connection.execute(sql, (number,)).fetchall()
    same = next((n for n, (a, b) in enumerate(zip(stored, rows, strict=False)) if a != b), min(len(stored), len(rows)))
    connection.execute("DELETE FROM person_proposals WHERE block = ? AND position >= ?", (number, same))
    connection.executemany(
        "INSERT INTO person_proposals (block, position, rank, place, turn, one, other, says, alike)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows[same:],
    )


def _barred(connection: sqlite3.Connection) -> frozenset[frozenset[str]]:
    """The ids of persons whom the analyst has kept apart."""
    rows = connection.execute(
        "SELECT DISTINCT a.id, b.id FROM person_barred AS x JOIN person_profiles AS p ON p.unit = x.one"
        " JOIN person_profiles AS q ON q.unit = x.other JOIN persons AS a ON a.key = p.person"
        " JOIN persons AS b ON b.key = q.person"
    )
    return frozenset(frozenset((f"{a:08x}", f"{b:08x}")) for a, b in rows)


def _members(connection: sqlite3.Connection, number: int) -> dict[str, list[_Member]]:
    """The persons of the blocks of a checksum (hardly ever more than one), in the order in which they were named."""
    whole = connection.execute("SELECT DISTINCT person FROM person_profiles WHERE block = ?", (number,)).fetchall()
    members = [
        *_whole(connection, {person for (person,) in whole if person is not None}),
        *_alone(connection, parts(connection, "p.block = ? AND p.person IS NULL", number)),
    ]
    out: dict[str, list[_Member]] = {}
    for member in sorted(members, key=lambda member: member.place):
        for key in blocks_of(member):
            if checksum(key) == number:
                out.setdefault(key, []).append(member)
    return out


def _whole(connection: sqlite3.Connection, keys: set[int]) -> Iterator[_Member]:
    """Persons with rows of their own in person_profiles."""
    own: dict[int, list[Part]] = {}
    asked_of = json.dumps(sorted(keys))
    for row in parts(connection, "p.person IN (SELECT value FROM json_each(?))", asked_of):
        if row.person is not None:
            own.setdefault(row.person, []).append(row)
    found = connection.execute(
        "SELECT p.key, p.id, p.place, p.speakers FROM json_each(?) AS j CROSS JOIN persons AS p ON p.key = j.value",
        (asked_of,),
    )
    for key, id_, place, speakers in found:
        rows = tuple(in_order(own[key]))
        yield _Member(key, f"{id_:08x}", place, tuple(dict.fromkeys(r.profile for r in rows)), speakers, rows)


def _alone(connection: sqlite3.Connection, rows: list[Part]) -> Iterator[_Member]:
    """Persons of one name in one article."""
    if not rows:
        return
    at = {place: row for row in rows for place in unpacked(row.data)}
    twice = {
        (place >> 16, name)
        for place, name in connection.execute(
            "SELECT p.place, n.text FROM persons AS p JOIN person_texts AS n ON n.key = p.name"
            " WHERE p.alone AND p.speakers > 1"
        )
    }
    found = connection.execute(
        "SELECT p.key, p.id, p.place, p.speakers FROM json_each(?) AS j CROSS JOIN persons AS p"
        " ON p.articles = 1 AND p.place = j.value WHERE p.alone",
        (json.dumps(sorted(at)),),
    ).fetchall()
    for key, id_, place, speakers in found:
        if speakers == 1:
            yield _Member(key, f"{id_:08x}", place, (at[place].profile,), 1)
    made = newest(connection)
    for article, name in sorted({(p >> 16, row.profile.name) for p, row in at.items()} & twice):
        own = alone(spoken(connection, [article], made.reading, made.edit)[article])[name]
        key, id_ = connection.execute(
            "SELECT key, id FROM persons WHERE alone AND articles = 1 AND place = ?", (own[0][0],)
        ).fetchone()
        profiles = tuple(dict.fromkeys(profile_of(said) for _, said in own))
        yield _Member(key, f"{id_:08x}", own[0][0], profiles, len(own))
