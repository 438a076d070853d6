"""A model's results as sections of paragraphs, tables and charts, the same for every form of the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kentledge.model.evidence import Cited, departures
from kentledge.model.parts import Input, Link, Origin
from kentledge.model.results import Fan, Found, Result, ScenarioResult, Sensitivity, Spread
from kentledge.report.model_weight import Weight, heaviest, stated
from kentledge.report.numbers import interval, number


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words. `strong` marks an answer."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `right` are the columns of figures."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Tornado:
    """Swings of one outcome's median in one scenario."""

    title: str
    unit: str
    median: float
    bars: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class FanChart:
    """One stock or flow over time, a fan for each scenario."""

    title: str
    unit: str
    fans: tuple[tuple[str, Fan], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How one outcome is spread, a histogram for each scenario on the same bins."""

    title: str
    unit: str
    histograms: tuple[tuple[str, tuple[float, ...], tuple[float, ...]], ...]


Chart = Tornado | FanChart | Shape
Block = Paragraph | Grid | Tornado | FanChart | Shape


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ModelReport:
    """The report: its title, the question, what was run, and the sections."""

    title: str
    question: str | None
    run: str
    sections: tuple[Section, ...]

    @property
    def charts(self) -> tuple[Chart, ...]:
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Tornado | FanChart | Shape))


def figure(value: float, unit: str = "") -> str:
    """A value to three significant figures with its unit: "879 million USD/year", "41.2 %"."""
    return f"{number(float(f'{value:.3g}'))}{_after(unit)}"


def spread(found: Spread, unit: str = "") -> str:
    """The median with the 5th and 95th percentile: "0.9 (0.35–1.64) billion USD/year"."""
    low, high = (float(f"{found.percentiles[i]:.3g}") for i in (0, 4))
    if low == high:
        return figure(found.median, unit)
    return f"{number(float(f'{found.median:.3g}'))} ({interval(low, high)}){_after(unit)}"


def share(value: float) -> str:
    """A share of draws: "92 %", "0.3 %", "no draw", "every draw"."""
    if value <= 0:
        return "no draw"
    if value >= 1:
        return "every draw"
    percent = 100 * value
    if percent < 0.05:
        return "< 0.1 %"
    if percent > 99.95:
        return "> 99.9 %"
    return f"{percent:.1f} %" if percent < 1 or percent > 99 else f"{percent:.0f} %"


def _after(unit: str) -> str:
    return "" if unit in ("", "1") else f" {unit}"


def view(result: Result) -> ModelReport:
    """The report of a run."""
    sections = [
        _answer(result),
        _judgements(result),
        _outcomes(result),
        _drivers(result),
        _over_time(result),
        _origins(result),
        _formulas(result),
        _method(result),
    ]
    model = result.model
    inputs = _inputs(result)
    linked = sum(1 for i in inputs if i.origin.evidence)
    guesses = sum(1 for i in inputs if not i.origin.evidence and _guess(i.origin))
    how = "quasi-random draws (Sobol)" if result.quasi else "draws"
    run = (
        f"{result.draws:,} {how}, seed {result.seed}; "
        f"{len(result.scenarios)} scenario{'s' if len(result.scenarios) > 1 else ''}. "
        f"Of {len(inputs)} numbers, {linked} lead back to words of an article, {len(inputs) - linked} are assumptions, "
        f"{guesses} of these guesses."
    )
    return ModelReport(model.title, model.question, run, tuple(s for s in sections if s is not None and s.blocks))


def _inputs(result: Result) -> list[Input]:
    """Every distinct quantity of all scenarios but draws of luck, the baseline's first."""
    return list({(i.name, i.figures): i for s in result.scenarios for i in s.scenario.inputs if not i.luck}.values())


def _guess(origin: Origin) -> bool:
    return (origin.assumption or "").lower().startswith(("guess", "scenario"))


def _answer(result: Result) -> Section | None:
    first = result.scenarios[0]
    asked = [f for f in first.outcomes if f.outcome.horizon or f.outcome.front] or list(first.outcomes[:3])
    blocks: list[Block] = []
    names = {"short": "Short term", "lasting": "Lasting", None: ""}
    header = ("", *(s.scenario.label for s in result.scenarios))
    rows = []
    for found in sorted(asked, key=lambda f: (f.outcome.front or "", f.outcome.horizon != "short")):
        o = found.outcome
        where = ", ".join(w for w in (names[o.horizon], o.front) if w)
        says = f"{where}: " if where else ""
        blocks.append(Paragraph(f"{says}{o.label}: {spread(found.spread, o.unit.text)}.", strong=True))
        cells = tuple(spread(_of(s, o.name).spread) for s in result.scenarios)
        rows.append((f"{says}{o.label}{', ' + o.unit.text if o.unit.text != '1' else ''}", *cells))
    blocks.insert(0, Paragraph(f"{first.scenario.label}; medians, with the 5th and 95th percentile in brackets."))
    if first.judgements:
        held = [f"“{_judgement(result, h.judgement)}” holds in {share(h.share)}" for h in first.judgements]
        blocks.append(Paragraph(f"Of the draws: {'; '.join(held)}."))
    heavy = heaviest(result)
    if heavy:
        blocks.append(Paragraph(_heaviest(heavy[0]), strong=True))
    if len(result.scenarios) > 1:
        blocks.append(Grid(header, tuple(rows), frozenset(range(1, len(header)))))
    return Section("Answer", tuple(blocks))


def _heaviest(weight: Weight) -> str:
    return (
        f"The assumption that matters most: {weight.label} (taken as {weight.figures}; {weight.assumption}). "
        f"On average over outcomes and scenarios, {100 * weight.total:.0f} % of the variance goes back to it, "
        "alone or with others."
    )


def _of(scenario: ScenarioResult, outcome: str) -> Found:
    return next(f for f in scenario.outcomes if f.outcome.name == outcome)


def _judgement(result: Result, name: str) -> str:
    return next(j.label for j in result.model.judgements if j.name == name)


def _judgements(result: Result) -> Section | None:
    blocks: list[Block] = []
    for judgement in result.model.judgements:
        who = f"{judgement.speaker}: " if judgement.speaker else ""
        blocks.append(Paragraph(f"{who}{judgement.label}.", strong=True))
        blocks.append(
            Paragraph(f"Holds where {' '.join(judgement.criterion.text.split())}. {_origin(result, judgement.origin)}")
        )
        rows = []
        for scenario in result.scenarios:
            held = next(h for h in scenario.judgements if h.judgement == judgement.name)
            inputs = {i.name: i for i in scenario.scenario.inputs}
            fails = "; ".join(
                f"{inputs[d.quantity].label} {figure(d.fails, inputs[d.quantity].unit.text)}, not {figure(d.holds)}"
                for d in held.differences
            )
            rows.append((scenario.scenario.label, share(held.share), fails or "–"))
        blocks.append(Grid(("Scenario", "Holds in", "Where it fails, the median of"), tuple(rows), frozenset({1})))
    return Section("Judgements: in which share of draws they hold", tuple(blocks)) if blocks else None


def _outcomes(result: Result) -> Section:
    blocks: list[Block] = []
    for found in result.scenarios[0].outcomes:
        o = found.outcome
        unit = "" if o.unit.text == "1" else f" ({o.unit.text})"
        sides = [f"{t.side} {figure(t.value, o.unit.text)}" for t in o.thresholds]
        header = ("Scenario", "5 %", "25 %", "median", "75 %", "95 %", "mean", *sides)
        rows = []
        for scenario in result.scenarios:
            here = _of(scenario, o.name)
            figures = [figure(x) for x in (*here.spread.percentiles, here.spread.mean)]
            rows.append((scenario.scenario.label, *figures, *(share(c) for _, c in here.chances)))
        blocks.append(Paragraph(f"{o.label}{unit}", strong=True))
        blocks.append(Grid(header, tuple(rows), frozenset(range(1, len(header)))))
        histograms = tuple(
            (s.scenario.label, _of(s, o.name).histogram.edges, _of(s, o.name).histogram.shares)
            for s in result.scenarios
        )
        blocks.append(Shape(o.label, o.unit.text, histograms))
    return Section("Outcomes", tuple(blocks))


def _drivers(result: Result) -> Section | None:
    first = result.scenarios[0]
    if not any(s.sensitivity for s in result.scenarios):
        return None
    blocks: list[Block] = []
    heavy = heaviest(result)
    if heavy:
        rows = tuple((w.label, w.figures, f"{100 * w.total:.0f} %", w.assumption) for w in heavy[:8])
        header = ("Assumption", "as", "of the variance", "rests on")
        blocks += [
            Paragraph("Assumptions by weight, all outcomes and scenarios", strong=True),
            Grid(header, rows, frozenset({2})),
        ]
    labels = {i.name: i.label for i in first.scenario.inputs}
    for sensitivity in first.sensitivity:
        found = _of(first, sensitivity.outcome)
        unit = found.outcome.unit.text
        table = _strongest(sensitivity, labels, unit)
        if table.rows:
            title = f"{found.outcome.label}: what it depends on ({first.scenario.label})"
            blocks += [Paragraph(title, strong=True), table]
            bars = tuple((labels[s.quantity], *s.medians) for s in sensitivity.swings[:10])
            blocks.append(Tornado(found.outcome.label, unit, sensitivity.median, bars))
    others = _elsewhere(result)
    if others:
        blocks += [
            Paragraph("The strongest in each scenario (part of the variance, with interactions)", strong=True),
            others,
        ]
    return Section("What matters most", tuple(blocks))


def _strongest(sensitivity: Sensitivity, labels: dict[str, str], unit: str) -> Grid:
    indices = {i.quantity: i for i in sensitivity.indices}
    swings = {s.quantity: s for s in sensitivity.swings}
    names = list(dict.fromkeys([i.quantity for i in sensitivity.indices if i.total > 0.01] + list(swings)))[:8]
    rows = []
    for name in names:
        index, swing = indices.get(name), swings.get(name)
        rows.append((
            labels[name],
            f"{100 * index.first:.0f} %" if index else "–",
            f"{100 * index.total:.0f} % ± {100 * index.confidence:.0f}" if index else "–",
            f"{figure(swing.medians[0])} → {figure(swing.medians[1], unit)}" if swing else "–",
        ))  # fmt: skip
    return Grid(
        ("Quantity", "Alone", "With interactions", "Median as it goes from 5 to 95 %"),
        tuple(rows),
        frozenset({1, 2, 3}),
    )


def _elsewhere(result: Result) -> Grid | None:
    if len(result.scenarios) < 2:
        return None
    rows = []
    for found in result.scenarios[0].outcomes:
        cells = []
        for scenario in result.scenarios:
            labels = {i.name: i.label for i in scenario.scenario.inputs}
            here = next((s for s in scenario.sensitivity if s.outcome == found.outcome.name), None)
            best = here.indices[0] if here and here.indices else None
            cells.append(f"{labels[best.quantity]} ({100 * best.total:.0f} %)" if best else "–")
        rows.append((found.outcome.label, *cells))
    return Grid(("Outcome", *(s.scenario.label for s in result.scenarios)), tuple(rows))


def _over_time(result: Result) -> Section | None:
    blocks: list[Block] = []
    for fan in result.scenarios[0].fans:
        unit = "" if fan.unit == "1" else f" ({fan.unit})"
        every = _shown_moments(fan)
        # A scenario may leave a chart out that the baseline has.
        fans = tuple((s.scenario.label, f) for s in result.scenarios for f in s.fans if f.name == fan.name)
        rows = [(label, *(spread(Spread(here.bands[i], 0.0)) for i in every)) for label, here in fans]
        blocks.append(Paragraph(f"{fan.label}{unit}", strong=True))
        header = ("Scenario", *(fan.moments[i] for i in every))
        blocks.append(Grid(header, tuple(rows), frozenset(range(1, len(header)))))
        blocks.append(FanChart(fan.label, fan.unit, fans))
    return Section("Over time: medians, with the 5th and 95th percentile", tuple(blocks)) if blocks else None


def _shown_moments(fan: Fan) -> list[int]:
    """Six moments, evenly spaced, the first and the last among them."""
    last = len(fan.bands) - 1
    return sorted({round(last * i / 5) for i in range(6)})


def _origins(result: Result) -> Section:
    departed = departures((i for s in result.scenarios for i in s.scenario.inputs), result.cited, result.model.units)
    rows = []
    for scenario in result.scenarios:
        for i in scenario.scenario.inputs:
            if scenario is not result.scenarios[0] and i in result.scenarios[0].scenario.inputs:
                continue
            here = "" if scenario is result.scenarios[0] else f"{scenario.scenario.label}: "
            says = _origin(result, i.origin)
            if i.name in departed:
                says += f" The article’s figures are others: “{departed[i.name]}”."
            rows.append((f"{here}{i.label} [{i.name}]", stated(i), says))
    return Section("Numbers and what they rest on", (Grid(("Quantity", "Value", "Rests on"), tuple(rows)),))


def _origin(result: Result, origin: Origin) -> str:
    parts = [_cited(result.cited[link.where], link) for link in origin.evidence if link.where in result.cited]
    if origin.assumption:
        parts.append(f"Assumption: {' '.join(origin.assumption.split())}.".replace("..", "."))
    return " ".join(parts)


def _cited(cited: Cited, link: Link) -> str:
    speaker = f"{cited.speaker}: " if cited.speaker else ""
    quantity = f", quantity {link.quantity}" if link.quantity else ""
    return f"{speaker}“{' '.join(cited.quote.split())}” [{cited.span[0]}–{cited.span[1]}{quantity}, {cited.title}]."


def _formulas(result: Result) -> Section:
    scenario = result.scenarios[0].scenario
    rows = [(o.name, " ".join(o.formula.text.split()), o.unit.text) for o in scenario.outcomes]
    if scenario.timeline:
        rows += [(f.name, " ".join(f.formula.text.split()), f.unit.text) for f in scenario.timeline.flows]
        for s in scenario.timeline.stocks:
            parts = (("starts at", s.initial), ("+", s.inflow), ("−", s.outflow), ("halves in", s.half_life))
            says = "; ".join(f"{w} {' '.join(f.text.split())}" for w, f in parts if f is not None)
            rows.append((s.name, says, s.unit.text))
        rows += [(e.name, f"after {e.after.text}" if e.after else "never", "event") for e in scenario.timeline.events]
    return Section("Formulas", (Grid(("Name", "Is", "Unit"), tuple(rows)),))


def _method(result: Result) -> Section:
    return Section("How to read this", tuple(Paragraph(text) for text in _notes(result)))


def _notes(result: Result) -> Iterator[str]:
    model = result.model
    if model.note:
        yield " ".join(model.note.split())
    yield (
        "A range is the middle 90 % of its distribution unless it says otherwise. All scenarios are run on the "
        "same draws. An interval says what follows from these numbers and formulas, not how likely these are right."
    )
    if any(s.sensitivity for s in result.scenarios):
        yield (
            "Parts of the variance are Sobol indices (SALib): alone, and with all interactions. They take the "
            "quantities as independent"
            + (", although the file correlates some of them" if model.correlations else "")
            + ". "
            "A swing is that of the outcome’s median, one quantity held at its 5th and then at its 95th percentile."
        )
    if model.judgements:
        yield (
            "A judgement is tested by the criterion beside it, which is the analyst’s reading of the words. Where it "
            "fails, the quantities named are those whose distributions differ most between the two kinds of draws."
        )
    for c in model.correlations:
        yield f"{c.first} and {c.second} are correlated, {c.rho:+g} between their normal scores (Gaussian copula)."
    for scenario in result.scenarios:
        for name, part in scenario.floored.items():
            where = scenario.scenario.label
            yield f"{where}: stock {name} was held at zero, as the file says, in {share(part)} of draws."
        if scenario.scenario.changes:
            yield f"{scenario.scenario.label} changes: {', '.join(scenario.scenario.changes)}."
