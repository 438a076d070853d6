"""What the reader says of attribution beside the tree: spans of three roles, and who goes with whom.

Every content has a cue, and nearly every cue a source, so a span that the chain of its role missed by a little is
taken in where a content or a cue asks for it. The figures below were chosen once on PolNeAR's dev articles as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentledge.parse.decode import Floats, Ints, bio_spans, softmax
from kentledge.parse.network import Scores, Small
from kentledge.parse.pieces import OUTSIDE, PARAGRAPH, Words, quote_states
from kentledge.parse.syntax import sentence_starts

ROLES = ("source", "cue", "content")
WordSpan = tuple[int, int]

EAGERNESS = {"source": 1.0, "cue": 1.0, "content": 0.5}
"""Added to the score of a span's beginning: the chains alone find too little rather than too much."""
RESCUED = {"source": 0.05, "cue": 0.05}
"""Least probability of a beginning that a link may still take in."""
OTHER_SENTENCE = {"source": 4.0, "cue": 4.0}
"""Taken off a link that leaves the sentence: cue to source, and content without quotation marks to cue."""
PARAGRAPHS = 3
"""A content's cue is at most so many paragraphs away."""
EACH_PARAGRAPH = 3.0
"""Taken off the link of a quotation to a cue for each paragraph between them."""
UNSEEN = 6.0
"""Taken off a link whose two ends no window has seen together."""
REACH = 300
"""Words between the two ends of a link at most: what one window can hold."""

_SCALE = np.float32(11.3)
_NEVER = np.float32(-1e4)


@dataclass(frozen=True)
class AttributionSpans:
    """Spans of words by role, and two tables of probabilities.

    `source_of` [cues, sources + 1]: which source a cue goes with, the last column being "none".
    `cue_of` [contents, cues]: which cue a content goes with; a row of zeros where none is near enough.
    """

    source: tuple[WordSpan, ...]
    cue: tuple[WordSpan, ...]
    content: tuple[WordSpan, ...]
    source_of: Floats
    cue_of: Floats


def attribution_spans(words: Words, scores: Scores, small: Small) -> AttributionSpans:
    """Decode the spans of each role, then link them by the words that they begin with."""
    emissions = scores["bio"].reshape(len(words), 3, 3)
    sure: dict[str, list[WordSpan]] = {}
    for r, role in enumerate(ROLES):
        eager = emissions[:, r].copy()
        eager[:, 1] += EAGERNESS[role]
        sure[role] = bio_spans(eager, small.transitions[r], small.start[r])
    sentence = np.cumsum(sentence_starts(words, scores, small))
    paragraph = np.cumsum(words.gaps == PARAGRAPH)
    cues, cue_prior = _with_rescued(sure["cue"], emissions[:, 1], RESCUED["cue"])
    sources, source_prior = _with_rescued(sure["source"], emissions[:, 0], RESCUED["source"])
    content_at, cue_at, source_at = _begins(sure["content"]), _begins(cues), _begins(sources)

    to_cue, seen = scores.pairs("content_asks", content_at, "cue_key", cue_at)
    to_cue = to_cue / _SCALE + cue_prior - UNSEEN * ~seen
    plain = ~_quoted(words, sure["content"])
    leaves = sentence[content_at][:, None] != sentence[cue_at][None, :]
    to_cue -= OTHER_SENTENCE["cue"] * (leaves & plain[:, None])
    between = np.abs(paragraph[content_at][:, None] - paragraph[cue_at][None, :])
    to_cue -= EACH_PARAGRAPH * between * ~plain[:, None]
    to_cue[(between > PARAGRAPHS) | _far(content_at, cue_at)] = _NEVER

    to_source, seen = scores.pairs("cue_asks", cue_at, "source_key", source_at)
    to_source = to_source / _SCALE + source_prior - UNSEEN * ~seen
    to_source -= OTHER_SENTENCE["source"] * (sentence[cue_at][:, None] != sentence[source_at][None, :])
    to_source[_far(cue_at, source_at)] = _NEVER
    to_source = np.concatenate([to_source, scores["no_source"][cue_at]], axis=1)

    kept_cues = _kept(len(sure["cue"]), to_cue)
    to_cue, to_source = to_cue[:, kept_cues], to_source[kept_cues]
    kept_sources = _kept(len(sure["source"]), to_source[:, :-1], to_source[:, -1:])
    to_source = to_source[:, [*kept_sources, -1]]
    cue_of = softmax(to_cue) * (to_cue.max(axis=1, keepdims=True) > _NEVER / 2) if to_cue.size else to_cue
    return AttributionSpans(
        source=tuple(sources[k] for k in kept_sources),
        cue=tuple(cues[k] for k in kept_cues),
        content=tuple(sure["content"]),
        source_of=softmax(to_source) if to_source.size else to_source,
        cue_of=np.asarray(cue_of, dtype=np.float32),
    )


def _begins(spans: list[WordSpan]) -> Ints:
    return np.array([first for first, _ in spans], dtype=np.int64)


def _far(a: Ints, b: Ints) -> NDArray[np.bool_]:
    return np.asarray(np.abs(a[:, None] - b[None, :]) > REACH)


def _with_rescued(sure: list[WordSpan], emissions: Floats, least: float) -> tuple[list[WordSpan], Floats]:
    """The sure spans and those that may be rescued, with the logarithm of how likely each is (0 for a sure one)."""
    chances = np.log(softmax(emissions) + 1e-9)
    taken = np.zeros(len(emissions), dtype=bool)
    for first, last in sure:
        taken[first:last] = True
    best = emissions.argmax(axis=1)
    spans, prior = list(sure), [0.0] * len(sure)
    for begin in np.nonzero(~taken & (chances[:, 1] > np.log(least)))[0]:
        end = int(begin) + 1
        while end < len(emissions) and not taken[end] and best[end] == 2:
            end += 1
        spans.append((int(begin), end))
        prior.append(float(chances[begin, 1]))
    return spans, np.array(prior, dtype=np.float32)


def _quoted(words: Words, spans: list[WordSpan]) -> NDArray[np.bool_]:
    """Whether at least half of each span stands in quotation marks."""
    inside = quote_states(words) != OUTSIDE
    return np.array([inside[a:b].mean() >= 0.5 for a, b in spans], dtype=bool)


def _kept(sure: int, asked: Floats, none: Floats | None = None) -> list[int]:
    """Columns to keep: the sure ones, and those of the rest that some row likes best (better than `none`)."""
    if not asked.size:
        return list(range(sure))
    best = asked.argmax(axis=1)
    wanted = asked.max(axis=1) > (_NEVER / 2 if none is None else none[:, 0])
    return sorted({*range(sure), *(int(k) for k, w in zip(best, wanted, strict=True) if w)})
