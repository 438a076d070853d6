"""What a date, a year or a period covers: first and last day, resolved against the article's date."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

Days = tuple[date | None, date | None]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)  # fmt: skip
MONTH = (
    {name: n for n, name in enumerate(_MONTHS, 1)} | {name[:3]: n for n, name in enumerate(_MONTHS, 1)} | {"sept": 9}
)
SEASON = frozenset({"spring", "summer", "autumn", "winter", "season", "harvest"})
"""Times of year that no date follows from, since they are not the same all over the world."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = {name: n for n, name in enumerate(_DAYS)}
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER = {word: n for n, word in enumerate(_ONES)} | {"a": 1, "an": 1, "the": 1, "another": 1, "fifteen": 15}
NUMBER |= {"thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
NUMBER |= {
    "twenty-five": 25,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "a hundred": 100,
    "a thousand": 1000,
}
NUMBER |= {"half a dozen": 6, "a dozen": 12}
FRACTION = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}
NUMBER |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a couple of": 2}


@dataclass(frozen=True, slots=True)
class Period:
    """A first and a last day, both included."""

    first: date
    last: date


def published_on(printed: str | None) -> date | None:
    """The day of an ISO date or time; None where there is none."""
    try:
        return date.fromisoformat((printed or "")[:10])
    except ValueError:
        return None


def year(n: int) -> Period:
    """A calendar year."""
    return Period(date(n, 1, 1), date(n, 12, 31))


def month(y: int, m: int) -> Period:
    """A calendar month."""
    return Period(date(y, m, 1), date(y, m, calendar.monthrange(y, m)[1]))


def quarter(y: int, n: int) -> Period:
    """A quarter of a year, 1 to 4."""
    return Period(date(y, 3 * n - 2, 1), month(y, 3 * n).last)


def decade(first: int) -> Period:
    """Ten years from the given one."""
    return Period(date(first, 1, 1), date(first + 9, 12, 31))


def week(day: date) -> Period:
    """The week, Monday to Sunday, of a day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def moved(day: date, count: float, unit: str) -> date:
    """A day so many minutes, hours, days, weeks, months, years or decades later (earlier where `count` is negative)."""
    if unit in {"minute", "hour"}:
        return day + timedelta(days=round(count / (24 if unit == "hour" else 1440)))
    if unit in {"day", "week", "fortnight"}:
        return day + timedelta(days=round(count * {"day": 1, "week": 7, "fortnight": 14}[unit]))
    months = round(
        count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "generation": 300}[unit]
    )
    total = day.year * 12 + day.month - 1 + months
    y, m = divmod(total, 12)
    if not 1 <= y <= 9998:
        raise OverflowError
    return date(y, m + 1, min(day.day, calendar.monthrange(y, m + 1)[1]))


def middle(period: Period) -> date:
    """The last day of the first half of a year; of a longer period, of the year in its middle; else of its mid part."""
    if _months(period) < 12:
        return part(period, "mid").last
    if period.first.year == period.last.year:
        return date(period.first.year, 6, 30)
    return date((period.first.year + period.last.year + 1) // 2, 12, 31)


OPENING = frozenset({"start of", "beginning of"})
CLOSING = frozenset({"end of", "close of"})
_THIRD = {"early": 0, "mid": 1, "middle of": 1, "late": 2} | dict.fromkeys(OPENING, 0) | dict.fromkeys(CLOSING, 2)


def part(whole: Period, which: str) -> Period:
    """The early, middle or late part of a period, its half or its quarter; the whole where `which` names no part."""
    if which.endswith("half of"):
        return _share(whole, 2, 0 if which.startswith("first") else 1)
    if which.endswith("quarter of"):
        return _share(whole, 4, {"first": 0, "second": 1, "third": 2}.get(which.split()[0], 3))
    if which not in _THIRD:
        return whole
    third, y, z = _THIRD[which], whole.first.year, whole.last.year
    if _months(whole) > 12:  # "The early 2030s" are the years 0 to 3, the middle 4 to 6, the late ones 7 to 9.
        tenth = (z - y + 1) // 10
        return Period(date(y + (0, 4, 7)[third] * tenth, 1, 1), date(y + (4, 7, 10)[third] * tenth - 1, 12, 31))
    if _months(whole) == 1:
        return Period(
            whole.first.replace(day=(1, 11, 21)[third]), whole.first.replace(day=(10, 20, whole.last.day)[third])
        )
    return _share(whole, 3, third)


def _months(period: Period) -> int:
    """How many calendar months a period consists of; 0 where it is none of whole months."""
    after = period.last + timedelta(days=1)
    if period.first.day > 1 or after.day > 1:
        return 0
    return 12 * (after.year - period.first.year) + after.month - period.first.month


def _share(whole: Period, count: int, n: int) -> Period:
    """The share `n` (from 0) of a period in `count` equal ones: of whole months where it has as many, else of days."""
    months, days = _months(whole), (whole.last - whole.first).days + 1
    if months and months % count == 0:
        first, after = (moved(whole.first, k * months // count, "month") for k in (n, n + 1))
    elif days >= count:
        first, after = (whole.first + timedelta(days=k * days // count) for k in (n, n + 1))
    else:
        return whole
    return Period(first, after - timedelta(days=1))


def nearest_year(day: date, number: int, n: int, *, back: bool) -> int:
    """The year of a month (and day) named without one: the one to come, or for `back` the one just past."""
    if back:
        return day.year - 1 if month(day.year, number).first > day else day.year
    last = date(day.year, number, n) if n else month(day.year, number).last
    return day.year + 1 if last < day else day.year


def named(name: str, step: int, day: date, *, back: bool = False) -> Period | None:
    """The week, month, year … of a name, `step` after (or before) the one of the day; None for times of year.

    A weekday or weekend is the one to come, or for `back` the one just past.
    """
    if name in {"tonight", "overnight", "tomorrow", "night"}:
        other = day + timedelta(days=name == "tomorrow")
        return Period(other, other)
    if name == "week":
        return week(day + timedelta(days=7 * step))
    if name == "weekend":
        monday = week(day + timedelta(days=-7 if back else 7 * max(step, 0))).first
        return Period(monday + timedelta(days=5), monday + timedelta(days=6))
    if name in {"month", "quarter"}:
        other = moved(day, step * (1 if name == "month" else 3), "month")
        return month(other.year, other.month) if name == "month" else quarter(other.year, (other.month + 2) // 3)
    if name == "year":
        return year(day.year + step)
    if name == "decade":
        return decade(day.year // 10 * 10 + 10 * step)
    if name == "century":
        first = day.year // 100 * 100 + 100 * step
        return Period(date(first, 1, 1), date(first + 99, 12, 31))
    if name in MONTH:
        y = day.year + (step > 0 and MONTH[name] <= day.month) - (step < 0 and MONTH[name] >= day.month)
        return month(y, MONTH[name])
    if name in WEEKDAY:
        days = (WEEKDAY[name] - day.weekday()) % 7
        other = day + timedelta(days=days - 7 if back else days or 7)
        return Period(other, other)
    return None
