"""Over which horizon and on which fronts: by words that name them outright."""

from __future__ import annotations

import re
from functools import lru_cache

from kentledge.lexicons import lexicon
from kentledge.records import Horizon, Span


@lru_cache(maxsize=1)
def _horizons() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (h["label"], re.compile(rf"\b(?:{'|'.join(h['patterns'])})\b", re.IGNORECASE))
        for h in lexicon("judgement")["horizon"]
    )


@lru_cache(maxsize=1)
def _fronts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (f["name"], re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, f['words']))})(?![\w])", re.IGNORECASE))
        for f in lexicon("judgement")["front"]
    )


def horizon(text: str, spans: tuple[Span, ...]) -> Horizon | None:
    """The first horizon that the spans name."""
    found = []
    for start, end in spans:
        for label, pattern in _horizons():
            match = pattern.search(text, start, end)
            if match:
                found.append(Horizon(match.span(), label))
    return min(found, key=lambda h: (h.span[0], -h.span[1]), default=None)


def fronts(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    """The fronts whose words occur in the spans, in the order of their first word."""
    first: dict[str, int] = {}
    for start, end in spans:
        for name, pattern in _fronts():
            match = pattern.search(text, start, end)
            if match and name not in first:
                first[name] = match.start()
    return tuple(sorted(first, key=first.__getitem__))
