"""Interviews and hearings that are printed as turns: "VALE: The gates held.", "Q: Did they hold?"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kentledge.attribute.paragraphs import trimmed
from kentledge.records import Attribution, Span

_NAME = r"[A-ZÀ-Þ][\w.’'-]*"
_LABELLED = re.compile(
    rf"\s*(?P<label>[QA]|{_NAME}(?: (?:{_NAME}|d[aieo]|dos|del|der|den|v[ao]n|bint?|al|l[ae]|of|the)){{0,4}})"
    r"(?P<cue>:|(?<=[QA])\.)\s+(?=\S)"
)
_LINE = re.compile(r"\n")
_LEAST = 3
"""Turns at least, before lines that begin so are a transcript."""
_BETWEEN = 4
"""Paragraphs without a label between two turns that still belong to the first of them."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next one does."""

    label: Span
    cue: Span
    content: tuple[Span, ...]


def turns(text: str, paragraphs: Sequence[re.Match[str]]) -> list[Turn]:
    """The turns of a text that has a transcript in it, given its paragraphs.

    What comes after the last paragraph with a label is none.
    """
    parts = list(_parts(text, paragraphs))
    labelled = [(n, m) for n, p in enumerate(parts) if (m := _LABELLED.match(text, *p))]
    # "CASIMIR VALE:" once and "VALE:" from then on.
    often = Counter(m["label"].split()[-1] for _, m in labelled)
    own = [(n, m) for n, m in labelled if often[m["label"].split()[-1]] > 1]
    if len(own) < _LEAST or sum(times > 1 for times in often.values()) < 2:
        return []
    out = []
    for (n, match), following in zip(own, [*(n for n, _ in own[1:]), None], strict=True):
        last = n if following is None or following - n - 1 > _BETWEEN else following - 1
        spans = [trimmed(text, (match.end(), parts[n][1]))]
        spans += [trimmed(text, p) for p in parts[n + 1 : last + 1]]
        out.append(Turn(match.span("label"), match.span("cue"), tuple(spans)))
    return out


def _parts(text: str, paragraphs: Sequence[re.Match[str]]) -> Iterator[Span]:
    """The paragraphs of a text; a line that begins with a label begins one, and an empty line before it is none."""
    for paragraph in paragraphs:
        begin = paragraph.start()
        for line in _LINE.finditer(text, *paragraph.span()):
            if _LABELLED.match(text, line.end(), paragraph.end()):
                if text[begin : line.start()].strip():
                    yield begin, line.start()
                begin = line.end()
        yield begin, paragraph.end()


def transcribed(found: Sequence[Attribution], said: Sequence[Turn]) -> list[Attribution]:
    """The turns as attributions, beside those found inside them; where both claim a turn's label, the turn has it."""
    shown = [Attribution((t.label,), (t.cue,), t.content) for t in said]
    heads = [span for t in said for span in (t.label, t.cue)]
    told = [span for t in said for span in t.content]
    kept = []
    for a in found:
        spans = (*a.source, *a.cue)
        if any(s[0] < h[1] and h[0] < s[1] for s in spans for h in heads):
            continue
        inside = [t for t in told if any(t[0] <= c[0] and c[1] <= t[1] for c in a.content)]
        if inside and not all(any(t[0] <= s[0] and s[1] <= t[1] for t in told) for s in spans):
            continue
        kept.append(a)
    return [*shown, *kept]
