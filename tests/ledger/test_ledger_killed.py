"""`kentledge read` may be killed at any moment and run twice at once: the ledger is as if nothing had happened."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from altered_copies import corpus
from killed_reading import finished, rows, start, struck

from kentledge.ledger import Ledger


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighteen small articles: six stories and their copies."""
    made = tmp_path_factory.mktemp("articles")
    for number, printing in enumerate(corpus(5, stories=6, copies=12, events=3)):
        (made / f"{number:02}.txt").write_text(printing.text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def undisturbed(folder: Path) -> tuple[Path, float]:
    """The ledger of a run that nothing disturbs, and the seconds it took."""
    path = folder.parent / "undisturbed.db"
    began = time.monotonic()
    finished(start(folder, path))
    return path, time.monotonic() - began


def test_a_ledger_whose_readings_were_killed_equals_one_that_nothing_disturbed(
    folder: Path, undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    expected, seconds = undisturbed
    path = tmp_path / "ledger.db"
    dice = random.Random(12)
    fell = struck(folder, path, 12, lambda _: dice.uniform(0, seconds))
    print(f"{fell.at_work} of 12 killed at work, {fell.writing} of them while they wrote")
    assert fell.at_work >= 3
    finished(start(folder, path))
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        assert len(list(ledger.articles())) == 18
    assert rows(path) == rows(expected)
    assert rows(path)["statements"]
    assert rows(path)["copy_links"]


def test_two_processes_reading_into_one_ledger_lose_nothing(
    folder: Path, undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    expected, _ = undisturbed
    path = tmp_path / "new" / "ledger.db"
    both = [start(folder, path) for _ in range(2)]
    for process in both:
        finished(process)
    with Ledger.open(path) as ledger, Ledger.open(expected) as alone:
        assert ledger.check() == []
        entries = list(alone.articles())
        assert {e.id for e in ledger.articles()} == {e.id for e in entries}
        for entry in entries:
            assert ledger.reading(entry.id) == alone.reading(entry.id)
        found, wanted = ([sorted(p.article for p in c.printings) for c in book.copies(99)] for book in (ledger, alone))
        assert sorted(found) == sorted(wanted)
        assert len(found) == 6
    assert len(rows(path)["readings"]) == len(rows(path)["whole_readings"]) == 18
    assert sorted(rows(path)["article_sources"]) != []
