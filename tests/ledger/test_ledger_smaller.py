"""A ledger from before spans stood in the rows they belong to holds the same afterwards, in no more room."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_readings import readings
from written_readings import SECOND, told

from kentledge.ledger import Ledger, Wanted, schema
from kentledge.ledger.packed import BrokenList
from kentledge.records import Reading
from older import of_version

BEFORE = 11
"""The last version with a row for every span."""


def size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.parent.glob(path.name + "*"))


def several() -> list[Reading]:
    """Forty articles, one of them read twice."""
    again = told(3, SECOND)
    assert again.finding is not None
    return [*(told(n) for n in range(40)), replace(again, finding=replace(again.finding, text="Otherwise said."))]


ROWS = {
    "statement_spans": "1, 2, 3",
    "speaker_mentions": "1, 2",
    "fronts": "1, 2",
    "front_words": "1, 2",
    "clause_words": "1, 2",
}
"""What were tables and are views, with the order of their rows."""


def rows(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {name: connection.execute(f"SELECT * FROM {name} ORDER BY {by}").fetchall() for name, by in ROWS.items()}


def test_what_was_read_before_is_read_as_it_was_and_stands_in_the_same_rows(tmp_path: Path) -> None:
    stored = several()
    path = of_version(tmp_path / "ledger.db", BEFORE, stored)
    with closing(sqlite3.connect(path)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (BEFORE,)
        before = rows(old)
    assert all(before.values())
    # One statement of each reading is in two parts: "It is almost certain", he told the Courier, "that …".
    assert sum(row[2] == 1 for row in before["statement_spans"]) == len(stored)
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        assert rows(ledger.connection) == before
        latest = {reading.article.id: reading for reading in stored}
        assert {entry.id: ledger.reading(entry.id) for entry in ledger.articles()} == latest
        assert ledger.store(told(99))
        assert ledger.reading(told(99).article.id) == told(99)


def test_what_is_moved_in_an_older_ledger_does_not_make_it_larger_and_is_smaller_compact(tmp_path: Path) -> None:
    path = of_version(tmp_path / "ledger.db", BEFORE, several())
    with closing(sqlite3.connect(path)) as old:
        old.execute("VACUUM")
    before = size(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        schema.migrate(old, [step for step in schema.migrations() if step.number == BEFORE + 1], path)
    assert size(path) <= before
    with closing(sqlite3.connect(path)) as old:
        old.execute("VACUUM")
    assert size(path) < before
    with Ledger.open(path) as ledger:
        assert ledger.check() == []


def test_the_words_of_an_older_ledger_are_found_by_phrase_and_front(tmp_path: Path) -> None:
    path = of_version(tmp_path / "ledger.db", BEFORE, [told()])
    with Ledger.open(path) as ledger:
        found = ledger.find_statements(Wanted(text='"two ports merge"', front="economic", speaker="Valdrake"), 9)
        assert [(row.statement, len(row.spans), row.fronts) for row in found] == [("s3", 2, ("economic",))]
        asked = "SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?"
        [(key,)] = ledger.connection.execute(asked, ('quotation: "two ports merge" AND fronts: economic',))
        assert key == found[0].key


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(readings(), min_size=1, max_size=3, unique_by=lambda reading: reading.article.id))
def test_any_reading_of_an_older_ledger_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, stored: list[Reading]
) -> None:
    path = of_version(tmp_path_factory.mktemp("older") / "ledger.db", BEFORE, stored)
    with Ledger.open(path) as ledger:
        assert [ledger.reading(reading.article.id) for reading in stored] == stored
        assert [problem for problem in ledger.check() if not problem.startswith("the text of")] == []


def test_equal_lists_of_fronts_are_kept_once(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number in range(5):
            ledger.store(told(number))
        lists = ledger.connection.execute("SELECT names FROM front_lists").fetchall()
        assert sorted(lists) == [('["economic","political"]',), ('["economic"]',), ('["political"]',)]
        members = ledger.connection.execute("SELECT list, name FROM front_list_members ORDER BY list, position")
        assert [name for _, name in members] == ["economic", "political", "economic", "political"]
        judged = ledger.connection.execute("SELECT count(*) FROM fronts").fetchone()
        assert judged == (5 * sum(len(j.fronts) for j in told().judgements),)


def test_a_finding_that_is_its_clauses_run_together_is_kept_once_and_shown_whole(tmp_path: Path) -> None:
    other = told(1)
    assert other.finding is not None
    other = replace(other, finding=replace(other.finding, text="Otherwise said."))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.store(told())
        ledger.store(other)
        assert ledger.connection.execute("SELECT text FROM findings").fetchall() == [("",), ("Otherwise said.",)]
        shown = ledger.connection.execute("SELECT finding FROM current_findings").fetchall()
        assert shown == [("The pact changes freight, not this year’s prices.",), ("Otherwise said.",)]
        assert ledger.reading(other.article.id) == other


@pytest.mark.parametrize("broken", ["{}", "[1]", '[1,"2"]', "[1.5,2]", "[[1,2]]"])
def test_a_list_that_another_program_broke_is_told_in_one_line(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.store(told())
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TRIGGER speakers_no_update")
        other.execute("UPDATE speakers SET mentions = ? WHERE id = 'p1'", (broken,))
        other.commit()
    with Ledger.open(path) as ledger:
        assert [line for line in ledger.check() if "speakers" in line and "no list of spans" in line]
        with pytest.raises(BrokenList) as told_so:
            ledger.reading(told().article.id)
        assert "\n" not in str(told_so.value)
