"""`kentledge checks`: the sums of a ledger's articles, and one article against another, from a file on disk."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import spacy

from kentledge.ledger import Ledger
from kentledge.measure import checks, quantities
from kentledge.read import read
from kentledge.records import Article, Provenance, Reading
from running import Run

NLP = spacy.blank("en")
READER = Provenance(kentledge="0.2.0", reader="pilot", lexicons="1")
TEXTS = {
    "sum": "The port of Alder sold 12,000 tonnes at 40 dollars a tonne, a total of 900,000 dollars.",
    "many": "Envoys met in Tervo. They said that Norrland shipped 3,000 crates to Ostmark in 2031. Rain fell.",
    "few": "The agency wrote to the press. It said that in 2031 Norrland shipped only 400 crates to Ostmark.",
    "same": "A paper was read out. Norrland shipped 3,000 crates to Ostmark in 2031, it said, and nobody spoke.",
    "later": "Envoys met again in Tervo. They said that Norrland shipped 900 crates to Ostmark in 2032.",
    "back": "Another envoy came. He said that Ostmark shipped 70 crates to Norrland in 2031 and left.",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as book:
        for name, text in TEXTS.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
            article = read(tmp_path / f"{name}.txt")
            doc = NLP(article.text)
            found = tuple(quantities(doc))
            book.store(Reading(article, quantities=found, checks=tuple(checks(doc, found)), provenance=READER), name)
    return path


def test_stored_checks_are_listed_with_the_characters_of_their_inputs(kentledge: Run, ledger: Path) -> None:
    rows = json.loads(kentledge("checks", "--ledger", ledger, "-f", "json").stdout)
    assert [row["verdict"] for row in rows] == ["inconsistent"]
    (row,) = rows
    with Ledger.open(ledger) as book:
        text = book.reading(row["article"]).article.text
    assert row["quotation"] == [text[a:b] for a, b in row["spans"]]
    assert "900,000 dollars" in row["quotation"]
    assert row["formula"]
    assert row["evidence"][0].startswith(row["article"])
    assert json.loads(kentledge("checks", "--ledger", ledger, "--verdict", "implies", "-f", "json").stdout) == []
    table = kentledge("checks", "--ledger", ledger).stdout.decode()
    assert "inconsistent" in table
    assert "formula" in table


def test_articles_are_compared_where_they_tell_of_one_thing(kentledge: Run, ledger: Path) -> None:
    rows = json.loads(kentledge("checks", "--across", "--ledger", ledger, "-f", "json").stdout)
    told = sorted((row["verdict"], *sorted(q.split()[-2] for q in row["quotation"])) for row in rows)
    assert told == [
        ("consistent", "3,000", "3,000"),
        ("inconsistent", "3,000", "400"),
        ("inconsistent", "3,000", "400"),
    ]
    with Ledger.open(ledger) as book:
        for row in rows:
            first, second = (book.reading(row[key]).article.text for key in ("article", "other"))
            assert row["quotation"] == [
                first[row["start"] : row["end"]],
                second[row["other_start"] : row["other_end"]],
            ]
    clashes = ("checks", "--across", "--verdict", "inconsistent", "--ledger", ledger)
    assert len(kentledge(*clashes, "-f", "jsonl").stdout.splitlines()) == 2
    assert len(kentledge(*clashes, "-n", "1", "-f", "jsonl").stdout.splitlines()) == 1
    lines = list(csv.DictReader(io.StringIO(kentledge(*clashes, "-f", "csv").stdout.decode())))
    assert {line["verdict"] for line in lines} == {"inconsistent"}


def test_copies_of_one_story_are_not_held_against_each_other(kentledge: Run, tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    rest = " ".join(f"Paragraph {n} tells of quay {n * 7} and of the crews who work there by night." for n in range(30))
    with Ledger.open(path) as book:
        for name, count in (("first", "3,000"), ("second", "400")):
            text = f"{name.title()} edition. They said that Norrland shipped {count} crates to Ostmark in 2031. {rest}"
            article = Article(name * 4, text)
            book.store(Reading(article, quantities=tuple(quantities(NLP(text))), provenance=READER), name)
        assert len(book.copies(5)) == 1
    assert json.loads(kentledge("checks", "--across", "--ledger", path, "-f", "json").stdout) == []


def test_a_ledger_that_is_not_there_is_told_in_one_line(kentledge: Run, tmp_path: Path) -> None:
    done = kentledge("checks", "--across", "--ledger", tmp_path / "none.db")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
