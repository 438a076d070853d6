"""Judgements told without a verb of saying, "put the odds at", "in her view", and whole articles of many kinds.

Floors a little below what the readers reached when they were trained; without the invented articles among what they
learned from, they find less than half of `opinions_*.jsonl`.
"""

from __future__ import annotations

import pytest

from conftest import as_attributions, attribution_figures, json_lines
from kentledge.evaluate import WHO_SAID_WHAT
from kentledge.reading import Engine


def figures(engine: Engine, name: str) -> dict[str, float]:
    return attribution_figures(engine, ((r["text"], as_attributions(r["attributions"])) for r in json_lines(name)))


@pytest.mark.parametrize(
    ("name", "content", "who"),
    [
        ("opinions_practice.jsonl", 84, 78.5),
        ("opinions_unseen.jsonl", 76, 75.5),
        ("attribution_fresh.jsonl", 83, 86.5),
        ("attribution_sealed.jsonl", 83, 89),
    ],
)
def test_the_accurate_reader_reaches_its_floor(engine: Engine, name: str, content: float, who: float) -> None:
    found = figures(engine, name)
    assert found["content"] >= content
    assert found[WHO_SAID_WHAT] >= who


def test_the_fast_reader_reaches_its_floor(fast_engine: Engine) -> None:
    found = figures(fast_engine, "opinions_unseen.jsonl")
    assert found[WHO_SAID_WHAT] >= 52


def test_hardly_anything_is_found_where_nobody_judges(engine: Engine) -> None:
    rows = json_lines("opinions_unseen.jsonl") + json_lines("opinions_practice.jsonl")
    silent = [r["text"] for r in rows if not r["attributions"]]
    assert len(silent) == 90
    assert sum(bool(engine.attributions(text)) for text in silent) <= 8
