"""One scenario on its draws: the values of its quantities, outcomes and judgements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kentledge.model.arithmetic import value
from kentledge.model.expression import Series
from kentledge.model.plan import Plan
from kentledge.model.stepping import stepped

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def inputs_of(plan: Plan, z: Mapping[str, Floats]) -> dict[str, Any]:
    """Every quantity's values in root units: one a draw, or one number where it is certain."""
    import numpy as np

    found: dict[str, Any] = {}
    for i in plan.scenario.inputs:
        if i.distribution.certain:
            found[i.name] = np.float64(i.distribution.at(np.zeros(1))[0] * i.unit.root)
        else:
            values = i.distribution.at(z[i.name])
            if i.unit.root != 1:
                values *= i.unit.root
            found[i.name] = values
    return found


def evaluated(
    plan: Plan, inputs: Mapping[str, Any], draws: int, *, bands: bool = False
) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """The outcomes' values in root units, the judgements' truth (0 or 1), and the run over time if there is one."""
    import numpy as np

    with np.errstate(all="ignore"):
        over_time = stepped(plan, inputs, draws, bands=bands) if plan.scenario.timeline else None
        readouts: Mapping[Series, Any] = over_time.readouts if over_time else {}
        names = dict(inputs)
        outcomes = {}
        for name, formula in plan.outcomes:
            names[name] = outcomes[name] = value(formula, names, plan.amounts, readouts.__getitem__)
        truths = {j.name: value(j.criterion, names, plan.amounts, readouts.__getitem__) for j in plan.judgements}
    return outcomes, truths, over_time
