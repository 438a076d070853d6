"""A first model file from an article: its quantities with their evidence, and what they yield when multiplied."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from keyword import iskeyword

from kentledge.model.errors import UnusableModel
from kentledge.model.evidence import unit_text
from kentledge.model.expression import RESERVED
from kentledge.model.units import Units
from kentledge.records import Per, Quantity, Reading

_LONGEST_NAME = 64
_SPANS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century")
_HEAD = """\
# A draft of a model, made from the quantities of one article. It runs as it is: kentledge model THIS_FILE
# Every number below stands in the article at the place that its evidence names. Go on from here: rename, take out
# what does not matter, add quantities of your own (each with assumption = "guess" or its source), and say under
# [outcomes] what you want to know.
# A range is read as the middle 90 % of a lognormal unless distribution = "normal", "uniform", ... says otherwise.
"""


def draft(reading: Reading, article: str) -> str:
    """A model file as TOML text. `article` is the name that the file gives to the article's file.

    Raises UnusableModel where the article states no quantity that could be put in.
    """
    quantities = [q for q in reading.quantities if not q.plain and (q.low, q.high) != (None, None)]
    if not quantities:
        raise UnusableModel("the article states no quantities, so there is nothing to draft a model from")
    units = Units()
    quantities = [_spelt(q, units) for q in quantities]
    counted = _counted(quantities, units)
    names = _names(quantities)
    title = " ".join((reading.article.title or article).split())
    lines = [_HEAD, f"title = {_text('Draft: ' + title)}", f"article = {_text(article)}", "draws = 100000", "seed = 1"]
    if counted:
        lines += [
            "",
            "[units]",
            "# Things that are counted, each a unit of its own.",
            f"counted = {json.dumps(counted)}",
        ]
    speakers = {s.id: s.name for s in reading.speakers}
    said_by = {s.id: speakers.get(s.speaker or "", "") for s in reading.statements}
    for name, quantity in zip(names, quantities, strict=True):
        lines += ["", *_quantity(name, quantity, said_by.get(quantity.statement or "", ""))]
    lines += ["", *_outcomes(names, quantities), "", *_more(names)]
    return "\n".join(lines) + "\n"


def _spelt(quantity: Quantity, units: Units) -> Quantity:
    """The quantity with units as names that a formula can hold."""
    from dataclasses import replace

    per = quantity.per and Per(quantity.per.value, _named(quantity.per.unit, units))
    return replace(
        quantity, unit=quantity.unit if quantity.unit in ("", "1") else _named(quantity.unit, units), per=per
    )


def _named(unit: str, units: Units) -> str:
    """The unit by a name of one that is known, or of one that can be counted: 20 "degree Celsius" is neither."""
    name = _slug(unit)
    return name if _known(name, units) or units.free(name) else f"unit_{name}"


def _known(name: str, units: Units) -> bool:
    try:
        units.scaled(name, "draft")
    except UnusableModel:
        return False
    return True


def _slug(text: str) -> str:
    found = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")[:40]
    return found if found and found[0].isalpha() else f"unit_{found}".rstrip("_")


def _counted(quantities: Sequence[Quantity], units: Units) -> list[str]:
    """Units that pint does not know."""
    found: list[str] = []
    for quantity in quantities:
        for name in (quantity.unit, quantity.per.unit if quantity.per else "1"):
            if name not in ("", "1") and name not in found and not _known(name, units):
                found.append(name)
    return found


def _names(quantities: Sequence[Quantity]) -> list[str]:
    found: list[str] = []
    for q in quantities:
        of = "_".join(re.findall(r"[a-z]+", (q.of or "").lower())[:2])
        words = [
            q.unit if q.unit not in ("", "1") else "share",
            of and f"of_{of}",
            f"per_{q.per.unit}" if q.per else "",
        ]
        name = "_".join(w for w in words if w).lower()[:50]
        number = 2
        name = f"the_{name}" if name in RESERVED or iskeyword(name) else name
        unique = name
        while unique in found:
            unique, number = f"{name}_{number}", number + 1
        found.append(unique)
    return found


def _quantity(name: str, q: Quantity, speaker: str) -> Iterator[str]:
    said = f", said by {' '.join(speaker.split())}" if speaker else ""
    yield f"# “{' '.join(q.text.split())}”{said}" + (f" (a change {q.change})" if q.change else "")
    yield f"[quantities.{name}]"
    if q.of:
        yield f"label = {_text(' '.join(q.of.split()))}"
    yield f"unit = {_text(unit_text(q))}"
    low, high = q.low, q.high
    if low is not None and high is not None:
        if low == high:
            yield f"value = {_number(low)}" + (
                "  # about: a range may be nearer to what is meant" if q.approximate else ""
            )
        else:
            yield f"range = [{_number(min(low, high))}, {_number(max(low, high))}]"
            if min(low, high) <= 0:
                yield 'distribution = "normal"'
    else:
        yield from _one_sided(low, high)
    yield f"evidence = {{ quote = {_text(q.text)}, span = [{q.span[0]}, {q.span[1]}] }}"


def _one_sided(low: float | None, high: float | None) -> Iterator[str]:
    bound = low if low is not None else high
    assert bound is not None
    side = "at_least" if low is not None else "at_most"
    other = (
        f"[{_number(bound)}, {_number(2 * bound)}]" if low is not None else f"[{_number(bound / 2)}, {_number(bound)}]"
    )
    yield "# The article bounds one side only. The bound itself is taken until you choose a range, for example:"
    if bound > 0:
        yield f"# range = {other}"
    yield f"{side} = {_number(bound)}"
    yield f"value = {_number(bound)}"
    yield 'assumption = "guess: the bound itself, as the article says nothing of the other side"'


def _outcomes(names: Sequence[str], quantities: Sequence[Quantity]) -> Iterator[str]:
    found = False
    yield "# What is asked. Formulas know + - * / **, comparisons, and min, max, exp, log, sqrt, abs, clip, where."
    for a, rate in zip(names, quantities, strict=True):
        for b, other in zip(names, quantities, strict=True):
            fits = rate.per is not None and rate.per.unit == other.unit != rate.unit
            # A time span is not what a yearly rate was meant to be multiplied by; only a person can say that it is.
            if a == b or rate.per is None or not fits or other.unit in _SPANS:
                continue
            if found:
                yield ""
            per = f"/{other.per.unit}" if other.per else ""
            product = f"{a}_times_{b}"
            yield f"[outcomes.{product if len(product) <= _LONGEST_NAME else f'product_of_{a}'[:_LONGEST_NAME]}]"
            yield f"formula = {_text(f'{a} * {b}')}"
            yield f"unit = {_text((rate.unit or '1') + per)}"
            yield f"# thresholds = [{{ above = {_number(_middle(rate) / rate.per.value * _middle(other))} }}]"
            found = True
    if not found:
        yield f"[outcomes.the_{names[0]}]"
        yield f"formula = {_text(names[0])}"
        yield f"unit = {_text(unit_text(quantities[0]))}"


def _more(names: Sequence[str]) -> Iterator[str]:
    yield "# Side by side: a scenario changes what it names and leaves the rest."
    yield "# [scenarios.low.quantities." + names[0] + "]"
    yield "# value = 1"
    yield '# assumption = "guess"'


def _middle(q: Quantity) -> float:
    sides = [x for x in (q.low, q.high) if x is not None]
    return sum(sides) / len(sides)


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):_}"
    return repr(float(value)) if abs(value) < 1e15 else f"{value:e}"


def _text(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's, but for the one control character that JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
