"""The value of a formula for all draws at once. Values are in root units, one per draw (or one for all)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kentledge.model.expression import Amount, Apply, Formula, Name, Node, Number, Series

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Value = NDArray[Any] | float

SeriesValue = Callable[[Series], "NDArray[Any] | float"]


def no_series(series: Series) -> NDArray[np.float64]:
    """For formulas that know of no time."""
    raise AssertionError(f"{series.op} outside time")  # the plan refuses such formulas


def value(
    formula: Formula, names: Mapping[str, Any], amounts: Mapping[str, float], series: SeriesValue = no_series
) -> Any:
    """The formula's value, an array of one value a draw or a single number; true and false count as 1 and 0.

    `names` gives every name's values, `amounts` every amount's value in root units, `series` answers the functions
    of stocks and flows.
    """
    return valued(formula.root, names, amounts, series)


def valued(node: Node, names: Mapping[str, Any], amounts: Mapping[str, float], series: SeriesValue) -> Any:
    """The value of one part of a formula, as `value` has it."""
    import numpy as np

    match node:
        case Number(value=number):
            return np.float64(number)
        case Amount(text=text):
            return np.float64(amounts[text])
        case Name(id=name):
            return names[name]
        case Series():
            return series(node)
    assert isinstance(node, Apply)
    args = [valued(a, names, amounts, series) for a in node.args]
    match node.op, args:
        case "+", [a, b]:
            return a + b
        case "-", [a, b]:
            return a - b
        case "*", [a, b]:
            return a * b
        case "/", [a, b]:
            return np.true_divide(a, b)
        case "**", [a, b]:
            return np.power(np.asarray(a, dtype=np.float64), b)
        case "neg", [a]:
            return -1.0 * a
        case "not", [a]:
            return 1.0 - _truth(a)
        case "where", [a, b, c]:
            return np.where(np.asarray(a) != 0, b, c)
        case "clip", [a, low, high]:
            return np.minimum(np.maximum(a, low), high)
        case (("min" | "max" | "and" | "or"), [first, *rest]):
            if node.op in ("and", "or"):
                first, rest = _truth(first), [_truth(x) for x in rest]
            least = np.minimum if node.op in ("min", "and") else np.maximum
            for other in rest:
                first = least(first, other)
            return first
        case (("abs" | "exp" | "log" | "sqrt"), [a]):
            return {"abs": np.abs, "exp": np.exp, "log": np.log, "sqrt": np.sqrt}[node.op](a)
    a, b = args
    compared = {
        "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal, "!=": np.not_equal,
    }[node.op](a, b)  # fmt: skip
    return compared.astype(np.float64)


def _truth(a: Any) -> Any:
    import numpy as np

    return (np.asarray(a) != 0).astype(np.float64)
