"""What is stored comes back equal, once, and stays."""

from __future__ import annotations

import math
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from random_readings import readings
from written_readings import FIRST, SECOND, STORY, told

from kentledge.ledger import Entry, Ledger, UnknownArticle
from kentledge.records import Article, Per, Reading, Statement


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


# What is worked out from the rows, and may change: full-text indexes, clusters of copies, persons, neighbouring words.
DERIVED = re.compile(r"(articles|statements)_fts.*|copy_.*|statement_copies|persons?(_.*)?|neighbours(_.*)?")
# What analysts add; its tests are elsewhere.
BY_HAND = re.compile(r"edit.*|speaker_decision.*|question.*")


def dump(path: Path) -> str:
    """Everything that was read, as SQL."""
    derived = re.compile(rf'INSERT INTO "({DERIVED.pattern})"')
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(line for line in connection.iterdump() if not derived.match(line))


def tables(path: Path) -> list[str]:
    """The tables of what was read."""
    names = [str(name) for (name,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [name for name in names if not DERIVED.fullmatch(name) and not BY_HAND.fullmatch(name)]


def test_a_rich_reading_comes_back_equal(ledger: Ledger) -> None:
    assert ledger.store(told(), "talks.txt") is True
    assert ledger.reading(told().article.id) == told()
    assert ledger.check() == []


def test_a_rich_reading_fills_every_table(path: Path, ledger: Ledger) -> None:
    ledger.store(told(), "talks.txt")
    assert [table for table in tables(path) if not rows(path, f"SELECT 1 FROM {table}")] == []


def test_an_article_in_which_nothing_was_read_comes_back_equal(ledger: Ledger) -> None:
    bare = Reading(Article("a0", "Nothing was said."), provenance=FIRST)
    assert ledger.store(bare)
    assert ledger.reading("a0") == bare


def test_any_reading_comes_back_equal_and_the_views_quote_the_same_characters(path: Path, ledger: Ledger) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(readings())
    def stored_and_loaded(reading: Reading) -> None:
        assert ledger.store(reading)
        assert ledger.reading(reading.article.id) == reading
        quoted = rows(path, "SELECT statement, quotation FROM current_statements WHERE article = ?", reading.article.id)
        words = {s.id: " ".join(reading.article.at(span) for span in s.content) for s in reading.statements}
        assert {id_: quotation or "" for id_, quotation in quoted} == words
        found = rows(path, "SELECT quantity, words FROM current_quantities WHERE article = ?", reading.article.id)
        assert set(found) == {(q.id, reading.article.at(q.span)) for q in reading.quantities}

    stored_and_loaded()
    assert [problem for problem in ledger.check() if not problem.startswith("the text of")] == []


def test_the_same_file_twice_changes_nothing(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.store(told(), "talks.txt")
    before, lines = path.read_bytes(), dump(path)
    with Ledger.open(path) as ledger:
        assert ledger.store(told(), "talks.txt") is False
        assert dump(path) == lines
    assert path.read_bytes() == before


def test_the_same_text_from_another_place_adds_only_the_place(path: Path, ledger: Ledger) -> None:
    ledger.store(told(), "talks.txt")
    before = dump(path).splitlines()
    assert ledger.store(told(), "https://lissen-courier.example/talks") is False
    added = set(dump(path).splitlines()) - set(before)
    assert len(added) == 1
    assert "https://lissen-courier.example/talks" in added.pop()
    [(sources,)] = rows(path, "SELECT sources FROM current_articles")
    assert set(str(sources).split("\n")) == {"talks.txt", "https://lissen-courier.example/talks"}


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot change its time zone for one process")
def test_the_time_of_reading_is_utc(path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        ledger.store(told(), "talks.txt")
    finally:
        monkeypatch.undo()
        time.tzset()
    times = rows(path, "SELECT read_at FROM readings UNION ALL SELECT first_seen FROM article_sources")
    assert len(times) == 2
    for (when,) in times:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(when))
        assert abs(datetime.now(UTC) - datetime.fromisoformat(str(when))) < timedelta(minutes=2)


def test_a_second_reading_stands_beside_the_first(path: Path, ledger: Ledger) -> None:
    ledger.store(told(), "talks.txt")
    first = set(dump(path).splitlines())
    better = told(provenance=SECOND)
    better = replace(better, article=replace(better.article, title="Ferry pact", outlet=None), camps=())
    assert ledger.store(better, "talks.txt") is True
    assert first <= set(dump(path).splitlines())
    assert ledger.reading(better.article.id) == better
    assert ledger.has(better.article.id, FIRST)
    assert ledger.has(better.article.id, SECOND)
    assert rows(path, "SELECT count(*) FROM articles") == [(1,)]
    assert rows(path, "SELECT DISTINCT title FROM current_statements") == [("Ferry pact",)]
    assert len(rows(path, "SELECT 1 FROM current_statements")) == len(better.statements)


def test_has_tells_one_program_from_another(ledger: Ledger) -> None:
    ledger.store(told())
    id_ = told().article.id
    assert ledger.has(id_, FIRST)
    assert not ledger.has(id_, replace(FIRST, lexicons="2026.2"))
    assert not ledger.has("another", FIRST)


def test_the_list_shows_each_article_as_last_read(ledger: Ledger) -> None:
    first, second = told(1), told(2)
    ledger.store(first)
    ledger.store(second)
    again = replace(told(1, SECOND), statements=(), judgements=(), relations=(), quantities=(), deals=(), checks=())
    again = replace(again, camps=(), finding=None, article=replace(again.article, title=None, published="2031-03-04"))
    ledger.store(again)
    assert list(ledger.articles()) == [
        Entry(first.article.id, None, "2031-03-04", "Lissen Courier", 0),
        Entry(second.article.id, second.article.title, "2031-03-03", "Lissen Courier", 8),
    ]


def test_an_article_that_is_not_there_is_named(ledger: Ledger) -> None:
    with pytest.raises(UnknownArticle, match="no article 0123abcd"):
        ledger.reading("0123abcd")


def test_a_statement_can_be_read_in_the_views_with_its_speaker_and_words(path: Path, ledger: Ledger) -> None:
    ledger.store(told())
    [row] = rows(
        path,
        'SELECT speaker, role, kind, quotation, cue, venue, when_said, start, "end" FROM current_statements'
        " WHERE statement = 's7'",
    )
    assert row[:3] == ("Mirelle Anstad", "chair", "direct")
    assert str(row[3]).startswith("“We are pooling cranes, pilots")
    assert row[4:7] == ("said", "a meeting of the board", "Tuesday")
    assert STORY[int(str(row[7])) : int(str(row[8]))] == row[3]
    [(speaker, quotation)] = rows(
        path, "SELECT speaker, quotation FROM current_statements WHERE quotation LIKE '%merge%'"
    )
    assert (speaker, quotation) == (
        "Tomé Valdrake",
        "“It is almost certain,” “that the two ports merge their freight desks.”",
    )


def test_the_other_views_say_what_the_reading_says(path: Path, ledger: Ledger) -> None:
    ledger.store(told())
    judged = rows(
        path, "SELECT estimative, low, high, horizon, fronts FROM current_judgements WHERE speaker = 'analysts'"
    )
    assert judged == [("almost certain", 0.95, 0.99, "long term", "economic, political")]
    assert rows(path, "SELECT speaker, kind, other, words FROM current_relations") == [
        ("Brun Okonjö", "agrees", "Tomé Valdrake", "echoed"),
        ("Mirelle Anstad", "disagrees", "Tomé Valdrake", "rejected that view"),
    ]
    assert rows(path, "SELECT giver, receiver, speaker FROM current_deals") == [
        ("Varnholm", "Ostrava Bay", "Brun Okonjö"),
        ("the board", "smaller islands", None),
    ]
    [(first, *_)] = rows(path, "SELECT quantities FROM current_checks WHERE verdict = 'implies'")
    assert first == "40 berths; 300,000 to 600,000 crowns a berth each year"
    assert rows(path, "SELECT speaker FROM current_camps WHERE camp = 'limited'") == [
        ("Tomé Valdrake",),
        ("Brun Okonjö",),
    ]


def test_no_row_can_be_changed_or_removed(path: Path, ledger: Ledger) -> None:
    ledger.store(told(), "talks.txt")
    before = dump(path)
    with closing(sqlite3.connect(path)) as other:
        for table in tables(path):
            column = other.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchone()[0]
            for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    other.execute(sql)
        other.commit()
    assert dump(path) == before


def _with_statement(**changes: object) -> Reading:
    reading = told()
    first: Statement = replace(reading.statements[0], **changes)  # type: ignore[arg-type]
    return replace(reading, statements=(first, *reading.statements[1:]))


def _with_quantity(**changes: object) -> Reading:
    reading = told()
    first, *rest = reading.quantities
    return replace(reading, quantities=(replace(first, **changes), *rest))  # type: ignore[arg-type]


_SIZE = len(STORY)
UNFIT = {
    "no provenance": replace(told(), provenance=None),
    "a span beyond the end": _with_statement(cue=((_SIZE - 1, _SIZE + 1),)),
    "a span that starts before the text": _with_statement(content=((-3, 4),)),
    "an empty span": _with_statement(source=((7, 7),)),
    "an unknown speaker": _with_statement(speaker="p99"),
    "two statements of one id": _with_statement(id="s2"),
    "not a number": _with_quantity(low=math.nan),
    "a rate of no number": _with_quantity(per=Per(math.nan, "berth")),
    "an unknown statement": _with_quantity(statement="s99"),
    "a quantity at no words": _with_quantity(span=(_SIZE, _SIZE + 4)),
    "half a character": _with_statement(venue="\ud83d"),
    "a NUL in the text": replace(told(), article=replace(told().article, text=STORY + "\0")),
    "an unknown quantity, met last": replace(told(), checks=(replace(told().checks[0], quantities=("q99",)),)),
    "a camp of strangers": replace(told(), camps=(replace(told().camps[0], speakers=("p99",)),)),
}


@pytest.mark.parametrize("why", UNFIT)
def test_a_reading_that_does_not_hold_together_is_refused_whole(path: Path, ledger: Ledger, why: str) -> None:
    before = dump(path)
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        ledger.store(UNFIT[why], "talks.txt")
    assert "\n" not in str(refused.value)
    assert dump(path) == before
    assert ledger.store(told())  # and the ledger goes on


def test_an_id_with_another_text_is_refused(path: Path, ledger: Ledger) -> None:
    ledger.store(Reading(Article("a0", "The pier is open."), provenance=FIRST))
    before = dump(path)
    with pytest.raises(ValueError, match="another text"):
        ledger.store(Reading(Article("a0", "The pier is shut."), provenance=SECOND))
    assert dump(path) == before


def test_quotations_are_stored_once(path: Path) -> None:
    """A text as thick with records as the story (8 statements, 5 quantities in 2,000 characters), of which every copy
    is compared with others, takes less than six times itself with all indexes; ordinary news is thinner."""
    size = 0
    with Ledger.open(path) as ledger:
        for number in range(150):
            ledger.store(told(number), f"articles/{number}.txt")
            size += len(told(number).article.text.encode())
    assert b"whoever counts only tickets" in path.read_bytes()
    assert path.read_bytes().count(b"whoever counts only tickets") == 150
    assert path.stat().st_size < 6 * size
