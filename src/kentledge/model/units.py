"""Units: pint's own, every currency a dimension of its own, and things that are counted (shells, workers, ships).

pint is only ever given plain names; the arithmetic of a unit is read by the same parser as formulas are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from kentledge.model.errors import UnitsClash, UnusableModel, missing
from kentledge.model.expression import NAME, Apply, Name, Node, Number, parsed

if TYPE_CHECKING:
    import pint

# Rates between currencies move, so none is converted into another.
CURRENCIES = (  # noqa: SIM905
    "USD EUR GBP JPY CNY RUB KRW KPW INR BRL CAD AUD CHF SEK NOK DKK PLN CZK HUF RON TRY UAH KZT ILS IRR IQD SAR AED "
    "EGP ZAR NGN KES MXN ARS CLP COP IDR MYR THB VND PHP SGD HKD TWD PKR BDT MMK NZD"
).split()
COUNTED = (  # noqa: SIM905
    "shell missile rocket drone weapon container ship vessel vehicle tank aircraft worker person soldier household "
    "country company item event barrel_of_oil"
).split()
_PEOPLE = ("people", "person")
_MAGNITUDES = {"hundred": "1e2", "thousand": "1e3", "million": "1e6", "billion": "1e9", "trillion": "1e12"}
# What is read as "/" or as a figure wherever it stands in a unit.
_WORDS = rf"per|(?:{'|'.join(_MAGNITUDES)})s?"
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Scaled:
    """A unit with a factor: "USD per 1e6 shell" is 1e-6 USD/shell. `root` turns a value in it into root units."""

    text: str
    unit: Any
    root: float


class Units:
    """The registry of one model. `counted` adds things to count, `derived` names for multiples of other units."""

    def __init__(self, counted: Iterable[str] = (), derived: Mapping[str, str] | None = None) -> None:
        self._registry = _registry() if not counted and not derived else _new_registry()
        for name in counted:
            self._define(name, f"{name} = [counted_{name}]")
        for name, meaning in (derived or {}).items():
            scaled = self.scaled(meaning, f"units.{name}")
            root = (1 * scaled.unit).to_root_units()
            body = " * ".join(f"{unit} ** {power!r}" for unit, power in root.unit_items()) or "[]"
            factor = scaled.root
            self._define(name, f"{name} = {factor!r} * {body}" if body != "[]" else f"{name} = {factor!r}")

    def _define(self, name: str, definition: str) -> None:
        if not NAME.fullmatch(name):
            raise UnusableModel(f"units: {name[:40]!a} is not a name for a unit; use letters, digits and _")
        if not self.free(name):
            raise UnusableModel(f"units: {name} is a unit already, or means something in formulas; choose another name")
        self._registry.define(definition)

    def free(self, name: str) -> bool:
        """Whether a unit of one's own may have this name, so that it is read again where it is written."""
        return not (iskeyword(name) or re.fullmatch(_WORDS, name) or name in self._registry)

    def scaled(self, text: str, where: str, *, zero: bool = False) -> Scaled:
        """The unit written as "USD/year", "USD per 1e6 shell", "million USD" or "1"; with `zero` also "0 year".

        Raises UnitsClash for anything else.
        """
        if not isinstance(text, str) or not text.strip():
            raise UnitsClash(f'{where}: the unit must be text such as "USD/year", or "1" for none')
        if len(text) > _LONGEST:
            raise UnitsClash(f"{where}: a unit of {len(text)} characters; the most is {_LONGEST}")
        written = text.replace("^", "**").replace("%", " percent ").replace("·", "*")
        written = re.sub(r"\bper\b", "/", written)
        for name, figure in _MAGNITUDES.items():
            written = re.sub(rf"\b{name}s?\b", figure, written)
        # What stands side by side is multiplied, and binds closer than "per" does: "per 1e6 shell", "per worker year".
        part = r"(?:\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|[A-Za-z_]\w*)"
        written = re.sub(
            rf"(?<![\w.*]){part}(?:\s+{part})*\s+[A-Za-z_]\w*",
            lambda m: f"({'*'.join(m[0].split())})",
            written,
        )
        formula = parsed(written.strip(), where)
        try:
            factor, unit = self._read(formula.root, f"{where}: “{' '.join(text.split())[:60]}”")
            # pint keeps a percentage as a unit of its own; a factor to root units makes all of them alike.
            root = float((1 * unit).to_root_units().magnitude) * factor
        except (OverflowError, ZeroDivisionError):
            root = float("inf")
        if not (0 < root < float("inf") or (zero and root == 0)):
            raise UnitsClash(f"{where}: “{text[:60]}” is no unit: its factor is not above zero, or too large")
        return Scaled(" ".join(text.split()), unit, root)

    def _read(self, node: Node, told: str) -> tuple[float, Any]:
        match node:
            case Number(value=value):
                return value, self._registry.dimensionless
            case Name(id=name):
                return 1.0, self._named(name, told)
            case Apply(op="*", args=(a, b)):
                (x, u), (y, v) = self._read(a, told), self._read(b, told)
                return x * y, u * v
            case Apply(op="/", args=(a, b)):
                (x, u), (y, v) = self._read(a, told), self._read(b, told)
                if not y:
                    raise UnitsClash(f"{told}: divides by zero")
                return x / y, u / v
            case Apply(op="neg", args=(a,)):
                x, u = self._read(a, told)
                return -x, u
            case Apply(op="**", args=(a, b)):
                x, u = self._read(a, told)
                power, plain = self._read(b, told)
                if plain != self._registry.dimensionless or abs(power) > 12:
                    raise UnitsClash(f"{told}: a power must be a number up to 12")
                return (x**power if x != 1 else 1.0), u**power
        raise UnitsClash(f"{told} is no unit")

    def _named(self, name: str, told: str) -> Any:
        name = {_PEOPLE[0]: _PEOPLE[1]}.get(name, name)
        import pint

        try:
            unit = self._registry.Unit(name)
            if not self._registry.Quantity(1, unit)._is_multiplicative:
                raise UnitsClash(
                    f"{told}: {name} has a zero point of its own (a temperature, a level); use another unit"
                )
        except (pint.UndefinedUnitError, pint.DefinitionSyntaxError, AttributeError, ValueError):
            raise UnitsClash(
                f'{told}: {name} is not a known unit; things to count are declared as [units] counted = ["{name}"]'
            ) from None
        return unit

    @property
    def none(self) -> Any:
        """The unit of plain numbers."""
        return self._registry.dimensionless

    @property
    def second(self) -> Any:
        """The root unit of time."""
        return self._registry.second


def same(a: Any, b: Any) -> bool:
    """Whether two units measure the same kind of thing."""
    return bool(a.dimensionality == b.dimensionality)


def shown(unit: Any) -> str:
    """A unit in words: "USD/year"; "no unit" for plain numbers."""
    text = f"{unit:P}" if not unit.dimensionless or str(unit) != "dimensionless" else ""
    return text or "no unit"


@cache
def _registry() -> pint.UnitRegistry[Any]:
    return _new_registry()


def _new_registry() -> pint.UnitRegistry[Any]:
    try:
        import pint
    except ImportError:
        raise missing("pint") from None
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry()
    for code in CURRENCIES:
        registry.define(f"{code} = [currency_{code}]")
    for name in COUNTED:
        registry.define(f"{name} = [counted_{name}]")
    return registry
