"""A ledger can be copied while in use, made smaller, and mended where only its indexes are wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from written_readings import FIRST, SECOND, told

from kentledge.files import Unwritable
from kentledge.ledger import Ledger, Wanted
from kentledge.records import Article


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for number in range(20):
            ledger.store(told(number), f"{number}.txt")
    return tmp_path / "ledger.db"


def test_a_backup_is_a_whole_ledger_though_another_process_has_it_open(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as other, Ledger.open(path) as ledger:
        other.store(told(20))
        ledger.backup(tmp_path / "copy.db")
        other.store(told(21))
    with Ledger.open(tmp_path / "copy.db", create=False) as copy:
        assert copy.check() == []
        assert len(list(copy.articles())) == 21
        assert copy.reading(told(20).article.id) == told(20)
        assert copy.find_articles(Wanted(text="ferry"), 99)
    assert sorted(f.name for f in tmp_path.iterdir()) == ["copy.db", "ledger.db"]


def test_a_backup_replaces_nothing_and_leaves_nothing_where_it_fails(path: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    with Ledger.open(path) as ledger:
        with pytest.raises(Unwritable, match="replaces nothing"):
            ledger.backup(tmp_path / "notes.txt")
        with pytest.raises(Unwritable):
            ledger.backup(tmp_path / "no folder" / "copy.db")
    assert sorted(f.name for f in tmp_path.iterdir()) == ["ledger.db", "notes.txt"]
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "notes"


def test_a_compact_ledger_holds_the_same(path: Path) -> None:
    with Ledger.open(path) as ledger:
        before, after = ledger.compact()
        assert after < before
        assert after == path.stat().st_size
        assert ledger.check() == []
        assert ledger.reading(told(7).article.id) == told(7)
        assert len(ledger.find_articles(Wanted(text='"ferry pact"'), 99)) == 20


@pytest.mark.parametrize("index", ["articles_fts", "statements_fts"])
def test_an_index_that_does_not_fit_is_reported_and_made_anew(path: Path, index: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
        other.commit()
    with Ledger.open(path) as ledger:
        [problem] = ledger.check()
        assert "--rebuild" in problem
        ledger.compact(rebuild=True)
        assert ledger.check() == []
        assert len(ledger.find_articles(Wanted(text="ferry"), 99)) == 20
        assert len(ledger.find_statements(Wanted(text="ferry"), 99)) == 20


def test_the_figures_are_those_of_latest_readings(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.store(told(0, SECOND))
        found = ledger.info()
    assert (found.articles, found.readings, found.statements) == (20, 21, 160)
    assert (found.first, found.last, found.outlets) == ("2031-03-03", "2031-03-03", 1)
    assert (found.clusters, found.copies) == (1, 20)
    assert found.text_size == sum(len(told(n).article.text.encode()) for n in range(20))
    assert [count for *_, count in found.versions] == [20, 1]
    assert found.versions[0][:3] == (FIRST.kentledge, FIRST.reader, FIRST.lexicons)


def test_another_place_of_a_known_text_is_noted_once(path: Path) -> None:
    article: Article = told(3).article
    with Ledger.open(path) as ledger:
        for _ in range(2):
            ledger.note_source(article, "archive/three.txt")
        rows = ledger.find_articles(Wanted(), 99)
    assert [row.sources for row in rows if row.article == article.id] == [("3.txt", "archive/three.txt")]
