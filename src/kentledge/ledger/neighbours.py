"""Which words stand next to each other in which articles: a phrase is looked for where all its pairs of words are.

The full-text index of articles knows the words of each, not their order, since places take four times the room. Here a
pair of neighbouring words is one of 2,048 numbers, by its checksum, and an article is the set of its numbers, in 256
bytes. So an article may seem to have a pair that it has not (a quarter of them, in news of 4,500 characters), but none
that it has is missed. Of 3,968 articles at a time the bits are turned, so that to look for a pair is to read one row
for each so many articles: a signature file cut in slices (Faloutsos and Chan 1988).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import and_
from typing import TYPE_CHECKING
from zlib import crc32

from kentledge.ledger import schema
from kentledge.ledger.query import Query, Term, tokens

if TYPE_CHECKING:
    import numpy as np

PAIRS = 2_048
"""How many numbers there are for pairs of words."""
BLOCK = 3_968
"""How many articles are turned at a time: rows of 496 bytes, of which four fill a page."""
AT_ONCE = 64
"""How many articles that an older version stored are caught up with when one is added."""


@dataclass(frozen=True, slots=True)
class Possible:
    """The articles, by key, that may have the phrases of a query: `keys`, and all after `upto`, which are not known."""

    keys: set[int]
    upto: int


def add(connection: sqlite3.Connection, most: int) -> int:
    """Adds the pairs of up to so many articles that are not known yet, in the order of their keys; returns how many.

    Called inside a transaction, whenever an article was stored.
    """
    blocks, added = _blocks(connection), 0
    rows = connection.execute(
        "SELECT key, text FROM articles WHERE key > ? ORDER BY key LIMIT ?", (_upto(connection), most)
    )
    for key, text in rows.fetchall():
        while key > (blocks + 1) * BLOCK:
            _turn(connection, blocks)
            blocks += 1
        connection.execute("INSERT INTO neighbours_waiting (article, pairs) VALUES (?, ?)", (key, _packed(text)))
        added += 1
    return added


def possible(connection: sqlite3.Connection, asked: Query) -> Possible | None:
    """The articles that may have what is asked for; None where pairs of words say nothing about it."""
    alternatives = [sorted({n for t in wanted for n in _of_term(t)}) for wanted, _ in asked.alternatives]
    if not all(alternatives):
        return None
    with schema.moment(connection):  # another process may turn a block meanwhile
        return _possible(connection, alternatives)


def _possible(connection: sqlite3.Connection, alternatives: list[list[int]]) -> Possible:
    keys = set[int]()
    for block in range(_blocks(connection)):
        found = 0
        for numbers in alternatives:
            rows = connection.execute(
                f"SELECT articles FROM neighbours WHERE key IN ({', '.join('?' * len(numbers))})",
                [block * PAIRS + n for n in numbers],
            )
            found |= reduce(and_, (int.from_bytes(bits, "big") for (bits,) in rows), (1 << BLOCK) - 1)
        at = format(found, f"0{BLOCK}b").find
        place = at("1")
        while place >= 0:
            keys.add(block * BLOCK + place + 1)
            place = at("1", place + 1)
    masks = [int.from_bytes(_mask(numbers), "big") for numbers in alternatives]
    for article, pairs in connection.execute("SELECT article, pairs FROM neighbours_waiting"):
        had = int.from_bytes(pairs, "big")
        if any(had & mask == mask for mask in masks):
            keys.add(article)
    return Possible(keys, _upto(connection))


def fitting(connection: sqlite3.Connection) -> bool:
    """Whether what is kept here is what the texts say."""
    with schema.moment(connection):
        return _fitting(connection)


def _fitting(connection: sqlite3.Connection) -> bool:
    blocks, upto = _blocks(connection), _upto(connection)
    for block in range(blocks):
        stored = connection.execute(
            "SELECT articles FROM neighbours WHERE key >= ? AND key < ? ORDER BY key",
            (block * PAIRS, (block + 1) * PAIRS),
        )
        bits = _no_bits()
        for key, text in _texts(connection, block * BLOCK, (block + 1) * BLOCK):
            bits[key - block * BLOCK - 1] = bytearray(_packed(text))
        if [row for (row,) in stored] != _turned(bits):
            return False
    waiting = connection.execute("SELECT article, pairs FROM neighbours_waiting ORDER BY article").fetchall()
    return waiting == [(key, _packed(text)) for key, text in _texts(connection, blocks * BLOCK, upto)]


def catch_up(connection: sqlite3.Connection) -> None:
    """Adds all articles that are not known yet. Called inside a transaction."""
    while add(connection, BLOCK):
        pass


def make_anew(connection: sqlite3.Connection) -> None:
    """Works all of it out from the texts. Called inside a transaction."""
    connection.execute("DELETE FROM neighbours")
    connection.execute("DELETE FROM neighbours_waiting")
    catch_up(connection)


def _upto(connection: sqlite3.Connection) -> int:
    """The last article that is known."""
    (last,) = connection.execute("SELECT max(article) FROM neighbours_waiting").fetchone()
    return _blocks(connection) * BLOCK if last is None else int(last)


def _blocks(connection: sqlite3.Connection) -> int:
    """How many blocks are turned."""
    (last,) = connection.execute("SELECT max(key) FROM neighbours").fetchone()
    return 0 if last is None else int(last) // PAIRS + 1


def _texts(connection: sqlite3.Connection, after: int, upto: int) -> Iterator[tuple[int, str]]:
    return connection.execute("SELECT key, text FROM articles WHERE key > ? AND key <= ? ORDER BY key", (after, upto))


def _turn(connection: sqlite3.Connection, block: int) -> None:
    """Turns the bits of the articles that are waiting, who are those of a block."""
    bits = _no_bits()
    for article, pairs in connection.execute("SELECT article, pairs FROM neighbours_waiting"):
        bits[article - block * BLOCK - 1] = bytearray(pairs)
    connection.executemany(
        "INSERT INTO neighbours (key, articles) VALUES (?, ?)", enumerate(_turned(bits), block * PAIRS)
    )
    connection.execute("DELETE FROM neighbours_waiting")


def _no_bits() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """A row for each article of a block, [BLOCK, PAIRS / 8] bytes."""
    import numpy as np

    return np.zeros((BLOCK, PAIRS // 8), dtype=np.uint8)


def _turned(bits: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> list[bytes]:
    """These as a row for each number, [PAIRS, BLOCK / 8] bytes."""
    import numpy as np  # only where it is needed: it takes longer to import than most lists to make

    turned = np.packbits(np.unpackbits(bits, axis=1).T, axis=1)
    return [row.tobytes() for row in turned]


def _packed(text: str) -> bytes:
    """The numbers of a text's pairs, a bit for each, as numpy packs them."""
    return _mask(map(_number, pairwise(tokens(text))))


def _mask(numbers: Iterable[int]) -> bytes:
    bits = bytearray(PAIRS // 8)
    for number in numbers:
        bits[number >> 3] |= 128 >> (number & 7)
    return bytes(bits)


def _of_term(term: Term) -> Iterator[int]:
    """The numbers of the pairs that a text with this term has."""
    whole = term.tokens[:-1] if term.begins else term.tokens
    return map(_number, pairwise(whole))


def _number(pair: tuple[str, str]) -> int:
    return crc32(" ".join(pair).encode("utf-8", "surrogatepass")) % PAIRS
