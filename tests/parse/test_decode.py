"""Decoding against brute force: the best chain and the best tree are really the best."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kentledge.parse.decode import LONGEST_SENTENCE, bio_spans, sentence_bounds, tree

seeds = st.integers(0, 10_000)


def _spans_of(states: tuple[int, ...]) -> list[tuple[int, int]]:
    spans = []
    for i, s in enumerate(states):
        if s == 1:
            end = i + 1
            while end < len(states) and states[end] == 2:
                end += 1
            spans.append((i, end))
    return spans


@given(seeds, st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_spans_come_from_the_best_of_all_chains(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    emissions = rng.normal(size=(count, 3)).astype(np.float32)
    transitions = rng.normal(size=(3, 3)).astype(np.float32)
    transitions[0, 2] = -1e4
    start = rng.normal(size=3).astype(np.float32)

    def score(states: tuple[int, ...]) -> float:
        steps = sum(transitions[a, b] for a, b in pairwise(states))
        return float(start[states[0]] + sum(emissions[i, s] for i, s in enumerate(states)) + steps)

    possible = [s for s in product(range(3), repeat=count) if s[0] != 2]
    assert bio_spans(emissions, transitions, start) == _spans_of(max(possible, key=score))


def _is_tree(heads: tuple[int, ...]) -> bool:
    if sum(h == i for i, h in enumerate(heads)) != 1:
        return False
    for i in range(len(heads)):
        node, steps = i, 0
        while heads[node] != node:
            node, steps = heads[node], steps + 1
            if steps > len(heads):
                return False
    return True


@given(seeds, st.integers(1, 5))
@settings(max_examples=80, deadline=None)
def test_a_tree_has_one_root_and_no_cycle_and_is_the_best_for_its_root(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    arcs = rng.normal(scale=3, size=(count, count)).astype(np.float32)
    root = rng.normal(scale=3, size=count).astype(np.float32)
    heads = tuple(tree(arcs, root))
    assert _is_tree(heads)

    def score(candidate: tuple[int, ...]) -> float:
        return float(sum(root[i] if h == i else arcs[i, h] for i, h in enumerate(candidate)))

    own_root = next(i for i, h in enumerate(heads) if h == i)
    rivals = [h for h in product(range(count), repeat=count) if _is_tree(h) and h[own_root] == own_root]
    assert score(heads) == pytest.approx(max(map(score, rivals)), abs=1e-3)


def test_an_endless_sentence_is_cut() -> None:
    bounds = sentence_bounds([True] + [False] * 999)
    assert bounds[0][0] == 0
    assert bounds[-1][1] == 1000
    assert all(b - a <= LONGEST_SENTENCE for a, b in bounds)
    assert all(a[1] == b[0] for a, b in pairwise(bounds))
