"""The time that a quantity holds for, where the text says it beside it: "in 2031", "last year", "a year ago"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kentledge.lexicons import lexicon
from kentledge.records import Quantity, Span

_FAR = 60
"""How many characters after a quantity its time may begin."""
_LONGEST = 40
"""How many characters the words of a time may have."""
_END = re.compile(r"[.!?;](?=\s|$)|\n")
_SAID = re.compile(r"\b(?:sa(?:id|ys?|ying)|told|add(?:ed|s)|announced|reported|warned|wrote|argued|according)\b")
"""Words of telling: the time that follows them is that of the telling."""
_TIMES = frozenset(
    ("second", "minute", "hour", "day", "night", "week", "month", "quarter", "year", "decade", "century")
)


@cache
def _pattern() -> re.Pattern[str]:
    dates = lexicon("quantities")["dates"]
    month = "(?:" + "|".join(m.capitalize() for m in dates["months"] if len(m) > 3 or m == "may") + ")"
    day = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    season = "(?:spring|summer|autumn|winter)"
    span = "(?:year|month|week|quarter|decade|season|night)"
    number = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})"
    year = r"(?:1[89]|20|21)\d\d"
    parts = (
        rf"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Ff]or) (?:early |late |mid-)?(?:{month} )?{year}\b(?![-–%]\d)",
        rf"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring) (?:early |late |mid-)?(?:{month}|{season})\b",
        rf"(?:[Ll]ast|[Tt]his|[Nn]ext) (?:{span}|{season}|{month}|{day})\b",
        rf"{number} {span}s? (?:ago|earlier|before|later)\b",
        rf"(?:[Ii]n|[Dd]uring|[Oo]ver) the (?:first|second|third|fourth|last|past|next) (?:\w+ )?(?:{span}s?|half)\b",
        rf"[Oo]n {day}\b|\b(?:[Yy]esterday|[Tt]oday|[Tt]omorrow)\b",
    )
    return re.compile(rf"\b(?:{'|'.join(parts)})")


def with_periods(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities in the order of the text, each with the span of the words that say when it holds.

    The words stand after the quantity, before the next and the end of its sentence, or begin the sentence, or it is
    theirs ("last year's 4 million"). Lengths of time and ages have none. A small count that is compared is not plain.
    """
    dated = []
    for n, q in enumerate(quantities):
        following = quantities[n + 1].span[0] if n + 1 < len(quantities) else len(text)
        timed = q.unit in _TIMES
        period = None if timed else _owner(text, q) or _after(text, q, following) or _before(text, q)
        dated.append(q if timed else replace(q, period=period))
    return [replace(q, plain=False) if _is_compared(text, dated, n) else q for n, q in enumerate(dated)]


def _is_compared(text: str, dated: Sequence[Quantity], n: int) -> bool:
    """Whether a small count is set beside another of its kind in time: "31 incidents in April, against 12 in March"."""
    q = dated[n]
    if not (q.plain and q.period and q.unit) or q.unit in _TIMES:
        return False
    others = [o for o in dated[max(n - 2, 0) : n + 3] if o.unit == q.unit and not o.plain]
    return any(
        o.period not in (None, q.period) and not _END.search(text, *sorted((o.span[0], q.span[0]))) for o in others
    )


def times_in(text: str, sentence: Span) -> list[Span]:
    """All words in a sentence that say a time for which something holds."""
    return [m.span() for m in _pattern().finditer(text, *sentence)]


@cache
def _possessive() -> re.Pattern[str]:
    return re.compile(rf"({_pattern().pattern})[’']s (?:[a-z-]+ ){{0,2}}(?:[a-z-]+ of )?$")


def _owner(text: str, q: Quantity) -> Span | None:
    """The time whose the quantity is: "last year's record crop of 4 million"."""
    found = _possessive().search(text, max(0, q.span[0] - _LONGEST), q.span[0])
    return found.span(1) if found else None


def _after(text: str, q: Quantity, following: int) -> Span | None:
    far = min(following, q.span[1] + _FAR)
    stop = _END.search(text, q.span[1], far + _LONGEST)
    found = _pattern().search(text, q.span[1], stop.start() if stop else far + _LONGEST)
    if found is None or found.start() > far or _SAID.search(text, q.span[1], found.start()):
        return None
    compared = text[: found.start()].rstrip().endswith((" than", " from", "against"))  # "35 more than a year earlier"
    return None if compared and found.start() - q.span[1] > 1 else found.span()


def _before(text: str, q: Quantity) -> Span | None:
    start = max((m.end() for m in _END.finditer(text, max(0, q.span[0] - 200), q.span[0])), default=0)
    while start < q.span[0] and text[start] in ' \n“"':
        start += 1
    found = _pattern().match(text, start, q.span[0])
    return found.span() if found else None
