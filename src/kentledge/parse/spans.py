"""What the reader says of attribution beside the tree: candidate spans of three roles, and who goes with whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kentledge.parse.decode import Floats, bio_spans, softmax
from kentledge.parse.network import Small

ROLES = ("source", "cue", "content")
WordSpan = tuple[int, int]


@dataclass(frozen=True)
class AttributionSpans:
    """Spans of words by role, and two tables of probabilities.

    `source_of` [cues, sources + 1]: which source a cue goes with, the last column being "none".
    `cue_of` [contents, cues]: which cue a content goes with.
    Pairs of which the reader has not seen both sides together get probability 0.
    """

    source: tuple[WordSpan, ...]
    cue: tuple[WordSpan, ...]
    content: tuple[WordSpan, ...]
    source_of: Floats
    cue_of: Floats


REACH = 300
"""Words between the two ends of a link at most: what one window can hold."""
_SCALE = np.float32(11.3)
_FAR = np.float32(-1e4)


def attribution_spans(scores: dict[str, Floats], small: Small) -> AttributionSpans:
    """Decode the spans of each role, then score the links between them by the words that they begin with."""
    emissions = scores["bio"].reshape(len(scores["bio"]), 3, 3)
    source, cue, content = (
        tuple(bio_spans(emissions[:, r], small.transitions[r], small.start[r])) for r in range(len(ROLES))
    )
    at = {
        role: np.array([s for s, _ in spans], dtype=np.int64)
        for role, spans in zip(ROLES, (source, cue, content), strict=True)
    }

    def pairs(asks: str, asking: str, keys: str, asked: str) -> Floats:
        found = scores[asks][at[asking]] @ scores[keys][at[asked]].T / _SCALE
        far = np.abs(at[asking][:, None] - at[asked][None, :]) > REACH
        return np.asarray(np.where(far, _FAR, found), dtype=np.float32)

    with_none = np.concatenate(
        [pairs("cue_asks", "cue", "source_key", "source"), scores["no_source"][at["cue"]]], axis=1
    )
    to_cue = pairs("content_asks", "content", "cue_key", "cue")
    return AttributionSpans(
        source=source,
        cue=cue,
        content=content,
        source_of=softmax(with_none) if len(cue) else with_none,
        cue_of=softmax(to_cue) if to_cue.size else to_cue,
    )
