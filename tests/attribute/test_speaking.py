"""Who speaks in news of many forms: interviews, releases, live reports, courts, families (fixtures/speaking.jsonl)."""

from __future__ import annotations

from collections import Counter

import pytest

from kentledge.parse import Parser
from speaking import PARTS, counted, rows_of

AT_MOST = {
    "wrong": {
        "tune": 0.04,
        "held": 0.08,
        "fresh": 0.08,
        "blind_open": 0.04,
        "blind_sealed": 0.07,
        "unseen": 0.07,
        "unseen_last": 0.07,
        "sealed": 0.09,
        "final": 0.13,
    },
    "lost": {
        "tune": 0.03,
        "held": 0.04,
        "fresh": 0.08,
        "blind_open": 0.02,
        "blind_sealed": 0.02,
        "unseen": 0.02,
        "unseen_last": 0.02,
        "sealed": 0.02,
        "final": 0.02,
    },
    "kind": {
        "tune": 0.05,
        "held": 0.04,
        "fresh": 0.06,
        "blind_open": 0.04,
        "blind_sealed": 0.03,
        "unseen": 0.05,
        "unseen_last": 0.04,
        "sealed": 0.06,
        "final": 0.07,
    },
    "role": {
        "tune": 0.03,
        "held": 0.05,
        "fresh": 0.1,
        "blind_open": 0.04,
        "blind_sealed": 0.03,
        "unseen": 0.05,
        "unseen_last": 0.04,
        "sealed": 0.04,
        "final": 0.05,
    },
    "affiliation": {
        "tune": 0.03,
        "held": 0.05,
        "fresh": 0.08,
        "blind_open": 0.05,
        "blind_sealed": 0.05,
        "unseen": 0.09,
        "unseen_last": 0.05,
        "sealed": 0.07,
        "final": 0.07,
    },
    "split": {
        "tune": 0.03,
        "held": 0.04,
        "fresh": 0.04,
        "blind_open": 0.03,
        "blind_sealed": 0.03,
        "unseen": 0.04,
        "unseen_last": 0.03,
        "sealed": 0.03,
        "final": 0.06,
    },
}
"""Errors at most, as shares of the statements found and lost."""


@pytest.fixture(scope="module")
def counts(parser: Parser) -> dict[str, Counter[str]]:
    return {part: counted(parser, rows_of(part)) for part in PARTS}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("error", AT_MOST)
def test_errors_are_few(counts: dict[str, Counter[str]], part: str, error: str) -> None:
    assert counts[part]["all"] > 40
    assert counts[part][error] <= AT_MOST[error][part] * counts[part]["all"]
