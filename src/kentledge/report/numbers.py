"""Figures in words: "more than 1,000 containers", "about 300–600 million USD per million shells", "25–35 %".

Nothing is rounded in a stated quantity: a figure that is no round number of millions keeps all its digits. A bound
never reads as a value, and a percentage (unit "1") is written as one.
"""

from __future__ import annotations

import re
from decimal import Decimal

from kentledge.records import Quantity
from kentledge.report.plurals import plural

_MAGNITUDES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
_MORE_THAN = re.compile(
    r"\b(?:more|greater|higher|larger|longer) than\b|\b(?:over|above|beyond|exceed\w*|upwards? of|in excess of)\b|>",
    re.I,
)
_LESS_THAN = re.compile(r"\b(?:less|fewer|lower|smaller|shorter) than\b|\b(?:under|below|short of)\b|<", re.I)


def number(value: float) -> str:
    """One figure: "1,000", "8 million", "1,234,567", "−3.5"."""
    figure = _decimal(value)
    unit, name = _magnitude(figure)
    return f"{_written(figure / unit)} {name}" if name and _short(figure / unit) else _written(figure)


def interval(low: float, high: float) -> str:
    """Two figures: "300–600 million", "250,000 to 2 million", "−3 to 5"; one figure where both are the same."""
    if low == high:
        return number(low)
    a, b = _decimal(low), _decimal(high)
    unit, name = _magnitude(b)
    if a >= 0 and _short(a / unit) and _short(b / unit) and (not name or not a or a / unit >= Decimal("0.1")):
        return f"{_written(a / unit)}–{_written(b / unit)}{' ' if name else ''}{name}"
    if a >= 0 and not name:
        return f"{_written(a)}–{_written(b)}"
    return f"{number(low)} to {number(high)}"


def percent(low: float, high: float) -> str:
    """A range of fractions as percentages: 0.25 and 0.35 give "25–35 %"."""
    return f"{interval(_hundredfold(low), _hundredfold(high))} %"


def amount(quantity: Quantity) -> str:
    """The normalised value of a stated quantity in words, with its bounds, unit, reference and direction of change.

    The record does not say whether a one-sided bound includes its end; the printed words do, where they say "more
    than" or "under". Otherwise the bound reads "at least" or "at most".
    """
    words: list[str] = [quantity.change or ""]
    words.append(_bounded(quantity.low, quantity.high, quantity.unit, quantity.text, about=quantity.approximate))
    if quantity.of:
        words.append(f"of {' '.join(quantity.of.split())}")
    if quantity.per:
        unit = quantity.per.unit
        words.append(f"per {unit}" if quantity.per.value == 1 else f"per {_counted(quantity.per.value)} {plural(unit)}")
    return " ".join(w for w in words if w)


def result(low: float | None, high: float | None, unit: str) -> str:
    """The outcome of a calculation, to four significant figures; "about" where that leaves something out."""
    rounded = [None if v is None else float(f"{v:.4g}") for v in (low, high)]
    exact = all(
        r is None or v is None or abs(r - v) <= 1e-9 * abs(v) for r, v in zip(rounded, (low, high), strict=True)
    )
    return _bounded(rounded[0], rounded[1], unit, "", about=not exact)


def _bounded(low: float | None, high: float | None, unit: str, printed: str, *, about: bool) -> str:
    roughly = "about " if about else ""
    if low is not None and high is not None:
        return roughly + _valued(low, high, unit)
    if low is not None:
        return f"{'more than' if _MORE_THAN.search(printed) else 'at least'} {roughly}{_valued(low, low, unit)}"
    if high is not None:
        return f"{'less than' if _LESS_THAN.search(printed) else 'at most'} {roughly}{_valued(high, high, unit)}"
    return f"no figure, in {plural(unit)}" if unit not in ("", "1") else "no figure"


def _valued(low: float, high: float, unit: str) -> str:
    if unit == "1":
        return percent(low, high)
    if not unit:
        return interval(low, high)
    return f"{interval(low, high)} {unit if low == high == 1 else plural(unit)}"


def _counted(value: float) -> str:
    """Gives "million" rather than "1 million" after "per"."""
    return number(value).removeprefix("1 ")


def _decimal(value: float) -> Decimal:
    # Twelve figures are more than any article prints and hide the noise of binary fractions.
    return Decimal(f"{value:.12g}")


def _hundredfold(value: float) -> float:
    return float(_decimal(value) * 100)


def _magnitude(figure: Decimal) -> tuple[Decimal, str]:
    return next(((unit, name) for unit, name in _MAGNITUDES if abs(figure) >= unit), (Decimal(1), ""))


def _short(figure: Decimal) -> bool:
    """Whether at most three decimals write it exactly."""
    exponent = figure.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -3


def _written(figure: Decimal) -> str:
    text = f"{figure:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")
