"""Looking persons up in the ledger: who speaks in an article, who is meant by a name, who there is."""

from __future__ import annotations

import heapq
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kentledge.edits.decision import Occurrence
from kentledge.edits.edit import UnusableEdit
from kentledge.edits.grounds import Profile, full_name
from kentledge.edits.names import body_name, fits, folded, person_name
from kentledge.edits.people import person_id, spellings
from kentledge.edits.persons.gather import alone, newest
from kentledge.edits.persons.places import unpacked
from kentledge.edits.persons.renew import renew
from kentledge.edits.persons.rows import (
    Part,
    Said,
    block_number,
    checksum,
    in_order,
    node,
    parts,
    profile_of,
    spoken,
    text_key,
    texts_at,
)
from kentledge.edits.units import folded_profile, traits, why_one
from kentledge.ledger import Ledger, schema
from kentledge.records import SpeakerKind

_ID = re.compile(r"[0-9a-f]{8}")
_SEVERAL = 500
"""How many articles are looked through at a time for speakers who are nobody in particular."""


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the ledger, as `edits.people` gathers them. `articles` is how many name them, `speakers` how often.

    `place` is where they were first named. `key` is the row, None for one who is nobody in particular ("experts").
    """

    id: str
    name: str
    role: str | None
    affiliation: str | None
    kind: SpeakerKind
    named: bool
    alone: bool
    speakers: int
    articles: int
    place: int
    grounds: tuple[str, ...]
    key: int | None


_PERSONS = (
    "SELECT p.id, n.text, r.text, a.text, k.text, p.named, p.alone, p.speakers, p.articles, p.place, g.text, p.key"
    " FROM persons AS p CROSS JOIN person_texts AS n ON n.key = p.name LEFT JOIN person_texts AS r ON r.key = p.role"
    " LEFT JOIN person_texts AS a ON a.key = p.affiliation JOIN person_texts AS k ON k.key = p.kind"
    " JOIN person_texts AS g ON g.key = p.grounds "
)


class UnknownSpeaker(UnusableEdit):
    """No person, or more than one, answers to the name."""


class Persons:
    """The persons of a ledger, as they are now. Raises UnusableLedger where the file cannot be read or written."""

    def __init__(self, ledger: Ledger, tell: Callable[[str], None] | None = None) -> None:
        """Brings the stored persons up to date first; `tell` is given a line where that takes long."""
        renew(ledger, tell)
        self._ledger = ledger
        self._connection = ledger.connection
        self._made = newest(ledger.connection)

    def of(self, article: str, name: str) -> Known | None:
        """The person whom an article (by id) calls by this name."""
        return self.of_each([(article, name)]).get((article, name))

    def of_each(self, occurrences: Iterable[Occurrence]) -> dict[Occurrence, Known]:
        """The persons whom some articles call by some names; those whom no article calls so are left out."""
        asked = set(occurrences)
        found: dict[Occurrence, Known] = {}
        persons: dict[tuple[Said, int | None], list[Known]] = {}
        with schema.told(self._ledger.path):
            ids = {
                key: id_
                for id_, key in self._connection.execute(
                    "SELECT a.id, a.key FROM json_each(?) AS j CROSS JOIN articles AS a ON a.id = j.value",
                    (json.dumps(sorted({article for article, _ in asked})),),
                )
            }
            said_by = spoken(self._connection, sorted(ids), self._made.reading, self._made.edit)
            for article, speakers in said_by.items():
                there = [s for s in speakers if (ids[article], s[1][0]) in asked]
                each = [(name, self._alone(article, name, said)) for name, said in alone(there).items()]
                for _, said, unit in there:
                    if unit is not None or full_name(profile_of(said)) is not None:
                        if (said, unit) not in persons:
                            persons[(said, unit)] = self._rows("WHERE p.key = ?", self._person_of(said, unit))
                        each.extend((said[0], person) for person in persons[(said, unit)])
                for name, person in each:
                    occurrence = ids[article], name
                    if occurrence not in found or found[occurrence].place < person.place:
                        found[occurrence] = person
        return found

    def stored(self, key: int) -> Known:
        """The person of a row."""
        return self._rows("WHERE p.key = ?", key)[0]

    def many(self, name: str) -> bool:
        """Whether more than one person is called exactly so."""
        with schema.told(self._ledger.path):
            key = text_key(self._connection, name)
            if key is None:
                return False
            (called,) = self._connection.execute(
                "SELECT count(DISTINCT p.key) FROM person_profiles AS q JOIN persons AS p ON p.key = q.person"
                " WHERE q.name = ? AND p.name = ?",
                (key, key),
            ).fetchone()
            if called < 2:
                lone = parts(self._connection, "p.name = ? AND p.person IS NULL AND p.unit IS NULL", key)
                called += len(self._lone(lone))
            return int(called) > 1

    def meant(self, said: str, limit: int) -> tuple[list[Known], int]:
        """The first persons whom a user may mean, and how many there are: by id, a name in use, or a shorter name."""
        with schema.told(self._ledger.path):
            if _ID.fullmatch(said) and (found := self._by_id(said)):
                return found[:limit], len(found)
            whole = folded(said)
            exact = {key for key, name in texts_at(self._connection, checksum(f"={whole}")) if folded(name) == whole}
            found, count = self._called(exact, limit, _any)
            if count:
                return found, count
            surname, body = person_name(said).surname, body_name(said)
            words = {surname, body.split()[0] if body else "="} - {""}
            near = {
                key for word in words for key, name in texts_at(self._connection, checksum(word)) if fits(name, said)
            }
            return self._called(near, limit, lambda name, kind: kind in ("person", "unknown") and fits(name, said))

    def named(self, said: str) -> Known:
        """The one person whom a name or an id means. Raises UnknownSpeaker."""
        found, count = self.meant(said, 6)
        if not found:
            raise UnknownSpeaker(f"nobody is called “{said}”; kentledge speakers lists everybody")
        if count > 1:
            who = "; ".join(f"{p.id} {p.name}" + (f" ({p.affiliation or p.role})" if p.affiliation or p.role else "")
                            for p in found)  # fmt: skip
            raise UnknownSpeaker(f"“{said}” may be {count} persons: name one by its id: {who}")
        return found[0]

    def listed(self, limit: int | None, *, everybody: bool = False) -> list[Known]:
        """Persons, those first whom most articles name; of equals the one that was named first.

        With `everybody`, also those who are nobody in particular.
        """
        with schema.told(self._ledger.path):
            order = "ORDER BY p.articles DESC, p.place LIMIT ?"
            most = -1 if limit is None else limit
            rows = self._rows(f"{'' if everybody else 'WHERE p.named '}{order}", most)
            if not everybody or (limit is not None and len(rows) == limit and rows[-1].articles > 1):
                return rows
            both = heapq.merge(rows, self._nobodies(), key=lambda person: (-person.articles, person.place))
            return list(islice(both, limit))

    def spellings(self, person: Known) -> tuple[str, ...]:
        """The names in use for a person, the most frequent first."""
        return spellings(self._said(person))

    def profiles(self, person: Known) -> tuple[Profile, ...]:
        """What articles say of a person, each once, in the order in which they were first named so."""
        return tuple(profile for profile, _ in self._said(person))

    def occurrences(self, person: Known, most: int | None = None) -> tuple[Occurrence, ...]:
        """The articles that name a person, by id, with the names there; `most` gives the first of them."""
        with schema.told(self._ledger.path):
            if person.alone:
                return ((self._id(person.place >> 16), person.name),)
            units: dict[object, list[tuple[int, str]]] = {}
            for row in in_order(parts(self._connection, "p.person = ?", person.key)):
                units.setdefault(node(row), []).extend((at, row.profile.name) for at in unpacked(row.data, most))
            every = dict.fromkeys((at >> 16, name) for own in units.values() for at, name in sorted(own))
            return self._with_ids(islice(every, most))

    def article_keys(self, person: Known) -> set[int]:
        """The articles that name a person, by key."""
        if person.alone:
            return {person.place >> 16}
        with schema.told(self._ledger.path):
            rows = parts(self._connection, "p.person = ?", person.key)
        return {at >> 16 for row in rows for at in row.places}

    def alike(self, person: Known) -> tuple[Known, ...]:
        """The others whom articles name in the very same words as this person, who has no full name."""
        profiles = self.profiles(person)
        if any(full_name(p) is not None for p in profiles):
            return ()
        kind = folded_profile(profiles[0])
        with schema.told(self._ledger.path):
            whole = folded(profiles[0].name)
            names = {key for key, name in texts_at(self._connection, checksum(f"={whole}")) if folded(name) == whole}
            found, _ = self._called(names, None, _any)
        return tuple(
            p
            for p in found
            if (p.place, p.key) != (person.place, person.key)
            and p.id != person.id
            and all(folded_profile(q) == kind for q in self.profiles(p))
        )

    def _speakers(self, article: int) -> list[tuple[int, Said, int | None]]:
        return spoken(self._connection, [article], self._made.reading, self._made.edit).get(article, [])

    def _rows(self, sql: str, *values: object) -> list[Known]:
        return [
            Known(f"{id_:08x}", name, role, affiliation, kind, bool(named), bool(lone), speakers, articles, place,
                  tuple(grounds.split("; ")) if grounds else (), key)
            for id_, name, role, affiliation, kind, named, lone, speakers, articles, place, grounds, key
            in self._connection.execute(_PERSONS + sql, values)
        ]  # fmt: skip

    def _person_of(self, said: Said, unit: int | None) -> int | None:
        name, *rest = said
        rows = self._connection.execute(
            "SELECT r.text, a.text, k.text, q.person FROM person_profiles AS q"
            " LEFT JOIN person_texts AS r ON r.key = q.role LEFT JOIN person_texts AS a ON a.key = q.affiliation"
            " JOIN person_texts AS k ON k.key = q.kind WHERE q.name = ? AND q.unit IS ?",
            (text_key(self._connection, name), unit),
        )
        return next((person for *words, person in rows if words == rest), None)

    def _alone(self, article: int, name: str, said: list[tuple[int, Said]] | None = None) -> Known:
        """The person behind a name in one article that never merges unasked."""
        said = alone(self._speakers(article))[name] if said is None else said
        profiles = [profile_of(s) for _, s in said]
        named = traits((p, 1) for p in profiles)
        place = said[0][0]
        key = self._connection.execute(
            "SELECT key FROM persons WHERE alone AND articles = 1 AND place = ?", (place,)
        ).fetchone()
        return Known(
            person_id(self._id(article), name), named.name, named.role, named.affiliation, named.kind,
            any(block_number(p) is not None for p in profiles), True, len(said), 1, place,
            why_one(profiles[0], len(said), False), None if key is None else key[0],
        )  # fmt: skip

    def _lone(self, rows: Iterable[Part]) -> dict[tuple[int, str], list[tuple[int, SpeakerKind]]]:
        """(Article, name) → places and kinds of the speakers in some rows that are never merged unasked."""
        out: dict[tuple[int, str], list[tuple[int, SpeakerKind]]] = {}
        for row in rows:
            if row.person is None and row.unit is None:
                for at in row.places:
                    out.setdefault((at >> 16, row.profile.name), []).append((at, row.profile.kind))
        return out

    def _called(
        self,
        names: Iterable[int],
        limit: int | None,
        wanted: Callable[[str, SpeakerKind], bool],
    ) -> tuple[list[Known], int]:
        """The first of the persons with some names (by number), and how many there are."""
        rows = [row for name in names for row in parts(self._connection, "p.name = ?", name)]
        found: dict[int | None, Known] = {}
        for owner in {row.person for row in rows if row.person is not None}:
            (person,) = self._rows("WHERE p.key = ?", owner)
            if wanted(person.name, person.kind):
                found[person.key] = person
        lone = []
        for (article, name), said in self._lone(rows).items():
            kind = said[0][1] if len(said) == 1 else self._alone(article, name).kind
            if wanted(name, kind):
                lone.append((min(at for at, _ in said), article, name))
        first = sorted(lone)[:limit]
        ordered = sorted((*found.values(), *(self._alone(a, name) for _, a, name in first)), key=lambda p: p.place)
        return ordered[:limit], len(found) + len(lone)

    def _by_id(self, said: str) -> list[Known]:
        found = self._rows("WHERE p.id = ? ORDER BY p.place", int(said, 16))
        if found:  # "Experts" beside "experts" in one article have one id
            nobodies = {
                (article, name)
                for article in {person.place >> 16 for person in found}
                for name in alone(self._speakers(article))
                if person_id(self._id(article), name) == said
            }
        else:
            ids = dict(self._connection.execute("SELECT key, id FROM articles"))
            nobodies = {
                (at >> 16, part.profile.name)
                for part in parts(self._connection, "p.block IS NULL AND p.unit IS NULL")
                for at in part.places
                if person_id(ids[at >> 16], part.profile.name) == said
            }
        found += [person for o in nobodies if (person := self._alone(*o)).key is None]
        return sorted(found, key=lambda person: person.place)

    def _nobodies(self) -> Iterator[Known]:
        """Those who are nobody in particular, in the order of articles: each in one article only, and without a row."""
        last, made = 0, self._made
        while True:
            articles = [
                key
                for (key,) in self._connection.execute(
                    "SELECT key FROM articles WHERE key > ? ORDER BY key LIMIT ?", (last, _SEVERAL)
                )
            ]
            if not articles:
                return
            last = articles[-1]
            said_by = spoken(self._connection, articles, made.reading, made.edit)
            for article in articles:
                for name, said in alone(said_by.get(article, ())).items():  # in the order of their places
                    if all(block_number(profile_of(s)) is None for _, s in said):
                        yield self._alone(article, name, said)

    def _said(self, person: Known) -> list[tuple[Profile, int]]:
        """The profiles of a person, each with its number of speakers."""
        with schema.told(self._ledger.path):
            if person.alone:
                said = alone(self._speakers(person.place >> 16))[person.name]
                counts = dict.fromkeys((profile_of(s) for _, s in said), 0)
                for _, s in said:
                    counts[profile_of(s)] += 1
                return list(counts.items())
            rows = in_order(parts(self._connection, "p.person = ?", person.key))
            counts = dict.fromkeys((row.profile for row in rows), 0)
            for row in rows:
                counts[row.profile] += row.speakers
            return list(counts.items())

    def _id(self, article: int) -> str:
        return str(self._connection.execute("SELECT id FROM articles WHERE key = ?", (article,)).fetchone()[0])

    def _with_ids(self, occurrences: Iterable[tuple[int, str]]) -> tuple[Occurrence, ...]:
        rows = self._connection.execute(
            "SELECT a.id, json_extract(j.value, '$[1]') FROM json_each(?) AS j CROSS JOIN articles AS a"
            " ON a.key = json_extract(j.value, '$[0]') ORDER BY j.key",
            (json.dumps(list(occurrences)),),
        )
        return tuple((id_, name) for id_, name in rows)


def _any(name: str, kind: SpeakerKind) -> bool:
    return bool(name or kind)
