"""How alike the words of two speakers are: the cosine of their counted content words, 0 to 1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from math import sqrt

_WORD = re.compile(r"[a-z]{4,}")
# Words that any two statements may share.
_COMMON = frozenset(
    {
        "about", "after", "also", "because", "been", "being", "between", "could", "does", "even", "from",
        "have", "into", "just", "like", "made", "make", "many", "might", "more", "most", "much", "only",
        "other", "over", "said", "says", "should", "some", "still", "such", "than", "that", "their", "them",
        "then", "there", "these", "they", "this", "those", "very", "well", "were", "what", "when", "where",
        "which", "while", "will", "with", "would", "year", "years", "your",
    }
)  # fmt: skip


def counted(texts: Iterable[str]) -> Counter[str]:
    """The content words of some texts, each cut to six letters, so that "strengthen" and "strength" are one."""
    return Counter(w[:6] for text in texts for w in _WORD.findall(text.lower()) if w not in _COMMON)


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The cosine of two counts; 0 where either is empty."""
    shared = sum(n * other[word] for word, n in one.items() if word in other)
    size = sqrt(sum(n * n for n in one.values())) * sqrt(sum(n * n for n in other.values()))
    return shared / size if size else 0.0
