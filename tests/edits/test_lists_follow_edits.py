"""What an analyst reads follows what the analyst did: lists, searches, exports and SQL views, edits applied."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from invented_readings import SECOND, invented, random_edit, read_anew
from test_edit_command import at, reading

from kentledge import edits
from kentledge.edits.find import EditedStatement, find_statements
from kentledge.edits.table import renew, stale
from kentledge.ledger import Ledger, Wanted
from kentledge.records import Provenance, Reading
from older import of_version
from typed import Typed, typist

OTHER = "Piet Holmgaard said in Marl that the quay will probably close. Nobody else spoke of it."


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "ledger.db"
    monkeypatch.setenv("KENTLEDGE_LEDGER", str(path))
    monkeypatch.setenv("KENTLEDGE_ANALYST", "ida")
    with Ledger.open(path) as ledger:
        ledger.store(reading(), source="quay.txt")
    return path


@pytest.fixture
def desk(book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    assert book.exists()
    return typist(monkeypatch, capsys)


def listed(desk: Typed, *options: str) -> dict[str, dict[str, object]]:
    return {row["statement"]: row for row in json.loads(desk("statements", "-f", "json", *options))}


def viewed(path: Path, columns: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as other:
        return other.execute(f"SELECT {columns} FROM edited_statements ORDER BY start").fetchall()


def test_lists_show_what_stands_and_say_what_was_done(desk: Typed) -> None:
    desk("edit", "correct", "quay.txt", "st3", "--speaker", "Ida Marrow")
    desk("edit", "correct", "quay.txt", "st1", "--phrase", "unlikely", "--as", "highly unlikely")
    desk("edit", "reject", "quay.txt", "st2", "--by", "Ben")
    desk("edit", "add", "quay.txt", "--speaker", "Piet Holmgaard", "--content", "may close")
    rows = listed(desk)
    assert set(rows) == {"st1", "st3", "s+4"}
    assert rows["st3"]["speaker"] == "Ida Marrow"
    assert rows["st3"]["role"] == "pilot"
    assert rows["st3"]["edits"] == "speaker corrected by ida"
    assert (rows["st1"]["low"], rows["st1"]["high"]) == ([0.1], [0.2])
    assert rows["s+4"]["quotation"] == "may close"
    assert rows["s+4"]["edits"] == "added by ida"
    untouched = listed(desk, "--as-read")
    assert set(untouched) == {"st1", "st2", "st3"}
    assert untouched["st3"]["speaker"] == "Piet Holmgaard"
    assert untouched["st1"]["low"] == [0.25]
    assert "(speaker corrected by ida)" in desk("statements")
    assert json.loads(desk("search", "quay", "-f", "json"))[0]["statements"] == 3
    assert json.loads(desk("articles", "-f", "json"))[0]["edits"] == "4 edits by ida, Ben"


def test_conditions_hold_of_what_stands(desk: Typed) -> None:
    desk("edit", "correct", "quay.txt", "st3", "--speaker", "Ida Marrow")
    desk("edit", "correct", "quay.txt", "st1", "--phrase", "unlikely", "--as", "highly unlikely")
    assert set(listed(desk, "--speaker", "Marrow")) == {"st1", "st3"}
    assert set(listed(desk, "--speaker", "Holmgaard")) == {"st2"}
    assert set(listed(desk, "--speaker", "Holmgaard", "--as-read")) == {"st2", "st3"}
    assert set(listed(desk, "--likely", "..0.2")) == {"st1"}
    assert set(listed(desk, "--likely", "0.28..")) == set()
    assert set(listed(desk, "--text", "mistake", "--outlet", "marl", "--since", "2031-02", "--until", "2031-02")) == {
        "st3"
    }
    assert listed(desk, "--since", "2031-03") == {}


def test_a_corrected_speaker_is_corrected_in_every_row(desk: Typed) -> None:
    desk("edit", "correct", "quay.txt", "sp2", "--role", "minister")
    rows = listed(desk, "--speaker", "Holmgaard")
    assert {row["role"] for row in rows.values()} == {"minister"}
    assert {row["edits"] for row in rows.values()} == {"speaker’s role corrected by ida"}
    assert listed(desk)["st1"]["edits"] is None


def test_exports_have_the_edits(desk: Typed, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    desk("edit", "reject", "quay.txt", "st2")
    desk("edit", "accept", "quay.txt", "st1")
    rows = desk("statements", "-f", "csv").splitlines()
    assert len(rows) == 3
    assert rows[0].endswith(",printed,edits")
    assert rows[1].endswith(",accepted by ida")
    desk("statements", "-f", "parquet", "-o", str(tmp_path / "out.parquet"))
    found = duckdb.sql(f"SELECT statement, edits FROM '{tmp_path / 'out.parquet'}'").fetchall()
    assert found == [("st1", "accepted by ida"), ("st3", None)]


def test_the_view_has_edited_and_other_articles(desk: Typed, book: Path) -> None:
    from kentledge.records import Article, Speaker, Statement

    content, name = OTHER.index("that the"), OTHER.index("Piet")
    said = Statement("st1", "sp1", "indirect", OTHER[content : content + 31], ((name, name + 14),), ((15, 19),),
                     ((content, content + 31),))  # fmt: skip
    who = Speaker("sp1", "Piet Holmgaard", None, None, "person", ((name, name + 14),))
    with Ledger.open(book) as ledger:
        ledger.store(Reading(Article("feedbeef", OTHER, published="2031-03-01"), (who,), (said,), provenance=SECOND))
    assert len(viewed(book, "article")) == 4
    desk("edit", "reject", "0123", "st1")
    rows = viewed(book, 'article, statement, quotation, start, "end", edits')
    assert len(rows) == 3
    assert ("feedbeef", "st1", OTHER[content : content + 31], content, content + 31, None) in rows
    assert "unlikely" not in str(rows)
    assert [s.found.article for s in _found(book, Wanted())] == ["feedbeef", "0123456789abcdef", "0123456789abcdef"]
    assert [s.found.article for s in _found(book, Wanted(), 1)] == ["feedbeef"]


def test_a_reread_is_followed(desk: Typed, book: Path) -> None:
    desk("edit", "correct", "quay.txt", "st3", "--speaker", "Ida Marrow")
    first = reading(Provenance("0.9", "r", "l"))
    again = tuple(replace(s, id=f"again{n}") for n, s in enumerate(first.statements))
    with Ledger.open(book) as ledger:
        ledger.store(replace(first, statements=again, judgements=(), quantities=()))
        assert stale(ledger) == ["0123456789abcdef"]
        assert renew(ledger) == 1
        assert renew(ledger) == 0
        assert ledger.check() == []
    assert set(listed(desk)) == {"again0", "again1", "again2"}
    assert [row[0] for row in viewed(book, "speaker")] == ["Ida Marrow", "Piet Holmgaard", "Ida Marrow"]


def test_edits_of_an_older_ledger_are_followed(tmp_path: Path) -> None:
    path = of_version(tmp_path / "older.db", 13, [reading()])
    with Ledger(sqlite3.connect(path, isolation_level=None), path) as ledger:
        (first, *_) = reading().statements
        edits.record(ledger, [edits.reject(reading(), first, by="ida", at="2031-03-10T10:00:00Z")])
    assert [s.found.statement for s in _found(path, Wanted())] == ["st2", "st3"]
    assert len(viewed(path, "statement")) == 2
    assert _found(path, Wanted(text="nothing OR never")) == []


def test_a_quotation_corrected_stands_at_its_new_words(desk: Typed) -> None:
    desk("edit", "correct", "quay.txt", "st2", "--content", "repairs would cost 40 million crowns")
    row = listed(desk)["st2"]
    assert [row["start"], row["end"]] == list(at("repairs would cost 40 million crowns"))
    assert row["quotation"] == "repairs would cost 40 million crowns"


def test_what_a_rejected_copy_stood_for_is_shown_by_the_next(book: Path, desk: Typed) -> None:
    with Ledger.open(book) as ledger:
        with closing(sqlite3.connect(book)) as other:
            keys = [k for (k,) in other.execute("SELECT key FROM statements ORDER BY key")]
            other.executemany("INSERT INTO statement_copies VALUES (?, ?)", [(k, keys[0]) for k in keys])
            other.commit()
        assert [s.found.statement for s in find_statements(ledger, Wanted(once=True), 9)] == ["st1"]
        desk("edit", "reject", "quay.txt", "st1")
        assert [s.found.statement for s in find_statements(ledger, Wanted(once=True), 9)] == ["st2"]


def test_where_a_rejected_copy_was_printed_is_not_named(book: Path, desk: Typed) -> None:
    first = reading()
    with Ledger.open(book) as ledger:
        for number, outlet in enumerate(("Marl Post", "Tarn Courier"), 1):
            text = first.article.text + " " * number
            ledger.store(replace(first, article=replace(first.article, id=f"c{number:016}", text=text, outlet=outlet)))
        with closing(sqlite3.connect(book)) as other:
            other.execute("DELETE FROM statement_copies")
            keys = [k for (k,) in other.execute("SELECT key FROM statements WHERE id = 'st1' ORDER BY key")]
            other.executemany("INSERT INTO statement_copies VALUES (?, ?)", [(k, keys[0]) for k in keys])
            other.commit()

        def printed(where: Path = book) -> set[str]:
            (row,) = (s.found for s in _found(where, Wanted(once=True)) if s.found.statement == "st1")
            return set(row.printed)

        assert {"Marl Post", "Tarn Courier"} < printed()
        desk("edit", "reject", f"c{1:016}", "st1")
        assert "Marl Post" not in printed()
        assert "Tarn Courier" in printed()
        as_read = ledger.find_statements(Wanted(once=True), 99)
        assert "Marl Post" in next(s for s in as_read if s.statement == "st1").printed


@pytest.mark.parametrize("seed", [1, 2])
def test_lists_and_view_equal_the_edited_readings(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    readings = [invented(n, dice) for n in range(6)]
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for r in readings:
            ledger.store(r)
        for n in range(60):
            article = dice.choice(readings[:4]).article.id
            made = random_edit(edits.edited(ledger, article).reading, dice, n)
            if made is not None:
                edits.record(ledger, [made])
        for r in readings[:2]:
            ledger.store(read_anew(r, dice))
        standing = {}
        for r in readings:
            now = edits.edited(ledger, r.article.id).reading
            names = {s.id: s.name for s in now.speakers}
            for s in now.statements:
                quoted = " ".join(r.article.at(span) for span in s.content)
                standing[r.article.id, s.id] = (names.get(str(s.speaker)), quoted)
        found = find_statements(ledger, Wanted(), 10_000)
        assert {(f.found.article, f.found.statement): (f.found.speaker, f.found.quotation) for f in found} == standing
        assert len(found) == len(standing)
        assert ledger.check() == []
    seen = viewed(tmp_path / "ledger.db", "article, statement, speaker, quotation")
    assert {(a, s): (who, words) for a, s, who, words in seen} == standing


def _found(path: Path, wanted: Wanted, limit: int = 50) -> list[EditedStatement]:
    with Ledger.open(path) as ledger:
        return find_statements(ledger, wanted, limit)
