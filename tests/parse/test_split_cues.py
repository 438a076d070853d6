"""A cue in two parts: around its source, or with the preposition that opens its doer."""

from __future__ import annotations

import numpy as np
import pytest

from kentledge.parse.links import WordSpan, framing
from kentledge.parse.pieces import SPACE, Words
from kentledge.parse.spans import part_of


def words(text: str) -> Words:
    forms = tuple(text.split())
    return Words(forms, np.full(len(forms), SPACE))


def test_two_cues_around_a_source_frame_it() -> None:
    said = words("The fear among growers is that rain fails")
    assert framing(said, [(3, 4)], [(0, 3), (4, 5)]) == [(0, 1, 0)]
    assert framing(said, [(3, 4)], [(0, 2), (4, 5)]) == []  # a word stands between
    with_comma = words("The view of Vale , a pilot , is that it sank")
    assert framing(with_comma, [(3, 7)], [(0, 3), (8, 9)]) == [(0, 1, 0)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "telling", "parts"),
    [
        ("The fear among growers is that rain fails", [(3, 4)], [(0, 3), (4, 5)], {1}, (1, -1)),
        ("In her view it failed", [(1, 2)], [(0, 1), (2, 3)], {0}, (-1, 0)),
        # Each tells something of its own: “…,” said Vale, adding that …
        ("said Vale , adding that it sank", [(1, 2)], [(0, 1), (3, 4)], {0, 1}, (-1, -1)),
        ("said Vale adding", [(1, 2)], [(0, 1), (2, 3)], set(), (-1, -1)),
        ("it was put at 14 million by the office", [(7, 9)], [(1, 3), (6, 7)], {0}, (-1, 0)),
        # No preposition that opens a doer.
        ("it was put at 14 million near the office", [(7, 9)], [(1, 3), (6, 7)], {0}, (-1, -1)),
    ],
)
def test_the_part_that_tells_nothing_goes_with_the_other(
    text: str, source: list[WordSpan], cue: list[WordSpan], telling: set[int], parts: tuple[int, ...]
) -> None:
    said = words(text)
    assert part_of(said, np.zeros(len(said), dtype=np.int64), source, cue, [0] * len(cue), telling) == parts


def test_a_doer_in_another_sentence_takes_no_part() -> None:
    said = words("It was put at 14 million . By the office")
    sentence = np.array([0] * 7 + [1] * 3)
    assert part_of(said, sentence, [(8, 10)], [(1, 3), (7, 8)], [0, 0], {0}) == (-1, -1)
    assert part_of(said, np.zeros(10, dtype=np.int64), [(8, 10)], [(1, 3), (7, 8)], [0, 0], {0}) == (-1, 0)
