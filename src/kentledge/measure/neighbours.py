"""What neighbouring measures lend each other: units, directions of change, bounds of the same in another unit."""

from __future__ import annotations

from dataclasses import replace

from kentledge.measure.atoms import BREAK, GLUED, Passage
from kentledge.measure.context import change_after, change_before, change_governing
from kentledge.measure.measures import Measure, like_millions
from kentledge.measure.nouns import after_determiners, is_possessive
from kentledge.measure.units import NO_UNIT, money_of

_LISTING = frozenset((",", "and", "or", "-"))
_WHERE = frozenset(("in", "at", "for", "on"))
_RATE_REACH = 4
_SINCE = frozenset(("last", "first", "past", "next", "previous", "remaining", "original", "roughly", "about", "some"))
_MOST_POINTS = 100
"""More points than these are no percentage points."""
_OWNED = 4
"""How many words from "of" to an owner may stand before the number that lends its unit: "of the country's 155"."""
_REACH = 4
"""How many atoms may stand between a number and the next that lends it its unit."""


def with_shared_units(p: Passage, measures: list[Measure]) -> list[Measure]:
    """Bare numbers with the unit of a neighbour: "15, 20 and 30 percent", "280 of the 1,500 tanks", "fell by 1"."""
    shared = list(measures)
    for k in reversed(range(len(shared) - 1)):
        shared[k] = _from_next(p, shared[k], shared[k + 1])
    for k in range(1, len(shared)):
        if not ends_sentence(p, shared[k - 1].end, shared[k].start):
            shared[k] = _from_previous(p, like_millions(p, shared[k], shared[k - 1]), shared[k - 1])
    return shared


def _from_next(p: Passage, one: Measure, after: Measure) -> Measure:
    apart = after.start - one.end
    if one.unit is not NO_UNIT or after.unit.kind in ("none", "age") or not 0 < apart <= _REACH:
        return one
    if ends_sentence(p, one.end, after.start):
        return one
    between = _between(p, one, after)
    owned = is_possessive(p.atoms[after.start - 1]) and len(between) <= _OWNED
    if between[0] == "of" and (
        owned or all(w in _SINCE or after_determiners(p, k) > k for k, w in enumerate(between[1:], one.end + 1))
    ):
        scale = after.number.scale if one.number.scale == 1 and after.unit.kind == "currency" else 1
        return replace(one, unit=after.unit, low=one.low * scale, high=one.high * scale)
    # "5 million, or 6 percent" says one thing twice; "5 million and 6 percent" are two things.
    listed = _LISTING.issuperset(between) and between != [",", "or"]
    if between in (["by"], ["x"], ["×"]) and after.unit.kind == "measure":
        return replace(one, unit=after.unit)  # "30 by 40 metres"
    alike = after.unit.kind != "currency" and (after.unit.kind != "share" or one.number.scale == 1)
    return replace(one, unit=after.unit) if listed and alike else one


def _from_previous(p: Passage, one: Measure, before: Measure) -> Measure:
    if one.unit is not NO_UNIT:
        return one
    if before.unit.kind == "age" and one.high <= 120 and _between(p, before, one) in (["and"], [","], ["or"]):
        return replace(one, unit=before.unit)
    if one.per and one.per == before.per:
        return replace(one, unit=before.unit)  # "7,000 shells a day and the other side 60,000 a day"
    if before.unit.kind not in ("share", "measure", "currency"):
        return one
    # "Rose 5 percent to 53": the level after a change has a unit of its own, which is not said.
    level = before.framed or _word_before(p, before) in ("to", "from", "at")
    if _word_before(p, one) == "by" or (_word_before(p, one) in ("to", "from") and level):
        return replace(one, unit=before.unit, per=before.per)
    return one


def with_points(p: Passage, measures: list[Measure]) -> list[Measure]:
    """ "Sank eight points to 29 %": next to a percentage, points are percentage points."""
    turned = list(measures)
    for k, one in enumerate(measures):
        if one.unit.name != "point":
            continue
        for other in (*measures[max(0, k - 3) : k], *measures[k + 1 : k + 2]):
            first, second = sorted((one, other), key=lambda m: m.start)
            if one.low > _MOST_POINTS or _between(p, first, second)[-2:] in ([","], [",", "or"], ["or"], ["("]):
                break  # an index: "33.7 points, or 0.46 %"
            if other.unit.kind == "share" and not ends_sentence(p, first.end, second.start):
                turned[k] = replace(one, unit=replace(one.unit, name="percentage point", kind="share"))
    return turned


def with_shared_rates(p: Passage, measures: list[Measure]) -> list[Measure]:
    """ "Climbed 11 cents to $5.62 a bushel": a change and the levels around it are rates alike."""
    shared = list(measures)
    for k in range(1, len(shared)):
        one, other = shared[k - 1], shared[k]
        between = _between(p, one, other)
        alike = money_of(p, one.unit).name == money_of(p, other.unit).name
        linked = between and between[-1] in ("to", "from", "up", "down", "by") and len(between) <= _RATE_REACH
        moved = one.change or other.change or "from" in between
        if not (alike and linked and moved) or one.unit is NO_UNIT or ends_sentence(p, one.end, other.start):
            continue
        if one.per and not other.per and one.per.unit not in ("year", "each"):
            shared[k] = replace(other, per=one.per)
        elif other.per and not one.per:
            shared[k - 1] = replace(one, per=other.per)
    return shared


def with_changes(p: Passage, measures: list[Measure]) -> list[Measure]:
    """The measures with the direction of the change that the words around them, or the measure before, tell."""
    changed: list[Measure] = []
    for one in measures:
        direction = one.change
        if direction is None and not (one.joined and one.framed):
            direction = change_before(p, one.start, one.unit)
        if direction is None and one.number.form == "factor" and p.atoms[one.number.first].lower.endswith("ed"):
            direction = "up" if one.number.low > 1 else "down"
        if direction is None and _word_before(p, one) == "+" and p.atoms[one.start].gap == GLUED:
            direction = "up"
        if direction is None and not one.joined:
            direction = change_governing(p, one.start, one.end, one.unit)
        direction = direction or change_after(p, one.end, one.unit)
        if direction is None and changed and (_goes_on(p, changed[-1], one) or _is_level(p, changed[-1], one)):
            direction = changed[-1].change
        changed.append(replace(one, change=direction))
    return changed


def _goes_on(p: Passage, before: Measure, one: Measure) -> bool:
    """Whether a change goes on: "were down 2.3 percent, its rival by 2.6 percent"."""
    between = _between(p, before, one)
    if between == [",", "or"] and (one.unit.kind == "share" or one.unit.name == "point"):
        return not ends_sentence(p, before.end, one.start)  # "by 430 million, or 12.5 percent"
    if between[:1] and between[0] in _WHERE and between[-1] in ("and", ",") and before.change and len(between) <= 5:
        following = p.atoms[one.end].lower if one.end < len(p.atoms) else ""
        shares = before.unit.kind == one.unit.kind == "share" and not (before.framed or one.framed)
        # "5 % in May, 3 % in June"
        return shares and following in _WHERE and not ends_sentence(p, before.end, one.start)
    if one.framed or not between or before.unit.name != one.unit.name or ends_sentence(p, before.end, one.start):
        return False
    return _LISTING.issuperset(between) or between[-1] == "by"


def _is_level(p: Passage, before: Measure, one: Measure) -> bool:
    """Whether a number is what a change led to: "rose by a third to 90", "fell 2.3 percent at 512 crowns"."""
    between = _between(p, before, one)
    amount = before.unit.kind in ("share", "measure", "currency")
    return not before.framed and (between in (["to"], [",", "to"]) or (between == ["at"] and amount))


def with_conversions(p: Passage, measures: list[Measure]) -> list[Measure]:
    """What holds of a quantity holds of the same in another unit: "more than 7 million crowns ($1.1 million)"."""
    converted: list[Measure] = []
    for one in measures:
        before = converted[-1] if converted else None
        if before and one.start == before.resume + 1 and p.atoms[before.resume].text == "(" and not one.hedges:
            alike = before.unit.kind == one.unit.kind and before.unit.kind in ("currency", "measure", "time")
            if alike and before.unit.name != one.unit.name:
                one = replace(one, hedges=before.hedges, change=one.change or before.change, per=one.per or before.per)
        converted.append(one)
    return converted


def _between(p: Passage, one: Measure, other: Measure) -> list[str]:
    return [a.lower for a in p.atoms[one.end : other.start]]


def _word_before(p: Passage, one: Measure) -> str:
    return p.atoms[one.start - 1].lower if one.start else ""


def ends_sentence(p: Passage, start: int, end: int) -> bool:
    """Whether a sentence ends between the atoms `start` and `end`."""
    for k in range(start, min(end + 1, len(p.atoms))):
        if p.atoms[k].gap == BREAK:
            return True
        if (
            p.atoms[k].text in ".!?"
            and k < end
            and p.atoms[k + 1].gap != GLUED
            and not p.atoms[k + 1].text[0].islower()
        ):
            return True
    return False
