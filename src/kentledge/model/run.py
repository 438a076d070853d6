"""From a model to its results: draws, every scenario on the same draws, percentiles, chances, judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentledge.model.distributions import normal_of
from kentledge.model.draws import check, normals
from kentledge.model.errors import ImpossibleRun, UnusableModel
from kentledge.model.evaluated import evaluated, inputs_of
from kentledge.model.evidence import verified
from kentledge.model.file import MOST_DRAWS
from kentledge.model.judged import held
from kentledge.model.parts import Input, Model, Outcome
from kentledge.model.plan import Plan, planned
from kentledge.model.results import Fan, Five, Found, Histogram, Result, ScenarioResult, Spread
from kentledge.model.stepping import PERCENTILES, moments

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Values that a run may hold at once, of eight bytes each.
_MOST_VALUES = 400_000_000
_BINS = 40
_NOISE = 1e-12
_TINY = 1e-290
# Draws behind the shape of a chart: more would change no pixel of it.
_SHAPE = 100_000


def run(
    model: Model,
    *,
    draws: int | None = None,
    seed: int | None = None,
    quasi: bool = False,
    scenarios: Sequence[str] = (),
    sensitivity: bool = True,
    ledger: Path | None = None,
    article: Path | None = None,
) -> Result:
    """Runs a model. `scenarios` names those to run (all of them by default), `article` a text to look for quotes in.

    Raises a kind of UnusableModel where evidence is not to be found, a formula does not work out, too many draws are
    asked for or a stock falls below zero.
    """
    count = model.draws if draws is None else draws
    if not 100 <= count <= MOST_DRAWS:
        raise UnusableModel(f"{count:,} draws: from 100 to {MOST_DRAWS:,} are possible")
    if quasi:
        count = 1 << (count - 1).bit_length()
    cited = verified(model, ledger=ledger, article=article)
    known = {s.name: s for s in model.scenarios}
    for name in scenarios:
        if name not in known:
            raise UnusableModel(f"there is no scenario {name[:40]!a}; there are {', '.join(known)}")
    plans = [planned(model, known[name]) for name in (scenarios or known)]
    parts = max(
        len(p.scenario.inputs) + len(p.flows) + len(p.stocks) + len(p.readouts) + len(p.outcomes) for p in plans
    )
    if count * (parts + 4) > _MOST_VALUES:
        raise UnusableModel(
            f"{count:,} draws of {parts} quantities, stocks, flows and outcomes would take "
            f"{count * parts * 8 / 1e9:.0f} GB of memory; at most {_MOST_VALUES // (parts + 4):,} "
            "draws are possible for this model"
        )
    check(model.correlations, {i.name: i for i in model.scenarios[0].inputs})
    chance = model.seed if seed is None else seed
    names = list(dict.fromkeys(name for plan in plans for name in plan.uncertain))
    z = normals(names, count, chance, quasi=quasi, correlations=model.correlations)
    runs = [_Evaluated(plan, inputs_of(plan, z), count) for plan in plans]
    edges = _edges(runs)
    found = []
    for each in runs:
        result = each.result(edges)
        if sensitivity:
            from kentledge.model.sensitivity import sensitivities

            result = sensitivities(each.plan, result, each.inputs, chance)
        found.append(result)
    return Result(model, count, chance, quasi, tuple(found), cited)


class _Evaluated:
    """One scenario, run; outcomes are turned into the units of the file."""

    def __init__(self, plan: Plan, inputs: dict[str, Any], draws: int) -> None:
        import numpy as np

        self.plan, self.inputs, self._draws = plan, inputs, draws
        outcomes, truths, self._over_time = evaluated(plan, inputs, draws, bands=True)
        self.outcomes: dict[str, Floats] = {}
        for outcome in plan.scenario.outcomes:
            found = np.broadcast_to(np.asarray(outcomes[outcome.name], dtype=np.float64), (draws,))
            if outcome.unit.root != 1:
                found = found / outcome.unit.root
            self.outcomes[outcome.name] = found
        self._truths = {name: np.broadcast_to(np.asarray(t, dtype=np.float64), (draws,)) for name, t in truths.items()}
        for values, says in (
            *((found, f"outcome {name} is no finite number") for name, found in self.outcomes.items()),
            *((truth, f"judgement {name} is neither true nor false") for name, truth in self._truths.items()),
        ):
            # A sum is finite only if all its parts are, and is quicker than a look at each; overflow is told apart.
            with np.errstate(over="ignore", invalid="ignore"):
                total = values.sum()
            if not np.isfinite(total):
                wrong = float(np.mean(~np.isfinite(values)))
                if wrong:
                    raise ImpossibleRun(
                        f"scenario {plan.scenario.name}: {says} in {100 * wrong:.3g} % of draws; look for a division "
                        "by zero, a root or logarithm of a negative, or a power too large"
                    )
                raise ImpossibleRun(f"scenario {plan.scenario.name}: {says} that could be averaged: it is too large")

    def result(self, edges: Mapping[str, Floats]) -> ScenarioResult:
        scenario = self.plan.scenario
        return ScenarioResult(
            scenario=scenario,
            inputs={i.name: self._five(i) for i in scenario.inputs},
            outcomes=tuple(self._found(o, edges[o.name]) for o in scenario.outcomes),
            fans=self._fans(),
            judgements=tuple(held(self.plan, j.name, self._truths[j.name], self.inputs) for j in self.plan.judgements),
            floored=self._over_time.held if self._over_time else {},
            draws=self.outcomes,
        )

    def _five(self, i: Input) -> Five:
        """A quantity's percentiles: those of its distribution, for draws would only come near them."""
        import numpy as np

        if i.distribution.ordered:
            return tuple(float(x) for x in i.distribution.at(normal_of(np.asarray(PERCENTILES) / 100)))
        return spread(self.inputs[i.name] / i.unit.root).percentiles

    def _found(self, outcome: Outcome, edges: Floats) -> Found:
        import numpy as np

        values = self.outcomes[outcome.name]
        chances = tuple(
            (t, float(np.mean(values > t.value if t.side == "above" else values < t.value))) for t in outcome.thresholds
        )
        shown = values[:_SHAPE]
        counts, _ = np.histogram(shown, len(edges) - 1, (edges[0], edges[-1]))
        shares = tuple(float(c) / len(shown) for c in counts)
        return Found(outcome, spread(values), chances, Histogram(tuple(float(e) for e in edges), shares))

    def _fans(self) -> tuple[Fan, ...]:
        time = self.plan.scenario.timeline
        if time is None or self._over_time is None:
            return ()
        when, fans = moments(time), []
        for part in time.moving:
            if part.name in self._over_time.bands:
                bands = tuple(tuple(x / part.unit.root for x in row) for row in self._over_time.bands[part.name])
                fans.append(Fan(part.name, part.label, part.unit.text, when[: len(bands)], bands))
        return tuple(fans)


def spread(values: Any) -> Spread:
    """Percentiles and mean of one value a draw, or of a single number."""
    import numpy as np

    values = np.asarray(values)
    if values.ndim == 0:
        return Spread((float(values),) * len(PERCENTILES), float(values))
    return Spread(tuple(float(x) for x in np.percentile(values, PERCENTILES)), float(values.mean()))


def _edges(runs: Sequence[_Evaluated]) -> dict[str, Floats]:
    """The same bins for an outcome in every scenario, so that the charts can be laid over each other."""
    import numpy as np

    found = {}
    for name in runs[0].outcomes:
        # Every hundredth draw is enough to say where the bulk lies.
        sample = np.concatenate([r.outcomes[name][:: max(1, len(r.outcomes[name]) // 20_000)] for r in runs])
        low, high = (float(x) for x in np.percentile(sample, (0.5, 99.5)))
        # What differs only by the noise of binary fractions is one value, and too narrow for bins.
        if high - low <= _NOISE * max(abs(low), abs(high)) or high - low < _TINY:
            width = max(abs(low), abs(high), _TINY) if high or low else 1.0
            middle = low - width / _BINS / 2  # an edge, so that the value is in the middle of a bin
            low, high = middle - width / 2, middle + width / 2
        found[name] = np.linspace(low, high, _BINS + 1)
    return found
