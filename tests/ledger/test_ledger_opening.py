"""Opening a ledger: what is not one is said in one line and left as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from written_readings import told

from kentledge.errors import UnusableLedger
from kentledge.ledger import Ledger, Wanted, default_path, schema

as_user = pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="needs a user whom file permissions bind",
)


def state(folder: Path) -> dict[str, bytes | None]:
    return {str(f.relative_to(folder)): f.read_bytes() if f.is_file() else None for f in sorted(folder.rglob("*"))}


def refused(path: Path, *, create: bool = True, timeout: float = 0.2) -> str:
    """The line with which the ledger is refused, once nothing around it is seen to have changed."""
    folder = next(parent for parent in path.parents if parent.exists() and parent.is_dir())
    before = state(folder)
    with pytest.raises(UnusableLedger) as error:
        Ledger.open(path, create=create, timeout=timeout)
    assert state(folder) == before
    line = str(error.value)
    assert "\n" not in line
    assert path.name in line
    return line


def test_a_ledger_is_made_with_its_folder_and_is_known_for_one(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "ledger #1 50%?.db"
    with Ledger.open(path) as ledger:
        assert list(ledger.articles()) == []
    assert [f.name for f in path.parent.iterdir()] == [path.name]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.migrations()[-1].number,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_ledger_keeps_what_was_stored_when_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.store(told())
    with Ledger.open(path, create=False) as ledger:
        assert ledger.reading(told().article.id) == told()


def test_opening_and_closing_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.store(told())
    before = state(tmp_path)
    with Ledger.open(path) as ledger:
        ledger.reading(told().article.id)
    assert state(tmp_path) == before


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").touch()
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        assert ledger.store(told())


def test_where_none_may_be_made_there_must_be_one(tmp_path: Path) -> None:
    assert "there is no ledger" in refused(tmp_path / "ledger.db", create=False)
    assert "there is no ledger" in refused(tmp_path / "no folder" / "ledger.db", create=False)
    (tmp_path / "empty.db").touch()
    assert "empty file" in refused(tmp_path / "empty.db", create=False)


@pytest.mark.parametrize(
    "content",
    [b"x", b"The ferry pact is signed.\n" * 400, bytes(8192), b"%PDF-1.7\n" + bytes(range(256)) * 40],
    ids=["one letter", "text", "zeros", "PDF"],
)
def test_a_file_that_is_not_sqlite_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert "not a Kentledge ledger" in refused(path)


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_the_database_of_another_program_is_refused(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute("CREATE TABLE photos (name TEXT)")
        other.execute("INSERT INTO photos VALUES ('quay.jpg')")
        other.commit()
    assert "not a Kentledge ledger" in refused(path)


def test_the_unfinished_business_of_another_program_is_left_to_it(tmp_path: Path) -> None:
    live, left = tmp_path / "live.db", tmp_path / "left"
    left.mkdir()
    with closing(sqlite3.connect(live)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE photos (name TEXT)")
        other.commit()
        other.execute("PRAGMA wal_checkpoint")
        other.execute("INSERT INTO photos VALUES ('quay.jpg')")
        other.commit()
        for end in ("", "-wal"):  # as after a crash: changes that are only in the log
            shutil.copy(f"{live}{end}", left / f"photos.db{end}")
    assert "not a Kentledge ledger" in refused(left / "photos.db")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").mkdir()
    assert "is a folder" in refused(tmp_path / "ledger.db")


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    refused(tmp_path / "notes.txt" / "ledger.db")
    refused(tmp_path / "notes.txt" / "deeper" / "ledger.db")


def test_a_name_that_no_file_can_have_leaves_no_folder_behind(tmp_path: Path) -> None:
    refused(tmp_path / "new" / ("long" * 100 + ".db"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_are_followed_unless_in_a_ring(tmp_path: Path) -> None:
    (tmp_path / "a.db").symlink_to(tmp_path / "b.db")
    (tmp_path / "b.db").symlink_to(tmp_path / "a.db")
    with pytest.raises(UnusableLedger):
        Ledger.open(tmp_path / "a.db")
    (tmp_path / "link.db").symlink_to(tmp_path / "real.db")
    with Ledger.open(tmp_path / "link.db") as ledger:
        ledger.store(told())
    with Ledger.open(tmp_path / "real.db", create=False) as ledger:
        assert ledger.reading(told().article.id) == told()


@as_user
def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    path.chmod(0o444)
    assert "writable" in refused(path)


@as_user
def test_an_unwritable_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    Ledger.open(folder / "ledger.db").close()
    folder.chmod(0o555)
    try:
        assert "writable" in refused(folder / "ledger.db")
        assert "ermission" in refused(folder / "new.db")
        assert "ermission" in refused(folder / "new" / "ledger.db")
    finally:
        folder.chmod(0o755)


def test_a_locked_ledger_is_refused_after_waiting(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path, timeout=0.1) as ledger, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnusableLedger, match="in use by another program"):
            ledger.store(told())
        assert list(ledger.articles()) == []
        other.rollback()
        assert ledger.store(told())
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnusableLedger, match="in use by another program"):
            Ledger.open(path, timeout=0.1)


def test_a_file_that_another_process_is_filling_is_not_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnusableLedger, match="in use by another program"):
            Ledger.open(path, timeout=0.1)
    assert path.exists()


def test_a_ledger_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
    assert "newer Kentledge (schema 99" in refused(path)


def test_a_ledger_whose_log_was_half_moved_into_it_is_mended(tmp_path: Path) -> None:
    path, left = tmp_path / "ledger.db", tmp_path / "left"
    left.mkdir()
    with Ledger.open(path) as ledger:
        for number in range(8):
            ledger.store(told(number))
        size = path.stat().st_size
        with closing(sqlite3.connect(path)) as other:
            other.execute("PRAGMA wal_checkpoint")
        shutil.copy(f"{path}-wal", left / "ledger.db-wal")
        (left / "ledger.db").write_bytes(path.read_bytes()[:size])
    assert size < path.stat().st_size
    with Ledger.open(left / "ledger.db", create=False) as ledger:
        assert ledger.check() == []
        assert [ledger.reading(entry.id) for entry in ledger.articles()] == [told(number) for number in range(8)]


def test_a_damaged_ledger_is_refused_or_reported(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        for number in range(5):
            ledger.store(told(number))
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert "is damaged" in refused(path)
    with closing(sqlite3.connect(path)) as fresh:
        path.write_bytes(whole)
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'statements'"
        size = fresh.execute("PRAGMA page_size").fetchone()[0]
        start = (fresh.execute(sql).fetchone()[0] - 1) * size
    path.write_bytes(whole[:start] + b"\xff" * size + whole[start + size :])
    with Ledger.open(path) as ledger:
        assert ledger.check()
        with pytest.raises(UnusableLedger, match="is damaged"):
            ledger.reading(told().article.id)
        with pytest.raises(UnusableLedger, match="is damaged"):
            ledger.store(told(9))


def test_an_older_ledger_is_brought_up_with_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    first, *_ = steps = schema.migrations()
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        schema.migrate(old, [first], path)
        old.execute("INSERT INTO articles (id, text) VALUES ('a0', 'The pier is open.')")
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
    with Ledger.open(path) as ledger:
        assert ledger.store(told())
    with closing(sqlite3.connect(path)) as now:
        assert now.execute("PRAGMA user_version").fetchone() == (steps[-1].number,)
        assert now.execute("SELECT text FROM articles WHERE id = 'a0'").fetchone() == ("The pier is open.",)


def test_bringing_up_a_large_ledger_is_told_in_one_line_and_opening_a_new_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(schema, "LARGE", 0)
    with Ledger.open(tmp_path / "new.db"):
        assert caplog.messages == []
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        schema.migrate(old, schema.migrations()[:-1], path)
        caplog.clear()
    for _ in range(2):
        with Ledger.open(path):
            pass
    [line] = caplog.messages
    assert str(path) in line
    assert "\n" not in line


@pytest.mark.parametrize("version", [step.number for step in schema.migrations()[:-1]])
def test_a_ledger_of_any_earlier_version_is_brought_up_and_what_it_holds_is_found(tmp_path: Path, version: int) -> None:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        schema.migrate(old, [step for step in schema.migrations() if step.number <= version], path)
        old.execute("INSERT INTO articles (key, id, text) VALUES (7, 'a0', 'The pier is open, said Ida Marrow.')")
        old.execute(
            "INSERT INTO readings (key, article, kentledge, reader, lexicons, read_at, outlet)"
            " VALUES (3, 7, '0.1.0', 'pilot-1', '2026.1', '2026-11-25T00:00:00Z', 'Lissen Courier')"
        )
        old.execute("INSERT INTO speakers (key, reading, id, name, kind) VALUES (2, 3, 'p1', 'Ida Marrow', 'person')")
        old.execute(
            "INSERT INTO statements (key, reading, id, speaker, kind) VALUES (5, 3, 's1', 2, 'indirect')"
            if version < 12
            else "INSERT INTO statements (key, reading, id, speaker, kind, content_start, content_end)"
            " VALUES (5, 3, 's1', 2, 'indirect', 0, 16)"
        )
        if version < 12:
            content = "'content'" if version < 5 else "0"
            old.execute(f"INSERT INTO statement_spans VALUES (5, {content}, 0, 7, 0, 16)")
        if version >= 5:
            old.execute("INSERT INTO whole_readings (reading) VALUES (3)")
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        assert [row.article for row in ledger.find_articles(Wanted(text="pier"), 9)] == ["a0"]
        [row] = ledger.find_statements(Wanted(text="pier", speaker="marrow", outlet="courier"), 9)
        assert (row.article, row.start, row.end, row.quotation) == ("a0", 0, 16, "The pier is open")
        assert ledger.reading("a0").statements[0].content == ((0, 16),)
        assert ledger.uncompared() == ["a0"]
        ledger.compare("a0")
        assert ledger.uncompared() == []
        assert ledger.store(told())


def test_a_step_that_fails_leaves_the_ledger_at_its_version(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.store(told())
    steps = schema.migrations()
    bad = schema.Migration(
        steps[-1].number + 1, "CREATE TABLE notes (text TEXT);\nDROP VIEW current_camps;\nINSERT INTO moon;"
    )
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection, pytest.raises(sqlite3.OperationalError):
        schema.migrate(connection, [*steps, bad], path)
    assert path.read_bytes() == before
    with Ledger.open(path) as ledger:
        assert ledger.check() == []


def test_where_making_a_ledger_fails_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = schema.migrations()
    monkeypatch.setattr(
        schema, "migrations", lambda: (*steps, schema.Migration(steps[-1].number + 1, "INSERT INTO moon;"))
    )
    refused(tmp_path / "ledger.db")
    refused(tmp_path / "new" / "folder" / "ledger.db")


def test_the_ledger_is_where_the_user_says_or_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENTLEDGE_LEDGER", str(tmp_path / "mine.db"))
    assert default_path() == tmp_path / "mine.db"
    monkeypatch.setenv("KENTLEDGE_LEDGER", "~/mine.db")
    assert default_path() == Path.home() / "mine.db"
    monkeypatch.delenv("KENTLEDGE_LEDGER")
    assert default_path().is_absolute()
    assert default_path().parts[-2:] == ("kentledge", "ledger.db")
