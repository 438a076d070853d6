"""A level beside an earlier one and the change between them: "212 ships, down from 340, a fall of 38 percent".

Three figures of one sentence, in the orders that news has: "tripled, from 4 to 12 percent", "fell from 340 to 212, or
38 percent", "212 ships, down from 340, a fall of 38 percent". (`changes` has "rose by a third to 90 from 68".)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kentledge.measure.conversions import TIMES
from kentledge.measure.figures import Figure, same_thing, worded
from kentledge.measure.intervals import Interval
from kentledge.records import Check

_FACTOR = re.compile(r"\b(?:doubl|tripl|trebl|quadrupl)(?:ed|ing)\b", re.I)
_LOOSE = 0.1
"""How far "doubled" and "tripled" reach: they are said of what nearly did."""
_ONE = Interval(1.0, 1.0)

_WORDS = r"[^.;:()\n]"
_ABOUT = r"(?:about|around|roughly|just|only|nearly)?"
_BEFORE_FIRST = re.compile(rf"^\s*,?\s*{_WORDS}{{0,40}}?\bfrom\s*{_ABOUT}\s*$", re.I)
_FROM = re.compile(rf"\bfrom\s+(?:{_WORDS}{{0,12}}\s)?$", re.I)
_THEN = re.compile(rf"^{_WORDS}{{0,60}}?\bto\s*{_ABOUT}\s*$", re.I)
_DOWN_FROM = re.compile(
    rf"^{_WORDS}{{0,90}}?(?:\b(?:down|up)(?:\s+{_WORDS}{{0,20}})?\s+from|\bcompared (?:with|to)"
    rf"|[,—–-]\s*(?:from|against))\s*$",
    re.I,
)
_APPOSED = re.compile(
    rf"^{_WORDS}{{0,50}}?(?:[,—–(-]|\band)\s*(?:or|an?|which (?:is|was|meant|means) an?)"
    r"(?:\s+[\w-]+){0,3}?(?:\s+(?:of|by))?\s*$",
    re.I,
)
_UP = re.compile(r"\b(?:rise|increase|gain|jump|growth|surge|climb|leap|up|more|higher)\b", re.I)
_FALL = re.compile(r"\b(?:fall|drop|decline|decrease|cut|loss|slump|plunge|reduction|down|fewer|less|lower)\b", re.I)
_AFTER = 24
"""Characters after a change in which its noun may stand: "a 38 percent drop"."""


def compared_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """What two levels make of the change that is told with them."""
    found = []
    seen: set[frozenset[str]] = set()
    for before, after, change in _told(text, figures):
        ids = (before.quantity.id, after.quantity.id, change.quantity.id)
        check = _checked(text, before, after, change)
        if check is not None and frozenset(ids) not in seen:
            seen.add(frozenset(ids))
            found.append(check)
    return found


def _told(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Levels before and after with the change between them, where the words between say so."""
    for one, other in _near(figures):
        gap = text[one.end : other.start]
        if _THEN.match(gap) and _FROM.search(text[max(0, one.start - 20) : one.start]):
            before, after = one, other
        elif _DOWN_FROM.match(gap):
            before, after = other, one
        else:
            continue
        for change in figures:
            if change.sentence != one.sentence or change in (one, other):
                continue
            leads = change.end <= one.start and before is one and _BEFORE_FIRST.match(text[change.end : one.start])
            follows = change.start >= other.end and _APPOSED.match(text[other.end : change.start])
            if leads or follows:
                yield before, after, change


def _near(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Neighbours of one sentence, times left out, that count the same thing."""
    levels = [f for f in figures if f.unit not in TIMES]
    for k, one in enumerate(levels):
        for other in levels[k + 1 : k + 3]:
            if one.sentence != other.sentence or one.unit == "":
                break
            if one.unit == other.unit and same_thing(one, one.unit, other, other.unit) and other.per in (None, one.per):
                yield one, other
                break


def _checked(text: str, before: Figure, after: Figure, change: Figure) -> Check | None:
    if not (before.reach.low and after.reach.low and before.value.closed and after.value.closed):
        return None
    assert before.value.high is not None
    assert after.value.low is not None
    rose = after.value.low > before.value.high
    direction = change.quantity.change or _direction(text, change)
    if direction is not None and (direction == "up") is not rose:
        return None
    by = "up" if rose else "down"
    if _FACTOR.search(change.quantity.text) and change.value.low:
        unit, sign, said = "time", "", _around(change.value)
        made, outcome = after.reach / before.reach, after.value / before.value
        shown = f"{worded(outcome, unit)} as much, which {{}} with “{change.quantity.text}”"
    elif not change.value.closed:
        return None
    elif change.unit == "1" and before.unit != "1":
        unit, sign, said = "1", " − 1", change.reach
        made, outcome = (_gone(b, a, rose) for b, a in ((before.reach, after.reach), (before.value, after.value)))
    elif change.unit == "percentage point" and before.unit == "1":
        unit, sign, said = "percentage point", "", change.reach
        levels = ((before.reach, after.reach), (before.value, after.value))
        made, outcome = ((a + -b if rose else b + -a).times(100) for b, a in levels)
    else:
        return None
    if unit != "time":
        shown = f"{by} by {worded(outcome, unit)}, which {{}} with the stated {worded(change.value, change.unit)}"
    clash = made.apart(said)
    stated = f"{worded(before.value, before.unit, before.per)} to {worded(after.value, after.unit, after.per)}"
    return Check(
        tuple(f.quantity.id for f in sorted((before, after, change), key=lambda f: f.start)),
        f"level after {'−' if unit == 'percentage point' else '÷'} level before{sign} = change",
        outcome.low,
        outcome.high,
        unit,
        "inconsistent" if clash else "consistent",
        f"From {stated} is {shown.format('does not agree' if clash else 'agrees')}.",
    )


def _gone(before: Interval, after: Interval, rose: bool) -> Interval:
    """By what share of itself a level rose or fell."""
    ratio = after / before
    return ratio + -_ONE if rose else _ONE + -ratio


def _around(factor: Interval) -> Interval:
    return Interval(factor.low and factor.low * (1 - _LOOSE), factor.high and factor.high * (1 + _LOOSE))


def _direction(text: str, change: Figure) -> str | None:
    """The direction that the words right around a change give it: "a drop of 38 percent", "a 38 percent drop"."""
    words = text[max(0, change.start - _AFTER) : change.end + _AFTER]
    up, down = bool(_UP.search(words)), bool(_FALL.search(words))
    return None if up == down else "up" if up else "down"
