"""Floors under the figures on the labelled passages: what `python benchmarks/judgements.py` prints, less a little."""

from __future__ import annotations

from pathlib import Path

import pytest

from judgements import Score, passages, score
from kentledge.reading import Engine

LABELLED = Path(__file__).parent.parent / "fixtures" / "judgements.jsonl"


@pytest.fixture(scope="module")
def scored(engine: Engine) -> dict[str, Score]:
    return {half: score(engine, passages(LABELLED, half)) for half in ("tune", "held")}


@pytest.mark.parametrize(
    ("half", "name", "floor"),
    [
        ("tune", "estimative", 97.0),
        ("tune", "scope", 89.0),
        ("tune", "horizon", 94.0),
        ("tune", "fronts", 80.0),
        ("tune", "relations", 80.0),
        ("held", "estimative", 89.0),
        ("held", "scope", 79.0),
        ("held", "horizon", 82.0),
        ("held", "fronts", 65.0),
        ("held", "relations", 55.0),
    ],
)
def test_the_figures_do_not_fall(scored: dict[str, Score], half: str, name: str, floor: float) -> None:
    assert scored[half].figures()[name] >= floor
