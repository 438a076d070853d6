"""The large reader, of a distribution of its own: its weights load, beside the accurate one, and reach their floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import as_attributions, attribution_figures, json_lines
from kentledge.evaluate import WHO_SAID_WHAT
from kentledge.parse.together import Together
from kentledge.reading import Engine

WEIGHTS = Path(__file__).parents[2] / "large/src/kentledge_large/weights"


@pytest.fixture(scope="module")
def large() -> Engine:
    return Engine(reader=str(WEIGHTS))


def test_it_is_read_beside_the_accurate_one(large: Engine, engine: Engine) -> None:
    network = large.parser.network
    assert isinstance(network, Together)
    assert network.first.small.version == engine.parser.version
    assert large.provenance.reader.endswith(f"with {engine.parser.version}")


def test_it_reaches_its_floor_where_the_accurate_one_does_not(large: Engine, engine: Engine) -> None:
    rows = json_lines("opinions_unseen.jsonl")[::2]
    documents = [(row["text"], as_attributions(row["attributions"])) for row in rows]
    figures, others = (attribution_figures(e, documents) for e in (large, engine))
    assert figures[WHO_SAID_WHAT] >= 75
    assert figures[WHO_SAID_WHAT] > others[WHO_SAID_WHAT] + 2
