"""Which content goes with which cue, and which cue with which source.

Every content has a cue, and nearly every cue a source, so a span that the chain of its role missed by a little is
taken in where a content or a cue asks for it. The figures below were chosen once on PolNeAR's dev articles as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kentledge.parse.decode import Floats, Ints
from kentledge.parse.network import Scores
from kentledge.parse.pieces import Words

WordSpan = tuple[int, int]

TOGETHER = -1.75
"""Least sum of the logarithms of how likely a content and its cue are, for both to be rescued at once."""
OTHER_SENTENCE = {"source": 4.0, "cue": 4.0}
"""Taken off a link that leaves the sentence: cue to source, and content without quotation marks to cue."""
PARAGRAPHS = 3
"""A content's cue is at most so many paragraphs away."""
EACH_PARAGRAPH = 3.0
"""Taken off the link of a content to a cue for each paragraph between them."""
UNSEEN = 6.0
"""Taken off a link whose two ends no window has seen together."""
OWNED = 2.0
"""Added for an owned noun and its that-clause ("Washington’s revelation that …"), which form alone makes likely."""
REACH = 300
"""Words between the two ends of a link at most: what one window can hold."""

LINK_SCALE = 11.3
"""Products of two link vectors are divided by it: the root of their length."""
_NEVER = np.float32(-1e4)


@dataclass(frozen=True)
class Candidates:
    """Spans of one role: the first `sure` of them are certain, the rest may be rescued.

    `prior` is the logarithm of how likely each is, 0 for a sure one.
    """

    spans: tuple[WordSpan, ...]
    prior: Floats
    sure: int

    def between(self, first: int, last: int) -> Candidates:
        """Those that begin in the words `first:last`."""
        chosen = [k for k, (begin, _) in enumerate(self.spans) if first <= begin < last]
        return Candidates(tuple(self.spans[k] for k in chosen), self.prior[chosen], sum(k < self.sure for k in chosen))

    @property
    def begins(self) -> Ints:
        return np.array([begin for begin, _ in self.spans], dtype=np.int64)


@dataclass(frozen=True)
class Places:
    """Of each word of the text: the number of its sentence and paragraph, and whether it is inside quotation marks."""

    sentence: Ints
    paragraph: Ints
    quoted: NDArray[np.bool_]


@dataclass(frozen=True)
class Links:
    """What is kept of the candidates (their numbers), and who goes with whom (numbers among the kept; -1 for none)."""

    sources: tuple[int, ...]
    cues: tuple[int, ...]
    contents: tuple[int, ...]
    source_of: tuple[int, ...]  # one a kept cue
    cue_of: tuple[int, ...]  # one a kept content


def linked(
    words: Words, scores: Scores, places: Places, sources: Candidates, cues: Candidates, contents: Candidates
) -> Links:
    """Link the candidates of a stretch of text, by the words that they begin with."""
    content_at, cue_at, source_at = contents.begins, cues.begins, sources.begins
    sentence, paragraph = places.sentence, places.paragraph

    to_cue, seen = scores.pairs("content_asks", content_at, "cue_key", cue_at)
    to_cue = to_cue / LINK_SCALE + cues.prior - UNSEEN * ~seen
    plain = np.array([places.quoted[a:b].mean() < 0.5 for a, b in contents.spans], dtype=bool)
    leaves = sentence[content_at][:, None] != sentence[cue_at][None, :]
    to_cue -= OTHER_SENTENCE["cue"] * (leaves & plain[:, None])
    between = np.abs(paragraph[content_at][:, None] - paragraph[cue_at][None, :])
    to_cue -= EACH_PARAGRAPH * between
    to_cue[(between > PARAGRAPHS) | _far(content_at, cue_at)] = _NEVER

    likely = contents.prior[:, None] + cues.prior[None, :] + OWNED * _owned(words, contents.spans, cues.spans)
    around = [(a, b) for a, b, _ in framing(words, sources.spans[: sources.sure], cues.spans[: cues.sure])]
    kept_contents = _told(contents.sure, to_cue, leaves, likely, around)
    to_cue = to_cue[kept_contents]

    to_source, seen = scores.pairs("cue_asks", cue_at, "source_key", source_at)
    to_source = to_source / LINK_SCALE + sources.prior - UNSEEN * ~seen
    to_source -= OTHER_SENTENCE["source"] * (sentence[cue_at][:, None] != sentence[source_at][None, :])
    to_source[_far(cue_at, source_at)] = _NEVER
    to_source = np.concatenate([to_source, scores["no_source"][cue_at]], axis=1)

    kept_cues = _kept(cues.sure, to_cue)
    to_cue, to_source = to_cue[:, kept_cues], to_source[kept_cues]
    kept_sources = _kept(sources.sure, to_source[:, :-1], to_source[:, -1:])
    to_source = to_source[:, [*kept_sources, -1]]
    return Links(
        sources=tuple(kept_sources),
        cues=tuple(kept_cues),
        contents=tuple(kept_contents),
        source_of=tuple(int(k) if k < len(kept_sources) else -1 for k in to_source.argmax(axis=1)),
        cue_of=tuple(int(row.argmax()) if row.size and row.max() > _NEVER / 2 else -1 for row in to_cue),
    )


def _far(a: Ints, b: Ints) -> NDArray[np.bool_]:
    return np.asarray(np.abs(a[:, None] - b[None, :]) > REACH)


def framing(words: Words, sources: Sequence[WordSpan], cues: Sequence[WordSpan]) -> list[tuple[int, int, int]]:
    """Two cues around a source and the source, by number: "[the fear among] growers [is]", "[in] her [view]"."""
    ends = {last: k for k, (_, last) in enumerate(cues)}
    begins = {first: k for k, (first, _) in enumerate(cues)}
    found = []
    for number, (first, last) in enumerate(sources):
        after = begins.get(last, begins.get(last + 1) if last < len(words) and words.forms[last] == "," else None)
        if first in ends and after is not None:
            found.append((ends[first], after, number))
    return found


def _told(
    sure: int, to_cue: Floats, leaves: NDArray[np.bool_], likely: Floats, around: Sequence[tuple[int, int]]
) -> list[int]:
    """The contents to keep: the sure ones, and of the rest those with a likely cue in their sentence that has none.

    Two cues `around` a source share what one of them has.
    """
    kept = list(range(sure))
    if not to_cue.size:
        return kept
    best = to_cue.argmax(axis=1)
    chances = likely[np.arange(len(best)), best]
    served = set(best[:sure].tolist())
    served |= {k for pair in around if served & set(pair) for k in pair}
    for k in np.argsort(-chances[sure:]) + sure:
        cue = int(best[k])
        if cue not in served and chances[k] > TOGETHER and not leaves[k, cue]:
            served.add(cue)
            kept.append(int(k))
    return kept


_OWNERS = frozenset({"'s", "’s", "'", "’", "his", "her", "its", "their", "my", "our", "your"})


def _owned(words: Words, contents: tuple[WordSpan, ...], cues: tuple[WordSpan, ...]) -> NDArray[np.bool_]:
    """[contents, cues]: whether the cue has an owner before it and the content is the that-clause right after it."""
    forms = words.forms
    has_owner = np.array([first > 0 and forms[first - 1].lower() in _OWNERS for first, _ in cues], dtype=bool)
    ends = np.array([last for _, last in cues], dtype=np.int64)
    begins = np.array([first if forms[first].lower() == "that" else -1 for first, _ in contents], dtype=np.int64)
    return np.asarray((begins[:, None] == ends[None, :]) & has_owner[None, :])


def _kept(sure: int, asked: Floats, none: Floats | None = None) -> list[int]:
    """Columns to keep: the sure ones, and those of the rest that some row likes best (better than `none`)."""
    if not asked.size:
        return list(range(sure))
    best = asked.argmax(axis=1)
    wanted = asked.max(axis=1) > (_NEVER / 2 if none is None else none[:, 0])
    return sorted({*range(sure), *(int(k) for k, w in zip(best, wanted, strict=True) if w)})
