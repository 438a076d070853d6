"""Persons across the ledger: its speakers, as edited, and the analyst's decisions on who is whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from kentledge.edits.apply import apply
from kentledge.edits.decision import Decision, Occurrence
from kentledge.edits.edit import UnusableEdit
from kentledge.edits.grounds import Profile
from kentledge.edits.log import edits_of
from kentledge.edits.people import Bearer, People, Person, by_name, people
from kentledge.ledger import Ledger, schema


class UnknownSpeaker(UnusableEdit):
    """No person, or more than one, answers to the name."""


def people_of(ledger: Ledger) -> People:
    """The persons of the ledger: from the latest readings, the analyst's edits and decisions."""
    return people(bearers(ledger), decisions(ledger))


def bearers(ledger: Ledger) -> tuple[Bearer, ...]:
    """Every speaker of every article's latest reading, as edited, in the order in which articles came in."""
    edits = edits_of(ledger)
    with schema.told(ledger.path):
        rows = ledger.connection.execute(
            "SELECT a.id, k.name, k.role, k.affiliation, k.kind FROM latest_readings AS r"
            " JOIN articles AS a ON a.key = r.article LEFT JOIN speakers AS k ON k.reading = r.key ORDER BY a.key, k.key"
        ).fetchall()
    found: list[Bearer] = []
    done: set[str] = set()
    for article, name, role, affiliation, kind in rows:
        if article not in edits:
            if name is None:
                continue  # nobody speaks there
            found.append(Bearer(article, Profile(name, role, affiliation, kind)))
        elif article not in done:
            done.add(article)
            found.extend(
                Bearer(article, Profile(s.name, s.role, s.affiliation, s.kind))
                for s in apply(ledger.reading(article), edits[article]).reading.speakers
            )
    return tuple(found)


def decisions(ledger: Ledger) -> tuple[Decision, ...]:
    """The analyst's decisions, oldest first."""
    with schema.told(ledger.path):
        heads = ledger.connection.execute(
            "SELECT key, decision, made_by, made_at, note FROM speaker_decisions ORDER BY key"
        ).fetchall()
        rows = ledger.connection.execute(
            "SELECT m.decision, m.side, a.id, m.name FROM speaker_decision_members AS m"
            " JOIN articles AS a ON a.key = m.article ORDER BY m.decision, m.position"
        ).fetchall()
    sides: dict[tuple[int, int], list[Occurrence]] = {}
    for decision, side, article, name in rows:
        sides.setdefault((decision, side), []).append((article, name))
    return tuple(
        Decision(says, (tuple(sides.get((key, 0), ())), tuple(sides.get((key, 1), ()))), by, at, note, key)
        for key, says, by, at, note in heads
    )


def decide(
    ledger: Ledger,
    says: Literal["same", "different"],
    one: Iterable[Occurrence],
    other: Iterable[Occurrence],
    *,
    by: str,
    at: str,
    note: str | None = None,
) -> int:
    """Adds a decision and returns its number. It holds for ever, unless a later one says otherwise.

    Raises UnusableEdit where a side is empty or both are the same, or an article is not in the ledger.
    """
    sides = tuple(dict.fromkeys(one)), tuple(dict.fromkeys(other))
    if not sides[0] or not sides[1] or set(sides[0]) & set(sides[1]):
        raise UnusableEdit("name two different persons")
    with schema.told(ledger.path), schema.transaction(ledger.connection):
        cursor = ledger.connection.execute(
            "INSERT INTO speaker_decisions (made_at, made_by, decision, note) VALUES (?, ?, ?, ?)", (at, by, says, note)
        )
        key = cursor.lastrowid or 0
        members = [(n, article, name) for n, side in enumerate(sides) for article, name in side]
        for position, (side, article, name) in enumerate(members):
            row = ledger.connection.execute("SELECT key FROM articles WHERE id = ?", (article,)).fetchone()
            if row is None:
                raise UnusableEdit(f"the ledger holds no article {article}")
            ledger.connection.execute(
                "INSERT INTO speaker_decision_members (decision, position, side, article, name) VALUES (?, ?, ?, ?, ?)",
                (key, position, side, row[0], name),
            )
    return key


def merge(ledger: Ledger, one: Person, other: Person, *, by: str, at: str, note: str | None = None) -> int:
    """One person from now on, whatever the names say."""
    return decide(ledger, "same", _occurrences(one), _occurrences(other), by=by, at=at, note=note)


def split(
    ledger: Ledger, one: Person, other: Person | Sequence[str], *, by: str, at: str, note: str | None = None
) -> int:
    """Two persons from now on: one and another, or the bearers in some articles (by id) and the rest of that person."""
    if isinstance(other, Person):
        return decide(ledger, "different", _occurrences(one), _occurrences(other), by=by, at=at, note=note)
    articles = set(other)
    there = [o for o in _occurrences(one) if o[0] in articles]
    rest = [o for o in _occurrences(one) if o[0] not in articles]
    if not there or not rest:
        where = "all articles that name" if there else "none of these articles names"
        raise UnusableEdit(f"{where} {one.name}: name some of the articles in which they speak")
    return decide(ledger, "different", rest, there, by=by, at=at, note=note)


def person_named(known: People, said: str) -> Person:
    """The one person whom a name or an id means. Raises UnknownSpeaker."""
    found = list(by_name(known, said))
    if not found:
        raise UnknownSpeaker(f"nobody is called “{said}”; kentledge speakers lists everybody")
    if len(found) > 1:
        who = "; ".join(f"{p.id} {p.name}" + (f" ({p.affiliation or p.role})" if p.affiliation or p.role else "")
                        for p in found[:6])  # fmt: skip
        raise UnknownSpeaker(f"“{said}” may be {len(found)} persons: name one by its id: {who}")
    return found[0]


def _occurrences(person: Person) -> tuple[Occurrence, ...]:
    return tuple(dict.fromkeys(b.occurrence for b in person.bearers))
