"""Scores of quantities: by the labels of NewsQuant, and by spans with bounds and units as in the fixtures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kentledge.measure.atoms import Passage, atoms_of
from kentledge.measure.nouns import singular
from kentledge.measure.units import named_unit
from kentledge.records import Quantity, Span

_CLOSE = 1e-5
# The names that NewsQuant has for what a reading writes as a code.
_NAMES = {
    "USD": "dollar",
    "EUR": "euro",
    "GBP": "pound sterling",
    "JPY": "japanese yen",
    "CNY": "chinese yuan",
    "AUD": "australian dollar",
    "CAD": "canadian dollar",
    "HKD": "hong kong dollar",
    "MYR": "malaysian ringgit",
    "ILS": "shekel",
    "INR": "indian rupee",
    "KRW": "south korean won",
    "1": "percentage",
    "percent": "percentage",
    "meter": "metre",
    "kilometer": "kilometre",
    "liter": "litre",
    "person": "people",
    "": "-",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One predicted quantity. A percentage is a fraction with unit "1"; `mark` is "=", "~", ">", "<", "up", "down"."""

    span: Span
    low: float | None
    high: float | None
    unit: str
    per: tuple[float, str] | None = None
    mark: str = "="


def found(q: Quantity) -> Found:
    """A quantity of Kentledge's as a prediction."""
    mark = q.change or ("<" if q.low is None else ">" if q.high is None else "~" if q.approximate else "=")
    return Found(q.span, q.low, q.high, q.unit, (q.per.value, q.per.unit) if q.per else None, mark)


def f1(right: int, gold: int, predicted: int) -> float:
    """The harmonic mean of precision and recall, in percent."""
    return 200 * right / (gold + predicted) if gold + predicted else 0.0


def newsquant(gold: Sequence[Mapping[str, Any]], predicted: Iterable[Sequence[Found]]) -> dict[str, float]:
    """F1 of value, value with unit and value with change (micro) against lines of NewsQuant, as its authors count them:
    a value is right when both ends agree to a relative 1e-5, a unit when the names or their head nouns agree."""
    right = dict.fromkeys(("value", "value+unit", "value+change"), 0)
    golden = total = 0
    for line, quantities in zip(gold, predicted, strict=True):
        left = [q for q in quantities if (q.low, q.high) != (None, None)]
        golden += len(line["quantities"])
        total += len(left)
        for label in line["quantities"]:
            ends, unit = _ends(label["value"]), label["unit"].lower()
            same = [q for q in left if _alike(_printed(q), ends)]
            same.sort(key=lambda q: (not _same_name(_name(q), unit), q.mark != label["change"]))
            if same:
                left.remove(same[0])
                right["value"] += 1
                right["value+unit"] += _same_name(_name(same[0]), unit)
                right["value+change"] += same[0].mark == label["change"]
    return {key: f1(n, golden, total) for key, n in right.items()}


def labelled(gold: Sequence[Mapping[str, Any]], predicted: Iterable[Sequence[Found]]) -> dict[str, float]:
    """F1 of spans that overlap, of those whose bounds are right, and of those whose unit and rate are right as well.

    Units agree where the registry has one name for both ("mph", "mile an hour")."""
    right = dict.fromkeys(("found", "bounds", "bounds+unit", "bounds+unit+rate"), 0)
    golden = total = 0
    for line, quantities in zip(gold, predicted, strict=True):
        left = list(quantities)
        golden += len(line["quantities"])
        total += len(left)
        for label in line["quantities"]:
            start, end = label["span"]
            near = [q for q in left if q.span[0] < end and start < q.span[1]]
            near.sort(key=lambda q: (not _bounds_right(q, label), abs(q.span[0] - start)))
            if not near:
                continue
            best = near[0]
            left.remove(best)
            unit, per = label["unit"], (label["per"]["value"], label["per"]["unit"]) if label["per"] else None
            bounds = _bounds_right(best, label)
            same, rate = _rated(best.unit, best.per) == _rated(unit, per), per
            right["found"] += 1
            right["bounds"] += bounds
            right["bounds+unit"] += bounds and _rated(best.unit, best.per)[0] == _rated(unit, rate)[0]
            right["bounds+unit+rate"] += bounds and same
    return {key: f1(n, golden, total) for key, n in right.items()}


def _bounds_right(q: Found, label: Mapping[str, Any]) -> bool:
    return all(
        a is None if b is None else a is not None and abs(a - b) <= _CLOSE * max(abs(a), abs(b), 1e-12)
        for a, b in ((q.low, label["low"]), (q.high, label["high"]))
    )


def _rated(unit: str, per: tuple[float, str] | None) -> tuple[str, tuple[float, str] | None]:
    """Unit and rate by the names of the registry; "mph" is a mile with the rate of an hour."""
    named = named_unit(Passage(f"1 {unit}", atoms_of(f"1 {unit}"), [], {}), 1) if unit else None
    if named and named[1].name and len(unit) != 3:
        unit, per = named[1].name, per or ((1.0, named[1].per) if named[1].per else None)
    return unit, (per[0], _rated(per[1], None)[0]) if per else None


def _ends(value: object) -> tuple[float, float]:
    text = str(value)
    if "E" not in text and not text.startswith("-") and "-" in text:
        low, high = text.split("-")
        return float(low), float(high)
    return float(text), float(text)


def _printed(q: Found) -> tuple[float, float]:
    low, high = (q.high if q.low is None else q.low), (q.low if q.high is None else q.high)
    assert low is not None
    assert high is not None
    scale = 100 if q.unit in ("1", "percent", "percentage") else 1
    return low * scale, high * scale


def _name(q: Found) -> str:
    unit = _NAMES.get(q.unit, q.unit.lower())
    return f"{unit} per {_NAMES.get(q.per[1], q.per[1].lower())}" if q.per else unit


def _same_name(one: str, other: str) -> bool:
    return one == other or _head(one) == _head(other)


def _head(unit: str) -> tuple[str, str]:
    base, _, rate = unit.partition(" per ")
    return (base.split() or ["-"])[-1].rstrip("s"), (rate.split() or [""])[-1].rstrip("s")


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(x - y) <= _CLOSE * max(abs(x), abs(y), 1e-12) for x, y in zip(one, other, strict=True))


def named_singular(name: str) -> str:
    """A name of another program's unit in the singular."""
    return singular(name)
