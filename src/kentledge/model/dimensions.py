"""The unit of a formula, worked out by pint before anything is drawn, so that a clash is told once and clearly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kentledge.model.errors import BadFormula, UnitsClash
from kentledge.model.expression import AFTERWARDS, Amount, Apply, Formula, Name, Node, Number, Series
from kentledge.model.units import Units, same, shown


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a formula may use, with their units; `series` those it may use as wholes; `elsewhere` says what
    is wrong with other names that the model knows."""

    units: Units
    names: Mapping[str, Any]
    series: Mapping[str, Any]
    functions: frozenset[str]
    elsewhere: Mapping[str, str]


def unit_of(formula: Formula, scope: Scope, amounts: dict[str, float]) -> Any:
    """The unit of the formula's value; None where it is plainly zero, which fits any unit.

    Adds the amounts written in the formula to `amounts`, in root units. Raises UnitsClash or BadFormula, naming the
    formula and, in a clash, both units.
    """
    return _Check(formula, scope, amounts).unit(formula.root)


def demand(formula: Formula, wanted: Any, scope: Scope, amounts: dict[str, float]) -> None:
    """Raises UnitsClash unless the formula yields the wanted unit."""
    found = unit_of(formula, scope, amounts)
    if found is not None and not same(found, wanted):
        raise UnitsClash(
            f"{formula.where}: “{_short(formula.text)}” gives {shown(found)}, but {shown(wanted)} is wanted there"
        )


class _Check:
    def __init__(self, formula: Formula, scope: Scope, amounts: dict[str, float]) -> None:
        self._formula, self._scope, self._amounts = formula, scope, amounts
        self._told = f"{formula.where}: “{_short(formula.text)}”"

    def unit(self, node: Node) -> Any:
        match node:
            case Number(value=value):
                return None if value == 0 else self._scope.units.none
            case Amount(text=text):
                return self._amount(text)
            case Name(id=name):
                return self._named(name, self._scope.names)
            case Series():
                return self._series(node)
        assert isinstance(node, Apply)
        return self._applied(node)

    def _applied(self, node: Apply) -> Any:
        units = [self.unit(a) for a in node.args]
        match node.op:
            case "+" | "-" | "min" | "max" | "clip":
                verb = {"+": "adds", "-": "subtracts", "clip": "bounds"}.get(node.op, "compares")
                return self._alike(units, verb)
            case "neg" | "abs":
                return units[0]
            case "*":
                return None if None in units else units[0] * units[1]
            case "/":
                none = self._scope.units.none
                return None if units[0] is None else units[0] / (none if units[1] is None else units[1])
            case "**":
                return self._power(node, units)
            case "sqrt":
                return None if units[0] is None else units[0] ** 0.5
            case "exp" | "log":
                self._plain(units[0], node.op)
                return self._scope.units.none
            case "where":
                self._plain(units[0], "the condition of where")
                return self._alike(units[1:], "chooses between")
            case "and" | "or" | "not":
                for unit in units:
                    self._plain(unit, node.op)
                return self._scope.units.none
        self._alike(units, "compares")
        return self._scope.units.none

    def _alike(self, units: list[Any], verb: str) -> Any:
        known = [u for u in units if u is not None]
        for unit in known[1:]:
            if not same(known[0], unit):
                raise UnitsClash(f"{self._told} {verb} {shown(known[0])} and {shown(unit)}")
        return known[0] if known else None

    def _plain(self, unit: Any, what: str) -> None:
        if unit is not None and not unit.dimensionless:
            raise UnitsClash(f"{self._told}: {what} takes a number without a unit, not {shown(unit)}")

    def _power(self, node: Apply, units: list[Any]) -> Any:
        base, power = units
        self._plain(power, "a power")
        if base is None or base.dimensionless:
            return (
                self._scope.units.none
                if base is None
                else base
                if _number(node.args[1]) == 1
                else self._scope.units.none
            )
        number = _number(node.args[1])
        if number is None or abs(number) > 12:
            raise UnitsClash(f"{self._told} raises {shown(base)} to a power that is not a plain number up to 12")
        return base**number

    def _amount(self, text: str) -> Any:
        scaled = self._scope.units.scaled(text, self._formula.where, zero=True)
        self._amounts[text] = scaled.root
        return scaled.unit

    def _named(self, name: str, known: Mapping[str, Any]) -> Any:
        if name in known:
            return known[name]
        if name in self._scope.elsewhere:
            raise BadFormula(f"{self._told}: {name} {self._scope.elsewhere[name]}")
        from difflib import get_close_matches

        near = get_close_matches(name, list(known), 1)
        hint = f"; did you mean {near[0]!a}?" if near else ""
        raise BadFormula(f"{self._told}: there is no {name[:40]!a} that it could use{hint}")

    def _series(self, node: Series) -> Any:
        if node.op not in self._scope.functions:
            when = "outcomes and criteria" if node.op in AFTERWARDS else "flows and stocks"
            raise BadFormula(f"{self._told}: {node.op} is for {when} of a model over time")
        if node.op == "since":
            self._named(node.name, self._scope.series)
            return self._scope.units.second
        unit = self._named(node.name, self._scope.series)
        times = node.args[:1] if node.op == "lag" else node.args
        for arg in times:
            if not isinstance(arg, Amount) or not same(self._amount(arg.text), self._scope.units.second):
                raise BadFormula(f'{self._told}: {node.op} takes times such as "6 month" after the name')
        if node.op == "lag" and len(node.args) == 2:
            return self._alike([unit, self.unit(node.args[1])], "compares")
        return unit * self._scope.units.second if node.op == "total" else unit


def _number(node: Node) -> float | None:
    match node:
        case Number(value=value):
            return value
        case Apply(op="neg", args=(Number(value=value),)):
            return -value
        case Apply(op="/", args=(Number(value=a), Number(value=b))) if b:
            return a / b
    return None


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:77] + "..."
