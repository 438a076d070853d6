"""Estimative phrases and the probability range that a named scale gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kentledge.errors import KentledgeError
from kentledge.lexicons import lexicon
from kentledge.records import Estimative, Span


class UnknownScale(KentledgeError):
    """The named scale is not in the lexicon."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale's name, and phrase → (term, low, high) for all phrases that it can read."""

    key: str
    name: str
    source: str
    ranges: dict[str, tuple[float, float]]
    pattern: re.Pattern[str]


@lru_cache(maxsize=8)
def scale(key: str) -> Scale:
    """The scale of that key ("phia", "icd203"). Raises UnknownScale."""
    scales = lexicon("estimative")["scales"]
    if key not in scales:
        raise UnknownScale(f"no scale named {key!r}; there are: {', '.join(sorted(scales))}")
    terms = {term: (float(low), float(high)) for term, (low, high) in scales[key]["terms"].items()}
    ranges = dict(terms)
    for entry in lexicon("estimative")["phrase"]:
        for words in entry["words"]:
            if words not in ranges and entry["as"] in terms:
                ranges[words] = terms[entry["as"]]
    longest_first = sorted(ranges, key=len, reverse=True)
    pattern = "|".join(r"\s+".join(map(re.escape, p.split())) for p in longest_first)
    compiled = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    return Scale(key, scales[key]["name"], scales[key]["source"], ranges, compiled)


_RANKS = re.compile(r"\bthe\s+$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _negated_before() -> re.Pattern[str]:
    words = lexicon("estimative")["negation"]
    negation = "|".join(re.escape(w) for w in words["words"])
    between = "|".join(re.escape(w) for w in words["between"])
    return re.compile(rf"(?:(?<!\w)|(?=n['’]t))(?:{negation})(?:\s+(?:{between})){{0,3}}\s+$", re.IGNORECASE)


def estimatives(text: str, span: Span, key: str = "phia") -> list[Estimative]:
    """The estimative phrases in `text[span]`, in reading order.

    `best` is the middle of the range. A negated phrase gets the complement of the range ("not likely" on the PHIA
    scale is 25 to 45 %), and its span begins at the negation.
    """
    chosen = scale(key)
    found = []
    for match in chosen.pattern.finditer(text, *span):
        phrase = " ".join(match.group().lower().split())
        low, high = chosen.ranges[phrase]
        # "most likely" before a noun or verb is a hedge, but "the most likely successor" only ranks.
        if phrase.startswith("most ") and _RANKS.search(text, max(match.start() - 40, 0), match.start()):
            continue
        before = _negated_before().search(text, max(span[0], match.start() - 40), match.start())
        start = match.start()
        if before:
            low, high, start = 1 - high, 1 - low, before.start()
        low, high = round(low, 4), round(high, 4)
        found.append(
            Estimative(
                span=(start, match.end()),
                phrase=phrase,
                negated=before is not None,
                scale=chosen.name,
                low=low,
                best=round((low + high) / 2, 4),
                high=high,
            )
        )
    return found
