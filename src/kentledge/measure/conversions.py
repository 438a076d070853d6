"""Units of one dimension turned into each other by pint, where a news text means one unit by the name and no other."""

from __future__ import annotations

from functools import cache
from typing import Any

# Not here: tons, gallons, pints and barrels, which differ from country to country.
_PLAIN = (
    ("second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade", "century"),
    ("millimetre", "centimetre", "metre", "kilometre", "inch", "foot", "yard", "mile"),
    ("hectare", "acre", "millilitre", "litre", "milligram", "gram", "kilogram", "tonne", "ounce", "pound"),
    ("watt", "kilowatt", "megawatt", "gigawatt"),
)
_PINT = {name: name for names in _PLAIN for name in names} | {
    "nautical mile": "nautical_mile",
    "square metre": "metre**2",
    "square kilometre": "kilometre**2",
    "square mile": "mile**2",
    "square foot": "foot**2",
    "cubic metre": "metre**3",
    "cubic foot": "foot**3",
    "kilowatt-hour": "kilowatt_hour",
    "megawatt-hour": "megawatt_hour",
    "gigawatt-hour": "gigawatt_hour",
    "terawatt-hour": "terawatt_hour",
}
TIMES = frozenset(_PLAIN[0])


@cache
def factor(one: str, other: str) -> float | None:
    """By what an amount in unit `one` is multiplied to be in unit `other`; None where that cannot be said."""
    if one == other:
        return 1.0
    if one not in _PINT or other not in _PINT:
        return None
    unit, target = (_registry()(_PINT[name]) for name in (one, other))
    return float(unit.to(target.units).magnitude) if unit.is_compatible_with(target) else None


def least_worked(rate: str, length: str) -> float:
    """The least part of a length of time that a rate in time may mean: 40 hours of a week, five days of seven.

    0.0 where the rate is by the clock and the length is of days, as nobody says how many hours of a day are meant.
    """
    order = _PLAIN[0]
    if order.index(length) < order.index("day") or order.index(rate) > order.index("day"):
        return 1.0
    if rate != "day":
        return 0.0
    return 1.0 if length == "day" else 5 / 7


@cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry()
