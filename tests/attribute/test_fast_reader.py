"""The reader with fewer layers: it loads, and reaches its floor on the labelled articles."""

from __future__ import annotations

import pytest

from conftest import attribution_figures
from kentledge.evaluate import WHO_SAID_WHAT
from kentledge.parse.network import loaded
from kentledge.parse.readers import folder_of, readers
from kentledge.reading import Engine
from kentledge.records import Attribution


@pytest.fixture(scope="module")
def figures(fast_engine: Engine, labelled: list[tuple[str, str, list[Attribution]]]) -> dict[str, float]:
    return attribution_figures(fast_engine, ((text, gold) for _, text, gold in labelled))


@pytest.mark.parametrize(
    ("name", "floor"), [("source", 84), ("cue", 84), ("content", 75), ("content characters", 85), (WHO_SAID_WHAT, 74)]
)
def test_it_reaches_its_floor(figures: dict[str, float], name: str, floor: float) -> None:
    assert figures[name] >= floor


def test_it_is_smaller_and_other_than_the_accurate_one() -> None:
    sizes = {name: (folder / "reader.onnx").stat().st_size for name, folder in readers().items()}
    assert sizes["fast"] < 0.75 * sizes["accurate"]
    assert loaded(folder_of("fast"), 1).small.version != loaded(folder_of("accurate"), 1).small.version
