"""Who speaks in news of many forms: interviews, releases, live reports, courts, families (fixtures/speaking.jsonl)."""

from __future__ import annotations

from collections import Counter

import pytest

from kentledge.parse import Parser
from speaking import PARTS, counted, rows_of

ERRORS = ("wrong", "surname", "lost", "invented", "split", "merged", "kind", "role", "affiliation", "venue", "when")
MEASURED = {
    "tune": (3, 0, 0, 4, 0, 0, 0, 0, 1, 1, 3),
    "held": (6, 1, 1, 8, 2, 0, 0, 3, 2, 2, 1),
    "fresh": (1, 0, 0, 7, 0, 0, 0, 3, 2, 2, 1),
    "blind_open": (5, 0, 0, 9, 2, 3, 4, 4, 6, 8, 5),
    "blind_sealed": (8, 0, 1, 2, 3, 1, 2, 2, 7, 11, 4),
    "unseen": (18, 0, 3, 12, 10, 3, 13, 13, 26, 14, 12),
    "unseen_last": (11, 0, 2, 5, 4, 1, 5, 6, 6, 12, 6),
    "sealed": (15, 0, 0, 2, 3, 1, 9, 4, 11, 8, 7),
    "final": (23, 1, 0, 8, 9, 0, 12, 7, 10, 5, 4),
}
"""How often each error is made, as `benchmarks/speaking.py` prints it."""
MORE = 2
"""How many more of one kind are no regression: a word list that grows moves single ones."""


@pytest.fixture(scope="module")
def counts(parser: Parser) -> dict[str, Counter[str]]:
    return {part: counted(parser, rows_of(part)) for part in PARTS}


def test_all_parts_are_measured() -> None:
    assert set(MEASURED) == set(PARTS)


@pytest.mark.parametrize("part", MEASURED)
def test_errors_do_not_grow(counts: dict[str, Counter[str]], part: str) -> None:
    assert counts[part]["all"] >= 50
    grown = {
        error: counts[part][error]
        for error, known in zip(ERRORS, MEASURED[part], strict=True)
        if counts[part][error] > known + MORE
    }
    assert not grown
