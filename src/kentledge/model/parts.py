"""A model as its file states it: frozen, typed, formulas read, evidence not yet looked up.

Values and ranges are in the unit beside them. `where` is the place in the file, for messages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kentledge.model.distributions import Distribution
from kentledge.model.expression import Formula
from kentledge.model.units import Scaled, Units
from kentledge.records import Span


@dataclass(frozen=True, slots=True)
class Link:
    """Where a number or a judgement is said to come from: a file or a ledger's article, and the words there."""

    where: str
    article: str
    quote: str | None
    span: Span | None
    quantity: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """What a number rests on: words of an article, the analyst's assumption ("guess", or a source), or both."""

    evidence: tuple[Link, ...] = ()
    assumption: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A named quantity. `figures` says its numbers as the file has them, and `kind` how they are spread.

    `luck` marks a draw that makes a chance into an event: it claims nothing, so it is no assumption to be weighed.
    """

    name: str
    where: str
    label: str
    unit: Scaled
    distribution: Distribution
    figures: str
    kind: str
    stated: tuple[float, float] | None
    origin: Origin
    luck: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A value of an outcome that a draw may pass, in the outcome's unit."""

    side: str
    value: float
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is asked of the model. `front` and `horizon` ("short" or "lasting") say which part of the answer it is."""

    name: str
    label: str
    formula: Formula
    unit: Scaled
    thresholds: tuple[Threshold, ...] = ()
    front: str | None = None
    horizon: str | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A value at each step that others may use; charted where `chart`."""

    name: str
    label: str
    formula: Formula
    unit: Scaled
    chart: bool = True


@dataclass(frozen=True, slots=True)
class Stock:
    """What accumulates from step to step. `half_life` is the time in which decay alone halves it."""

    name: str
    label: str
    unit: Scaled
    initial: Formula
    inflow: Formula | None = None
    outflow: Formula | None = None
    half_life: Formula | None = None
    nonnegative: bool = False
    floor: bool = False
    chart: bool = True


@dataclass(frozen=True, slots=True)
class Event:
    """What happens at one moment: `after` this time from the start, or never where that is None."""

    name: str
    label: str
    after: Formula | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of a model over time."""

    start: date
    step: str
    steps: int
    stocks: tuple[Stock, ...]
    flows: tuple[Flow, ...]
    events: tuple[Event, ...]

    @property
    def moving(self) -> tuple[Stock | Flow, ...]:
        """Everything that has a value at each step."""
        return (*self.stocks, *self.flows)

    @property
    def years(self) -> float:
        """Length of one step in years."""
        return 1.0 if self.step == "year" else 1 / 12


@dataclass(frozen=True, slots=True)
class Judgement:
    """An expert's judgement and the criterion by which it holds in a draw."""

    name: str
    label: str
    speaker: str | None
    criterion: Formula
    origin: Origin


@dataclass(frozen=True, slots=True)
class Correlation:
    """The correlation of two quantities' normal scores."""

    first: str
    second: str
    rho: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """The model under one set of circumstances: every part as it is there. `changes` names what differs."""

    name: str
    label: str
    inputs: tuple[Input, ...]
    outcomes: tuple[Outcome, ...]
    timeline: Timeline | None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """A model file, read. The first scenario is the model as it stands."""

    path: Path
    title: str
    question: str | None
    note: str | None
    draws: int
    seed: int
    units: Units = field(compare=False, repr=False)
    scenarios: tuple[Scenario, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    judgements: tuple[Judgement, ...] = ()
