"""What a measure leaves out because the text has just said it: the unit, the country of a currency, "in seven"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kentledge.measure.atoms import BREAK, Passage
from kentledge.measure.measures import Measure
from kentledge.measure.neighbours import ends_sentence
from kentledge.measure.nouns import is_closed, phrase_at, singular
from kentledge.measure.units import NO_UNIT, SHARE, TIMES, Unit, qualified_money

_SHARED_NAMES = frozenset(
    ("dollar", "franc", "pound", "crown", "peso", "krone", "shilling", "dinar", "rupee", "lira", "riyal", "won")
)
_WITH_CENTS = frozenset(("EUR", "AUD", "CAD", "NZD", "SGD", "HKD"))
_MAGNITUDES = frozenset(("hundred", "thousand", "million", "billion", "trillion"))
_BACK = 40
"""How many atoms back the unit of a bare number may stand."""
_ADJECTIVE_BACK = 6
_RATIO_MOST = 20


def with_missing_units(p: Passage, measures: list[Measure]) -> list[Measure]:
    """Bare numbers with the unit of the measure before: "from 12 sailings a week to 9", "many now weigh nearly 40"."""
    filled: list[Measure] = []
    factors = any(m.unit is TIMES for m in measures)
    for one in measures:
        if factors and one.unit.name == "time" and not one.per and one.hedges:
            one = replace(one, unit=TIMES)  # "9.5 times local incomes; in 1996 they were less than four times"
        before = next((m for m in reversed(filled) if m.unit.kind not in _lends_nothing(p, one)), None)
        if (
            before is not None
            and one.unit is NO_UNIT
            and one.start - before.end <= _BACK
            and _leaves_out(p, one, before)
        ):
            one = replace(one, unit=before.unit, per=one.per or before.per)
        filled.append(one)
    return filled


def _lends_nothing(p: Passage, one: Measure) -> tuple[str, ...]:
    """The kinds of unit that the number cannot have from before: a time only in "in less than two"."""
    timed = one.start > 0 and p.atoms[one.start - 1].lower in ("in", "within", "after", "lasted") and one.hedges
    return ("none", "age") if timed else ("none", "age", "time")


def _is_level(p: Passage, one: Measure) -> bool:
    return one.start > 0 and p.atoms[one.start - 1].lower in ("to", "from")


def _leaves_out(p: Passage, one: Measure, before: Measure) -> bool:
    after_number = p.atoms[one.number.end].lower if one.number.end < len(p.atoms) else ""
    if one.number.form == "vague" and after_number == "more":
        return before.unit.kind == "count"  # "seven died and dozens more were hurt"
    following = p.atoms[one.end] if one.end < len(p.atoms) else None
    ends = following is None or following.gap == BREAK or following.kind == "mark" or is_closed(following)
    if not ends or before.unit.kind == "share":
        return False
    if one.start >= 2 and [a.lower for a in p.atoms[one.start - 2 : one.start]] == [",", "or"]:
        return before.unit.kind == "count"  # "75 percent of the 60 seats, or 45"
    if following is not None and following.lower == "in" and before.unit.kind == "currency":
        return one.number.scale >= 1000 and not ends_sentence(p, before.end, one.start)  # "and 5 million in bonuses"
    if one.per and before.unit.kind == "count":
        return True  # "100 million photographs and adds two thousand a minute"
    if one.start == before.end + 1 and p.atoms[before.end].lower == "to" and before.unit.kind == "count":
        return True  # "by 141 votes to 58"
    if _is_level(p, one):
        moved = (
            before.change is not None or p.atoms[before.start - 1].lower in ("from", "to") if before.start else False
        )
        said = one.start >= 2 and p.atoms[one.start - 2].lower in ("up", "down", ",")
        return (moved or said) and before.unit.kind == "count" and not ends_sentence(p, before.end, one.start)
    return (
        bool({"low", "high", "nearly"} & one.hedges)
        and not one.joined
        and before.unit.kind in ("count", "measure", "currency", "time")
    )


def with_currencies(p: Passage, measures: list[Measure]) -> list[Measure]:
    """ "Francs" after "Swiss francs" and "shillings" after "Kenyan growers": money of the country that was named."""
    known: dict[str, Unit] = {}
    told: list[Measure] = []
    last: Unit | None = None
    for one in measures:
        if one.unit.name == "cent" and last is not None and last.name in _WITH_CENTS:
            one = replace(one, unit=Unit(last.name, "currency", Decimal("0.01")))
        elif one.unit.kind == "currency":
            last = one.unit
        at = next((k for k in range(one.number.end, one.end) if singular(p.atoms[k].lower) in _SHARED_NAMES), None)
        if at is not None:
            name = singular(p.atoms[at].lower)
            bare = p.atoms[at - 1].kind == "numeral" or p.atoms[at - 1].lower in _MAGNITUDES
            if not bare and one.unit.kind == "currency":
                known[name] = one.unit
            elif one.unit.kind == "count" or one.unit.name == "USD":
                unit = known.get(name) or _by_adjective(p, at, one.first) or _by_country(p, at)
                one = replace(one, unit=unit) if unit else one
        told.append(one)
    return told


def _by_adjective(p: Passage, noun: int, first: int) -> Unit | None:
    for k in range(first - 1, max(-1, first - 1 - _ADJECTIVE_BACK), -1):
        if p.atoms[k].gap == BREAK or p.atoms[k].text in ".!?":
            return None
        if p.atoms[k].text[0].isupper() and (unit := qualified_money(f"{p.atoms[k].lower} {p.atoms[noun].lower}")):
            return unit
    return None


def _by_country(p: Passage, noun: int) -> Unit | None:
    """The currency of the one country whose adjective, anywhere in the text, makes a name of money with the noun."""
    names = {a.lower for a in p.atoms if a.kind == "word" and a.text[0].isupper()}
    units = {u for n in names if (u := qualified_money(f"{n} {p.atoms[noun].lower}"))}
    return units.pop() if len(units) == 1 else None


def with_ratios(p: Passage, measures: list[Measure]) -> list[Measure]:
    """ "One patient in 250", "one vote in seven": a share of what the first counts."""
    joined: list[Measure] = []
    for one in measures:
        before = joined[-1] if joined else None
        if before is not None and _is_ratio(p, before, one):
            value = before.low / one.low
            number = replace(before.number, low=value, high=value, form="share", end=one.number.end)
            of = phrase_at(p, before.number.end)
            joined[-1] = replace(
                before, end=one.end, resume=one.resume, low=value, high=value, number=number, unit=SHARE, of=of
            )
            continue
        joined.append(one)
    return joined


def _is_ratio(p: Passage, one: Measure, other: Measure) -> bool:
    between = [a.lower for a in p.atoms[one.end : other.start]]
    if between not in (["in"], ["in", "every"]) or other.unit is not NO_UNIT or other.joined or other.hedges:
        return False
    return one.unit.kind in ("count", "currency") and one.low == one.high <= _RATIO_MOST and one.low < other.low
