"""A level beside an earlier one and the change between them: "212 ships, down from 340, a fall of 38 percent".

Three figures of one sentence, in the orders that news has: "tripled, from 4 to 12 percent", "fell 12 percent in March,
to 44 million from 50 million", "212 ships, down from 340, a fall of 38 percent". (`changes` has "rose by a third to 90
from 68".)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kentledge.measure.checks.asserted import ABOUT, WORDS, alike, check_on, level, ratio_checked, unread
from kentledge.measure.checks.figures import Figure, rounded, worded
from kentledge.measure.checks.intervals import Interval
from kentledge.measure.conversions import TIMES
from kentledge.records import Check

_FACTOR = re.compile(r"\b(?:doubl|tripl|trebl|quadrupl|halv)(?:e[ds]?|ing)\b|\btimes\b|\btwice\b|\bdouble\b", re.I)
SHARE_OF_BEFORE = "level after ÷ level before − 1 = change"
DIFFERENCE = "level after − level before = change"
_LOOSE = 0.1
"""How far "doubled" and "tripled" reach: they are said of what nearly did."""
_ONE = Interval(1.0, 1.0)

_MOVE = r"(?:rise|increase|gain|jump|growth|surge|climb|fall|drop|decline|decrease|cut|loss|slump|reduction)"
_TO_BEFORE = re.compile(rf"\b(?:to|at)\s+{ABOUT}\s*$", re.I)
_FROM_AFTER = re.compile(rf"^(?:\s*[\w’'-]+){{0,6}}?\s*,?\s*(?:(?:up|down)\s+)?from\s+(?:the\s+)?{ABOUT}\s*$", re.I)
_FROM = re.compile(rf"\bfrom\s+(?:{WORDS}{{0,12}}\s)?$", re.I)
_THEN = re.compile(rf"^{WORDS}{{0,60}}?\bto\s*{ABOUT}\s*$", re.I)
_DOWN_FROM = re.compile(
    rf"^{WORDS}{{0,90}}?(?:\b(?:down|up)(?:\s+{WORDS}{{0,20}})?\s+from|\bcompared (?:with|to)|\bversus|\bvs\.?"
    rf"|[,—–-]\s*(?:from|against)|having (?:begun|started|opened){WORDS}{{0,20}}\s(?:at|with))\s*{ABOUT}\s*$",
    re.I,
)
_THEN_NOW = re.compile(
    rf"^{WORDS}{{0,60}}\b(?:and|but)\s+(?:(?:it|they|now|just|only|today)\s+)?(?:(?:is|are|has|have|had|was|were|stands?)\s+)?"
    rf"(?:(?:now|just|only|at|left)\s+){{0,2}}{ABOUT}\s*$",
    re.I,
)
_THAN = re.compile(
    r"^\s*(?:(?:more|higher|lower|less|fewer|up|down|as (?:many|much|high)|increase|rise|drop|fall|decline|gain"
    r"|jump|cut)\s*)?(?:than|from|on|above|below|over|as|of)?\s*(?:(?:the|its|their)\s*(?:[\w’'-]+\s+){0,4}?(?:of|at)?)?"
    rf"\s*{ABOUT}\s*$",
    re.I,
)
_THAN_WORD = re.compile(r"\b(?:than|from|on|above|below|over|as|the|of)\b", re.I)
_IS = re.compile(
    rf"^{WORDS}{{0,40}}?(?:[,(–—]|\b(?:is|are|was|were|or))\s*(?:an?\s+)?(?:{_MOVE}\s+of\s+)?(?:up|down)?\s*"
    rf"(?:by\s+)?{ABOUT}\s*$",
    re.I,
)
_LEADS = re.compile(rf"^{WORDS}{{0,90}}?\b(?:to|from|at|of|with)\s*{ABOUT}\s*$", re.I)
_APPOSED = re.compile(
    rf"^{WORDS}{{0,60}}?(?:[,—–(-]|\band)\s*(?:or|an?|up|down|which (?:is|was|meant|means) an?)"
    r"(?:\s+[\w-]+){0,3}?(?:\s+(?:of|by))?\s*$",
    re.I,
)
_OF_WHOLE = re.compile(r"^\s*of\b", re.I)
_MOVED = re.compile(rf"\b(?:{_MOVE}|up|down|by)\b", re.I)
_COLON = re.compile(r"^[^.;:()\n]{0,30}:[^.;:()\n]{0,60}\b(?:by|of)\s*$")
_LESS = re.compile(r"^\s*(?:less|fewer|lower|more|higher)\b(?!\s+than)", re.I)
_RANKED = re.compile(
    r"\b(?:top|bottom|richest|poorest|wealthiest|lowest|highest|upper|lower|first|next|last|other)\s+$", re.I
)
_EARLIER = re.compile(
    r"\b(?:(?:1[89]|20)\d\d|now|today|this (?:year|month|week)|last (?:year|month|week)|ago|earlier)\b", re.I
)
_UP = re.compile(r"\b(?:rise|increase|gain|jump|growth|surge|climb|leap|up|more|higher|above)\b", re.I)
_FALL = re.compile(
    r"\b(?:fall|drop|decline|decrease|cut|loss|slump|plunge|reduction|down|fewer|less|lower|below)\b", re.I
)
_GAINED = re.compile(r"\b(?:add|gain|hire|los|shed|cut)(?:t?ed|s|e|es|ing|ding|t)?\s+(?:another\s+)?$", re.I)
_AFTER = 24
"""Characters after a change in which its noun may stand: "a 38 percent drop"."""


def compared_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """What two levels make of the change that is told with them."""
    found: dict[frozenset[str], Check] = {}
    for before, after, change in _told(text, figures):
        check = _checked(text, before, after, change)
        if check is not None:
            found.setdefault(frozenset(check.quantities), check)
    return list(found.values())


def _told(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Levels before and after with the change between them, where the words between say so."""
    yield from _between(text, figures)
    yield from _than_before(text, figures)
    for one, other in _pairs(figures):
        levels = levels_told(text, one, other)
        if levels is None:
            continue
        for change in figures:
            if change in (one, other) or not may_change(text, change):
                continue
            if change.sentence != one.sentence:
                if _next_sentence(text, figures, other, change):
                    yield *levels, change
                continue
            colon = (
                change.start >= other.end and change.quantity.change and _COLON.match(text[other.end : change.start])
            )
            sure = change.quantity.change or change.unit == "percentage point" or _gained(text, change)
            leads = sure and change.end <= one.start and _LEADS.match(text[change.end : one.start])
            follows = change.start >= other.end and _APPOSED.match(text[other.end : change.start])
            if follows and _of_whole(text, other, change):
                continue
            between = text[change.end : one.start] if leads else text[other.end : change.start]
            others = [f for f in figures if f not in (one, other, change) and f.unit not in TIMES]
            span = sorted((change.start, one.start, other.start))
            alone = not any(span[0] < f.start < span[2] for f in others)
            if (
                (leads or follows or colon)
                and alone
                and not (leads and unread(_without_times(between, figures, text, change.end)))
            ):
                yield *levels, change


def _between(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, Figure]]:
    """Levels with the change between them: "420 cars, 5 percent more than the 400 of 2024", "up 2 percent from 350"."""
    plain = [f for f in figures if f.unit not in TIMES]
    for after, change, before in zip(plain, plain[1:], plain[2:], strict=False):
        if len({f.sentence for f in (after, change, before)}) > 1 or change.per or not alike(after, before):
            continue
        first, second = text[after.end : change.start], text[change.end : before.start]
        if not (level(after) and level(before) and before.per in (None, after.per)):
            continue
        if (
            not _of_whole(text, after, change)
            and _IS.match(first)
            and _THAN.match(second)
            and _THAN_WORD.search(second)
            and not unread(first + second)
        ):
            yield before, after, change


def _than_before(text: str, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, Figure]]:
    """A level with its change, from the level told before: "It was 2 tonnes. Now it is 1.7, or 15 percent less"."""
    plain = [f for f in figures if f.unit not in TIMES]
    for before, after, change in zip(plain, plain[1:], plain[2:], strict=False):
        near = after.sentence == change.sentence and after.sentence - before.sentence <= 1
        if not near or change.per or not alike(before, after) or not (level(before) and level(after)):
            continue
        gap = text[after.end : change.start]
        beside = re.fullmatch(rf"\s*[,(–—]?\s*(?:or|which is|that is)?,?\s*{ABOUT}\s*", gap)
        if beside and _LESS.match(text[change.end : change.end + 12]) and not unread(text[before.end : after.start]):
            yield before, after, change


def _of_whole(text: str, last: Figure, change: Figure) -> bool:
    """Whether a percentage is a share of something and no change: "or 45 percent of the fleet"."""
    gap, after = text[last.end : change.start], text[change.end : change.end + 8]
    return change.unit == "1" and bool(_OF_WHOLE.match(after)) and not _MOVED.search(gap)


def may_change(text: str, change: Figure) -> bool:
    """Whether a figure may be a change: no time, no level that something rose to, not "the top 1 percent"."""
    if change.unit in TIMES or change.per:
        return False
    lead = text[max(0, change.start - 24) : change.start]
    return not (_TO_BEFORE.search(lead) or _RANKED.search(lead))


def _gained(text: str, change: Figure) -> bool:
    return bool(_GAINED.search(text[max(0, change.start - _AFTER) : change.start]))


def _next_sentence(text: str, figures: Sequence[Figure], last: Figure, change: Figure) -> bool:
    """Whether a change opens the next sentence as one that is known: "The 1 percent fall was the steepest"."""
    gap = text[last.end : change.start]
    told = change.sentence == last.sentence + 1 and re.search(r"[.!?]\W*\s(?:The|That|This)\s+$", gap)
    noun = _UP.search(text[change.end : change.end + 16]) or _FALL.search(text[change.end : change.end + 16])
    return bool(told and noun) and not any(last.end <= f.start < change.start for f in figures)


def _without_times(between: str, figures: Sequence[Figure], text: str, start: int) -> str:
    """A stretch of the text without the times that were measured in it."""
    for f in figures:
        if f.unit in TIMES and start <= f.start < start + len(between):
            between = between.replace(text[f.start : f.end], "")
    return re.sub(r"\b(?:1[89]|20)\d\d\b", "", between)


def _pairs(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Neighbours of one sentence, times left out, that may count the same thing."""
    levels = [f for f in figures if f.unit not in TIMES and level(f)]
    for k, one in enumerate(levels):
        for other in levels[k + 1 : k + 3]:
            if one.sentence == other.sentence and alike(one, other) and other.per in (None, one.per):
                yield one, other
                break


def levels_told(text: str, one: Figure, other: Figure) -> tuple[Figure, Figure] | None:
    """The level before and the level after of two, if the words between them tell which is which."""
    gap, lead = text[one.end : other.start], text[max(0, one.start - 24) : one.start]
    if _THEN.match(gap) and _FROM.search(lead):
        return one, other
    if _TO_BEFORE.search(lead) and len(gap) < 50 and _FROM_AFTER.match(gap):
        return other, one
    if _DOWN_FROM.match(gap):
        return other, one
    return (one, other) if _THEN_NOW.match(gap) and _EARLIER.search(text[one.end : other.end + 24]) else None


def _checked(text: str, before: Figure, after: Figure, change: Figure) -> Check | None:
    assert before.value.high is not None
    assert after.value.low is not None
    rose = after.value.low > before.value.high
    direction = change.quantity.change or _direction(text, change)
    if direction is not None and (direction == "up") is not rose:
        return None
    figures, by = (before, after, change), "up" if rose else "down"
    of = (
        f"From {worded(before.value, before.unit or after.unit, before.per)} to "
        f"{worded(after.value, after.unit or before.unit, after.per)} is"
    )
    reach, value = (before.reach, after.reach), (before.value, after.value)
    if _FACTOR.search(change.quantity.text):
        return _multiplied(figures, of)
    if not change.value.closed and change.unit != "1":
        return None
    if change.unit == "1" and before.unit != "1":
        made, outcome = (gone(*pair, rose) for pair in (reach, value))
        return ratio_checked(figures, made, outcome, change, SHARE_OF_BEFORE, f"{of} {by} by")
    if change.unit in ("percentage point", "basis point", "1") and before.unit == "1":
        scale = 10_000 if change.unit == "basis point" else 100
        made, outcome = (moved(*pair, rose).times(scale) for pair in (reach, value))
        if change.unit != "1":
            return ratio_checked(figures, made, outcome, change, DIFFERENCE, f"{of} {by} by")
        return _points(figures, of, by, outcome, rose)
    if change.unit in ("1", "percentage point", "basis point") or not alike(change, after):
        return None
    if direction is None and not _gained(text, change):
        return None
    made, outcome = (moved(*pair, rose) for pair in (reach, value))
    unit = after.unit or before.unit
    return ratio_checked(figures, made, outcome, change, DIFFERENCE, f"{of} {by} by", unit)


def _multiplied(figures: tuple[Figure, Figure, Figure], of: str) -> Check | None:
    before, after, change = figures
    if not change.value.low:
        return None
    outcome, said = after.value / before.value, change.value
    wide = Interval(said.low and said.low * (1 - _LOOSE), said.high and said.high * (1 + _LOOSE))
    clash = (after.reach / before.reach).apart(wide)
    says = (
        f"{of} {rounded(outcome, 'time')} as much, which {'does not agree' if clash else 'agrees'} with "
        f"“{change.quantity.text}”."
    )
    formula = "level after ÷ level before = change"
    return check_on(figures, formula, outcome, "time", None, "inconsistent" if clash else "consistent", says)


def _points(figures: tuple[Figure, Figure, Figure], of: str, by: str, points: Interval, rose: bool) -> Check | None:
    """A change in percent of what is itself in percent: agrees where it is meant so, clashes where points are meant."""
    before, after, change = figures
    wide, outcome = gone(before.reach, after.reach, rose), gone(before.value, after.value, rose)
    if not wide.apart(change.reach):
        return ratio_checked(figures, wide, outcome, change, SHARE_OF_BEFORE, f"{of} {by} by")
    if points.times(0.01).apart(change.reach):
        return None
    says = (
        f"{of} {by} by {rounded(points, 'percentage point')}, or {rounded(outcome, '1')}: the stated "
        f"{worded(change.value, '1')} does not agree, points are meant."
    )
    return check_on(figures, SHARE_OF_BEFORE, outcome, "1", None, "inconsistent", says)


def gone(before: Interval, after: Interval, rose: bool) -> Interval:
    """By what share of itself a level rose or fell."""
    ratio = after / before
    return ratio + -_ONE if rose else _ONE + -ratio


def moved(before: Interval, after: Interval, rose: bool) -> Interval:
    """By how much a level rose or fell."""
    return after + -before if rose else before + -after


def _direction(text: str, change: Figure) -> str | None:
    """The direction that the words right around a change give it: "a drop of 38 percent", "a 38 percent drop"."""
    words = text[max(0, change.start - _AFTER) : change.end + _AFTER]
    up, down = bool(_UP.search(words)), bool(_FALL.search(words))
    return None if up == down else "up" if up else "down"
