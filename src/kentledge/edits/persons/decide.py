"""The analyst's word on who is whom: persons merged, persons split."""

from __future__ import annotations

from collections.abc import Sequence

from kentledge.edits.decided import decide
from kentledge.edits.edit import UnusableEdit
from kentledge.edits.persons.look import Known, Persons
from kentledge.ledger import Ledger


def merge(
    ledger: Ledger, persons: Persons, one: Known, other: Known, *, by: str, at: str, note: str | None = None
) -> int:
    """One person from now on, whatever the names say."""
    return decide(ledger, "same", persons.occurrences(one), persons.occurrences(other), by=by, at=at, note=note)


def split(
    ledger: Ledger,
    persons: Persons,
    one: Known,
    other: Known | Sequence[str],
    *,
    by: str,
    at: str,
    note: str | None = None,
) -> int:
    """Two persons from now on: one and another, or the bearers in some articles (by id) and the rest of that person."""
    every = persons.occurrences(one)
    if isinstance(other, Known):
        return decide(ledger, "different", every, persons.occurrences(other), by=by, at=at, note=note)
    articles = set(other)
    there = [o for o in every if o[0] in articles]
    rest = [o for o in every if o[0] not in articles]
    if not there or not rest:
        where = "all articles that name" if there else "none of these articles names"
        raise UnusableEdit(f"{where} {one.name}: name some of the articles in which they speak")
    return decide(ledger, "different", rest, there, by=by, at=at, note=note)
