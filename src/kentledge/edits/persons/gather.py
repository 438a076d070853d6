"""The speakers of articles that were read, edited or decided on since, brought into the profiles."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kentledge.edits.decided import decisions
from kentledge.edits.decision import decided
from kentledge.edits.grounds import full_name
from kentledge.edits.people import person_id
from kentledge.edits.persons.places import packed, unpacked
from kentledge.edits.persons.rows import (
    Said,
    Spoken,
    Texts,
    as_edited,
    block_number,
    edited_among,
    full_number,
    profile_of,
    spoken,
    texts_at,
    whole,
)
from kentledge.edits.units import traits, why_one
from kentledge.ledger import Ledger

READINGS = 20_000
"""How many readings are gathered in one transaction, so that no other process waits long."""

EVERYBODY = 0
"""In the place of a person's key: all persons of a block."""

LARGE = 100
"""Of blocks with so many profiles it is noted which persons have changed; smaller ones are compared anew as a whole."""

BULK = 500
"""Where more articles than this have changed at once, their blocks are compared anew as a whole."""


@dataclass(frozen=True, slots=True)
class Made:
    """Up to which rows of readings, edits and decisions the stored persons are made."""

    reading: int
    edit: int
    decision: int


def newest(connection: sqlite3.Connection) -> Made:
    """The last rows that there are."""
    row = connection.execute(
        "SELECT (SELECT coalesce(max(key), 0) FROM readings), (SELECT coalesce(max(key), 0) FROM edits),"
        " (SELECT coalesce(max(key), 0) FROM speaker_decisions)"
    ).fetchone()
    return Made(*row)


def step_end(made: Made, last: Made, readings: int) -> Made:
    """Up to where a step goes that takes no more than so many readings, and all edits and decisions."""
    return Made(min(last.reading, made.reading + readings), last.edit, last.decision)


def articles_since(connection: sqlite3.Connection, made: Made, upto: Made) -> tuple[list[int], list[int] | None]:
    """The articles whose speakers may be others than before; with them, or None, all those that decisions are about.

    These are among them after a decision, or where one of them was read or edited: speakers may be of other units.
    """
    changed = {
        article
        for (article,) in connection.execute(
            "SELECT article FROM readings WHERE key > ? AND key <= ? UNION SELECT article FROM edits WHERE key > ?",
            (made.reading, upto.reading, made.edit),
        )
    }
    concerned = {a for (a,) in connection.execute("SELECT DISTINCT article FROM speaker_decision_members")}
    if not (upto.decision > made.decision or changed & concerned):
        return sorted(changed), None
    return sorted(changed | concerned), sorted(concerned)


def gather(ledger: Ledger, made: Made, texts: Texts) -> Made:
    """Gathers what came after `made`, but no more than `READINGS`, and returns up to where. In a transaction."""
    connection = ledger.connection
    upto = step_end(made, newest(connection), READINGS)
    articles, concerned = articles_since(connection, made, upto)
    before = spoken(connection, articles, made.reading, made.edit)
    _store_edited(ledger, articles)
    if concerned is not None:
        _regroup(ledger, concerned, upto)
    after = spoken(connection, articles, upto.reading, upto.edit)
    different = [a for a in articles if before.get(a) != after.get(a)]
    _into_profiles(connection, texts, different, before, after)
    _alone(connection, texts, different, before, after)
    return upto


def _store_edited(ledger: Ledger, articles: Sequence[int]) -> None:
    connection = ledger.connection
    for key in sorted(edited_among(connection, articles, 1 << 62)):
        (id_,) = connection.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
        connection.execute("DELETE FROM person_edited WHERE article = ?", (key,))
        connection.executemany(
            "INSERT INTO person_edited (article, position, name, role, affiliation, kind) VALUES (?, ?, ?, ?, ?, ?)",
            ((key, position, *said) for position, said in enumerate(as_edited(ledger, id_))),
        )


def _regroup(ledger: Ledger, concerned: Sequence[int], upto: Made) -> None:
    """Makes the table of decided names anew; a unit keeps its number where some of its members stay."""
    connection = ledger.connection
    ids = dict(
        connection.execute(
            "SELECT a.id, a.key FROM json_each(?) AS j CROSS JOIN articles AS a ON a.key = j.value",
            (json.dumps(concerned),),
        )
    )
    there = spoken(connection, concerned, upto.reading, upto.edit)
    names = {id_: [said[0] for _, said, _ in there.get(key, ())] for id_, key in ids.items()}
    now = decided(decisions(ledger), names)
    before: dict[tuple[int, str], int] = {
        (article, name): unit
        for article, name, unit in connection.execute("SELECT article, name, unit FROM person_decided")
    }
    barred_before = set(connection.execute("SELECT one, other FROM person_barred"))
    unit_of: dict[int, int] = {}
    free = max(before.values(), default=0) + 1
    for group, members in sorted(now.together.items()):
        had = {before[o] for a, name in members if (o := (ids[a], name)) in before} - set(unit_of.values())
        unit_of[group] = min(had, default=free)
        free += not had
    after = {(ids[a], name): unit_of[g] for (a, name), g in now.group.items()}
    barred = {(min(p), max(p)) for p in ([unit_of[g] for g in pair] for pair in now.apart)}
    connection.execute("DELETE FROM person_decided")
    connection.executemany(
        "INSERT INTO person_decided (article, name, unit) VALUES (?, ?, ?)", ((*o, unit) for o, unit in after.items())
    )
    connection.execute("DELETE FROM person_barred")
    connection.executemany("INSERT INTO person_barred (one, other) VALUES (?, ?)", barred)
    moved = {u for o in before.keys() | after.keys() if before.get(o) != after.get(o)
             for u in (before.get(o), after.get(o)) if u is not None}  # fmt: skip
    kept_apart = {u for pair in barred_before ^ barred for u in pair}
    stale_units(connection, moved | kept_apart)
    blocks = connection.execute(
        "SELECT DISTINCT p.block FROM json_each(?) AS j CROSS JOIN person_profiles AS p ON p.unit = j.value"
        " WHERE p.block IS NOT NULL",
        (json.dumps(sorted(kept_apart)),),
    ).fetchall()
    unasked(connection, ((block, EVERYBODY) for (block,) in blocks))


def stale_units(connection: sqlite3.Connection, units: Iterable[int]) -> None:
    """Notes units of decided names that must be looked at again."""
    connection.executemany(
        "INSERT OR IGNORE INTO person_stale (block, full_name, unit) VALUES (0, 0, ?)", ((u,) for u in units)
    )


def unasked(connection: sqlite3.Connection, persons: Iterable[tuple[int, int]]) -> None:
    """Notes persons whose proposals in a block no longer hold: (block, key), or `EVERYBODY` of the block."""
    connection.executemany(
        "INSERT OR IGNORE INTO person_unasked (block, person) SELECT ?1, CASE WHEN ?2 = ?3 OR"
        " (SELECT count(*) FROM (SELECT 1 FROM person_profiles WHERE block = ?1 LIMIT ?4)) < ?4 THEN ?3 ELSE ?2 END"
        " WHERE NOT EXISTS (SELECT 1 FROM person_unasked WHERE block = ?1 AND person = ?3)",
        ((block, person, EVERYBODY, LARGE) for block, person in persons),
    )


def _into_profiles(
    connection: sqlite3.Connection,
    texts: Texts,
    articles: Sequence[int],
    before: dict[int, list[Spoken]],
    after: dict[int, list[Spoken]],
) -> None:
    gone: defaultdict[tuple[Said, int | None], set[int]] = defaultdict(set)
    new: defaultdict[tuple[Said, int | None], set[int]] = defaultdict(set)
    for article in articles:
        old, now = set(before.get(article, ())), set(after.get(article, ()))
        for at, said, unit in old - now:
            gone[(said, unit)].add(at)
        for at, said, unit in now - old:
            new[(said, unit)].add(at)
    names, units, left, changed = set[tuple[int, int]](), set[int](), set[int](), set[tuple[int, int]]()
    for said, unit in dict.fromkeys((*gone, *new)):
        person = _row(connection, texts, said, unit, gone[(said, unit)], new[(said, unit)])
        if person is not None:
            left.add(person)
        profile = profile_of(said)
        number, full = block_number(profile), full_number(profile)
        if unit is not None:
            units.add(unit)
        if number is not None:
            if person is not None:
                # With a decided row, others of the same id may be kept apart from somebody no longer.
                changed.add((number, person if unit is None else EVERYBODY))
            if len(articles) > BULK:
                changed.add((number, EVERYBODY))
            if full is not None:
                names.add((number, full))
    connection.executemany(
        "INSERT OR IGNORE INTO person_stale (block, full_name, unit) VALUES (?, ?, 0)", sorted(names)
    )
    stale_units(connection, sorted(units))
    unasked(connection, sorted(changed))
    connection.executemany(
        "DELETE FROM persons WHERE key = ?"
        " AND NOT EXISTS (SELECT 1 FROM person_profiles AS q WHERE q.person = persons.key)",
        ((person,) for person in left),
    )


def _row(
    connection: sqlite3.Connection, texts: Texts, said: Said, unit: int | None, gone: set[int], new: set[int]
) -> int | None:
    """Takes places from a profile's row and adds others. Returns whose row it was, if it is gone now."""
    name, role, affiliation, kind = said
    keys = texts.name(name), texts.maybe(role), texts.maybe(affiliation), texts(kind)
    row = connection.execute(
        "SELECT key, places, person FROM person_profiles WHERE name = ? AND role IS ? AND affiliation IS ? AND kind = ?"
        " AND unit IS ?",
        (*keys, unit),
    ).fetchone()
    places = (set(unpacked(row[1])) if row else set()) - gone | new
    if row is None:
        connection.execute(
            "INSERT INTO person_profiles (name, role, affiliation, kind, unit, block, speakers, places)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*keys, unit, block_number(profile_of(said)), len(places), packed(places)),
        )
        return None
    if places:
        connection.execute(
            "UPDATE person_profiles SET speakers = ?, places = ? WHERE key = ?", (len(places), packed(places), row[0])
        )
        return None
    connection.execute("DELETE FROM person_profiles WHERE key = ?", (row[0],))
    _fellows_stale(connection, said)
    return None if row[2] is None else int(row[2])


def _fellows_stale(connection: sqlite3.Connection, said: Said) -> None:
    """Notes names that fold to a name that is gone ("Hale, John" and "Hale John"): their unit has lost a profile."""
    name, _, _, kind = said
    for _, fellow in texts_at(connection, whole(name)):
        profile = profile_of((fellow, None, None, kind))
        number, full = block_number(profile), full_number(profile)
        if number is not None and full is not None:
            connection.execute(
                "INSERT OR IGNORE INTO person_stale (block, full_name, unit) VALUES (?, ?, 0)", (number, full)
            )


def _alone(
    connection: sqlite3.Connection,
    texts: Texts,
    articles: Sequence[int],
    before: dict[int, list[Spoken]],
    after: dict[int, list[Spoken]],
) -> None:
    """Makes anew the persons of those articles who have a name, but no full one, and whom nobody has decided on."""
    changed, bulk = set[tuple[int, int]](), len(articles) > BULK
    for article in articles:
        old, now = alone(before.get(article, ())), alone(after.get(article, ()))
        for name, said in old.items():
            if now.get(name) != said:
                for key in connection.execute(
                    "SELECT key FROM persons WHERE alone AND articles = 1 AND place = ?", (said[0][0],)
                ).fetchall():
                    connection.execute("DELETE FROM persons WHERE key = ?", key)
                    changed.update((number, EVERYBODY if bulk else key[0]) for number in _numbers(said))
        for name, said in now.items():
            if old.get(name) == said:
                continue
            profiles, numbers = [profile_of(s) for _, s in said], _numbers(said)
            if not numbers:
                continue
            (id_,) = connection.execute("SELECT id FROM articles WHERE key = ?", (article,)).fetchone()
            named = traits((p, 1) for p in profiles)
            key = connection.execute(
                "INSERT INTO persons (id, name, role, affiliation, kind, named, alone, speakers, articles, place,"
                " grounds) VALUES (?, ?, ?, ?, ?, 1, 1, ?, 1, ?, ?)",
                (int(person_id(id_, name), 16), texts.name(named.name), texts.maybe(named.role),
                 texts.maybe(named.affiliation), texts(named.kind), len(said), said[0][0],
                 texts("; ".join(why_one(profiles[0], len(said), False)))),
            ).lastrowid or 0  # fmt: skip
            changed.update((number, EVERYBODY if bulk else key) for number in numbers)
    unasked(connection, sorted(changed))


def _numbers(said: Iterable[tuple[int, Said]]) -> set[int]:
    """The blocks of some speakers."""
    return {number for _, words in said if (number := block_number(profile_of(words))) is not None}


def alone(speakers: Iterable[Spoken]) -> dict[str, list[tuple[int, Said]]]:
    """Those speakers of an article who are never merged unasked, by name: for each name one person."""
    out: dict[str, list[tuple[int, Said]]] = {}
    for at, said, unit in speakers:
        if unit is None and full_name(profile_of(said)) is None:
            out.setdefault(said[0], []).append((at, said))
    return out
