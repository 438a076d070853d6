"""Quantities as the NewsQuant corpus labels them (Almasian et al., EMNLP 2023), for measuring against it.

Its scheme says less than a record does: a quantity has one mark, a bound before an approximation before a direction of
change; a range after "from" or "between" has none, and its ends stand in the order of the text; a plural magnitude
reaches to the next power of ten; "nearly" is an approximation, as is an average; a fraction in words is a number of
what it is a fraction of; the level to which something rose has no direction, nor has what a word after it calls a rise
("34 % higher").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import Passage, passage_of
from kentledge.measure.context import change_after, change_before
from kentledge.measure.measures import Measure
from kentledge.measure.nouns import singular
from kentledge.measure.phrases import Phrases, marked
from kentledge.measure.quantities import measures_of, quantity_of
from kentledge.measure.units import TIMES
from kentledge.records import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class _Words:
    averages: Phrases[bool]
    levels: Phrases[bool]
    units: Mapping[str, str]


@cache
def _words() -> _Words:
    lex = lexicon("quantities")["newsquant"]
    return _Words(marked(lex["averages"]), marked(lex["levels"]), lex["units"])


def newsquant_quantities(doc: Doc) -> list[Quantity]:
    """The quantities of a Doc with NewsQuant's labels; `low` may exceed `high` in a range that falls."""
    p = passage_of(doc)
    kept = [m for m in measures_of(p, far_rates=False) if m.number.form != "factor" and not _is_article(p, m)]
    found: list[Quantity] = []
    level = False
    for n, m in enumerate(kept):
        converted = n > 0 and m.start == kept[n - 1].resume + 1 and p.atoms[m.start - 1].text == "("
        level = (level and converted) or _words().levels.before(p.atoms, m.start) is not None
        found.append(_labelled(p, m, quantity_of(p, m, f"q{n + 1}"), level=level))
    return found


def _is_article(p: Passage, m: Measure) -> bool:
    """Whether the number is but the article of "more than a century"."""
    number = m.number
    return number.end == number.first + 1 and number.low == 1 and p.atoms[number.first].lower in ("a", "an")


def _labelled(p: Passage, m: Measure, q: Quantity, *, level: bool) -> Quantity:
    low, high = (float(x * m.unit.factor) for x in (m.low, m.high))
    if m.unit.kind == "age":
        q = replace(q, unit=f"{q.unit} of age")
    before = change_before(p, m.start, m.unit)
    told_after = before is None and change_after(p, m.end, m.unit) is not None
    if m.joined or m.number.form in ("vague", "several"):
        q = replace(q, unit=_words().units.get(m.unit.name, m.unit.name) if m.unit.kind != "age" else q.unit)
        return replace(
            q,
            low=high if m.falls else low,
            high=low if m.falls else high,
            change=None if m.framed or told_after else q.change,
            approximate=m.joined and "approximate" in m.hedges,
        )
    bound = {"low", "high"} & m.hedges
    average = _words().averages.before(p.atoms, m.start) is not None
    q = replace(
        q,
        low=None if "high" in m.hedges else low,
        high=None if bound == {"low"} else high,
        unit=_words().units.get(m.unit.name, m.unit.name) if m.unit.kind != "age" else q.unit,
        change=None if m.hedges or average or level or told_after else q.change,
        approximate=bool(m.hedges or average) and not bound,
    )
    if m.unit is TIMES:
        return replace(q, unit="time")
    if m.unit.kind == "share" and m.unit.factor == 1 and m.number.form == "share":
        return replace(q, unit=singular(q.of.split()[-1]) if q.of else "")
    return q
