"""What the reader says of attribution beside the tree: spans of three roles, and who goes with whom."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kentledge.parse.decode import Floats, Ints, bio_spans
from kentledge.parse.links import Candidates, Places, WordSpan, framing, linked
from kentledge.parse.network import Scores, Small
from kentledge.parse.pieces import OUTSIDE, PARAGRAPH, Words, quote_states
from kentledge.parse.syntax import sentence_starts
from kentledge.records import ROLES

RESCUED = {"source": 0.1, "cue": 0.1, "content": 0.1}
"""Least odds of a span that a link may still take in."""
LONGEST_RESCUED = {"source": 12, "cue": 12, "content": 60}
"""Words of such a span at most."""
STRETCH = 2000
"""Words that are linked together: a longer text is cut at paragraphs, since links cost the square of the length."""


@dataclass(frozen=True)
class AttributionSpans:
    """Spans of words by role, and who goes with whom.

    `source_of` has one number a cue, that of its source; `cue_of` one a content, that of its cue; `part_of` one a cue,
    that of the cue whose further part it is ("[was put] at 14 million [by] the office"); -1 for none.
    """

    source: tuple[WordSpan, ...]
    cue: tuple[WordSpan, ...]
    content: tuple[WordSpan, ...]
    source_of: tuple[int, ...]
    cue_of: tuple[int, ...]
    part_of: tuple[int, ...]

    def followed_by(self, other: AttributionSpans, words: int) -> AttributionSpans:
        """These spans and those of a later part of the text, which begins after so many `words`."""

        def moved(spans: tuple[WordSpan, ...]) -> tuple[WordSpan, ...]:
            return tuple((first + words, last + words) for first, last in spans)

        def counted(numbers: tuple[int, ...], before: tuple[WordSpan, ...]) -> tuple[int, ...]:
            return tuple(k + len(before) if k >= 0 else -1 for k in numbers)

        return AttributionSpans(
            self.source + moved(other.source),
            self.cue + moved(other.cue),
            self.content + moved(other.content),
            self.source_of + counted(other.source_of, self.source),
            self.cue_of + counted(other.cue_of, self.cue),
            self.part_of + counted(other.part_of, self.cue),
        )


def attribution_spans(words: Words, scores: Scores, small: Small) -> AttributionSpans:
    """Decode the spans of each role and link them."""
    emissions = scores["bio"].reshape(len(words), 3, 3)
    candidates = []
    for r, role in enumerate(ROLES):
        sure = within_paragraphs(bio_spans(emissions[:, r], small.transitions[r], small.start[r]), words)
        found = _with_rescued(sure, emissions[:, r], small.transitions[r], RESCUED[role], LONGEST_RESCUED[role])
        candidates.append(found)
    places = Places(
        sentence=np.cumsum(sentence_starts(words, scores, small)),
        paragraph=np.cumsum(words.gaps == PARAGRAPH),
        quoted=quote_states(words) != OUTSIDE,
    )
    source: list[WordSpan] = []
    cue: list[WordSpan] = []
    content: list[WordSpan] = []
    source_of: list[int] = []
    cue_of: list[int] = []
    for first, last in stretches(words):
        sources, cues, contents = (c.between(first, last) for c in candidates)
        links = linked(words, scores, places, sources, cues, contents)
        source_of += [k + len(source) if k >= 0 else -1 for k in links.source_of]
        cue_of += [k + len(cue) if k >= 0 else -1 for k in links.cue_of]
        source += [sources.spans[k] for k in links.sources]
        cue += [cues.spans[k] for k in links.cues]
        content += [contents.spans[k] for k in links.contents]
    parts = part_of(words, places.sentence, source, cue, source_of, set(cue_of))
    return AttributionSpans(tuple(source), tuple(cue), tuple(content), tuple(source_of), tuple(cue_of), parts)


def part_of(
    words: Words, sentence: Ints, source: list[WordSpan], cue: list[WordSpan], source_of: list[int], telling: set[int]
) -> tuple[int, ...]:
    """Of each cue the number of the one that it is a part of: of two around a source, or of one whose doer it opens.

    Only one of two parts is `telling`, that is, has contents.
    """
    out = [-1] * len(cue)
    for before, after, number in framing(words, source, cue):
        for one, other in ((before, after), (after, before)):
            if one in telling and other not in telling and source_of[one] == number:
                out[other] = one
    ends = {last: k for k, (_, last) in enumerate(cue)}
    for number, (first, _) in enumerate(source):
        opening = ends.get(first, -1)
        if opening < 0 or opening in telling or out[opening] >= 0 or words.forms[first - 1].lower() not in _OPENS_DOER:
            continue
        earlier = [k for k in telling if k >= 0 and source_of[k] == number and cue[k][1] <= cue[opening][0]]
        nearest = max(earlier, key=lambda k: cue[k], default=-1)
        if nearest >= 0 and sentence[cue[nearest][0]] == sentence[first]:
            out[opening] = nearest
    return tuple(out)


_OPENS_DOER = frozenset({"by", "from", "among", "in", "at", "with", "of", "for", "to", "on"})


def within_paragraphs(spans: list[WordSpan], words: Words) -> list[WordSpan]:
    """The spans, each cut where a paragraph begins inside it: none goes on into the next."""
    out = []
    for first, last in spans:
        cuts = [first, *(first + 1 + np.nonzero(words.gaps[first + 1 : last] == PARAGRAPH)[0]).tolist(), last]
        out += list(pairwise(cuts))
    return out


def stretches(words: Words) -> list[tuple[int, int]]:
    """The text in stretches of STRETCH words or a paragraph more (at most twice as long, whatever the paragraphs)."""
    cuts = [0]
    for i, gap in enumerate(words.gaps.tolist()):
        length = i - cuts[-1]
        if (length >= STRETCH and gap == PARAGRAPH) or length >= 2 * STRETCH:
            cuts.append(i)
    return list(zip(cuts, [*cuts[1:], len(words)], strict=True))


def _with_rescued(
    sure: list[WordSpan], emissions: Floats, transitions: Floats, least: float, longest: int
) -> Candidates:
    """The sure spans, and those of at most `longest` words that may be rescued since their odds are `least` or more.

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
    return Candidates(tuple(spans), np.array(prior, dtype=np.float32), len(sure))
