"""Who speaks in news of many forms: interviews, releases, live reports, courts, families (fixtures/speaking.jsonl)."""

from __future__ import annotations

from collections import Counter

import pytest

from kentledge.parse import Parser
from speaking import counted, rows_of


@pytest.fixture(scope="module")
def counts(parser: Parser) -> dict[str, Counter[str]]:
    return {half: counted(parser, rows_of(half)) for half in ("tune", "held")}


@pytest.mark.parametrize("half", ["tune", "held"])
@pytest.mark.parametrize(
    ("error", "at_most"),
    [("wrong", 0.08), ("lost", 0.06), ("kind", 0.05), ("role", 0.08), ("affiliation", 0.08), ("split", 0.05)],
)
def test_errors_are_few(counts: dict[str, Counter[str]], half: str, error: str, at_most: float) -> None:
    assert counts[half]["all"] > 100
    assert counts[half][error] <= at_most * counts[half]["all"]
