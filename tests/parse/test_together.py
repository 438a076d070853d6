"""Two readers as one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from long_text import long_text

from kentledge.parse import Parser
from kentledge.parse.network import loaded
from kentledge.parse.readers import folder_of
from kentledge.parse.together import Together, network_of

SHARE = 0.25


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fast reader's weights in a folder of their own, which say that the accurate one is to be read beside them."""
    folder = tmp_path_factory.mktemp("weights") / "own"
    shutil.copytree(folder_of("fast"), folder)
    for shared in ("vectors.npy", "tokenizer.json"):
        shutil.copy(folder_of("accurate") / shared, folder.parent / shared)
    settings = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    settings |= {"beside": "accurate", "share": SHARE}
    (folder / "labels.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def test_attribution_is_the_mean_and_syntax_the_first_readers(beside: Path) -> None:
    words = long_text()
    both = network_of(str(beside)).scores(words)
    accurate, fast = (loaded(folder_of(name)).scores(words) for name in ("accurate", "fast"))
    assert np.abs(accurate["bio"] - fast["bio"]).max() > 1
    for head in ("bio", "no_source"):
        np.testing.assert_allclose(both[head], 0.75 * accurate[head] + 0.25 * fast[head], atol=1e-4)
    for head in ("xpos", "sent", "ner"):
        np.testing.assert_array_equal(both[head], accurate[head])
    asking, asked = np.array([20, 40, 500]), np.array([14, 34, 60, 900])
    for asks, keys in (("cue_asks", "source_key"), ("content_asks", "cue_key")):
        mixed, together = both.pairs(asks, asking, keys, asked)
        (a, seen), (b, also) = (one.pairs(asks, asking, keys, asked) for one in (accurate, fast))
        np.testing.assert_allclose(mixed, 0.75 * a + 0.25 * b, atol=1e-3)
        np.testing.assert_array_equal(together, seen | also)
    arcs, _ = both.pairs("arc_dep", asking, "arc_head", asking + 1)
    np.testing.assert_array_equal(arcs, accurate.pairs("arc_dep", asking, "arc_head", asking + 1)[0])


def test_a_reader_that_counts_for_nothing_changes_nothing_and_is_named() -> None:
    accurate, fast = (loaded(folder_of(name)) for name in ("accurate", "fast"))
    both = Together(accurate, fast, 0.0)
    np.testing.assert_array_equal(both.small.transitions, accurate.small.transitions)
    np.testing.assert_allclose(both.scores(long_text())["bio"], accurate.scores(long_text())["bio"], atol=1e-5)
    assert both.small.version == f"{fast.small.version} with {accurate.small.version}"


def test_a_parser_reads_with_both(beside: Path) -> None:
    parser = Parser(reader=str(beside))
    assert isinstance(parser.network, Together)
    assert " with " in parser.version
