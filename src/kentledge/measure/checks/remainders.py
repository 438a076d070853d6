"""What is left of a whole when its parts are gone: "of 300 patients, 120 recovered and 30 died, leaving 150"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from kentledge.measure.checks.asserted import WORDS, alike, level, of_another, ratio_checked, unread
from kentledge.measure.checks.figures import Figure, worded
from kentledge.measure.conversions import TIMES
from kentledge.records import Check

_WHOLE = re.compile(
    r"(?:(?:^|[,.;:–—]\s*|\bout\s+)of\s+|\bof\s+(?:the|its|their|his|her|all|some|[\w-]+[’']s?)\s+)$", re.I
)
"""Before the whole: "Of 300 patients", "30 of its 45 ships"; not "a loss of 30"."""
_ONE_CLAUSE = re.compile(rf"^{WORDS}*$")
_MOST = 5
"""How many figures a whole and its parts may be."""


def rest_checks(text: str, before: Sequence[Figure], rest: Figure, after: Sequence[Figure]) -> Iterator[Check]:
    """What the figures `before` a rest leave of their whole; those `after` it may be further rests.

    Where there may be several parts, a clash is one only if no choice among them leaves the rest.
    """
    told = _told(text, before, rest)
    if len(told) < 2:
        return
    named = bool(_WHOLE.search(text[: told[0].start][-24:]))
    whole = told[0] if named else max(told, key=_size)
    parts = [f for f in told if f is not whole]
    less, more = sorted(told[-2:], key=_size)
    checks = [_less(more, [less], rest)] if not named or whole is more else []
    checks += [_less(whole, parts, rest)]
    agreeing = next((c for c in checks if c.verdict == "consistent"), None)
    if agreeing is not None:
        yield agreeing
        return
    for many in range(1, len(parts)):
        if any(_less(whole, some, rest).verdict == "consistent" for some in combinations(parts, many)):
            return
    gap = text[told[0].end : told[-1].start]
    sure = len(parts) == 1 or (whole in (told[0], told[-1]) and _ONE_CLAUSE.match(gap))
    if sure and sum(map(_size, parts)) <= _size(whole) and not _goes_on(text, whole, parts, rest, after):
        yield checks[-1]


def _told(text: str, before: Sequence[Figure], rest: Figure) -> list[Figure]:
    """The figures right before a rest that may be a whole and its parts, back to the one that "of" calls the whole."""
    told: list[Figure] = []
    for f in before[: -_MOST - 1 : -1]:
        if not level(f) or f.per or f.unit in ("1", *TIMES) or not all(alike(f, other) for other in (*told, rest)):
            break
        if told and (told[0].sentence - f.sentence > 1 or unread(text[f.end : told[0].start])):
            break
        told.insert(0, f)
        if len(told) > 1 and _WHOLE.search(text[: f.start][-24:]):
            break
    return told if level(rest) and not rest.per and rest.unit not in ("1", *TIMES) else []


def _goes_on(text: str, whole: Figure, parts: Sequence[Figure], rest: Figure, after: Sequence[Figure]) -> bool:
    """Whether another rest follows that makes up for what is missing: "leaving 100 in hospital and 50 at home"."""
    other = after[0] if after else None
    if other is None or other.sentence != rest.sentence or not (alike(rest, other) and level(other)):
        return False
    return not of_another(text, other) and _less(whole, [*parts, other], rest).verdict == "consistent"


def _less(whole: Figure, parts: Sequence[Figure], rest: Figure) -> Check:
    made, outcome = whole.reach, whole.value
    for part in parts:
        made, outcome = made + -part.reach, outcome + -part.value
    gone = " and ".join(worded(part.value, part.unit or whole.unit) for part in parts)
    of = f"{worded(whole.value, whole.unit)} less {gone} is"
    formula = "whole − part = the rest" if len(parts) == 1 else "whole − parts = the rest"
    return ratio_checked((whole, *parts, rest), made, outcome, rest, formula, of, whole.unit)


def _size(figure: Figure) -> float:
    return figure.value.low or 0
