"""The quantities of an article: numbers with their units, bounds, rates and changes, each with its span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, Passage, passage_of
from kentledge.measure.elided import is_age_limit, with_elided_units
from kentledge.measure.measures import Measure, may_open, range_at
from kentledge.measure.missing import with_currencies, with_missing_units, with_ratios
from kentledge.measure.names import is_name, masked
from kentledge.measure.neighbours import (
    with_changes,
    with_conversions,
    with_points,
    with_shared_rates,
    with_shared_units,
)
from kentledge.measure.nouns import singular
from kentledge.measure.periods import with_periods
from kentledge.measure.phrases import Phrases, marked
from kentledge.measure.rates import with_rates
from kentledge.measure.units import NO_UNIT, Unit, money_of
from kentledge.records import Quantity, Span, Statement, overlaps

if TYPE_CHECKING:
    from spacy.tokens import Doc

_AGE = Unit("year", "age")
_PERSON = Unit("person", "count")
_PLAIN_UP_TO = 12


@dataclass(frozen=True, slots=True)
class _Words:
    age_before: Phrases[bool]
    persons: frozenset[str]
    relatives: frozenset[str]
    be: Phrases[bool]
    casualties: frozenset[str]
    bare_after: Phrases[bool]


@cache
def _words() -> _Words:
    lex = lexicon("quantities")
    ages = lex["ages"]
    return _Words(
        marked(ages["before"]),
        frozenset(ages["persons"]),
        frozenset(ages["relatives"]),
        marked(ages["be"]),
        frozenset(lex["casualties"]["verbs"]),
        marked(lex["bare"]["after"]),
    )


def quantities(doc: Doc, excluded: Sequence[Span] = (), statements: Sequence[Statement] = ()) -> list[Quantity]:
    """The quantities of an English Doc in the order of the text, with ids "q1", "q2", ….

    Works from the text alone; where the Doc has tags or heads, they find the counted noun. Spans are character offsets
    into `doc.text`, from the first word of bound or approximation to the last of unit or rate.

    - Magnitudes are multiplied out. A percentage or a fraction ("a third of") is a share of one with unit "1".
    - `unit` is a currency's ISO 4217 code, a measure's name ("kilometre"), or the counted noun in the singular; ""
      where none is stated. Ages are in years.
    - "More than" and "or more" leave `high` None, "up to" and "or less" leave `low` None. "Nearly" and "almost" also
      leave `low` None and are approximate.
    - A plural magnitude ("thousands of") is at least two of it and approximate, as is "a couple".
    - `change` is the direction in which the quantity changed, by or to the number. "From 5 to 8" after such a word is
      one quantity from 5 to 8 whose direction says which end came first.
    - `plain` marks ages and bare counts up to twelve.
    - `period` is the span of the words beside it that say when it holds ("in 2031", "a year ago").

    Quantities that touch a span of `excluded` are left out. `statement` is the id of the innermost of `statements`
    whose content holds the quantity.
    """
    p = passage_of(doc)
    found: list[Quantity] = []
    for measure in (part for whole in measures_of(p) for part in _parts(whole)):
        span = (p.atoms[measure.start].start, p.atoms[measure.end - 1].end)
        if overlaps(span, excluded) or _is_one_of(p, measure):
            continue
        found.append(quantity_of(p, measure, f"q{len(found) + 1}", statement_at(span, statements)))
    return with_periods(p.text, found)


def _is_one_of(p: Passage, m: Measure) -> bool:
    """Whether the measure is "one of the drafts", which counts nothing."""
    one = m.start == m.number.first and m.number.end == m.start + 1 and p.atoms[m.start].lower == "one"
    return one and m.number.end < len(p.atoms) and p.atoms[m.number.end].lower == "of"


def _parts(m: Measure) -> tuple[Measure, ...]:
    """Where something changed "from 5 to 8", the level before and, with the direction, the level after."""
    if m.ends is None or m.change is None:
        return (m,)
    before, after = m.ends
    return replace(before, per=before.per or m.per, unit=m.unit), replace(
        after, change=m.change, unit=m.unit, per=after.per or m.per
    )


def measures_of(p: Passage, far_rates: bool = True) -> list[Measure]:
    """All measures of a passage in the order of the text; without `far_rates` only with rates next to them."""
    found = with_ratios(p, with_currencies(p, _measures(p)))
    found = with_changes(p, with_points(p, with_elided_units(p, with_missing_units(p, with_shared_units(p, found)))))
    found = with_conversions(p, found)
    return _kept(p, with_shared_rates(p, with_rates(p, found) if far_rates else found))


def _measures(p: Passage) -> list[Measure]:
    """All numbers with what belongs to them, left to right, names and dates left out."""
    mask = masked(p)
    found: list[Measure] = []
    counted_last: str | None = None
    i = 0
    while i < len(p.atoms):
        measure = range_at(p, i, mask, counted_last) if may_open(p.atoms[i]) else None
        if measure is None:
            i += 1
            continue
        i = max(measure.resume, i + 1)
        if is_age_limit(p, measure):
            i = measure.number.end
            measure = replace(measure, unit=_AGE, end=i, resume=i)
        elif measure.unit is NO_UNIT and _is_age(p, measure):
            measure = replace(measure, unit=_AGE)
        elif measure.unit is NO_UNIT and measure.start and p.atoms[measure.start - 1].lower in _words().casualties:
            measure = replace(measure, unit=_PERSON)
        elif measure.unit.kind != "currency" and _is_name(p, measure):
            i = max(measure.number.end, measure.first + 1)
            continue
        if measure.unit.kind == "count":
            counted_last = measure.unit.name
        found.append(measure)
    return found


def _is_name(p: Passage, m: Measure) -> bool:
    first, end = (m.first, m.first + 1) if m.joined else (m.number.first, m.number.end)
    return is_name(p, first, end, float(m.low), m.unit)


def _kept(p: Passage, measures: list[Measure]) -> list[Measure]:
    """Without bare numbers that nothing marks as a quantity."""
    return [m for m in measures if m.unit is not NO_UNIT or _says_how_much(p, m)]


def _says_how_much(p: Passage, m: Measure) -> bool:
    if m.hedges or m.change or m.framed:
        return True
    printed = p.atoms[m.number.first].text
    large = m.number.scale >= 12 or (m.low >= 1000 and "," in printed)
    told = _words().bare_after.before(p.atoms, m.first) is not None
    return not m.joined and (
        large
        or told
        or m.number.form in ("vague", "several")
        or (m.number.form == "numeral" and ("." in printed or m.low >= 100))
    )


def quantity_of(p: Passage, m: Measure, id_: str, statement: str | None = None) -> Quantity:
    """The record of a measure."""
    span = (p.atoms[m.start].start, p.atoms[m.end - 1].end)
    unit = money_of(p, m.unit)
    low, high = (float(x * unit.factor) for x in (m.low, m.high))
    below = not m.joined and bool({"high", "nearly"} & m.hedges)
    above = not m.joined and not below and ("low" in m.hedges or m.number.form == "vague")
    rough = m.number.form == "vague" or any(a.lower == "couple" for a in p.atoms[m.number.first : m.number.end])
    if m.number.form == "vague" and not m.joined:
        low *= 2
    return Quantity(
        id=id_,
        statement=statement,
        span=span,
        text=p.text[span[0] : span[1]],
        low=None if below else low,
        high=None if above else high,
        unit=unit.name,
        per=m.per,
        approximate=rough or bool({"approximate", "nearly"} & m.hedges),
        change=m.change,
        of=p.text[p.atoms[m.of[0]].start : p.atoms[m.of[1] - 1].end] if m.of else None,
        plain=_is_plain(m),
    )


def _is_plain(m: Measure) -> bool:
    if m.unit.kind == "age":
        return True
    small = m.low == m.high and abs(m.low) <= _PLAIN_UP_TO and m.low == int(m.low)
    return small and m.unit.kind == "count" and not (m.hedges or m.per or m.change or m.number.scale > 1)


def _is_age(p: Passage, m: Measure) -> bool:
    """Whether a bare number is an age: "aged 45", "Orsolya Vint, 45, said", "he will be 35"."""
    words, atoms, i = _words(), p.atoms, m.first
    if not Decimal(0) < m.low <= m.high <= 120 or m.low != int(m.low) or (m.number.end != m.end and not m.joined):
        return False
    if words.age_before.before(atoms, m.first) or words.age_before.before(atoms, m.start):
        return True
    if m.joined:
        return False
    if _are_ages(p, m):
        return True
    following = atoms[m.end].text if m.end < len(atoms) and atoms[m.end].gap != BREAK else "."
    if be := words.be.before(atoms, i):
        return be[0] > 0 and atoms[be[0] - 1].lower in words.persons and m.number.form == "numeral"
    if i < 2 or atoms[i - 1].text not in ",(" or following not in ",).;" or m.number.form != "numeral":
        return False
    lower = bool(p.pos) and p.pos[i - 2] == "NOUN"  # "the driver, 53, said", "her grandmother, 79."
    lower = lower and (following == "," or singular(atoms[i - 2].lower) in words.relatives)
    named = atoms[i - 2].kind == "word" and (atoms[i - 2].text[0].isupper() or lower) and m.low >= 5
    alone = i < 4 or not (atoms[i - 3].kind == "numeral" or (atoms[i - 3].text == "," and atoms[i - 1].text == ","))
    return named and alone


def _are_ages(p: Passage, m: Measure) -> bool:
    """ "Two brothers, 8 and 13, were saved": ages of several."""
    i, atoms = m.first, p.atoms
    if i < 2 or atoms[i - 1].text not in ",(" or singular(atoms[i - 2].lower) not in _words().relatives:
        return False
    rest = atoms[m.end : m.end + 3]
    return len(rest) == 3 and rest[0].lower == "and" and rest[1].kind == "numeral" and rest[2].text in ",)."


def statement_at(span: Span, statements: Sequence[Statement]) -> str | None:
    """The id of the statement with the shortest content span that holds the span."""
    holding = [
        (end - start, statement.id)
        for statement in statements
        for start, end in statement.content
        if start <= span[0] and span[1] <= end
    ]
    return min(holding, key=lambda h: h[0])[1] if holding else None
