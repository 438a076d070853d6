"""Which assumption matters most: the part of the outcomes' variance that goes back to each."""

from __future__ import annotations

from dataclasses import dataclass

from kentledge.model.parts import Input
from kentledge.model.results import Result
from kentledge.report.numbers import interval


def stated(i: Input) -> str:
    """A quantity's numbers as the file gives them: "300–600 million USD per million shell (90 % of a lognormal)"."""
    figures = i.figures
    # A date's months since the start say less than the date itself; other figures are easier to read in words.
    if i.stated is not None and f"{i.stated[0]:,.10g}" in figures.split():
        figures = interval(*i.stated)
    unit = (
        ""
        if i.unit.text == "1" or (i.stated is not None and figures == i.figures and "-" in figures)
        else f" {i.unit.text}"
    )
    return f"{figures}{unit}{f' ({i.kind})' if i.kind else ''}"


@dataclass(frozen=True, slots=True)
class Weight:
    """An assumption and the mean of its total Sobol indices over outcomes and scenarios (0 to 1)."""

    quantity: str
    label: str
    figures: str
    assumption: str
    total: float


def heaviest(result: Result) -> list[Weight]:
    """The assumptions, the heaviest first; outcomes that answer the question count, or all where none is marked.

    A number that the evidence gives, and draws of luck, are not assumptions and not in the list.
    """
    # As the first scenario that draws it has it: the baseline may know it as certain, or not at all.
    inputs: dict[str, Input] = {}
    asked = {f.outcome.name for f in result.scenarios[0].outcomes if f.outcome.horizon or f.outcome.front}
    totals: dict[str, float] = {}
    count = 0
    for scenario in result.scenarios:
        drawn = {i.name: i for i in scenario.scenario.inputs}
        for sensitivity in scenario.sensitivity:
            if (asked and sensitivity.outcome not in asked) or not sensitivity.indices:
                continue
            count += 1
            for index in sensitivity.indices:
                # An index is an estimate, and that of a quantity without effect may fall a little below zero.
                inputs.setdefault(index.quantity, drawn[index.quantity])
                totals[index.quantity] = totals.get(index.quantity, 0.0) + min(max(index.total, 0.0), 1.0)
    found = []
    for name, total in totals.items():
        i = inputs[name]
        if i.origin.assumption is not None and not i.luck:
            said = " ".join(i.origin.assumption.split())
            found.append(Weight(name, i.label, stated(i), said, total / count))
    return sorted(found, key=lambda w: -w.total)
