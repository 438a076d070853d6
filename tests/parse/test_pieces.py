"""What the encoder sees: windows that cover every word once, quotation marks, gaps."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English

from kentledge.parse.doc import words_of
from kentledge.parse.pieces import CLOSING, GLUED, INSIDE, OPENING, OUTSIDE, PARAGRAPH, SPACE, quote_states, windows_of


@given(st.lists(st.integers(1, 16), min_size=1, max_size=400), st.integers(40, 120))
def test_each_word_is_kept_by_exactly_one_window_that_holds_it(lengths: list[int], size: int) -> None:
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    windows = windows_of(starts, size=size, overlap=20)
    kept = [i for w in windows for i in range(w.keep_from, w.keep_to)]
    assert kept == list(range(len(lengths)))
    for w in windows:
        assert w.first <= w.keep_from <= w.keep_to <= w.last
        assert starts[w.last] - starts[w.first] <= size - 2


def test_windows_overlap_so_that_no_word_is_read_at_an_edge_only() -> None:
    windows = windows_of(np.arange(1001, dtype=np.int64), size=102, overlap=40)
    for w in windows:
        assert w.keep_from == 0 or w.keep_from - w.first >= 19
        assert w.keep_to == 1000 or w.last - w.keep_to >= 19


def test_quotation_marks_of_all_shapes_open_and_close() -> None:
    words, _ = words_of(English()("He said “yes” and \"no\" and ''so'' there"))
    states = dict(zip(words.forms, quote_states(words), strict=True))
    assert states["yes"] == states["no"] == INSIDE
    assert states["He"] == states["and"] == states["there"] == OUTSIDE
    assert states["“"] == OPENING
    assert states["”"] == CLOSING


def test_a_paragraph_break_ends_a_quotation_that_nobody_closed() -> None:
    words, _ = words_of(English()("“It began well.\n\nThen it rained."))
    states = quote_states(words)
    assert states[list(words.forms).index("began")] == INSIDE
    assert states[list(words.forms).index("rained")] == OUTSIDE


def test_gaps_tell_glued_words_spaces_and_paragraphs_apart() -> None:
    words, index = words_of(English()("One, two.\n\nThree"))
    gaps = dict(zip(words.forms, words.gaps, strict=True))
    assert gaps == {"One": PARAGRAPH, ",": GLUED, "two": SPACE, ".": GLUED, "Three": PARAGRAPH}
    assert len(index) == 5
