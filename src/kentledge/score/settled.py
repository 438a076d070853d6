"""Calls on questions met by their resolutions: only a yes or a no counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kentledge.score.rules import Unscorable

Resolution = Literal["yes", "no", "ambiguous", "annulled"]


@dataclass(frozen=True, slots=True)
class Call:
    """A speaker's probability, 0 to 1, that a question comes true, and the outlet that printed it."""

    question: str
    speaker: str
    probability: float
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """A call on a question that has been resolved: `outcome` is 1 for yes, 0 for no."""

    question: str
    speaker: str
    probability: float
    outcome: int
    outlet: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.probability <= 1 or self.outcome not in (0, 1):
            raise Unscorable(f"{self.speaker} on {self.question}: {self.probability}, {self.outcome} cannot be scored")


def settled(calls: Iterable[Call], resolutions: Mapping[str, Resolution]) -> tuple[Settled, ...]:
    """The calls on questions resolved yes or no. Open, ambiguous and annulled questions do not count, for anyone.

    Raises `Unscorable` for a resolution that is none of the four.

    >>> said = [Call("toll", "Hale", 0.7), Call("fleet", "Hale", 0.2), Call("vote", "Hale", 0.9)]
    >>> [(s.question, s.outcome) for s in settled(said, {"toll": "yes", "fleet": "annulled"})]
    [('toll', 1)]
    """
    outcomes = {"yes": 1, "no": 0, "ambiguous": None, "annulled": None}
    for question, resolution in resolutions.items():
        if resolution not in outcomes:
            raise Unscorable(f"{question} is resolved as “{resolution}”; a resolution is one of {', '.join(outcomes)}")
    return tuple(
        Settled(call.question, call.speaker, call.probability, outcome, call.outlet)
        for call in calls
        if call.question in resolutions and (outcome := outcomes[resolutions[call.question]]) is not None
    )
