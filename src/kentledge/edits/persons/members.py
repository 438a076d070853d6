"""The persons of a block, as proposals look at them: all, or the changed ones and those who may be one with them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Hashable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from kentledge.edits.grounds import Profile, block, full_name
from kentledge.edits.near import Name, Near, name_of
from kentledge.edits.persons.gather import alone, newest
from kentledge.edits.persons.places import unpacked
from kentledge.edits.persons.rows import Part, checksum, in_order, parts, profile_of, spoken
from kentledge.edits.proposals import blocks_of
from kentledge.records import SpeakerKind


@dataclass(slots=True)
class Member:
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


def near_changed(connection: sqlite3.Connection, number: int, changed: Set[int]) -> dict[str, list[Member]] | None:
    """Of a block (by checksum) the person named first, the changed ones and those whose names may be one with theirs.

    None where these do not tell all: where somebody's name is incomplete, or two blocks have this checksum.
    """
    rows = connection.execute(f"SELECT {_NAMED} WHERE p.block = ?", (number,)).fetchall()
    there = [(person, _taken_apart(name, kind)) for person, name, kind in rows]
    keys = {key for _, (key, _, _) in there}
    if len(keys) != 1 or not all(full for _, (_, full, _) in there):
        return None
    elsewhere = connection.execute(
        f"SELECT {_NAMED} WHERE p.person IN (SELECT person FROM person_profiles WHERE block = ?1)"
        " AND p.block IS NOT ?1",
        (number,),
    )
    own = [(person, name) for person, (_, _, name) in there if person is not None]
    own += [(person, _taken_apart(name, kind)[2]) for person, name, kind in elsewhere]
    found = set(Near(own).to({name for person, name in own if person in changed}))
    found.update(
        key
        for (key,) in connection.execute(
            "SELECT q.key FROM person_profiles AS p CROSS JOIN persons AS q ON q.key = p.person WHERE p.block = ?"
            " ORDER BY q.place LIMIT 1",
            (number,),
        )
    )
    some = sorted(_whole(connection, found), key=lambda member: member.place)
    return {key: some for key in keys if key is not None and some}


_NAMED = (
    "p.person, n.text, k.text FROM person_profiles AS p CROSS JOIN person_texts AS n ON n.key = p.name"
    " CROSS JOIN person_texts AS k ON k.key = p.kind"
)


@lru_cache(maxsize=1 << 18)
def _taken_apart(name: str, kind: SpeakerKind) -> tuple[str | None, bool, Name]:
    """The block of a name, whether it is full, and what the block leaves open."""
    profile = Profile(name, None, None, kind)
    return block(profile), full_name(profile) is not None, name_of(profile)


def members(connection: sqlite3.Connection, number: int) -> dict[str, list[Member]]:
    """The persons of the blocks of a checksum (hardly ever more than one), in the order in which they were named."""
    whole = connection.execute("SELECT DISTINCT person FROM person_profiles WHERE block = ?", (number,)).fetchall()
    every = [
        *_whole(connection, {person for (person,) in whole if person is not None}),
        *_alone(connection, parts(connection, "p.block = ? AND p.person IS NULL", number)),
    ]
    out: dict[str, list[Member]] = {}
    for member in sorted(every, key=lambda member: member.place):
        for key in blocks_of(member):
            if checksum(key) == number:
                out.setdefault(key, []).append(member)
    return out


def _whole(connection: sqlite3.Connection, keys: set[int]) -> Iterator[Member]:
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
        yield Member(key, f"{id_:08x}", place, tuple(dict.fromkeys(r.profile for r in rows)), speakers, rows)


def _alone(connection: sqlite3.Connection, rows: list[Part]) -> Iterator[Member]:
    """Persons of one name in one article."""
    if not rows:
        return
    at = {place: row for row in rows for place in unpacked(row.data)}
    twice = {
        (place >> 16, name)
        for place, name in connection.execute(
            "SELECT p.place, n.text FROM json_each(?) AS j CROSS JOIN persons AS p"
            " ON p.place BETWEEN j.value << 16 AND j.value << 16 | 65535 CROSS JOIN person_texts AS n ON n.key = p.name"
            " WHERE p.alone AND p.speakers > 1",
            (json.dumps(sorted({place >> 16 for place in at})),),
        )
    }
    found = connection.execute(
        "SELECT p.key, p.id, p.place, p.speakers FROM json_each(?) AS j CROSS JOIN persons AS p"
        " ON p.articles = 1 AND p.place = j.value WHERE p.alone",
        (json.dumps(sorted(at)),),
    ).fetchall()
    for key, id_, place, speakers in found:
        if speakers == 1:
            yield Member(key, f"{id_:08x}", place, (at[place].profile,), 1)
    made = newest(connection)
    for article, name in sorted({(p >> 16, row.profile.name) for p, row in at.items()} & twice):
        own = alone(spoken(connection, [article], made.reading, made.edit)[article])[name]
        key, id_ = connection.execute(
            "SELECT key, id FROM persons WHERE alone AND articles = 1 AND place = ?", (own[0][0],)
        ).fetchone()
        profiles = tuple(dict.fromkeys(profile_of(said) for _, said in own))
        yield Member(key, f"{id_:08x}", own[0][0], profiles, len(own))
