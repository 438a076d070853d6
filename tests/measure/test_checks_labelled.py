"""Do the numbers add up, on passages labelled by hands that had not seen the program (benchmarks/checks.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks import counted, rows_of
from kentledge.parse import Parser

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
