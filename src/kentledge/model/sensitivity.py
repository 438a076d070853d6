"""What an outcome depends on: Sobol indices (SALib) and the swings of a tornado chart.

Both run all their variants in one go, and every outcome of a scenario from the same runs. Sobol indices take the
quantities as independent, also where the file correlates them.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kentledge.model.distributions import normal_of
from kentledge.model.errors import missing
from kentledge.model.plan import Plan
from kentledge.model.results import Index, ScenarioResult, Sensitivity, Swing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BASE = 1_024
"""Base samples of the Sobol indices; each takes as many runs as there are quantities, plus two."""
TORNADO = 2_048
"""Draws behind each of a tornado's medians; the same draws for all of them, so that their noise cancels."""


def sensitivities(plan: Plan, result: ScenarioResult, inputs: Mapping[str, Any], seed: int) -> ScenarioResult:
    """The result with what each of its outcomes depends on. Raises MissingExtra where SALib is not installed."""
    import numpy as np

    names = plan.uncertain
    if not names:
        return result
    swings = _swings(plan, result, inputs)
    indices = _indices(plan, seed)
    found = []
    for outcome in plan.scenario.outcomes:
        median = float(np.median(result.draws[outcome.name][:TORNADO]))
        # What only the noise of binary fractions moves is not moved.
        moved = (s for s in swings[outcome.name] if s.size > 1e-9 * max(abs(m) for m in s.medians))
        by_swing = tuple(sorted(moved, key=lambda s: -s.size))
        by_total = tuple(sorted(indices.get(outcome.name, ()), key=lambda i: -i.total))
        found.append(Sensitivity(outcome.name, median, by_swing, by_total))
    return replace(result, sensitivity=tuple(found))


def _swings(plan: Plan, result: ScenarioResult, inputs: Mapping[str, Any]) -> dict[str, list[Swing]]:
    import numpy as np

    from kentledge.model.evaluated import evaluated

    names, roots = plan.uncertain, {i.name: i.unit.root for i in plan.scenario.inputs}
    draws = min(TORNADO, len(inputs[names[0]]))
    variants = 2 * len(names)
    tiled = {n: np.tile(v[:draws], variants) if np.ndim(v) else v for n, v in inputs.items()}
    ends = {}
    for i, name in enumerate(names):
        five = result.inputs[name]
        ends[name] = (five[0], five[-1])
        for side in (0, 1):
            place = (2 * i + side) * draws
            tiled[name][place : place + draws] = ends[name][side] * roots[name]
    outcomes, _, _ = evaluated(_unbounded(plan), tiled, variants * draws)
    found = {}
    for outcome in plan.scenario.outcomes:
        values = np.broadcast_to(outcomes[outcome.name], (variants * draws,)).reshape(variants, draws)
        medians = np.median(values, axis=1) / outcome.unit.root
        found[outcome.name] = [
            Swing(name, ends[name], (float(medians[2 * i]), float(medians[2 * i + 1]))) for i, name in enumerate(names)
        ]
    return found


def _indices(plan: Plan, seed: int) -> dict[str, list[Index]]:
    try:
        from SALib.analyze import sobol as analysis
        from SALib.sample import sobol as sampling
    except ImportError:
        raise missing("SALib") from None
    import numpy as np

    from kentledge.model.evaluated import evaluated, inputs_of

    names = plan.uncertain
    # SALib insists on more than one quantity; a second one that nothing depends on changes nothing.
    columns = [*names, *(["(none)"] if len(names) == 1 else [])]
    problem = {"num_vars": len(columns), "names": columns, "bounds": [[0.0, 1.0]] * len(columns)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        points = sampling.sample(problem, BASE, calc_second_order=False, seed=seed % 2**32)
        z = {name: normal_of(np.ascontiguousarray(points[:, i])) for i, name in enumerate(names)}
        outcomes, _, _ = evaluated(_unbounded(plan), inputs_of(plan, z), len(points))
        found = {}
        for outcome in plan.scenario.outcomes:
            values = np.broadcast_to(outcomes[outcome.name], (len(points),)).astype(np.float64)
            # An outcome that does not vary has no variance to share out.
            if not np.isfinite(values).all() or values.std() <= 1e-12 * abs(values.mean()):
                continue
            got = analysis.analyze(
                problem,
                (values - values.mean()) / values.std(),
                calc_second_order=False,
                num_resamples=50,
                seed=seed % 2**32,
            )
            found[outcome.name] = [
                Index(n, float(got["S1"][i]), float(got["ST"][i]), float(got["ST_conf"][i]))
                for i, n in enumerate(names)
            ]
    return found


def _unbounded(plan: Plan) -> Plan:
    """The plan with its stocks held at zero rather than refused: these draws go further out than its own."""
    return replace(plan, stocks=tuple(replace(s, floor=True) if s.nonnegative else s for s in plan.stocks))
