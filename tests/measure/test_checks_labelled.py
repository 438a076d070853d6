"""Do the numbers add up, on passages labelled by hands that had not seen the program (benchmarks/checks.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks import counted, rows_of
from kentledge.measure import checks, quantities
from kentledge.parse import Parser
from kentledge.records import Article

FILE = Path(__file__).parents[1] / "fixtures/checks.jsonl"


@pytest.mark.parametrize(
    ("half", "clashes", "agreements", "alarms"),
    [("practice", 18, 18, 0), ("sealed", 12, 14, 0), ("more", 14, 19, 0), ("fresh", 4, 7, 1)],
)
def test_clashes_and_agreements_are_found_without_false_alarm(
    parser: Parser, half: str, clashes: int, agreements: int, alarms: int
) -> None:
    found = counted(parser, rows_of(FILE, half))
    assert found["inconsistent found"] >= clashes
    assert found["consistent found"] >= agreements
    assert found["false alarms"] <= alarms
    assert found["false agreements"] <= 1


def test_every_label_is_of_printed_figures() -> None:
    rows = rows_of(FILE)
    assert len({r["id"] for r in rows}) == len(rows) == 290
    assert all(r["text"].count(f) == 1 for r in rows for f in r["figures"])
    assert all(bool(r["figures"]) is (r["verdict"] != "none") for r in rows)


@pytest.mark.parametrize(
    "text",
    [
        # What the program first told wrongly of real articles, in other words.
        "The top 1 percent would get a tax cut of $300,000, compared with $2,700 for those in the middle.",
        "Thrust climbed from 240 to 273, and mileage rose from 21 miles per gallon to 23 in the lighter version.",
        "The roof costs $42,000 with 12 kilowatts of solar cells, or $21.50 a square foot, before credits.",
        # A part of what was told before.
        "The army lost 120 drones — 40 of them armed and 20 with cameras.",
        "Ships fell to 212 from 340, or 45 percent of the fleet.",
    ],
)
def test_nothing_is_told_of_what_does_not_belong_together(parser: Parser, text: str) -> None:
    doc = parser(Article("", text))
    assert [c.says for c in checks(doc, quantities(doc)) if c.verdict != "implies"] == []
