"""The time that a quantity holds for, made comparable: "last year" of 2031 and "in 2030" are one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from kentledge.judge.dates import published_on
from kentledge.lexicons import lexicon
from kentledge.measure.periods import times_in
from kentledge.records import Quantity, Span

Held = tuple[str, ...]
"""What two quantities must have in common to hold at the same time: how it is bounded ("in", "since"), and the time."""

_YEAR = re.compile(r"\b(?:1[89]|20|21)\d\d\b")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BEFORE = {"last": -1, "this": 0, "next": 1}
_OF_DAY = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WITHIN = frozenset(("in", "during", "for"))


@cache
def _months() -> tuple[str, ...]:
    return tuple(lexicon("quantities")["dates"]["months"][:12])


def held(quantity: Quantity, text: str, sentence: Span, published: str | None) -> Held | None:
    """The time for which the quantity holds, None where neither the text nor a date of publication says it.

    A time that the text names is resolved by the date of publication where it needs one. Without such words a figure
    holds for the day on which it was published; where its sentence has several times, it is not known which.
    """
    day = published_on(published)
    period = quantity.period
    if period is None:
        times = times_in(text, sentence)
        if len(times) > 1:
            return None
        period = times[0] if times else None
    if period is None:
        return None if day is None else ("on", day.isoformat())
    words = text[slice(*period)].lower().split()
    return _named(words, day) or (None if day is None else ("words", " ".join(words), day.isoformat()))


def _named(words: list[str], day: date | None) -> Held | None:
    bound = "in" if words[0] in _WITHIN else words[0]
    part = [w for w in words if w in ("early", "late") or w.startswith("mid-")]
    month = next((_months().index(w) + 1 for w in words if w in _months()), None)
    year = next((w for w in words if _YEAR.fullmatch(w)), None)
    if year is not None:
        return (bound, year, str(month or ""), *part)
    if day is None:
        return None
    if words[0] in _BEFORE and words[1:] == ["year"]:
        return ("in", str(day.year + _BEFORE[words[0]]), "")
    if words[0] in _BEFORE and words[1:] == ["month"]:
        return ("in", *_shifted(day, _BEFORE[words[0]]))
    if len(words) == 1 and words[0] in _OF_DAY:
        return ("on", (day + timedelta(days=_OF_DAY[words[0]])).isoformat())
    if words[0] == "on" and words[-1] in DAYS:
        return ("on", (day - timedelta(days=(day.weekday() - DAYS.index(words[-1])) % 7)).isoformat())
    if month is not None and words[0] in ("in", "since", "during") and not part:
        return (bound, str(day.year if month <= day.month else day.year - 1), str(month))
    return None


def _shifted(day: date, months: int) -> tuple[str, str]:
    count = day.year * 12 + day.month - 1 + months
    return str(count // 12), str(count % 12 + 1)
