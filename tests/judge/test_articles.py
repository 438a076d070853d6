"""Floors under the figures on whole articles: what `python benchmarks/articles.py` prints, less a little."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles import Score, score
from judgements import passages
from kentledge.reading import Engine

FIXTURE = Path(__file__).parent.parent / "fixtures" / "articles.jsonl"


@pytest.fixture(scope="module")
def scored(engine: Engine) -> Score:
    return score(engine, list(passages(FIXTURE, "open")))


@pytest.mark.parametrize(
    ("figure", "floor"),
    [
        ("statements", 96.5),
        ("estimative", 79.0),
        ("horizon", 64.0),
        ("fronts", 67.0),
        ("relations", 70.5),
        ("camps", 38.0),
    ],
)
def test_the_figures_on_whole_articles_do_not_fall(scored: Score, figure: str, floor: float) -> None:
    assert scored.figures()[figure] >= floor


def test_few_relations_are_found_that_are_none(scored: Score) -> None:
    assert scored.relations.found - scored.relations.right <= 2
