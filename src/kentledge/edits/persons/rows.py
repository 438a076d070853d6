"""The rows of the stored persons: texts by number, checksums, profiles and the speakers that they come from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from kentledge.edits.apply import apply
from kentledge.edits.grounds import Profile, block, full_name
from kentledge.edits.log import edits_of
from kentledge.edits.names import folded
from kentledge.edits.persons.places import place, unpacked
from kentledge.edits.units import folded_profile
from kentledge.ledger import Ledger
from kentledge.records import SpeakerKind

Said = tuple[str, str | None, str | None, SpeakerKind]
"""A profile's name, role, affiliation and kind."""
Spoken = tuple[int, Said, int | None]
"""A speaker: place, profile, and the unit of those whom the analyst decided on."""


@lru_cache(maxsize=1 << 18)
def profile_of(said: Said) -> Profile:
    """The profile of these words, the same object for the same words."""
    return Profile(*said)


def checksum(text: str) -> int:
    """A number for a text, of four bytes as SQLite keeps it; two texts may share one."""
    return crc32(text.encode("utf-8", "surrogatepass")) - (1 << 31)


@lru_cache(maxsize=1 << 18)
def block_number(profile: Profile) -> int | None:
    """The checksum of what profiles must share to be compared; None for nobody in particular."""
    key = block(profile)
    return None if key is None else checksum(key)


@lru_cache(maxsize=1 << 18)
def full_number(profile: Profile) -> int | None:
    """The checksum of the full name; None where there is none."""
    key = full_name(profile)
    return None if key is None else checksum(" ".join(key))


@lru_cache(maxsize=1 << 18)
def full_name_of(name: str, kind: SpeakerKind) -> int | None:
    """The same of a name as it stands."""
    return full_number(Profile(name, None, None, kind))


def whole(text: str) -> int:
    """The checksum by which a text is found: of "=" and all of it, folded."""
    return checksum(f"={folded(text)}")


def texts_at(connection: sqlite3.Connection, word: int) -> list[tuple[int, str]]:
    """The numbered texts that may be found by a checksum."""
    return connection.execute(
        "SELECT t.key, t.text FROM person_words AS w CROSS JOIN person_texts AS t ON t.key = w.text WHERE w.word = ?",
        (word,),
    ).fetchall()


def text_key(connection: sqlite3.Connection, text: str) -> int | None:
    """The number of a text; None where it has none."""
    return next((key for key, other in texts_at(connection, whole(text)) if other == text), None)


@dataclass(frozen=True, slots=True)
class Part:
    """A row of person_profiles."""

    key: int
    profile: Profile
    unit: int | None
    person: int | None
    speakers: int
    data: bytes

    @property
    def places(self) -> list[int]:
        """The places of its speakers, in order."""
        return unpacked(self.data)

    @property
    def first(self) -> int:
        """The first of its places."""
        return unpacked(self.data, 1)[0]


_PARTS = (
    "SELECT p.key, n.text, r.text, a.text, k.text, p.unit, p.person, p.speakers, p.places FROM person_profiles AS p"
    " JOIN person_texts AS n ON n.key = p.name LEFT JOIN person_texts AS r ON r.key = p.role"
    " LEFT JOIN person_texts AS a ON a.key = p.affiliation JOIN person_texts AS k ON k.key = p.kind WHERE "
)


def parts(connection: sqlite3.Connection, where: str, *values: object) -> list[Part]:
    """The profiles that fit a condition on `p`."""
    return [
        Part(key, profile_of((name, role, affiliation, kind)), unit, person, speakers, data)
        for key, name, role, affiliation, kind, unit, person, speakers, data in connection.execute(
            _PARTS + where, values
        )
    ]


def in_order(rows: Iterable[Part]) -> list[Part]:
    """The rows of a person, unit by unit, units and the rows of each in the order in which they were first named."""
    rows = list(rows)
    if len(rows) == 1:
        return rows
    units: dict[object, list[Part]] = {}
    for row in sorted(rows, key=lambda row: row.first):
        units.setdefault(node(row), []).append(row)
    return [row for own in units.values() for row in own]


def node(part: Part) -> tuple[Hashable, ...]:
    """What the rows of one unit have in common: ("unit", its number), or the folded profile."""
    return ("unit", part.unit) if part.unit is not None else ("profile", *folded_profile(part.profile))


class Texts:
    """The numbers of texts, given out as needed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}
        self._names: set[int] = set()

    def __call__(self, text: str) -> int:
        """The number of a text."""
        if text not in self._known:
            key = text_key(self._connection, text)
            if key is None:
                key = self._connection.execute("INSERT INTO person_texts (text) VALUES (?)", (text,)).lastrowid or 0
                self._found_by(key, [whole(text)])
            self._known[text] = key
        return self._known[text]

    def forget(self) -> None:
        """Forgets all numbers, which have gone with their rows."""
        self._known.clear()
        self._names.clear()

    def maybe(self, text: str | None) -> int | None:
        """The number of a text, None for None."""
        return None if text is None else self(text)

    def name(self, text: str) -> int:
        """The number of a name, which can be found by its words from now on."""
        key = self(text)
        if key not in self._names:
            self._names.add(key)
            self._found_by(key, map(checksum, folded(text).split()))
        return key

    def _found_by(self, key: int, words: Iterable[int]) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO person_words (word, text) VALUES (?, ?)", ((word, key) for word in words)
        )


def as_read(connection: sqlite3.Connection, articles: Iterable[int], upto: int) -> Iterator[tuple[int, int, Said]]:
    """Article, position and profile of the speakers of articles (by key, ascending), as read up to a reading."""
    rows = connection.execute(
        "SELECT r.article, k.name, k.role, k.affiliation, k.kind FROM json_each(?) AS j CROSS JOIN readings AS r"
        " ON r.key = (SELECT max(key) FROM readings WHERE article = j.value AND key <= ?)"
        " CROSS JOIN speakers AS k ON k.reading = r.key ORDER BY j.key, k.key",
        (json.dumps(list(articles)), upto),
    )
    before, position = None, 0
    for article, name, role, affiliation, kind in rows:
        position = position + 1 if article == before else 0
        before = article
        yield article, position, (name, role, affiliation, kind)


def as_edited(ledger: Ledger, article: str) -> list[Said]:
    """The speakers of an article as they stand after its edits."""
    log = edits_of(ledger, [article]).get(article, ())
    speakers = apply(ledger.reading(article), log).reading.speakers
    return [(s.name, s.role, s.affiliation, s.kind) for s in speakers]


def stored_edited(connection: sqlite3.Connection, articles: Sequence[int]) -> Iterator[tuple[int, int, Said]]:
    """Article, position and profile of the speakers of edited articles, as they were last worked out."""
    for article, position, *said in connection.execute(
        "SELECT e.article, e.position, e.name, e.role, e.affiliation, e.kind FROM json_each(?) AS j"
        " CROSS JOIN person_edited AS e ON e.article = j.value ORDER BY j.key, e.position",
        (json.dumps(articles),),
    ):
        name, role, affiliation, kind = said
        yield article, position, (name, role, affiliation, kind)


def spoken(connection: sqlite3.Connection, articles: Sequence[int], upto: int, edits: int) -> dict[int, list[Spoken]]:
    """The speakers of articles as the rows have them: by readings and edits up to these, and the decisions so far."""
    edited = edited_among(connection, articles, edits)
    out: dict[int, list[Spoken]] = {}
    same: dict[Said, Said] = {}  # one tuple for all that say the same, which takes a fifth of the memory
    units = decided_in(connection, articles)
    plain = [a for a in articles if a not in edited]
    for source in (as_read(connection, plain, upto), stored_edited(connection, sorted(edited))):
        for article, position, said in source:
            unit = units.get((article, said[0])) if units else None
            out.setdefault(article, []).append((place(article, position), same.setdefault(said, said), unit))
    return out


def edited_among(connection: sqlite3.Connection, articles: Sequence[int], edits: int) -> set[int]:
    """Those of the articles that have edits up to one."""
    rows = connection.execute(
        "SELECT DISTINCT e.article FROM json_each(?) AS j CROSS JOIN edits AS e ON e.article = j.value"
        " WHERE e.key <= ?",
        (json.dumps(articles), edits),
    )
    return {article for (article,) in rows}


def decided_in(connection: sqlite3.Connection, articles: Sequence[int]) -> dict[tuple[int, str], int]:
    """(Article, name) → unit, of the names in these articles that decisions concern."""
    rows = connection.execute(
        "SELECT d.article, d.name, d.unit FROM json_each(?) AS j CROSS JOIN person_decided AS d ON d.article = j.value",
        (json.dumps(articles),),
    )
    return {(article, name): unit for article, name, unit in rows}
