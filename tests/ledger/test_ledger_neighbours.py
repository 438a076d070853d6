"""Phrases: the index of neighbouring words leaves out no article that has one, whoever stored it and when."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from written_readings import FIRST, SECOND

from kentledge.ledger import Ledger, Wanted, find, neighbours
from kentledge.ledger.query import parsed
from kentledge.records import Article, Reading
from older import of_version

WORDS = ("the", "of", "Toll", "toll", "road", "café", "cafe", "pact", "Übersee", "is", "in", "№", "東京")
GAPS = (" ", " ", " ", ", ", "-", "’", "… ", "\n\n", " – ", "\u00a0")


def readings(count: int, seed: int, first: int = 0) -> list[Reading]:
    """Readings of short articles with few different words, on a few days."""
    dice = random.Random(seed)
    found = []
    for number in range(first, first + count):
        words = "".join(dice.choice(WORDS) + dice.choice(GAPS) for _ in range(dice.randint(1, 30)))
        text = f"{words}{number}."
        published = dice.choice(["2031-03-09", "2031-03-10", "2031-03-11", None])
        article = Article("a" + hashlib.sha256(text.encode()).hexdigest()[:16], text, published=published)
        found.append(Reading(article, (), (), provenance=FIRST))
    return found


def expected(stored: list[Reading], typed: str) -> set[str]:
    return {r.article.id for r in stored if parsed(typed).fits(r.article.text)}


def found(ledger: Ledger, typed: str, limit: int = 1000) -> list[str]:
    return [row.article for row in ledger.find_articles(Wanted(text=typed), limit)]


ASKED = (
    '"toll road"', '"of the"', '"the toll road"', '"is in"', '"is in the"', '"cafe pact"', '"toll ro*"', "toll-road",
    '"toll road" -"of the"', '"toll road" OR "pact is"', '"toll road" OR pact', '"ubersee of"', '"東京 is"',
    "toll -pact",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of few articles, so that there are some."""
    monkeypatch.setattr(neighbours, "BLOCK", 16)


@pytest.mark.parametrize("way", ["as it comes", "walked", "sorted", "without the words"])
def test_a_phrase_is_found_wherever_it_is_newest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "walked":
        monkeypatch.setattr(find, "_MET", 0.0)
        monkeypatch.setattr(find, "_STRETCH", 7)
    if way == "sorted":
        monkeypatch.setattr(find, "_SORTED", 0.0)
    if way == "without the words":
        monkeypatch.setattr(find, "_WORTH", 0)
    monkeypatch.setattr(find, "_TEXTS", 5)
    stored = readings(70, seed=1)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for reading in stored:
            ledger.store(reading)
        for reading in stored[::9]:  # the latest reading of an article has the last word on its day
            article = Article(reading.article.id, reading.article.text, published="2031-03-12")
            ledger.store(Reading(article, (), (), provenance=SECOND))
        assert ledger.connection.execute("SELECT count(*) FROM neighbours").fetchone() == (4 * neighbours.PAIRS,)
        some = 0
        for typed in ASKED:
            have = found(ledger, typed)
            assert set(have) == expected(stored, typed), typed
            assert len(have) == len(set(have))
            days = [entry.article for entry in ledger.find_articles(Wanted(), 1000)]
            assert have == [id_ for id_ in days if id_ in set(have)]
            assert found(ledger, typed, 3) == have[:3]
            some += bool(have)
        assert some > len(ASKED) / 2


def test_few_texts_are_looked_at(tmp_path: Path) -> None:
    stored = readings(48, seed=2)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        for reading in stored:
            ledger.store(reading)
        maybe = neighbours.possible(ledger.connection, parsed('"toll road"'))
        assert maybe is not None
        assert maybe.upto == 48
        assert len(expected(stored, '"toll road"')) <= len(maybe.keys) < 30
        assert neighbours.possible(ledger.connection, parsed('toll OR "toll road"')) is None
        assert neighbours.possible(ledger.connection, parsed('"toll ro*"')) is None


def test_articles_that_an_older_version_stored_are_found_and_caught_up_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = readings(40, seed=3), readings(9, seed=4, first=40)
    path = of_version(tmp_path / "ledger.db", 14, older)
    monkeypatch.setattr(neighbours, "AT_ONCE", 5)
    with Ledger.open(path) as ledger:
        for n in range(len(newer) + 1):
            for typed in ASKED:
                assert set(found(ledger, typed)) == expected([*older, *newer[:n]], typed)
            assert ledger.check() == []
            if n < len(newer):
                ledger.store(newer[n])
        known = "SELECT count(*) FROM neighbours_waiting"
        assert ledger.connection.execute(known).fetchone() == (45 - 2 * 16,)
        ledger.compact()
        assert ledger.connection.execute(known).fetchone() == (49 - 3 * 16,)
        assert ledger.check() == []


def test_a_block_that_another_process_turns_meanwhile_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stored = tmp_path / "ledger.db", readings(17, seed=6)
    with Ledger.open(path) as ledger, Ledger.open(path) as other:
        for reading in stored[:16]:
            ledger.store(reading)
        asked = [typed for typed in ASKED if expected(stored[:16], typed)]
        assert found(ledger, asked[0])
        blocks = neighbours._blocks

        def and_then(connection: sqlite3.Connection) -> int:
            known = blocks(connection)
            monkeypatch.setattr(neighbours, "_blocks", blocks)
            other.store(stored[16])
            return known

        monkeypatch.setattr(neighbours, "_blocks", and_then)
        assert set(found(ledger, asked[0])) >= expected(stored[:16], asked[0])
        assert ledger.connection.execute("SELECT count(*) FROM neighbours").fetchone() == (neighbours.PAIRS,)


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE neighbours_waiting SET pairs = zeroblob(256) WHERE article = 37",
        "DELETE FROM neighbours_waiting WHERE article = 36",
        "UPDATE neighbours SET articles = zeroblob(2) WHERE articles <> zeroblob(2) AND key < 2048",
        "DELETE FROM neighbours WHERE key = 2047",
        "INSERT INTO neighbours_waiting (article, pairs) VALUES (7, zeroblob(256))",
    ],
)  # fmt: skip
def test_an_index_that_does_not_fit_is_reported_and_made_anew(tmp_path: Path, broken: str) -> None:
    path, stored = tmp_path / "ledger.db", readings(40, seed=5)
    with Ledger.open(path) as ledger:
        for reading in stored:
            ledger.store(reading)
        assert ledger.check() == []
    with closing(sqlite3.connect(path)) as other:
        other.execute(broken)
        other.commit()
    with Ledger.open(path) as ledger:
        [problem] = ledger.check()
        assert "--rebuild" in problem
        ledger.compact(rebuild=True)
        assert ledger.check() == []
        for typed in ASKED:
            assert set(found(ledger, typed)) == expected(stored, typed)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from([*WORDS, *"_ª€ﬁ’"]), st.sampled_from([*GAPS, "", "_", "\u2070"]))),
    st.sampled_from([*ASKED, "toll", "cafe", "tollroad", "-of is", "to*"]),
)  # fmt: skip
def test_a_stored_text_fits_as_it_does_in_letters(parts: list[tuple[str, str]], typed: str) -> None:
    text = "".join(word + gap for word, gap in parts)
    asked = parsed(typed)
    assert asked.fits_stored(text.encode()) == asked.fits(text)
