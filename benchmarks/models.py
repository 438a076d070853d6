"""Models beside squigglepy: `python benchmarks/models.py [--draws N] [--repeat N]` (needs the extra "benchmark").

Four models, each written for both programs: percentiles side by side with the Monte Carlo error of their difference,
and the time of 1,000,000 draws of the shell model with its percentiles, alternating in one process.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from kentledge.model import Model, load, run

POINTS = (5, 25, 50, 75, 95)
_ASSUMED = 'assumption = "benchmark"\n'

SHELLS = f"""
[quantities.price]
range = [300e6, 600e6]
unit = "USD per million shell"
{_ASSUMED}
[quantities.shells]
range = [2e6, 6e6]
unit = "shell/year"
{_ASSUMED}
[outcomes.y]
formula = "price * shells"
unit = "USD/year"
"""

STREAMS = f"""
[quantities.munitions]
range = [0.5e9, 2e9]
unit = "USD/year"
{_ASSUMED}
[quantities.trade]
range = [0.2e9, 0.6e9]
distribution = "normal"
unit = "USD/year"
{_ASSUMED}
[quantities.thefts]
range = [0.3e9, 1.7e9]
unit = "USD/year"
{_ASSUMED}
[quantities.cashed]
range = [0.3, 0.8]
distribution = "uniform"
unit = "1"
{_ASSUMED}
[quantities.workers]
range = [20e3, 100e3]
mode = 50e3
distribution = "triangular"
unit = "worker"
{_ASSUMED}
[quantities.pay]
range = [2500, 8000]
unit = "USD per worker year"
{_ASSUMED}
[outcomes.y]
formula = "munitions + trade + thefts * cashed + workers * pay"
unit = "USD/year"
"""

SUBSTITUTION = f"""
[quantities.trade]
range = [1e9, 2.5e9]
unit = "USD/year"
{_ASSUMED}
[quantities.wanted]
range = [0.05, 0.3]
mode = 0.12
distribution = "pert"
unit = "1"
{_ASSUMED}
[quantities.carried]
alpha = 4
beta = 2
distribution = "beta"
unit = "1"
{_ASSUMED}
[outcomes.y]
formula = "trade * wanted * carried"
unit = "USD/year"
"""

DELIVERIES = f"""
[quantities.trains]
mean = 12
distribution = "poisson"
unit = "1"
{_ASSUMED}
[quantities.containers]
values = [20, 40, 60]
weights = [0.3, 0.5, 0.2]
distribution = "discrete"
unit = "container"
{_ASSUMED}
[quantities.load]
distribution = "mixture"
weights = [0.7, 0.3]
of = [{{ range = [250, 450] }}, {{ range = [50, 150], distribution = "uniform" }}]
unit = "shell/container"
{_ASSUMED}
[outcomes.y]
formula = "trains * containers * load"
unit = "shell"
"""


def rivals() -> dict[str, tuple[str, Callable[[int], Any]]]:
    """Each model's file and squigglepy's way to draw it."""
    import squigglepy as sq

    def shells(n: int) -> Any:
        return sq.sample(sq.to(300, 600) * sq.to(2e6, 6e6), n)

    def streams(n: int) -> Any:
        thefts = sq.sample(sq.to(0.3e9, 1.7e9), n) * sq.sample(sq.uniform(0.3, 0.8), n)
        pay = sq.sample(sq.triangular(20e3, 50e3, 100e3), n) * sq.sample(sq.to(2500, 8000), n)
        return sq.sample(sq.to(0.5e9, 2e9), n) + sq.sample(sq.norm(0.2e9, 0.6e9), n) + thefts + pay

    def substitution(n: int) -> Any:
        return sq.sample(sq.to(1e9, 2.5e9), n) * sq.sample(sq.pert(0.05, 0.12, 0.3), n) * sq.sample(sq.beta(4, 2), n)

    def deliveries(n: int) -> Any:
        load_ = sq.mixture([sq.to(250, 450), sq.uniform(50, 150)], [0.7, 0.3])
        containers = sq.discrete([[0.3, 20], [0.5, 40], [0.2, 60]])
        return sq.sample(sq.poisson(12), n) * sq.sample(containers, n) * sq.sample(load_, n)

    return {
        "shells": (SHELLS, shells),
        "streams": (STREAMS, streams),
        "substitution": (SUBSTITUTION, substitution),
        "deliveries": (DELIVERIES, deliveries),
    }


def loaded(text: str) -> Model:
    """A model from text, through a real file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.toml"
        path.write_text(text, encoding="utf-8")
        return load(path)


def error(values: Any, percent: float) -> float:
    """The standard error of a percentile of draws, from the spread of the draws around it."""
    n, p = len(values), percent / 100
    reach = math.sqrt(p * (1 - p) / n)
    low, high = np.percentile(values, [100 * max(p - reach, 0), 100 * min(p + reach, 1)])
    return float(high - low) / 2


def compare(name: str, text: str, theirs: Callable[[int], Any], draws: int) -> float:
    """Prints both programs' percentiles; returns the largest difference in standard errors of the difference."""
    mine = run(loaded(text), draws=draws, seed=11, sensitivity=False).scenarios[0].draws["y"]
    other = np.asarray(theirs(draws), dtype=float)
    worst = 0.0
    print(f"\n{name}: {draws:,} draws\n  {'':8}{'Kentledge':>16}{'squigglepy':>16}{'difference':>12}  standard errors")
    for point in POINTS:
        a, b = (float(np.percentile(v, point)) for v in (mine, other))
        both = math.hypot(error(mine, point), error(other, point))
        apart = abs(a - b) / both if both else (0.0 if a == b else math.inf)
        worst = max(worst, apart)
        print(f"  {point:>3} %   {a:>16.6g}{b:>16.6g}{100 * (a - b) / b:>11.3f} %  {apart:.2f}")
    return worst


def timed(work: Callable[[], Any]) -> float:
    """Seconds that the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--draws", type=int, default=1_000_000)
    arguments.add_argument("--repeat", type=int, default=7)
    given = arguments.parse_args()
    import squigglepy as sq

    sq.set_seed(12)
    models = rivals()
    worst = {name: compare(name, text, theirs, given.draws) for name, (text, theirs) in models.items()}
    model, theirs = loaded(SHELLS), models["shells"][1]
    pairs: list[tuple[float, float]] = []
    for _ in range(given.repeat + 1):
        ours = timed(lambda: run(model, draws=1_000_000, sensitivity=False))
        rival = timed(lambda: np.percentile(theirs(1_000_000), POINTS))
        pairs.append((ours, rival))
    pairs = pairs[1:]  # the first is a warming up
    mine, other = (sorted(p[i] for p in pairs) for i in (0, 1))
    middle = len(pairs) // 2
    print(f"\n1,000,000 draws of the shell model with percentiles, {len(pairs)} runs in turn, seconds (best / median):")
    print(f"  Kentledge  {mine[0]:.3f} / {mine[middle]:.3f}   (with units, evidence, mean, histogram)")
    print(f"  squigglepy {other[0]:.3f} / {other[middle]:.3f}")
    far = {name: w for name, w in worst.items() if w > 4}
    print(f"\nlargest difference in standard errors: {', '.join(f'{n} {w:.1f}' for n, w in worst.items())}")
    raise SystemExit(1 if far or mine[middle] > other[middle] else 0)


if __name__ == "__main__":
    main()
