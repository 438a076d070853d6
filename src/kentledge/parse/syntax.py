"""From the network's scores to tags, lemmas, sentences, trees and entities of a stretch of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentledge.parse.decode import Floats, Ints, sentence_bounds, tree
from kentledge.parse.lemma import lemma_of
from kentledge.parse.network import Scores, Small
from kentledge.parse.pieces import PARAGRAPH, Words

_ARC_SCALE = np.float32(16.0)


@dataclass(frozen=True)
class Syntax:
    """One entry a word in each list; `heads` are indices into them (a root is its own head), `entities` BIO labels."""

    tags: list[str]
    pos: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]
    entities: list[str]


def sentence_starts(words: Words, scores: Scores, small: Small) -> list[bool]:
    """Whether each word begins a sentence: the network says so, or a paragraph begins."""
    starts = scores["sent"].argmax(axis=1) == small.labels["sent"].index("B")
    found: list[bool] = (starts | (words.gaps == PARAGRAPH)).tolist()
    return found


def syntax(words: Words, scores: Scores, small: Small, starts: Sequence[bool] | None = None) -> Syntax:
    """Decode a stretch of words; `starts` gives the sentences where they are known."""
    best = {task: scores[task].argmax(axis=1).tolist() for task in ("upos", "xpos", "lemma", "ner")}
    names = small.labels
    heads = np.arange(len(words))
    for first, last in sentence_bounds(list(starts or sentence_starts(words, scores, small))):
        arcs = scores.among("arc_dep", "arc_head", first, last)
        heads[first:last] = np.array(tree(arcs / _ARC_SCALE, scores["root"][first:last, 0])) + first
    own = heads == np.arange(len(words))
    deps = _label_ids(scores["label_dep"], scores["label_head"][heads], small, own)
    found = Syntax(
        tags=[names["xpos"][k] for k in best["xpos"]],
        pos=[names["upos"][k] for k in best["upos"]],
        lemmas=[lemma_of(f, names["lemma"][k]) for f, k in zip(words.forms, best["lemma"], strict=True)],
        heads=heads.tolist(),
        deps=["ROOT" if root else names["deprel"][k] for k, root in zip(deps.tolist(), own.tolist(), strict=True)],
        entities=[names["ner"][k] for k in best["ner"]],
    )
    _give_to_owners(found)
    return found


def _give_to_owners(found: Syntax) -> None:
    """Of two subjects (objects …) of one verb, the first with a possessive mark, the first owns the second."""
    heads, deps = found.heads, found.deps
    for mark, tag in enumerate(found.tags):
        owner = heads[mark]
        head = heads[owner]
        if tag != "POS" or deps[mark] != "case" or owner > mark or head <= mark:
            continue
        for owned in range(mark + 1, len(heads)):
            if heads[owned] == head and deps[owned] == deps[owner] and found.pos[owned] in ("NOUN", "PROPN"):
                heads[owner], deps[owner] = owned, "nmod:poss"
                break
            if owned >= head:
                break


def _label_ids(dep: Floats, head: Floats, small: Small, root: NDArray[np.bool_]) -> Ints:
    """The best dependency label of each word, given its vector and that of its head; "root" only where it is one."""
    x = dep + head
    hidden = 0.5 * x * (1.0 + _erf(x / np.float32(np.sqrt(2.0))))
    scores = hidden @ small.label_out + small.label_bias
    scores[~root, small.labels["deprel"].index("root")] = -np.inf
    return np.asarray(scores.argmax(axis=1), dtype=np.int64)


def _erf(x: Floats) -> Floats:
    """Abramowitz and Stegun 7.1.26, error below 1.5e-7: scipy would be a heavy import for one function."""
    t = 1.0 / (1.0 + 0.3275911 * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.asarray(np.copysign(1.0 - poly * np.exp(-x * x), x), dtype=np.float32)
