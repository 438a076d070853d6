"""Plain figures in words: "1,000", "8 million", "300–600 million", "−3 to 5". Nothing is rounded."""

from __future__ import annotations

from decimal import Decimal

_MAGNITUDES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)


def number(value: float) -> str:
    """One figure: "1,000", "8 million", "1,234,567", "−3.5"."""
    figure = decimal(value)
    unit, name = _magnitude(figure)
    return f"{_written(figure / unit)} {name}" if name and _short(figure / unit) else _written(figure)


def interval(low: float, high: float) -> str:
    """Two figures: "300–600 million", "250,000 to 2 million", "−3 to 5"; one figure where both are the same."""
    if low == high:
        return number(low)
    a, b = decimal(low), decimal(high)
    unit, name = _magnitude(b)
    if a >= 0 and _short(a / unit) and _short(b / unit) and (not name or not a or a / unit >= Decimal("0.1")):
        return f"{_written(a / unit)}–{_written(b / unit)}{' ' if name else ''}{name}"
    if a >= 0 and not name:
        return f"{_written(a)}–{_written(b)}"
    return f"{number(low)} to {number(high)}"


def decimal(value: float) -> Decimal:
    """The value as a decimal number of twelve figures."""
    # Twelve figures are more than any article prints and hide the noise of binary fractions.
    return Decimal(f"{value:.12g}")


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
