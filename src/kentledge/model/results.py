"""What a run of a model yields, in the units of the file, ready to be reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kentledge.model.evidence import Cited
from kentledge.model.parts import Model, Outcome, Scenario, Threshold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Five = tuple[float, ...]
"""The 5th, 25th, 50th, 75th and 95th percentile."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How an outcome or a quantity is spread over the draws."""

    percentiles: Five
    mean: float

    @property
    def median(self) -> float:
        return self.percentiles[2]


@dataclass(frozen=True, slots=True)
class Histogram:
    """Shares of draws between edges, from the 0.5th to the 99.5th percentile of all scenarios."""

    edges: tuple[float, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One outcome in one scenario; `chances` are the shares of draws past each threshold."""

    outcome: Outcome
    spread: Spread
    chances: tuple[tuple[Threshold, float], ...]
    histogram: Histogram


@dataclass(frozen=True, slots=True)
class Fan:
    """A stock or flow over time: the five percentiles at each moment."""

    name: str
    label: str
    unit: str
    moments: tuple[str, ...]
    bands: tuple[Five, ...]


@dataclass(frozen=True, slots=True)
class Swing:
    """The outcome's median with one quantity held at its 5th and its 95th percentile."""

    quantity: str
    at: tuple[float, float]
    medians: tuple[float, float]

    @property
    def size(self) -> float:
        return abs(self.medians[1] - self.medians[0])


@dataclass(frozen=True, slots=True)
class Index:
    """Sobol indices of a quantity: its share of the outcome's variance alone, and with all it interacts with."""

    quantity: str
    first: float
    total: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What an outcome depends on, in one scenario, the strongest first.

    `median` is the outcome's on the draws behind the swings: what they swing about.
    """

    outcome: str
    median: float
    swings: tuple[Swing, ...]
    indices: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A quantity's median where a judgement holds and where it fails.

    `distance` is the largest gap between the two distributions (Kolmogorov and Smirnov's, 0 to 1).
    """

    quantity: str
    distance: float
    holds: float
    fails: float


@dataclass(frozen=True, slots=True)
class Held:
    """In which share of draws a judgement holds, and by which quantities the other draws differ most."""

    judgement: str
    share: float
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """One scenario's results. `draws` are the outcomes' values, one a draw, in the outcomes' units."""

    scenario: Scenario
    inputs: Mapping[str, Five]
    outcomes: tuple[Found, ...]
    fans: tuple[Fan, ...] = ()
    judgements: tuple[Held, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    floored: Mapping[str, float] = field(default_factory=dict)
    draws: Mapping[str, NDArray[np.float64]] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """A model's results. `cited` gives the verified evidence by its place in the file."""

    model: Model
    draws: int
    seed: int
    quasi: bool
    scenarios: tuple[ScenarioResult, ...]
    cited: Mapping[str, Cited] = field(default_factory=dict)
