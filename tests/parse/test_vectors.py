"""The table of word vectors: what goes in comes out to within its 8 bits, from the disk as from memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kentledge.parse.readers import folder_of
from kentledge.parse.vectors import VECTORS, packed, unpacked

tables = arrays(np.float32, st.tuples(st.integers(1, 9), st.just(6)), elements=st.floats(-50, 50, width=32))


@given(tables)
def test_each_vector_comes_back_to_within_half_a_step_of_its_own_scale(table: np.ndarray) -> None:
    back = unpacked(packed(table), np.arange(len(table)))
    step = np.abs(table).max(axis=1, keepdims=True) / 127
    assert (np.abs(back - table) <= 0.5001 * step + 1e-12).all()


def test_ids_of_any_shape_are_looked_up_in_a_file_that_is_not_read_whole(tmp_path: Path) -> None:
    table = np.random.default_rng(1).normal(size=(40, 8)).astype(np.float32)
    np.save(tmp_path / VECTORS, packed(table))
    opened = np.load(tmp_path / VECTORS, mmap_mode="r")
    assert isinstance(opened, np.memmap)
    ids = np.array([[3, 39, 0], [3, 3, 7]])
    found = unpacked(opened, ids)
    assert found.shape == (2, 3, 8)
    np.testing.assert_allclose(found, table[ids], atol=0.02)


def test_both_shipped_readers_share_one_table_and_weigh_less_than_40_mb() -> None:
    weights = folder_of("accurate")
    assert not (folder_of("fast") / VECTORS).exists()
    assert sum(file.stat().st_size for file in weights.rglob("*") if file.is_file()) < 40e6
