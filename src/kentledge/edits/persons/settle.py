"""Which profiles are one person: worked out anew for the full names and units that have changed, and for no others."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Hashable, Iterator, Set
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from kentledge.edits.grounds import full_name
from kentledge.edits.names import folded
from kentledge.edits.people import person_id
from kentledge.edits.persons.gather import EVERYBODY, unasked
from kentledge.edits.persons.rows import Part, Texts, block_number, checksum, full_name_of, full_number, parts
from kentledge.edits.persons.rows import node as node_of
from kentledge.edits.units import Unit, one_each, traits, why_one

NAMES = 5_000
"""How many full names are settled in one transaction."""

Node = tuple[Hashable, ...]
"""What the profiles of a unit have in common: ("unit", its number), or the folded profile."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """A unit with its rows, in the order of their first places."""

    node: Node
    first: int
    rows: tuple[Part, ...]


def settle(connection: sqlite3.Connection, texts: Texts) -> int:
    """Settles some of what is stale, in a transaction; returns how much that was."""
    stale = connection.execute(
        "SELECT block, full_name, unit FROM person_stale ORDER BY block, full_name, unit LIMIT ?", (NAMES,)
    ).fetchall()
    near = _Near(connection)
    made = _Made(connection, texts)
    for block, some in groupby((row for row in stale if not row[2]), key=itemgetter(0)):
        near.load(block, {full for _, full, _ in some})
    for block, full, unit in stale:
        for node in [("unit", unit)] if unit else near.nodes(block, full):
            if node not in near.seen:
                made.persons(near.component(node))
    connection.executemany("DELETE FROM person_stale WHERE block = ? AND full_name = ? AND unit = ?", stale)
    return len(stale)


class _Near:
    """Units, and those to which a chain of shared full names leads from them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.seen: set[Node] = set()
        self._connection = connection
        self._names: dict[int, dict[int, set[int]]] = {}
        self._nodes: dict[tuple[int, int], set[Node]] = {}
        self._rows: dict[Node, tuple[Part, ...]] = {}

    def nodes(self, block: int, full: int) -> set[Node]:
        """The units that have a full name, by the checksums of block and name."""
        if (block, full) not in self._nodes:
            self.load(block, {full})
        return self._nodes[(block, full)]

    def component(self, node: Node) -> list[_Whole]:
        """All units that hang together with one, in the order in which they were first named."""
        found, waiting = list[_Whole](), [node]
        self.seen.add(node)
        while waiting:
            at = waiting.pop()
            rows = sorted(self._of(at), key=lambda part: part.first)
            if not rows:
                continue  # a unit that is no more
            found.append(_Whole(at, rows[0].first, tuple(rows)))
            for profile in (row.profile for row in rows):
                block, full = block_number(profile), full_number(profile)
                if block is not None and full is not None:
                    waiting.extend(new := self.nodes(block, full) - self.seen)
                    self.seen |= new
        return sorted(found, key=lambda whole: whole.first)

    def load(self, block: int, wanted: Set[int]) -> None:
        """Looks up the units of a block that have some full names, in one go."""
        self._nodes.update({(block, full): set() for full in wanted})
        by_full = self._full_names(block)
        keys = sorted({key for full in wanted for key in by_full.get(full, ())})
        own: dict[Node, list[Part]] = {}
        names: dict[str, set[str]] = {}
        for part in parts(
            self._connection, "p.name IN (SELECT value FROM json_each(?)) AND +p.block = ?", json.dumps(keys), block
        ):
            full = full_number(part.profile)
            if full is None or full not in wanted:
                continue
            node = node_of(part)
            self._nodes[(block, full)].add(node)
            if part.unit is None:
                own.setdefault(node, []).append(part)
                names.setdefault(folded(part.profile.name), set()).add(part.profile.name)
        # "Hale, John" and "Hale John" are alike when folded, but stand in two blocks.
        for part in self._elsewhere(names):
            own.setdefault(node_of(part), []).append(part)
        for node, rows in own.items():
            self._rows[node] = tuple({row.key: row for row in (*self._rows.get(node, ()), *rows)}.values())

    def _full_names(self, block: int) -> dict[int, set[int]]:
        """The full names in a block, as checksums, each with the texts of names that are it."""
        if block not in self._names:
            found = self._names[block] = {}
            for key, name, kind in self._connection.execute(
                "SELECT DISTINCT n.key, n.text, k.text FROM person_profiles AS p CROSS JOIN person_texts AS n"
                " ON n.key = p.name CROSS JOIN person_texts AS k ON k.key = p.kind WHERE p.block = ?",
                (block,),
            ):
                full = full_name_of(name, kind)
                if full is not None:
                    found.setdefault(full, set()).add(key)
        return self._names[block]

    def _elsewhere(self, names: dict[str, set[str]]) -> Iterator[Part]:
        """The profiles of other names that fold to one of these, each given with the names that are known."""
        words = {checksum(f"={whole}") for whole in names}
        found = self._connection.execute(
            "SELECT t.key, t.text FROM json_each(?) AS j CROSS JOIN person_words AS w ON w.word = j.value"
            " CROSS JOIN person_texts AS t ON t.key = w.text",
            (json.dumps(sorted(words)),),
        ).fetchall()
        for key, name in found:
            known = names.get(folded(name))
            if known is not None and name not in known:
                for part in parts(self._connection, "p.name = ? AND p.unit IS NULL", key):
                    if full_name(part.profile) is not None:
                        yield part

    def _of(self, node: Node) -> tuple[Part, ...]:
        if node[0] == "unit":
            return tuple(parts(self._connection, "p.unit = ?", node[1]))
        return self._rows.get(node, ())


class _Made:
    """Persons made of units, in the table."""

    def __init__(self, connection: sqlite3.Connection, texts: Texts) -> None:
        self._connection = connection
        self._texts = texts
        self._barred = {(one, other) for one, other in connection.execute("SELECT one, other FROM person_barred")}
        self._units_barred = {unit for pair in self._barred for unit in pair}

    def persons(self, component: list[_Whole]) -> None:
        """Makes the persons of some units that have nothing to do with any other."""
        if not component:
            return
        places = {row.key: row.places for whole in component for row in whole.rows}
        units = [
            Unit(
                tuple(row.profile for row in whole.rows),
                frozenset(p >> 16 for row in whole.rows for p in places[row.key])
                if len(component) > 1
                else frozenset(),
                why_one(whole.rows[0].profile, sum(row.speakers for row in whole.rows), self._said_so(whole)),
            )
            for whole in component
        ]
        numbers = {whole.node[1]: n for n, whole in enumerate(component) if whole.node[0] == "unit"}
        pairs = ((numbers[a], numbers[b]) for a, b in self._barred if a in numbers and b in numbers) if numbers else ()
        barred = {(min(pair), max(pair)) for pair in pairs}
        rows = [row for whole in component for row in whole.rows]
        free, kept_apart = self._keys(rows), not self._units_barred.isdisjoint(numbers)
        changed = {(block_number(row.profile), row.person) for row in rows}
        for members, grounds in one_each(units, barred):
            own = [row for n in members for row in component[n].rows]
            key = self._person(own, places, grounds, free)
            # Who is kept apart from whom holds for all persons of an id.
            changed.update((block_number(row.profile), EVERYBODY if kept_apart else key) for row in own)
        self._connection.executemany("DELETE FROM persons WHERE key = ?", ((key,) for key in free))
        unasked(self._connection, {(b, p) for b, p in changed if b is not None and p is not None})

    def _said_so(self, whole: _Whole) -> bool:
        if whole.node[0] != "unit":
            return False
        row = self._connection.execute("SELECT count(*) FROM person_decided WHERE unit = ?", whole.node[1:]).fetchone()
        return int(row[0]) > 1

    def _keys(self, rows: list[Part]) -> list[int]:
        """The keys of persons that these rows had to themselves, to be given out again."""
        own: dict[int, int] = {}
        for row in rows:
            if row.person is not None:
                own[row.person] = own.get(row.person, 0) + 1
        return [
            key
            for key, count in own.items()
            if self._connection.execute("SELECT count(*) FROM person_profiles WHERE person = ?", (key,)).fetchone()[0]
            == count
        ]

    def _person(self, rows: list[Part], places: dict[int, list[int]], grounds: tuple[str, ...], free: list[int]) -> int:
        """Makes the person of some rows; returns the key."""
        connection, texts = self._connection, self._texts
        named = traits((row.profile, row.speakers) for row in rows)
        articles = {p >> 16 for row in rows for p in places[row.key]}
        first = places[rows[0].key][0]
        (article,) = connection.execute("SELECT id FROM articles WHERE key = ?", (first >> 16,)).fetchone()
        values = (
            int(person_id(article, rows[0].profile.name), 16), texts.name(named.name), texts.maybe(named.role),
            texts.maybe(named.affiliation), texts(named.kind),
            any(block_number(row.profile) is not None for row in rows), sum(row.speakers for row in rows),
            len(articles), first, texts("; ".join(grounds)),
        )  # fmt: skip
        own = next((row.person for row in rows if row.person in free), None)
        if own is not None:
            free.remove(own)
            connection.execute(
                "UPDATE persons SET id = ?, name = ?, role = ?, affiliation = ?, kind = ?, named = ?, speakers = ?,"
                " articles = ?, place = ?, grounds = ? WHERE key = ?",
                (*values, own),
            )
        else:
            own = (
                connection.execute(
                    "INSERT INTO persons (id, name, role, affiliation, kind, named, alone, speakers, articles, place,"
                    " grounds) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)",
                    values,
                ).lastrowid
                or 0
            )
        connection.executemany(
            "UPDATE person_profiles SET person = ? WHERE key = ?", ((own, row.key) for row in rows if row.person != own)
        )
        return own
