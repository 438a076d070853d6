"""Floors under the figures on the labelled passages: what `python benchmarks/judgements.py` prints, less a little."""

from __future__ import annotations

from pathlib import Path

import pytest

from judgements import Score, passages, score
from kentledge.reading import Engine

FIXTURES = Path(__file__).parent.parent / "fixtures"
# All of these have been tuned on but the last, of which no passage may be looked at to tune.
SETS = {
    "tune": ("judgements.jsonl", "tune"),
    "held": ("judgements.jsonl", "held"),
    "fresh": ("judgements_fresh.jsonl", None),
    "literary": ("relations_practice.jsonl", "literary"),
    "press": ("relations_practice.jsonl", "press"),
    "press2": ("relations_practice.jsonl", "press2"),
    "unseen": ("relations_unseen.jsonl", None),
}


@pytest.fixture(scope="module")
def scored(engine: Engine) -> dict[str, Score]:
    return {name: score(engine, passages(FIXTURES / file, half)) for name, (file, half) in SETS.items()}


@pytest.mark.parametrize(
    ("name", "figure", "floor"),
    [
        ("tune", "estimative", 97.0),
        ("tune", "scope", 91.5),
        ("tune", "horizon", 96.0),
        ("tune", "fronts", 90.0),
        ("tune", "relations", 92.0),
        ("held", "estimative", 97.0),
        ("held", "scope", 90.0),
        ("held", "horizon", 93.5),
        ("held", "fronts", 84.5),
        ("held", "relations", 94.0),
        ("fresh", "estimative", 95.0),
        ("fresh", "scope", 91.5),
        ("fresh", "horizon", 91.5),
        ("fresh", "fronts", 90.5),
        ("fresh", "relations", 92.0),
        ("literary", "relations", 31.5),
        ("press", "relations", 82.0),
        ("press2", "relations", 70.0),
        ("unseen", "relations", 47.0),
    ],
)
def test_the_figures_do_not_fall(scored: dict[str, Score], name: str, figure: str, floor: float) -> None:
    assert scored[name].figures()[figure] >= floor
