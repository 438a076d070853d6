"""Earlier against later: "rose by a third to 90 dollars from 68 dollars"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kentledge.measure.checks.figures import Figure, rounded, worded
from kentledge.measure.checks.intervals import Interval
from kentledge.records import Check

_TO = re.compile(r"^\s*,?\s*to\s*$", re.I)
_FROM = re.compile(r"^\s*(?:[^.;:\n\d]{0,30}?)\bfrom\s*$", re.I)
_FACTOR = re.compile(r"doubl|tripl|trebl|quadrupl|halv|times|fold|twice", re.I)
_WHOLE = Interval(1.0, 1.0)


def change_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """A change with the level that it led to: against the level before where that is given, else what that must be."""
    found = []
    for n, (amount, after) in enumerate(itertools.pairwise(figures)):
        if not _led_to(text, amount, after):
            continue
        before = figures[n + 2] if n + 2 < len(figures) else None
        if before is not None and not _was_before(text, after, before):
            before = None
        if before is None:
            if (check := _implied(amount, after)) is not None:
                found.append(check)
            continue
        level, wide = (_after(amount, v, c) for v, c in ((before.value, amount.value), (before.reach, amount.reach)))
        clash = wide.apart(after.reach)
        how = "up" if amount.quantity.change == "up" else "down"
        says = (
            f"From {worded(before.value, before.unit, before.per)}, {how} by {worded(amount.value, amount.unit)}, is "
            f"{rounded(level, after.unit, after.per, like=after.value)}, which "
            f"{'does not agree' if clash else 'agrees'} with the stated "
            f"{worded(after.value, after.unit, after.per)}."
        )
        ids = tuple(f.quantity.id for f in (amount, after, before))
        verdict = "inconsistent" if clash else "consistent"
        formula = f"level before {'+' if how == 'up' else '−'} change = level after"
        found.append(Check(ids, formula, level.low, level.high, after.unit, verdict, says, after.per))  # type: ignore[arg-type]
    return found


def _led_to(text: str, amount: Figure, after: Figure) -> bool:
    change = amount.quantity.change
    if change is None or amount.sentence != after.sentence or not _TO.match(text[amount.end : after.start]):
        return False
    if amount.per or _FACTOR.search(amount.quantity.text) or not amount.value.closed or after.unit == "":
        return False
    if amount.unit == "1":
        return after.unit != "1"  # "rose 5 percent to 30 percent" may mean points
    if amount.unit == "percentage point":
        return after.unit == "1"
    return amount.unit == after.unit


def _was_before(text: str, after: Figure, before: Figure) -> bool:
    same = before.unit == after.unit and before.sentence == after.sentence
    return same and before.per in (None, after.per) and bool(_FROM.match(text[after.end : before.start]))


def _after(amount: Figure, before: Interval, change: Interval) -> Interval:
    """The level after the change of a level before it."""
    down = amount.quantity.change == "down"
    if amount.unit == "1":
        return before * (_WHOLE + (-change if down else change))
    change = change.times(0.01) if amount.unit == "percentage point" else change
    return before + (-change if down else change)


def _implied(amount: Figure, after: Figure) -> Check | None:
    """What the level was before, where only the change and the level after it are given."""
    down = amount.quantity.change == "down"
    change = amount.value.times(0.01) if amount.unit == "percentage point" else amount.value
    if amount.unit == "1":
        rest = _WHOLE + (-change if down else change)
        if rest.low is None or rest.low <= 0:
            return None
        before = after.value / rest
    else:
        before = after.value + (change if down else -change)
    if (before.low, before.high) == (None, None) or (before.low is not None and before.low < 0):
        return None
    says = (
        f"{'Down' if down else 'Up'} by {worded(amount.value, amount.unit)} to "
        f"{worded(after.value, after.unit, after.per)} means {rounded(before, after.unit, after.per)} before."
    )
    formula = f"level after {'+' if down else '−'} change = level before"
    ids = (amount.quantity.id, after.quantity.id)
    return Check(ids, formula, before.low, before.high, after.unit, "implies", says, after.per)
