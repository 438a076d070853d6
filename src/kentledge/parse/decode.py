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
    if not len(emissions):
        return []
    (oo, ob, _), (bo, bb, bi), (io, ib, ii) = transitions.tolist()
    rows = emissions.tolist()
    first = rows[0]
    o, b, i = first[0] + float(start[0]), first[1] + float(start[1]), _NEVER
    back_o, back_b, back_i = [0], [0], [1]
    # Viterbi's three comparisons a word, written out: this is done for each word of every article, three times.
    for eo, eb, ei in rows[1:]:
        to_o, to_b, to_i = o + oo, o + ob, b + bi
        from_o = from_b = 0
        from_i = 1
        if b + bo > to_o:
            to_o, from_o = b + bo, 1
        if i + io > to_o:
            to_o, from_o = i + io, 2
        if b + bb > to_b:
            to_b, from_b = b + bb, 1
        if i + ib > to_b:
            to_b, from_b = i + ib, 2
        if i + ii > to_i:
            to_i, from_i = i + ii, 2
        o, b, i = to_o + eo, to_b + eb, to_i + ei
        back_o.append(from_o)
        back_b.append(from_b)
        back_i.append(from_i)
    state = max(range(3), key=(o, b, i).__getitem__)
    spans: list[tuple[int, int]] = []
    last = len(rows)
    for k in range(len(rows) - 1, -1, -1):
        if state == 0:
            last, state = k, back_o[k]
        elif state == 1:
            spans.append((k, last))
            last, state = k, back_b[k]
        else:
            state = back_i[k]
    return spans[::-1]


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
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(heads)), inside)
    # The cycle shrinks to one node: into it by the word that gives up least, out of it by the best head in it.
    gain = scores[inside][:, outside] - scores[inside, np.array(heads)[inside]][:, None]
    leave = inside[scores[outside][:, inside].argmax(axis=1)]
    enter = inside[gain.argmax(axis=0)]
    size = len(outside) + 1
    merged = np.full((size, size), _NEVER)
    merged[:-1, :-1] = scores[np.ix_(outside, outside)]
    merged[:-1, -1] = scores[outside, leave]
    merged[-1, :-1] = gain.max(axis=0)
    solved = _spanning(merged, int(np.searchsorted(outside, root)))
    for a, dep in enumerate(outside.tolist()):
        heads[dep] = int(leave[a] if solved[a] == size - 1 else outside[solved[a]])
    heads[root] = root
    entered = solved[-1]
    heads[int(enter[entered])] = int(outside[entered])
    return heads
