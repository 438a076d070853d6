"""The value of a formula for all draws at once. Values are in root units, one per draw (or one for all)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    of stocks and flows. What is compared with no number (NaN) is neither true nor false, and NaN itself, unless `and`
    or `or` are settled by their other side (Kleene's logic).
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
            truth = _truth(a)
            return _unless(np.isnan(truth), np.where(truth != 0, b, c))
        case "clip", [a, low, high]:
            return np.minimum(np.maximum(a, low), high)
        case (("min" | "max" | "and" | "or"), [first, *rest]):
            if node.op in ("and", "or"):
                return _settled(node.op, [_truth(x) for x in args])
            least = np.minimum if node.op == "min" else np.maximum
            for other in rest:
                first = least(first, other)
            return first
        case (("abs" | "exp" | "log" | "sqrt"), [a]):
            return {"abs": np.abs, "exp": np.exp, "log": np.log, "sqrt": np.sqrt}[node.op](a)
    a, b = args
    compared = {
        "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal, "!=": np.not_equal,
    }[node.op](a, b)  # fmt: skip
    return _unless(np.isnan(a) | np.isnan(b), compared.astype(np.float64))


def _truth(a: Any) -> Any:
    """1 where true, 0 where false, NaN where neither."""
    import numpy as np

    return _unless(np.isnan(a), (np.asarray(a) != 0).astype(np.float64))


def _settled(op: str, truths: Sequence[Any]) -> Any:
    """`and` is false where one side is, `or` true where one is; else no side may be NaN."""
    import numpy as np

    least, settles = (np.minimum, 0.0) if op == "and" else (np.maximum, 1.0)
    found, settled = truths[0], truths[0] == settles
    for truth in truths[1:]:
        found, settled = least(found, truth), settled | (truth == settles)
    return np.where(settled, settles, found)


def _unless(unknown: Any, found: Any) -> Any:
    """What was found, and NaN where it is not known."""
    import numpy as np

    return np.where(unknown, np.nan, found) if np.any(unknown) else found
