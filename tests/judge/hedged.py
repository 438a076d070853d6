"""The hedges of some words, on a scale."""

from __future__ import annotations

from kentledge.judge import Words, scale
from kentledge.judge.estimative import estimatives
from kentledge.records import Estimative


def hedges(words: Words, key: str = "phia") -> list[Estimative]:
    """All that the words have, as the scale of that key reads them."""
    return estimatives(words, [(0, len(words.text))], scale(key))
