"""Persons across the ledger: its speakers, as edited, and the analyst's decisions on who is whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from kentledge.edits.apply import apply
from kentledge.edits.decision import Decision, Occurrence
from kentledge.edits.edit import UnusableEdit
from kentledge.edits.grounds import Profile
from kentledge.edits.log import edits_of
from kentledge.edits.people import Bearer, People, people
from kentledge.ledger import Ledger, schema

MOST_APART = 1_000
"""How many names in articles one decision may tell apart."""


def people_of(ledger: Ledger) -> People:
    """The persons of the ledger, worked out from every speaker of it; `edits.persons` has them at hand."""
    return people(bearers(ledger), decisions(ledger))


def bearers(ledger: Ledger) -> tuple[Bearer, ...]:
    """Every speaker of every article's latest reading, as edited, in the order in which articles came in."""
    edits = edits_of(ledger)
    with schema.told(ledger.path):
        rows = ledger.connection.execute(
            "SELECT a.id, k.name, k.role, k.affiliation, k.kind FROM latest_readings AS r"
            " JOIN articles AS a ON a.key = r.article LEFT JOIN speakers AS k ON k.reading = r.key"
            " ORDER BY a.key, k.key"
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

    Raises UnusableEdit where a side is empty or both are the same, an article is not in the ledger, or so many articles
    are told apart that every look at these names would take long (`MOST_APART`): each name in each article is then
    compared with every other.
    """
    sides = tuple(dict.fromkeys(one)), tuple(dict.fromkeys(other))
    if not sides[0] or not sides[1] or set(sides[0]) & set(sides[1]):
        raise UnusableEdit("name two different persons")
    if says == "different" and sum(map(len, sides)) > MOST_APART:
        raise UnusableEdit(
            f"that would tell names in {sum(map(len, sides)):,} articles apart one by one; {MOST_APART} is the most:"
            " correct the name or the affiliation in the articles in question instead (kentledge edit correct)"
        )
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
