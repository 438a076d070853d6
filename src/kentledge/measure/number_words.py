"""The words of the lexicon from which numbers are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from kentledge.lexicons import lexicon
from kentledge.measure.notation import decimal


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What each word is worth as a number, and the words around numbers that say what they are."""

    small: Mapping[str, int]
    tens: Mapping[str, int]
    denominators: Mapping[str, int]
    signs: Mapping[str, Decimal]
    magnitudes: Mapping[str, int]
    abbreviations: Mapping[str, int]
    letters: Mapping[str, int]
    vague: Mapping[str, float]
    several: Mapping[str, list[int]]
    no_share_after: frozenset[str]
    share_after: frozenset[str]
    starts: frozenset[str]
    factors: Mapping[str, float]
    measures: frozenset[str]
    changes: frozenset[str]
    one_after: frozenset[str]
    more: frozenset[str]


@cache
def number_words() -> NumberWords:
    """The words of numbers."""
    lex = lexicon("quantities")["numbers"]
    small = {w: i for i, w in enumerate(lex["small"])}
    tens = {w: 10 * (i + 2) for i, w in enumerate(lex["tens"])}
    denominators = {w: i + 2 for i, forms in enumerate(lex["fractions"]) for w in forms} | lex["small_fractions"]
    signs = {s: decimal(Fraction(f)) for s, f in lex["signs"].items()}
    units = lexicon("quantities")["units"]
    folds = {f"{w}fold": float(n) for w, n in {**small, **tens, "hundred": 100, "thousand": 1000}.items() if n > 1}
    factors = {**lex["factors"], **folds}
    starts = {
        "a",
        "an",
        "half",
        *small,
        *tens,
        *signs,
        *lex["magnitudes"],
        *lex["vague"],
        *lex["several"],
        *factors,
    }
    return NumberWords(
        small,
        tens,
        denominators,
        signs,
        lex["magnitudes"],
        lex["abbreviations"],
        lex["letters"],
        lex["vague"],
        lex["several"],
        frozenset(lex["not_a_share_after"]),
        frozenset(lex["share_after"]),
        frozenset(starts),
        factors,
        frozenset(w for kind in ("time", "measure") for unit in units[kind].values() for w in unit["words"])
        - {"quarter", "second", "point"},
        frozenset(w for d in ("up", "down") for w in lexicon("quantities")["change"][d]["before"]),
        frozenset(lex["one_after"]),
        frozenset(lex["more"]),
    )
