"""Figures of one or two sentences that agree, in whatever words: three that fit exactly seldom do so by chance.

What they make is taken as printed, without what rounding leaves open. Only agreement is told so; that figures clash
is told only where the words between them assert what they should give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from kentledge.measure.checks.asserted import alike, level, ratio_checked
from kentledge.measure.checks.compared import DIFFERENCE, SHARE_OF_BEFORE, gone, levels_told, may_change, moved
from kentledge.measure.checks.figures import Figure, is_money, worded
from kentledge.measure.conversions import TIMES, factor
from kentledge.records import Check

_FEW = 7
"""More figures than these in two sentences are a table or a list, in which something always fits."""
_TELLING = 10
"""Whole numbers below this fit by chance."""
_SHARES = ("1", "percentage point", "basis point")


def agreeing_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """The agreements among the figures of each sentence and the one after it."""
    found: dict[frozenset[str], Check] = {}
    for sentence in dict.fromkeys(f.sentence for f in figures):
        near = [f for f in figures if sentence <= f.sentence <= sentence + 1 and level(f)]
        if len(near) > _FEW:
            near = [f for f in near if f.sentence == sentence]
        if len(near) > _FEW:
            continue
        for three in combinations(near, 3):
            check = next((c for c in _of_three(text, three) if c.verdict == "consistent"), None)
            if check is not None:
                found.setdefault(frozenset(check.quantities), check)
    return list(found.values())


def _of_three(text: str, three: Sequence[Figure]) -> Iterator[Check]:
    for a, b, c in permutations(three):
        yield from _changed(text, three, a, b, c)
        yield from _multiplied(three, a, b, c)
        if a.start < b.start:
            yield from _added(three, a, b, c)


def _changed(text: str, three: Sequence[Figure], before: Figure, after: Figure, change: Figure) -> Iterator[Check]:
    """Two levels and the share, the points or the share of a whole that they make."""
    if change.unit not in _SHARES or not alike(before, after) or before.per or after.per or before.unit in TIMES:
        return
    if not may_change(text, change):
        return
    told = levels_told(text, *sorted((before, after), key=lambda f: f.start))
    if told is not None and told != (before, after) and change.quantity.change is not None:
        return
    of = f"{worded(before.value, before.unit or after.unit)} to {worded(after.value, after.unit or before.unit)} is"
    if before.unit == "1":
        scale = {"percentage point": 100.0, "basis point": 10_000.0}.get(change.unit)
        rose = (after.value.low or 0) > (before.value.low or 0)
        if scale and change.quantity.change == ("up" if rose else "down"):
            outcome = moved(before.value, after.value, rose).times(scale)
            yield ratio_checked(three, outcome, outcome, change, DIFFERENCE, f"From {of}")
        return
    if change.unit != "1" or not (_telling(before) and _telling(after)):
        return
    if change.quantity.change is None and (after.value.high or 0) < (before.value.low or 0):
        whole = worded(before.value, before.unit or after.unit)
        ratio = after.value / before.value
        part = f"{worded(after.value, after.unit or before.unit)} of {whole} is"
        yield ratio_checked(three, ratio, ratio, change, "part ÷ whole = share", part)
    if change.quantity.change is not None:
        up = change.quantity.change == "up"
        if up is ((after.value.low or 0) > (before.value.high or 0)):
            outcome = gone(before.value, after.value, up)
            yield ratio_checked(
                three, outcome, outcome, change, SHARE_OF_BEFORE, f"From {of} {change.quantity.change} by"
            )


def _multiplied(three: Sequence[Figure], each: Figure, many: Figure, total: Figure) -> Iterator[Check]:
    """A price, a rate or an average, how many or how long, and what it comes to."""
    if total.per or many.per or total.unit in (*_SHARES, *TIMES) or each.unit in (*_SHARES, *TIMES):
        return
    if not alike(each, total) or (total.value.low or 0) < 10 * _TELLING or many.unit in _SHARES:
        return
    if any(f.value.low != f.value.high for f in (each, many, total)):
        return
    scale = 1.0
    if each.timed:
        assert each.per is not None
        turned = factor(many.unit, each.per.unit) if many.unit in TIMES else None
        if turned is None:
            return
        scale = turned / each.per.value
    elif many.unit in TIMES or alike(many, total) or not (is_money(total.unit) or each.per):
        return
    outcome = (each.value * many.value).times(scale)
    if (many.value.low or 0) <= 1 or not (each.per or _telling(many)):
        return
    of = f"{worded(each.value, each.unit, each.per)} times {worded(many.value, many.unit)} is"
    yield ratio_checked(three, outcome, outcome, total, "each × how many = total", of, total.unit or each.unit)


def _added(three: Sequence[Figure], one: Figure, other: Figure, whole: Figure) -> Iterator[Check]:
    """Two figures that make a third: parts and their sum, what is gone and what is left, levels and margin."""
    units = {f.unit for f in three}
    if units & {"1", *TIMES} or any(f.per for f in three) or not (alike(one, other) and alike(one, whole)):
        return
    if not all(_telling(f) for f in three) or (one.value + other.value) != whole.value:
        return
    unit = whole.unit or one.unit or other.unit
    of = f"{worded(one.value, one.unit or unit)} and {worded(other.value, other.unit or unit)} are"
    yield ratio_checked(three, whole.value, whole.value, whole, "part + part = whole", of, unit)


def _telling(figure: Figure) -> bool:
    low = figure.value.low or 0
    return low >= _TELLING and figure.value.low == figure.value.high
