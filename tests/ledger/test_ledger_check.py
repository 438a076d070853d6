"""`check` finds what other programs have done to a ledger."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from written_readings import FIRST, STORY, told

from kentledge.edits import comment, record
from kentledge.errors import UnusableLedger
from kentledge.ledger import Ledger, check
from kentledge.question.link import Figures, link
from kentledge.question.questions import Question
from kentledge.question.store import add_link, ask
from kentledge.records import Article, Reading


def tampered(path: Path, *statements: str) -> list[str]:
    """What `check` says of a stored reading after the statements, run with the ledger's guards taken down."""
    with Ledger.open(path) as ledger:
        ledger.store(told(), "talks.txt")
        ledger.store(Reading(Article("a0", "Brief."), provenance=FIRST))
        by_the_analyst(ledger, told())
        assert ledger.check() == []
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            other.execute(statement)
        other.commit()
    with Ledger.open(path) as ledger:
        return ledger.check()


def by_the_analyst(ledger: Ledger, reading: Reading) -> None:
    """A comment on a statement, and a question that the statement bears on."""
    said, who, when = reading.statements[0], "Ada", "2031-03-04T12:00:00+00:00"
    record(ledger, [comment(reading, said, "Ask the ministry.", by=who, at=when)])
    asked = Question("binary", "Will the pact hold?", "Both sides say so", "2031-12-31", by=who, at=when)
    asked = replace(asked, id=ask(ledger, asked))
    figures = Figures(0.2, 0.3, 0.4, None, "the analyst's")
    add_link(ledger, link(asked, reading, said, polarity="for", figures=figures, by=who, at=when))


def test_check_knows_every_table_that_rests_on_words(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "ledger.db").close()
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
        columns = connection.execute(
            "SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table'"
        ).fetchall()
    assert {table for table, column in columns if column == "start"} == set(check.RESTING_ON_WORDS)
    starts = {(table, column.removesuffix("_start")) for table, column in columns if column.endswith("_start")}
    assert starts == set(check.SPANS_IN_ROWS)


@pytest.mark.parametrize("table", check.RESTING_ON_WORDS)
def test_a_span_outside_its_text_is_found(tmp_path: Path, table: str) -> None:
    found = tampered(tmp_path / "ledger.db", f'UPDATE {table} SET "end" = {len(STORY) + 1}')
    assert any(f"a row of {table} rests on characters" in line for line in found)


@pytest.mark.parametrize("table", check.RESTING_ON_WORDS)
def test_a_span_in_the_text_of_another_article_is_found(tmp_path: Path, table: str) -> None:
    found = tampered(
        tmp_path / "ledger.db",
        f"UPDATE {table} SET article = (SELECT key FROM articles WHERE id = 'a0'), start = 0, \"end\" = 2",
    )
    assert any(line.startswith(f"a row of {table} rests on article a0") for line in found)


def test_a_span_at_the_very_end_is_sound_and_one_further_is_not(tmp_path: Path) -> None:
    assert tampered(tmp_path / "a.db", f'UPDATE deals SET start = 0, "end" = {len(STORY)}') == []
    assert len(tampered(tmp_path / "b.db", f'UPDATE deals SET start = {len(STORY)}, "end" = {len(STORY) + 1}')) >= 2


@pytest.mark.parametrize(("table", "name"), check.SPANS_IN_ROWS)
def test_a_span_in_a_row_outside_its_text_is_found(tmp_path: Path, table: str, name: str) -> None:
    found = tampered(
        tmp_path / "ledger.db", f"UPDATE {table} SET {name}_end = {len(STORY) + 1} WHERE {name}_end NOT NULL"
    )
    assert any(f"the {name} of a row of {table} rests on characters" in line for line in found)


@pytest.mark.parametrize(("table", "name"), check.SPANS_IN_ROWS)
def test_half_a_span_in_a_row_is_found(tmp_path: Path, table: str, name: str) -> None:
    found = tampered(tmp_path / "ledger.db", f"UPDATE {table} SET {name}_end = NULL WHERE {name}_end NOT NULL")
    assert any(f"the {name} of a row of {table} rests on characters" in line for line in found)


@pytest.mark.parametrize(("table", "name"), check.LISTS_OF_SPANS)
def test_a_list_of_spans_outside_its_text_is_found(tmp_path: Path, table: str, name: str) -> None:
    sql = f"UPDATE {table} SET {name} = '[0,1,{len(STORY)},1]' WHERE {name} NOT NULL"
    found = tampered(tmp_path / "ledger.db", sql)
    assert any(f"the {name} of a row of {table} rest on characters {len(STORY)} to" in line for line in found)
    assert not any("characters 0 to 1 " in line for line in found)


def test_a_missing_row_is_found(tmp_path: Path) -> None:
    found = tampered(tmp_path / "ledger.db", "DELETE FROM speakers WHERE id = 'p1'")
    assert any("refers to a row of speakers that is not there" in line for line in found)


def test_other_words_than_the_text_has_are_found(tmp_path: Path) -> None:
    found = tampered(tmp_path / "ledger.db", "UPDATE statements SET text = 'No such thing.' WHERE id = 's2'")
    assert len(found) == 1
    assert "statement s2" in found[0]
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        changed = replace(told(1), statements=(replace(told(1).statements[0], text="They said."),))
        changed = replace(changed, judgements=(), relations=(), quantities=(), deals=(), checks=(), camps=())
        ledger.store(replace(changed, finding=None))
        assert len([problem for problem in ledger.check() if problem.startswith("the text of statement")]) == 2


def test_a_changed_quantity_is_found(tmp_path: Path) -> None:
    found = tampered(tmp_path / "ledger.db", "UPDATE quantities SET text = '90 berths' WHERE id = 'q4'")
    assert len(found) == 1
    assert "quantity q4" in found[0]


def test_what_is_stored_while_it_looks_is_no_damage(tmp_path: Path) -> None:
    path, after = tmp_path / "ledger.db", 'SELECT t.article, r.article, t.start, t."end" FROM excluded AS t'
    waiting = [told(1)]
    with Ledger.open(path) as ledger, Ledger.open(path) as other:
        ledger.store(told())

        def meanwhile(sql: str) -> None:
            if sql.startswith(after) and waiting:  # the articles have been read, and now come the rows
                other.store(waiting.pop(), "meanwhile.txt")

        ledger.connection.set_trace_callback(meanwhile)
        assert ledger.check() == []
        ledger.connection.set_trace_callback(None)
        assert not waiting
        assert len(list(ledger.articles())) == 2
        assert ledger.check() == []


def test_a_ledger_in_use_is_not_damaged(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path, timeout=0.1) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as writer:
        ledger.store(told())
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnusableLedger, match="is in use by another program"):
            ledger.check()
        writer.execute("ROLLBACK")
        assert ledger.check() == []


def test_text_that_is_none_is_found(tmp_path: Path) -> None:
    (found,) = tampered(tmp_path / "ledger.db", "UPDATE articles SET id = CAST(x'ff' AS TEXT) WHERE id = 'a0'")
    assert found.startswith("the file is damaged: Could not decode to UTF-8")
