"""The quantities of an article: numbers with their units, bounds, rates and changes, each with its span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, GLUED, Passage, passage_of
from kentledge.measure.context import change_after, change_before
from kentledge.measure.measures import Measure, range_at
from kentledge.measure.names import is_name, masked
from kentledge.measure.phrases import Phrases, marked
from kentledge.measure.units import NO_UNIT, Unit
from kentledge.records import Quantity, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

_AGE = Unit("year of age", "age")
_PLAIN_UP_TO = 10


@dataclass(frozen=True, slots=True)
class _Words:
    age_before: Phrases[bool]
    persons: frozenset[str]
    be: Phrases[bool]
    determiners: frozenset[str]


@cache
def _words() -> _Words:
    lex = lexicon("quantities")
    ages = lex["ages"]
    return _Words(
        marked(ages["before"]), frozenset(ages["persons"]), marked(ages["be"]), frozenset(lex["nouns"]["determiners"])
    )


def quantities(doc: Doc, excluded: Sequence[Span] = (), statements: Sequence[Statement] = ()) -> list[Quantity]:
    """The quantities of an English Doc in the order of the text, with ids "q1", "q2", ….

    Works from the text alone; where the Doc has tags or heads, they find the counted noun. Spans are character offsets
    into `doc.text`, from the first word of bound or approximation to the last of unit or rate.

    - Magnitudes are multiplied out. A percentage or a fraction ("a third of") is a share of one with unit "1".
    - `unit` is a currency's ISO 4217 code, a measure's name ("kilometre"), or the counted noun in the singular, "" where
      none is stated. Ages are in "year of age".
    - "More than" and "or more" leave `high` None, "up to" and "or less" leave `low` None. "Nearly" and "almost" are
      approximate: they come from below, but do not say that any smaller number would do, so both ends are the number.
    - A plural magnitude ("thousands of") is the range up to the next power of ten.
    - `change` is the direction in which the quantity changed, by or to the number. "From 5 to 8" after such a word is one
      quantity from 5 to 8 whose direction says which end came first.
    - `plain` marks ages and bare counts up to ten.

    Quantities that touch a span of `excluded` are left out. `statement` is the id of the innermost of `statements` whose
    content holds the quantity.
    """
    p = passage_of(doc)
    found: list[Quantity] = []
    for measure in _kept(p, _with_changes(p, _with_shared_units(p, _measures(p)))):
        span = (p.atoms[measure.start].start, p.atoms[measure.end - 1].end)
        if any(span[0] < end and start < span[1] for start, end in excluded):
            continue
        found.append(_quantity(p, measure, f"q{len(found) + 1}", span, _statement_at(span, statements)))
    return found


def _measures(p: Passage) -> list[Measure]:
    """All numbers with what belongs to them, left to right, names and dates left out."""
    mask = masked(p)
    found: list[Measure] = []
    counted_last: str | None = None
    i = 0
    while i < len(p.atoms):
        measure = range_at(p, i, mask, counted_last)
        if measure is None:
            i += 1
            continue
        i = max(measure.end, i + 1)
        if measure.unit is NO_UNIT and _is_age(p, measure):
            measure = replace(measure, unit=_AGE)
        elif measure.unit.kind != "currency" and is_name(
            p, measure.number.first if not measure.joined else measure.first, _number_end(measure), float(measure.low), measure.unit is not NO_UNIT
        ):
            i = max(measure.number.end, measure.first + 1)
            continue
        if measure.unit.kind == "count":
            counted_last = measure.unit.name
        found.append(measure)
    return found


def _number_end(measure: Measure) -> int:
    return measure.number.end if not measure.joined else measure.first + 1


def _with_shared_units(p: Passage, measures: list[Measure]) -> list[Measure]:
    """Bare numbers with the unit of a neighbour: "15, 20 and 30 percent", "280 of the 1,500 tanks", "fell by 1"."""
    shared = list(measures)
    for k in reversed(range(len(shared) - 1)):
        one, other = shared[k], shared[k + 1]
        between = [a.lower for a in p.atoms[one.end : other.start]]
        if one.unit is not NO_UNIT or other.unit is NO_UNIT or other.unit.kind == "age" or not between or len(between) > 3:
            continue
        listed = set(between) <= {",", "and", "or"} and other.unit.kind != "currency"
        part = between[0] == "of" and len(between) > 1 and set(between[1:]) <= _words().determiners
        if (listed or part) and not _ends_sentence(p, one.end, other.start):
            low, high = one.low, one.high
            if part and one.number.scale == 1 and other.unit.kind == "currency" and other.number.scale > 1:
                low, high = low * other.number.scale, high * other.number.scale
            shared[k] = replace(one, unit=other.unit, low=low, high=high)
    for k in range(1, len(shared)):
        one = shared[k]
        previous = p.atoms[one.start - 1].lower if one.start else ""
        if one.unit is NO_UNIT and previous in ("by", "to", "from"):
            before = shared[k - 1]
            if before.unit.kind in ("share", "measure", "currency") and not _ends_sentence(p, before.end, one.start):
                shared[k] = replace(one, unit=before.unit)
    return shared


def _with_changes(p: Passage, measures: list[Measure]) -> list[Measure]:
    """The measures with the direction of the change that they tell."""
    changed: list[Measure] = []
    for one in measures:
        direction, word = (one.change, -1) if one.change or one.joined and one.framed else change_before(p, one.start, one.unit)
        if direction is None and one.first and p.atoms[one.first - 1].text == "+" and p.atoms[one.first].gap == GLUED:
            direction = "up"
        direction = direction or change_after(p, one.end, one.unit)
        if direction is None and changed and not one.framed:
            before = changed[-1]
            between = [a.lower for a in p.atoms[before.end : one.start]]
            goes_on = between and (set(between) <= {",", "and", "or"} or between[-1] == "by")
            if before.unit.name == one.unit.name and goes_on and not _ends_sentence(p, before.end, one.start):
                direction = before.change
        changed.append(replace(one, change=direction) if direction else one)
    return changed


def _kept(p: Passage, measures: list[Measure]) -> list[Measure]:
    """Without bare numbers that nothing marks as a quantity."""
    return [m for m in measures if m.unit is not NO_UNIT or _says_how_much(p, m)]


def _says_how_much(p: Passage, m: Measure) -> bool:
    if m.hedges or m.change or m.framed:
        return True
    large = m.number.scale >= 1000 or (m.low >= 1000 and "," in p.atoms[m.number.first].text)
    return not m.joined and (large or m.number.form == "vague")


def _quantity(p: Passage, m: Measure, id_: str, span: Span, statement: str | None) -> Quantity:
    low, high = (float(x * m.unit.factor) for x in (m.low, m.high))
    bound = not m.joined
    return Quantity(
        id=id_,
        statement=statement,
        span=span,
        text=p.text[span[0] : span[1]],
        low=None if bound and "high" in m.hedges else low,
        high=None if bound and "low" in m.hedges and "high" not in m.hedges else high,
        unit=m.unit.name,
        per=m.per,
        approximate="approximate" in m.hedges,
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
    if m.low != m.high or not Decimal(0) < m.low <= 120 or m.low != int(m.low) or m.number.end != m.end:
        return False
    if words.age_before.before(atoms, m.start):
        return True
    following = atoms[m.end].text if m.end < len(atoms) and atoms[m.end].gap != BREAK else "."
    if be := words.be.before(atoms, i):
        return be[0] > 0 and atoms[be[0] - 1].lower in words.persons and m.number.form == "numeral"
    if i < 2 or atoms[i - 1].text not in ",(" or following not in ",).;" or m.number.form != "numeral":
        return False
    named = atoms[i - 2].kind == "word" and atoms[i - 2].text[0].isupper() and m.low >= 5
    alone = i < 4 or not (atoms[i - 3].kind == "numeral" or (atoms[i - 3].text == "," and atoms[i - 1].text == ","))
    return named and alone


def _ends_sentence(p: Passage, start: int, end: int) -> bool:
    """Whether a sentence ends between the atoms `start` and `end`."""
    for k in range(start, min(end + 1, len(p.atoms))):
        if p.atoms[k].gap == BREAK:
            return True
        if p.atoms[k].text in ".!?" and k < end and p.atoms[k + 1].gap != GLUED and not p.atoms[k + 1].text[0].islower():
            return True
    return False


def _statement_at(span: Span, statements: Sequence[Statement]) -> str | None:
    """The id of the statement with the shortest content span that holds the span."""
    holding = [
        (end - start, statement.id)
        for statement in statements
        for start, end in statement.content
        if start <= span[0] and span[1] <= end
    ]
    return min(holding, key=lambda h: h[0])[1] if holding else None
