"""How what several windows say of a word is put together."""

from __future__ import annotations

import numpy as np
from long_text import long_text

from kentledge.parse import Parser
from kentledge.parse.network import DEEP, Network, depth
from kentledge.parse.pieces import Ints, Window
from kentledge.parse.syntax import sentence_starts


def test_every_word_of_a_long_text_is_read_by_two_windows(parser: Parser) -> None:
    words = long_text()
    windows = parser.network.scores(words).windows
    seen = np.zeros(len(words))
    for w in windows:
        seen[w.first : w.last] += 1
    middle = seen[windows[0].last // 2 : windows[-1].first]
    assert len(windows) > 4
    assert middle.min() == 2


def test_what_all_windows_agree_on_stays_as_it_is(parser: Parser) -> None:
    def agreeing(arrays: dict[str, Ints]) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
        return {"sent": np.full((*arrays["words"].shape, 2), 3.25, dtype=np.float32)}

    network = Network(agreeing, parser.network.tokenizer, parser.network.small)
    np.testing.assert_allclose(network.scores(long_text())["sent"], 3.25, rtol=1e-6)


def test_a_word_at_the_edge_of_a_window_counts_little_there_but_the_texts_ends_are_no_edges() -> None:
    first, middle, last = (
        depth(w, 300) for w in (Window(0, 100, 0, 75), Window(50, 250, 75, 225), Window(200, 300, 225, 300))
    )
    assert first[0] == last[-1] == DEEP
    assert first[-1] == middle[0] == middle[-1] == last[0] == 1
    assert middle[100] == DEEP
    assert (np.diff(middle[:60]) >= 0).all()


def test_the_words_of_a_sentence_are_compared_in_one_window_or_across_alike(parser: Parser) -> None:
    words = long_text()
    scores = parser.network.scores(words)
    starts = [i for i, begins in enumerate(sentence_starts(words, scores, parser.network.small)) if begins]
    assert len(starts) > 40
    for first, end in zip(starts, [*starts[1:], len(words)], strict=True):
        within = np.arange(first, end)
        pairs, _ = scores.pairs("arc_dep", within, "arc_head", within)
        np.testing.assert_allclose(scores.among("arc_dep", "arc_head", first, end), pairs, rtol=1e-4, atol=1e-4)
