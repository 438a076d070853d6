"""A price, a rate, an average or a conversion against a total.

"1,200 sets at $2,500 each, spending $3 million", "800 a month for four years, a total of 38,400", "1.8 million francs
for 60 clubs, an average of 30,000", "3 million lira, or $75,000 at 40 lira to the dollar".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kentledge.measure.checks.asserted import ABOUT, WORDS, alike, elsewhere, level, of_another, ratio_checked, unread
from kentledge.measure.checks.figures import Figure, is_money, worded
from kentledge.measure.checks.totals import called_total, partly_worked
from kentledge.measure.conversions import TIMES, factor
from kentledge.records import Check

_EACH = re.compile(r"^\s*(?:each|apiece|per\s+[\w-]+|an?\s+[\w-]+|for each|every\s+[\w-]+)\b", re.I)
_EACH_OF = re.compile(r"\b(?:each|apiece|per|an?)\b", re.I)
_AVERAGE = re.compile(
    r"\b(?:average(?: of)?|averaging|giving each(?: [\w-]+)?|which is|or"
    r"|each (?:of (?:them|these|the [\w-]+) )?(?:gets?|got|getting|receiv(?:es?|ed|ing)|pays?|paid|paying))"
    rf"\s+{ABOUT}\s*$",
    re.I,
)
_SUM = re.compile(
    r"\b(?:worth|total(?:l?ing|s)?|cost(?:s|ing)?|spend(?:s|ing)?|spent|fetch(?:ed)?|bring(?:s|ing)?(?: in)?"
    r"|brought(?: in)?|bank(?:s|ed)?|earn(?:s|ed|ing)?|rais(?:e|es|ed|ing)|pa(?:y|ys|id|ying)|bill|sum|price|value"
    rf"|com(?:es|ing) to|came to|tak(?:es|ing)|took|order|deal|or|down by)\b{WORDS}{{0,25}}$",
    re.I,
)
_NEW = re.compile(r"\b(?:and|but|plus|then|while|before|after|besides)\b", re.I)
_FOR = re.compile(
    rf"{WORDS}{{0,40}}\b(?:for|over|during|across|through|throughout)\s+(?:the\s+)?(?:next\s+|past\s+|last\s+)?$", re.I
)
_OR = re.compile(
    rf"^{WORDS}{{0,30}}?[,(–—]\s*(?:or|which (?:is|works out at|makes)|that is|equivalent to|equal to|an? average of"
    rf"|averaging)\s*{ABOUT}\s*$",
    re.I,
)
_TO_ONE = re.compile(r"^\s*(?:to|for|per)\s+(?:the|a|an|each|every|one)\s+([\w-]+)", re.I)
_CURRENCIES = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "franc": "CHF"}


def product_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """Prices, rates, averages and conversions against the totals that the words beside them give."""
    return [
        *_priced(text, figures),
        *_timed(text, figures),
        *_by_time(text, figures),
        *_averages(text, figures),
        *_converted(text, figures),
    ]


def _near(figures: Sequence[Figure], at: Figure) -> list[Figure]:
    return [f for f in figures if f.sentence == at.sentence]


def _counts(f: Figure) -> bool:
    """Whether a figure counts things."""
    return level(f) and not f.per and not is_money(f.unit) and f.unit not in ("1", "percentage point", *TIMES)


def _priced(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """Things at a price each, and what they come to."""
    for price in figures:
        each = price.per is not None and price.per.value == 1 and price.per.unit not in TIMES
        if not each or not level(price) or price.unit == "1":
            continue
        near = _near(figures, price)
        things = [f for f in near if f is not price and _is_of(f, price)]
        totals = [f for f in near if f is not price and f not in things and level(f) and not f.per and alike(f, price)]
        if len(things) != 1 or len(totals) != 1 or totals[0].quantity.change:
            continue
        (thing,), (total,) = things, totals
        before = (
            text[max(p.end for p in (price, thing) if p.end <= total.start) : total.start]
            if total.start > min(price.start, thing.start)
            else ""
        )
        told = _SUM.search(text[max(0, total.start - 45) : total.start])
        if not (told or before) or unread(before):
            continue
        made, outcome = price.reach * thing.reach, price.value * thing.value
        what = worded(thing.value, thing.unit if _counts(thing) else "")
        if made.apart(total.reach) and (not told or elsewhere(text, total, price, thing)):
            continue
        of = f"{what.strip()} times {worded(price.value, price.unit, price.per)} is"
        yield ratio_checked((price, thing, total), made, outcome, total, "price × things = total", of)


def _is_of(f: Figure, price: Figure) -> bool:
    """Whether a figure counts things at a price, as "6,500" of "£24 a head, with 6,500 through the turnstiles" does."""
    assert price.per is not None
    lent = f.per == price.per and f.unit == price.unit and not _EACH_OF.search(f.quantity.text)
    named = f.unit == price.per.unit or re.search(r"\b(?:each|apiece|head|person)\b", price.quantity.text, re.I)
    return lent or bool(_counts(f) and f.unit != price.unit and named)


def _timed(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """A rate in time over a length of time, and what it comes to."""
    for rate, length in pairwise(figures):
        if (
            not rate.timed
            or length.unit not in TIMES
            or length.per
            or rate.sentence != length.sentence
            or rate.unit in TIMES
        ):
            continue
        assert rate.per is not None
        turned = factor(length.unit, rate.per.unit)
        if turned is None or not level(rate) or not level(length) or not _FOR.search(text[rate.end : length.start]):
            continue
        scale = turned / rate.per.value
        made, outcome = rate.reach * length.value.times(scale), rate.value * length.value.times(scale)
        for total in (f for f in _near(figures, rate) if f.start >= length.end and not f.per and level(f)):
            other = 1.0 if alike(total, rate) else factor(rate.unit, total.unit)
            lead = text[length.end : total.start]
            if other is None or unread(lead) or not (_SUM.search(lead) or re.search(r"[,;]\s*[\w\s]{0,20}$", lead)):
                continue
            if made.times(other).apart(total.reach) and (
                not _sums_up(text, lead, total) or partly_worked(rate, length, made.times(other), total)
            ):
                break
            of = f"{worded(rate.value, rate.unit, rate.per)} for {worded(length.value, length.unit)} is"
            yield ratio_checked(
                (rate, length, total),
                made.times(other),
                outcome.times(other),
                total,
                "rate × time = total",
                of,
                total.unit or rate.unit,
            )
            break


def _sums_up(text: str, lead: str, total: Figure) -> bool:
    """Whether a figure is told as what those before it make: a total or ", costing", not "and spent"."""
    told = called_total(text, total) or (_SUM.search(lead) and not _NEW.search(lead))
    return bool(told) and not of_another(text, total) and not elsewhere(text, total)


def _by_time(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """A total over a time and its rate, or one rate as another: "12 million over four years, or 3 million a year"."""
    for total, length, rate in zip(figures, figures[1:], figures[2:], strict=False):
        fits = (
            total.sentence == rate.sentence and length.unit in TIMES and rate.timed and not total.per and not length.per
        )
        if not fits or not (level(total) and level(length) and level(rate) and alike(total, rate)):
            continue
        assert rate.per is not None
        turned = factor(length.unit, rate.per.unit)
        if (
            turned is None
            or not _FOR.search(text[total.end : length.start])
            or not _OR.match(text[length.end : rate.start])
            or of_another(text, rate)
        ):
            continue
        scale = rate.per.value / turned
        made, outcome = (total.reach / length.value).times(scale), (total.value / length.value).times(scale)
        of = f"{worded(total.value, total.unit or rate.unit)} over {worded(length.value, length.unit)} is"
        yield ratio_checked((total, length, rate), made, outcome, rate, "total ÷ time = rate", of, rate.unit, rate.per)
    for one, other in pairwise(figures):
        if not (one.timed and other.timed) or one.sentence != other.sentence or not alike(one, other):
            continue
        assert one.per is not None
        assert other.per is not None
        turned = factor(other.per.unit, one.per.unit)
        if (
            turned is None
            or one.per.unit == other.per.unit
            or not _OR.match(text[one.end : other.start])
            or of_another(text, other)
        ):
            continue
        scale = turned * other.per.value / one.per.value
        made, outcome = one.reach.times(scale), one.value.times(scale)
        of = f"{worded(one.value, one.unit, one.per)} is"
        yield ratio_checked(
            (one, other), made, outcome, other, "rate = the other rate", of, other.unit or one.unit, other.per
        )


def _averages(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """A sum shared out among many, and what each gets."""
    for each in figures:
        lead = text[max(0, each.start - 40) : each.start]
        per = each.per is not None and each.per.unit not in TIMES and each.per.value == 1
        told = _AVERAGE.search(lead) or _EACH.match(text[each.end : each.end + 20])
        if not level(each) or not (told or per) or each.unit in ("1", *TIMES) or of_another(text, each):
            continue
        before = [f for f in _near(figures, each) if f.end <= each.start]
        if len(before) != 2:
            continue
        counts = [f for f in before if _counts(f) and not alike(f, each)]
        sums = [f for f in before if f not in counts and level(f) and not f.per and alike(f, each)]
        if len(counts) != 1 or len(sums) != 1 or sums[0].quantity.change:
            continue
        (many,), (total,) = counts, sums
        made, outcome = total.reach / many.reach, total.value / many.value
        if per and each.per and each.per.unit not in (many.unit, "person") and not _EACH_OF.match(_last_word(each)):
            continue  # "$42,000 with 12 kilowatts, or $21.50 a square foot"
        of = f"{worded(total.value, total.unit or each.unit)} for {worded(many.value, many.unit)} is"
        yield ratio_checked(
            (total, many, each), made, outcome, each, "total ÷ things = average", of, each.unit, each.per
        )


def _last_word(figure: Figure) -> str:
    return figure.quantity.text.split()[-1]


def _converted(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """A sum in two currencies and the rate between them."""
    for rate in figures:
        to = _TO_ONE.match(text[rate.end : rate.end + 24])
        other = _CURRENCIES.get(to[1].lower().removesuffix("s")) if to else None
        if other is None or rate.per or not level(rate):
            continue
        near = [f for f in figures if abs(f.sentence - rate.sentence) <= 1]
        sums = [f for f in near if f is not rate and level(f) and not f.per]
        own = [f for f in sums if f.unit == rate.unit]
        theirs = [f for f in sums if f.unit == other]
        if len(own) != 1 or len(theirs) != 1 or abs(own[0].start - theirs[0].start) > 120:
            continue
        made, outcome = own[0].reach / rate.value, own[0].value / rate.value
        of = f"{worded(own[0].value, own[0].unit)} at {worded(rate.value, rate.unit)} to one {other} is"
        yield ratio_checked(
            (own[0], theirs[0], rate), made, outcome, theirs[0], "sum ÷ rate = sum in the other currency", of
        )
