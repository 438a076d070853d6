"""Figures in words: "more than 1,000 containers", "about 300–600 million USD per million shells", "25–35 %".

Nothing is rounded in a stated quantity: a figure that is no round number of millions keeps all its digits. A bound
never reads as a value, and a percentage (unit "1") is written as one.
"""

from __future__ import annotations

import re

from kentledge.measure.plurals import plural
from kentledge.measure.worded import decimal, interval, number
from kentledge.records import Per, Quantity

__all__ = ["amount", "dated", "interval", "number", "percent", "result"]

_MORE_THAN = re.compile(
    r"\b(?:more|greater|higher|larger|longer) than\b|\b(?:over|above|beyond|exceed\w*|upwards? of|in excess of)\b|>",
    re.I,
)
_TIMES = re.compile(r"\b(?:doubl|tripl|trebl|quadrupl)(?:e[ds]?|ing)\b|fold\b|\btimes\b|\btwice\b", re.I)
"""Words of a factor: what "tripled" is 3 times of what it was, and no "up 300 %"."""
_TO = re.compile(r"\bto\s+$", re.I)
_NEARLY = re.compile(r"\b(?:nearly|almost|close to|nearing|approaching|not quite)\b", re.I)
_LESS_THAN = re.compile(r"\b(?:less|fewer|lower|smaller|shorter) than\b|\b(?:under|below|short of)\b|<", re.I)


def percent(low: float, high: float) -> str:
    """A range of fractions as percentages: 0.25 and 0.35 give "25–35 %"."""
    return f"{interval(_hundredfold(low), _hundredfold(high))} %"


def amount(quantity: Quantity) -> str:
    """The normalised value of a stated quantity in words, with its bounds, unit, reference and direction of change.

    The record does not say whether a one-sided bound includes its end; the printed words do, where they say "more
    than" or "under". Otherwise the bound reads "at least" or "at most".
    """
    times = quantity.change == "up" and quantity.unit == "1" and _TIMES.search(quantity.text)
    words: list[str] = ["to" if times else quantity.change or ""]
    unit = "time" if times else quantity.unit
    words.append(_bounded(quantity.low, quantity.high, unit, quantity.text, about=quantity.approximate))
    if quantity.of:
        words.append(f"of {' '.join(quantity.of.split())}")
    if quantity.per:
        words.append(_rate(quantity.per))
    return " ".join(w for w in words if w)


def dated(quantity: Quantity, text: str) -> str:
    """The normalised value with the words of the article that say when it holds: "3,000 crates (“in 2031”)"."""
    value = amount(quantity)
    if quantity.change and value.startswith(f"{quantity.change} ") and _TO.search(text, 0, quantity.span[0]):
        # "Fell to 3 tonnes" is no fall by 3 tonnes, and "up to" would read as a bound.
        value = f"{'a rise' if quantity.change == 'up' else 'a fall'} to{value.removeprefix(quantity.change)}"
    if quantity.period is None:
        return value
    return f"{value} (“{' '.join(text[slice(*quantity.period)].split())}”)"


def result(low: float | None, high: float | None, unit: str, per: Per | None = None) -> str:
    """The outcome of a calculation, to four significant figures; "about" where that leaves something out."""
    rounded = [None if v is None else float(f"{v:.4g}") for v in (low, high)]
    exact = all(
        r is None or v is None or abs(r - v) <= 1e-9 * abs(v) for r, v in zip(rounded, (low, high), strict=True)
    )
    outcome = _bounded(rounded[0], rounded[1], unit, "", about=not exact)
    return f"{outcome} {_rate(per)}" if per else outcome


def _bounded(low: float | None, high: float | None, unit: str, printed: str, *, about: bool) -> str:
    roughly = "about " if about else ""
    if low is not None and high is not None:
        return roughly + _valued(low, high, unit)
    if low is not None:
        return f"{'more than' if _MORE_THAN.search(printed) else 'at least'} {roughly}{_valued(low, low, unit)}"
    if high is not None and about and _NEARLY.search(printed):
        return f"nearly {_valued(high, high, unit)}"
    if high is not None:
        return f"{'less than' if _LESS_THAN.search(printed) else 'at most'} {roughly}{_valued(high, high, unit)}"
    return f"no figure, in {plural(unit)}" if unit not in ("", "1") else "no figure"


def _valued(low: float, high: float, unit: str) -> str:
    if unit == "1":
        return percent(*(float(f"{v:.6g}") for v in (low, high)))
    if not unit:
        return interval(low, high)
    return f"{interval(low, high)} {unit if low == high == 1 else plural(unit)}"


def _rate(per: Per) -> str:
    return f"per {per.unit}" if per.value == 1 else f"per {_counted(per.value)} {plural(per.unit)}"


def _counted(value: float) -> str:
    """Gives "million" rather than "1 million" after "per"."""
    return number(value).removeprefix("1 ")


def _hundredfold(value: float) -> float:
    return float(decimal(value) * 100)
