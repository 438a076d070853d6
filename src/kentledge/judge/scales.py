"""Scales of probability words: which range a wording has, and which term of the scale it is read as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kentledge.errors import KentledgeError
from kentledge.lexicons import lexicon

Range = tuple[float, float, float]
"""Low, best and high, each 0 to 1."""
Kind = Literal["modal", "adverb", "adjective", "noun", "verb", "certainty", "number"]
_CERTAIN = frozenset({"certain", "almost_certain"})
"""Grades that are denied without holding the opposite to be certain."""


class UnknownScale(KentledgeError):
    """The named scale is not in the lexicon."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A group of wordings of the lexicon. See estimative.toml for what each field says."""

    kind: Kind
    grade: str | None
    range: Range | None
    whole: bool
    only_negated: bool
    negated: bool
    before: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class Value:
    """The range of a wording on a scale, and what the wording was read as to get it (None: it is a term itself)."""

    range: Range
    read_as: str | None


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale's key, name and source, its terms, and the term that it reads each grade as."""

    key: str
    name: str
    source: str
    terms: dict[str, Range]
    grades: dict[str, str]

    def value(self, wording: str, entry: Entry, *, negated: bool) -> Value:
        """The range of a wording: its own as a term, else that of the term its grade is read as, else the grade's.

        A negated wording gets the complement ("not likely" on PHIA is 25 to 45 %), unless the scale has a term for it
        ("probably not"), or it denies a certainty: "not certain to hold" is possible, and "will certainly not" is not.
        """
        if negated and f"{wording} not" in self.terms:
            return Value(self.terms[f"{wording} not"], None)
        if negated and entry.grade in _CERTAIN and entry.kind not in ("adverb", "modal"):
            return self._of_grade("possible")
        bare = wording.split(" ", 1)[1] if wording.startswith(("a ", "an ", "the ")) else wording
        own = self.terms.get(wording) or self.terms.get(bare)
        if own is not None:
            value = Value(own, None)
        elif entry.range is not None:
            value = Value(entry.range, None)
        else:
            value = self._of_grade(str(entry.grade))
        if not negated:
            return value
        low, best, high = value.range
        return Value((round(1 - high, 4), round(1 - best, 4), round(1 - low, 4)), value.read_as)

    def _of_grade(self, grade: str) -> Value:
        """The range of the term that a grade is read as, else the grade's own."""
        if grade in self.grades:
            term = self.grades[grade]
            return Value(self.terms[term], term)
        return Value(grades()[grade], f"{grade.replace('_', ' ')}, which the scale does not define")


@lru_cache(maxsize=8)
def scale(key: str) -> Scale:
    """The scale of that key ("phia", "icd203", …). Raises UnknownScale."""
    scales = lexicon("estimative")["scales"]
    if key not in scales:
        raise UnknownScale(f"no scale named {key!r}; there are: {', '.join(sorted(scales))}")
    found = scales[key]
    return Scale(
        key,
        found["name"],
        found["source"],
        {term: as_range(figures) for term, figures in found["terms"].items()},
        dict(found["grades"]),
    )


@lru_cache(maxsize=1)
def grades() -> dict[str, Range]:
    """Grade → the range that holds where a scale has no term for it."""
    return {name: as_range(grade["range"]) for name, grade in lexicon("estimative")["grades"].items()}


def as_range(figures: list[float]) -> Range:
    """`[low, high]` (best is the middle) or `[low, best, high]` as a range."""
    low, high = float(figures[0]), float(figures[-1])
    best = float(figures[1]) if len(figures) == 3 else round((low + high) / 2, 4)
    return low, best, high
