"""Prices: of one against of many, and a price times an amount against a total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kentledge.measure.checks.asserted import check_on, elsewhere
from kentledge.measure.checks.figures import Figure, is_money, rate_words, rounded, same_thing, worded
from kentledge.measure.checks.intervals import Interval
from kentledge.measure.checks.totals import called_total, compared
from kentledge.measure.conversions import TIMES, factor
from kentledge.records import Check, Per

_NEAR = 1
"""Figures that bear on each other stand in one sentence or in two that follow each other."""
_BOUGHT = re.compile(
    r"\b(?:bought|buys?|buying|sold|sells?|selling|ordered|orders?|ordering|purchased?|paid|pays?|spent|delivered|supplied)\b",
    re.I,
)
_FOR = re.compile(r"^\s*(?:on|for|to buy|to purchase|buying|worth of)?\s*(?:the|its|their)?\s*$", re.I)
_AT = re.compile(r"^\s*(?:of (?:[a-z-]+ ){1,4})?,?\s*(?:at|for|priced at|costing|which cost|that cost)\s*$", re.I)
_DATED = re.compile(r"\b(?:1[89]|20)\d\d\b")


def price_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """What prices say of each other, and what they make of the amounts beside them."""
    prices = [
        f for f in figures if f.per is not None and f.per.unit not in TIMES and f.unit not in TIMES and f.unit != "1"
    ]
    return [*_one_and_many(text, prices), *_amounts(text, prices, figures)]


def _one_and_many(text: str, prices: Sequence[Figure]) -> list[Check]:
    """The price of many things against that of one: "300 million dollars per million shells", "$600 per shell"."""
    found = []
    for many in prices:
        for one in prices:
            assert many.per is not None
            assert one.per is not None
            if many.per.value <= 1 or one.per.value != 1 or not _near(many, one) or many.unit != one.unit:
                continue
            if not same_thing(many, many.per.unit, one, one.per.unit) or many.quantity.change or one.quantity.change:
                continue
            each, wide = many.value.times(1 / many.per.value), many.reach.times(1 / many.per.value)
            clash = wide.apart(one.reach)
            if clash and (many.sentence != one.sentence or not _comparable(text, many, one)):
                continue
            per = Per(1.0, many.per.unit)
            formula = f"{many.unit_words} ÷ {many.per.value:,.0f} = {many.thing}{rate_words(per)}"
            says = (
                f"{worded(many.value, many.unit, many.per)} is {rounded(each, many.unit, per)}, which "
                f"{'does not agree' if clash else 'agrees'} with {worded(one.value, one.unit, one.per)}."
            )
            found.append(
                check_on((many, one), formula, each, many.unit, per, "inconsistent" if clash else "consistent", says)
            )
    return found


def _amounts(text: str, prices: Sequence[Figure], figures: Sequence[Figure]) -> list[Check]:
    found = []
    amounts = [
        f
        for f in figures
        if f.unit not in ("1", *TIMES)
        and not is_money(f.unit)
        and (f.per is None or f.timed)
        and not f.quantity.change
        and f not in prices
    ]
    chosen = [(amount, *priced) for amount in amounts if (priced := _price_of(amount, prices))]
    for amount, price, turned in chosen:
        assert price.per is not None
        if any(other is price and _distance(a, price) < _distance(amount, price) for a, other, _ in chosen):
            continue  # the price is that of another amount, nearer to it
        scale = turned / price.per.value
        implied, wide = (price.value * amount.value).times(scale), (price.reach * amount.reach).times(scale)
        formula = f"{price.unit_words} × {amount.unit_words} = {price.thing}{rate_words(amount.per)}"
        total = _total(text, price, amount, figures)
        if total is not None and wide.apart(total.reach) and elsewhere(text, total, price, amount):
            total = None
        total = total or _just_so(price, amount, implied, figures)
        if total is not None:
            if (check := _against(price, amount, total, implied, wide, formula)) is not None:
                found.append(check)
            continue
        if (implied.low, implied.high) == (None, None) or amount.value == Interval(1, 1):
            continue
        found.append(_implied(text, price, amount, implied, formula))
    return found


def _price_of(amount: Figure, prices: Sequence[Figure]) -> tuple[Figure, float] | None:
    """The nearest price of what is counted, and how many of its things the unit is; prices with both bounds first."""
    best: list[tuple[bool, tuple[int, int], int, Figure, float]] = []
    for n, price in enumerate(prices):
        assert price.per is not None
        turned = factor(amount.unit, price.per.unit)
        if turned is None or not _near(price, amount) or price.quantity.change:
            continue
        if turned == 1.0 and not same_thing(amount, amount.unit, price, price.per.unit):
            continue
        best.append((not price.value.closed, _distance(amount, price), n, price, turned))
    return min(best)[3:] if best else None


def _total(text: str, price: Figure, amount: Figure, figures: Sequence[Figure]) -> Figure | None:
    """The figure that the text gives as what the amount comes to at the price."""
    for f in figures:
        if f in (price, amount) or f.per not in (None, amount.per) or f.quantity.change or f.unit == "1":
            continue
        if f.unit != price.unit and not (is_money(f.unit) and price.money):
            continue
        if not _near(f, price) or f.sentence < amount.sentence:
            continue
        if any(g.per and g not in (price, amount) and price.end <= g.start < f.start for g in figures):
            continue  # another price stands between: the total is that one's
        spent = (
            f.end <= amount.start <= price.start
            and _FOR.match(text[f.end : amount.start])
            and _AT.match(text[amount.end : price.start])
        )
        if spent or (
            called_total(text, f) and f.start > min(price.start, amount.start) and _comparable(text, price, f)
        ):
            return f
    return None


def _just_so(price: Figure, amount: Figure, implied: Interval, figures: Sequence[Figure]) -> Figure | None:
    """The figure close by that is what the amount comes to, at both of its ends, whatever the text calls it."""
    for f in figures:
        same = f.unit == price.unit and f.per == amount.per and f not in (price, amount) and not f.quantity.change
        if same and _near(f, price) and _near(f, amount) and _alike(f.value, implied):
            return f
    return None


def _alike(one: Interval, other: Interval) -> bool:
    """Whether two intervals have both ends in common, but for half a percent."""
    ends = ((one.low, other.low), (one.high, other.high))
    return all(a is not None and b is not None and abs(a - b) <= 0.005 * abs(b) for a, b in ends)


def _against(
    price: Figure, amount: Figure, total: Figure, implied: Interval, wide: Interval, formula: str
) -> Check | None:
    if total.per != amount.per:
        if amount.per is None or total.unit != price.unit:
            return None
        wrong = ""
        return None if wide.apart(total.reach) else compared((price, amount), total, implied, wide, formula, wrong)
    if total.unit != price.unit:
        if wide.apart(total.reach):
            return None  # another currency, another number: most likely converted
        says = (
            f"{worded(price.value, price.unit, price.per)} for {worded(amount.value, amount.unit, amount.per)} is "
            f"{rounded(implied, price.unit, amount.per)}, but the total is in {total.unit}: the units clash."
        )
        inputs = (price, amount, total)
        return check_on(inputs, formula, implied, price.unit, amount.per, "inconsistent", says)
    taken = amount.value.low is not None and amount.value.low > 1 and total.value == price.value
    wrong = f"the price{rate_words(price.per)} is given as the total" if taken else ""
    return compared((price, amount), total, implied, wide, formula, wrong)


def _implied(text: str, price: Figure, amount: Figure, implied: Interval, formula: str) -> Check:
    between = text[
        min(price.start, amount.start) - 40 if min(price.start, amount.start) > 40 else 0 : max(price.end, amount.end)
    ]
    says = (
        f"{worded(amount.value, amount.unit, amount.per)} times {worded(price.value, price.unit, price.per)} is "
        f"{rounded(implied, price.unit, amount.per)}"
    )
    if not (_BOUGHT.search(between) and price.sentence == amount.sentence):
        says += (
            f", an upper bound: the text does not say that all of these {amount.thing} are paid for at that price"
            if implied.high is not None
            else f", as if all of these {amount.thing} were paid for at that price, which the text does not say"
        )
    return check_on((price, amount), formula, implied, price.unit, amount.per, "implies", f"{says}.")


def _distance(one: Figure, other: Figure) -> tuple[int, int]:
    """In sentences, then in characters."""
    return abs(one.sentence - other.sentence), abs(one.start - other.start)


def _near(one: Figure, other: Figure) -> bool:
    return abs(one.sentence - other.sentence) <= _NEAR


def _comparable(text: str, one: Figure, other: Figure) -> bool:
    """Whether a difference would be a clash: one speaker, and no other year between them."""
    said = {one.quantity.statement, other.quantity.statement} - {None}
    between = text[min(one.start, other.start) : max(one.end, other.end)]
    return len(said) < 2 and not _DATED.search(between)
