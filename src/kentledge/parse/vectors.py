"""The vectors of word pieces, in 8 bits with a scale of their own each, in a file that several readers can share.

They are half of a small reader's weights. Outside of the network, `accurate` and `fast` need them but once, and only
those of the pieces that a text has are ever read from the disk.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kentledge.parse.decode import Floats
from kentledge.parse.pieces import Ints

VECTORS = "vectors.npy"


def packed(vectors: Floats) -> NDArray[np.void]:
    """Vectors [pieces, d] as records of a scale and d whole numbers between -127 and 127."""
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-12) / 127
    table = np.empty(len(vectors), dtype=[("scale", "<f4"), ("row", "i1", (vectors.shape[1],))])
    table["scale"], table["row"] = scale, np.rint(vectors / scale[:, None])
    return table


def unpacked(table: NDArray[np.void], ids: Ints) -> Floats:
    """The vectors of pieces: for ids of any shape [...], [..., d]."""
    found = table[ids]
    return np.asarray(found["row"] * found["scale"][..., None], dtype=np.float32)
