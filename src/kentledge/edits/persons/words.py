"""The words of a judgement as checksums, to be compared with those of another."""

from __future__ import annotations

import sys
from array import array
from zlib import crc32

from kentledge.edits.stems import stems


def words_of(quotation: str) -> bytes:
    """The checksums of a quotation's stems, four bytes each, the lowest first."""
    found = array("I", sorted({crc32(stem.encode("utf-8", "surrogatepass")) for stem in stems(quotation)}))
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def numbers(words: bytes) -> array[int]:
    """The checksums, taken apart."""
    found = array("I", words)
    if sys.byteorder == "big":
        found.byteswap()
    return found
