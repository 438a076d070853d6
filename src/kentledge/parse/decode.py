"""From scores to structures: BIO spans by Viterbi, dependency trees by maximum spanning tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_NEVER = -1e9
LONGEST_SENTENCE = 400
"""Words; a longer "sentence" (a table, a list without stops) is cut, since trees cost the square of the length."""


def bio_spans(emissions: Floats, transitions: Floats, start: Floats) -> list[tuple[int, int]]:
    """The best BIO chain as spans of words.

    Shapes: emissions [words, 3], transitions [3, 3] (from, to), start [3]; states O, B, I. O→I never happens.
    """
    count = len(emissions)
    if not count:
        return []
    (oo, ob, _), (bo, bb, bi), (io, ib, ii) = transitions.tolist()
    rows = emissions.tolist()
    first = rows[0]
    o, b, i = first[0] + float(start[0]), first[1] + float(start[1]), _NEVER
    back: list[tuple[int, int, int]] = []
    for eo, eb, ei in rows[1:]:
        to_o, to_b = (o + oo, b + bo, i + io), (o + ob, b + bb, i + ib)
        to_i_b, to_i_i = b + bi, i + ii
        from_o, from_b = to_o.index(max(to_o)), to_b.index(max(to_b))
        from_i = 1 if to_i_b >= to_i_i else 2
        back.append((from_o, from_b, from_i))
        o, b, i = to_o[from_o] + eo, to_b[from_b] + eb, max(to_i_b, to_i_i) + ei
    state = max(range(3), key=(o, b, i).__getitem__)
    states = [state]
    for step in reversed(back):
        state = step[state]
        states.append(state)
    states.reverse()
    spans: list[tuple[int, int]] = []
    begun: int | None = None
    for k, s in enumerate([*states, 0]):
        if s != 2 and begun is not None:
            spans.append((begun, k))
            begun = None
        if s == 1:
            begun = k
    return spans


def sentence_bounds(starts: list[bool]) -> list[tuple[int, int]]:
    """Sentences as spans of words, none longer than LONGEST_SENTENCE."""
    cuts: list[int] = []
    for i, begins in enumerate(starts):
        if i == 0 or begins or i - cuts[-1] >= LONGEST_SENTENCE:
            cuts.append(i)
    return list(zip(cuts, [*cuts[1:], len(starts)], strict=True))


def tree(arcs: Floats, root: Floats) -> list[int]:
    """The head of each word of one sentence; the root's head is itself. Exactly one root, no cycle.

    Shapes: arcs [words, words] (dependent, head), root [words].
    """
    count = len(root)
    scores = np.array(arcs, dtype=np.float64)
    np.fill_diagonal(scores, root)
    greedy = scores.argmax(axis=1)
    roots = np.nonzero(greedy == np.arange(count))[0]
    if len(roots) == 1 and not _cycle(greedy.tolist()):
        return [int(h) for h in greedy]
    # Log-probabilities make the loss of giving up a root comparable between words.
    scores -= np.log(np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)) + scores.max(
        axis=1, keepdims=True
    )
    gain = scores.diagonal() - np.where(np.eye(count, dtype=bool), _NEVER, scores).max(axis=1, initial=_NEVER)
    chosen = int(np.argmax(gain))
    np.fill_diagonal(scores, _NEVER)
    return _spanning(scores, chosen)


def _cycle(heads: list[int]) -> list[int]:
    """The words of one cycle longer than a self-loop, or nothing."""
    seen = [0] * len(heads)
    for begin in range(len(heads)):
        node, path = begin, []
        while not seen[node]:
            seen[node] = begin + 1
            path.append(node)
            if heads[node] == node:
                break
            node = heads[node]
        else:
            if seen[node] == begin + 1:
                return path[path.index(node) :]
    return []


def _spanning(scores: NDArray[np.float64], root: int) -> list[int]:
    """Chu-Liu-Edmonds: the best tree with the given root. scores [dependent, head]."""
    heads = [int(h) for h in scores.argmax(axis=1)]
    heads[root] = root
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [n for n in range(len(heads)) if n not in inside]
    loss = {n: float(scores[n, heads[n]]) for n in cycle}
    size = len(outside) + 1
    merged = np.full((size, size), _NEVER)
    enter: dict[int, int] = {}
    leave: dict[int, int] = {}
    for a, dep in enumerate(outside):
        for b, head in enumerate(outside):
            merged[a, b] = scores[dep, head]
        best_out = max(cycle, key=lambda n: float(scores[dep, n]))
        leave[a], merged[a, -1] = best_out, scores[dep, best_out]
        best_in = max(cycle, key=lambda n: float(scores[n, dep]) - loss[n])
        enter[a], merged[-1, a] = best_in, scores[best_in, dep] - loss[best_in]
    solved = _spanning(merged, outside.index(root))
    for a, dep in enumerate(outside):
        heads[dep] = leave[a] if solved[a] == size - 1 else outside[solved[a]]
    heads[root] = root
    entered = solved[-1]
    heads[enter[entered]] = outside[entered]
    return heads
