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

RESCUED = {"source": 0.1, "cue": 0.1, "content": 0.1}
"""Least odds of a span that a link may still take in."""
LONGEST_RESCUED = {"source": 12, "cue": 12, "content": 60}
"""Words of such a span at most."""
TOGETHER = -1.75
"""Least sum of the logarithms of how likely a content and its cue are, for both to be rescued at once."""
OTHER_SENTENCE = {"source": 4.0, "cue": 4.0}
"""Taken off a link that leaves the sentence: cue to source, and content without quotation marks to cue."""
PARAGRAPHS = 3
"""A content's cue is at most so many paragraphs away."""
EACH_PARAGRAPH = 3.0
"""Taken off the link of a quotation to a cue for each paragraph between them."""
UNSEEN = 6.0
"""Taken off a link whose two ends no window has seen together."""
OWNED = 2.0
"""Added for an owned noun and its that-clause ("Washington’s revelation that …"), which form alone makes likely."""
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
    sure = {role: bio_spans(emissions[:, r], small.transitions[r], small.start[r]) for r, role in enumerate(ROLES)}
    sentence = np.cumsum(sentence_starts(words, scores, small))
    paragraph = np.cumsum(words.gaps == PARAGRAPH)
    candidates, priors = {}, {}
    for r, role in enumerate(ROLES):
        candidates[role], priors[role] = _with_rescued(
            sure[role], emissions[:, r], small.transitions[r], RESCUED[role], LONGEST_RESCUED[role]
        )
    sources, cues, contents = (candidates[role] for role in ROLES)
    content_at, cue_at, source_at = _begins(contents), _begins(cues), _begins(sources)

    to_cue, seen = scores.pairs("content_asks", content_at, "cue_key", cue_at)
    to_cue = to_cue / _SCALE + priors["cue"] - UNSEEN * ~seen
    plain = ~_quoted(words, contents)
    leaves = sentence[content_at][:, None] != sentence[cue_at][None, :]
    to_cue -= OTHER_SENTENCE["cue"] * (leaves & plain[:, None])
    between = np.abs(paragraph[content_at][:, None] - paragraph[cue_at][None, :])
    to_cue -= EACH_PARAGRAPH * between * ~plain[:, None]
    to_cue[(between > PARAGRAPHS) | _far(content_at, cue_at)] = _NEVER

    owned = OWNED * _owned(words, contents, cues)
    rows = _told(len(sure["content"]), to_cue, leaves, priors["content"][:, None] + priors["cue"][None, :] + owned)
    contents, to_cue = [contents[k] for k in rows], to_cue[rows]

    to_source, seen = scores.pairs("cue_asks", cue_at, "source_key", source_at)
    to_source = to_source / _SCALE + priors["source"] - UNSEEN * ~seen
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
        content=tuple(contents),
        source_of=softmax(to_source) if to_source.size else to_source,
        cue_of=np.asarray(cue_of, dtype=np.float32),
    )


def _begins(spans: list[WordSpan]) -> Ints:
    return np.array([first for first, _ in spans], dtype=np.int64)


def _far(a: Ints, b: Ints) -> NDArray[np.bool_]:
    return np.asarray(np.abs(a[:, None] - b[None, :]) > REACH)


def _with_rescued(
    sure: list[WordSpan], emissions: Floats, transitions: Floats, least: float, longest: int
) -> tuple[list[WordSpan], Floats]:
    """The sure spans and those that may be rescued, with the logarithm of how likely each is (0 for a sure one).

    How likely: what the chain gains by one more span where it sees none, as log-odds.
    """
    spans, prior = list(sure), [0.0] * len(sure)
    free = np.ones(len(emissions), dtype=bool)
    for first, last in sure:
        free[first:last] = False
    out_out, out_begin = transitions[0, 0], transitions[0, 1]
    begin_out, begin_in, in_out, in_in = transitions[1, 0], transitions[1, 2], transitions[2, 0], transitions[2, 2]
    begins = emissions[:, 1] - emissions[:, 0] + out_begin - out_out
    goes_on = np.concatenate([[0.0], np.cumsum(emissions[:, 2] - emissions[:, 0] - out_out)])
    taken = np.concatenate([[0], np.cumsum(~free)])
    found: list[tuple[float, int, int]] = []
    for length in range(1, min(longest, len(emissions)) + 1):
        begin = np.arange(len(emissions) - length + 1)
        gain = begins[begin] + goes_on[begin + length] - goes_on[begin + 1]
        inside = begin_in + (length - 2) * in_in + in_out if length > 1 else begin_out
        gain = gain + inside - out_out
        fits = (taken[begin + length] == taken[begin]) & (gain > np.log(least))
        found += [(float(gain[k]), int(k), int(k) + length) for k in np.nonzero(fits)[0]]
    for gained, start, end in sorted(found, reverse=True):
        if free[start:end].all():
            free[start:end] = False
            spans.append((start, end))
            prior.append(-float(np.log1p(np.exp(-gained))))
    return spans, np.array(prior, dtype=np.float32)


def _told(sure: int, to_cue: Floats, leaves: NDArray[np.bool_], likely: Floats) -> list[int]:
    """The contents to keep: the sure ones, and of the rest those with a likely cue in their sentence that has none."""
    kept = list(range(sure))
    if not to_cue.size:
        return kept
    best = to_cue.argmax(axis=1)
    chances = likely[np.arange(len(best)), best]
    served = set(best[:sure].tolist())
    for k in np.argsort(-chances[sure:]) + sure:
        cue = int(best[k])
        if cue not in served and chances[k] > TOGETHER and not leaves[k, cue]:
            served.add(cue)
            kept.append(int(k))
    return kept


_OWNERS = frozenset({"'s", "’s", "'", "’", "his", "her", "its", "their", "my", "our", "your"})


def _owned(words: Words, contents: list[WordSpan], cues: list[WordSpan]) -> NDArray[np.bool_]:
    """[contents, cues]: whether the cue has an owner before it and the content is the that-clause right after it."""
    forms = words.forms
    has_owner = np.array([first > 0 and forms[first - 1].lower() in _OWNERS for first, _ in cues], dtype=bool)
    ends = np.array([last for _, last in cues], dtype=np.int64)
    begins = np.array([first if forms[first].lower() == "that" else -1 for first, _ in contents], dtype=np.int64)
    return np.asarray((begins[:, None] == ends[None, :]) & has_owner[None, :])


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
