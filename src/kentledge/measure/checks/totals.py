"""Totals: which figure the text calls one, sums of what it lists, and rates over a length of time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kentledge.measure.checks.asserted import check_on, elsewhere, only_part, unread
from kentledge.measure.checks.figures import Figure, rounded, same_thing, worded
from kentledge.measure.checks.intervals import Interval
from kentledge.measure.conversions import TIMES, factor, least_worked
from kentledge.records import Check, Verdict

_SOME = r"(?: (?:a|an|some|about|around|roughly|nearly|almost|just|only))*"
_BEFORE = re.compile(
    r"(?:(?<!out of )(?<!of )\b(?:a |the |its |their )?total(?: cost| price| bill| value| sum| outlay)?"
    r"(?: of| was| is| to| at| comes to| came to| reached)?"
    r"|\btotal(?:l?ing|l?ed|s)|\bin all|\baltogether|\badd(?:s|ing|ed)? up to|\b(?:comes|came|coming) to"
    r"|\bamount(?:s|ed|ing)? to"
    r"|\b(?:bill|sum|outlay) (?:of|was|is|came to|comes to))"
    rf"{_SOME}[\s,:]*$",
    re.I,
)
_MAKING = re.compile(rf"\b(?:making|(?:which|that|this) (?:makes|made)){_SOME}\s*$", re.I)
_CLOSED = re.compile(r"^\s*(?:[.,;:)–—]|$)")
"""Right after what a list is "making": "making 90 trucks.", not "making 90,000 tonnes at home"."""
_AFTER = re.compile(r"^,?\s*(?:in total|in all|altogether|all told|overall|combined)\b", re.I)
_JOINED = re.compile(r"^(?:[^.;:\n]|\.(?=\d))*$")
_DURING = re.compile(r"^\s*(?:,\s*)?(?:for|over|during|in)\s+(?:the\s+(?:next|past|last|coming|following)\s+)?$", re.I)
_BEFORE_REACH = 60


def called_total(text: str, figure: Figure) -> bool:
    """Whether the words around the figure call it a total."""
    before = text[max(0, figure.start - _BEFORE_REACH) : figure.start]
    after = text[figure.end : figure.end + 20]
    if _BEFORE.search(before) or _AFTER.search(after) or (_MAKING.search(before) and _CLOSED.search(after)):
        return True
    return bool(re.match(r"(?:a )?total of\b", figure.quantity.text, re.I))


def compared(
    inputs: Sequence[Figure], total: Figure, implied: Interval, wide: Interval, formula: str, wrong: str = ""
) -> Check:
    """A check of a stated total against what the inputs imply; `wide` is that with the reach of their rounding."""
    clash = wide.apart(total.reach)
    verdict: Verdict = "inconsistent" if clash else "consistent"
    should = rounded(implied, total.unit, total.per, like=total.value)
    says = worded(total.value, total.unit, total.per)
    sentence = f"The stated {says} {'does not fit' if clash else 'fits'} the other figures, which give {should}."
    if clash and wrong:
        sentence = f"{sentence[:-1]}: {wrong}."
    return check_on((*inputs, total), formula, implied, total.unit, total.per, verdict, sentence)


def summed(parts: Sequence[Figure], total: Figure) -> Check:
    """A check of a stated total against the parts of a list."""
    implied, wide = parts[0].value, parts[0].reach
    for part in parts[1:]:
        implied, wide = implied + part.value, wide + part.reach
    formula = " + ".join(worded(f.value, f.unit or total.unit) for f in parts) + " = the total"
    return compared(parts, total, implied, wide, formula)


def time_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """Rates over a length of time against a total: "8,000 shells a year for five years, a total of 40,000 shells"."""
    found = []
    for rate, length in itertools.pairwise(figures):
        if not (rate.timed and length.unit in TIMES and length.per is None and rate.sentence == length.sentence):
            continue
        assert rate.per is not None
        turned = factor(length.unit, rate.per.unit)
        if (
            not _DURING.match(text[rate.end : length.start])
            or turned is None
            or rate.unit in TIMES
            or rate.quantity.change
        ):
            continue
        implied = rate.value * length.value.times(turned / rate.per.value)
        wide = rate.reach * length.value.times(turned / rate.per.value)
        formula = f"{rate.unit_words} × {worded(length.value, length.unit)} = {rate.thing}"
        for total in figures:
            if total.sentence != rate.sentence or total.start < length.end or total.per or total.unit != rate.unit:
                continue
            if not called_total(text, total) or not same_thing(rate, rate.unit, total, total.unit):
                continue
            taken = not rate.reach.apart(total.reach)
            other = rate.money and elsewhere(text, total)
            if wide.apart(total.reach) and (other or (partly_worked(rate, length, wide, total) and not taken)):
                continue
            wrong = f"the rate a {rate.per.unit} is given as the total" if taken else ""
            found.append(compared((rate, length), total, implied, wide, formula, wrong))
            break
    return found


def partly_worked(rate: Figure, length: Figure, made: Interval, total: Figure) -> bool:
    """Whether a total may be what a rate makes in the working hours or days of a time: "$15 an hour for two weeks"."""
    least = least_worked(rate.per.unit, length.unit) if rate.per is not None else 1.0
    return least < 1 and not Interval(made.low and made.low * least, made.high).apart(total.reach)


def sum_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """Sums of a list: "30 trucks from Varnes and 20 trucks from Port Brink, 50 trucks in all"."""
    found = []
    for total in figures:
        if not called_total(text, total) or total.per or total.quantity.change or total.unit in ("1", *TIMES):
            continue
        near = [f for f in figures if f.sentence == total.sentence]
        parts = [f for f in near if f.end <= total.start and same_thing(f, f.unit, total, total.unit)]
        plain = all(f.per is None and not f.quantity.change and f.value.closed for f in parts)
        if len(parts) < 2 or not plain or len(near) != len(parts) + 1 or near[-1] is not total:
            continue
        gaps = [text[a.end : b.start] for a, b in itertools.pairwise(parts)]
        if any(unread(gap) for gap in gaps) or only_part(text, parts[0].start, total.start):
            continue  # a part that was not measured or named may be left out
        listed = all(re.search(r"(?:,|\band|\bplus)\s*$", gap) and _JOINED.match(gap) for gap in gaps)
        if not listed or re.search(r"\b(?:of|from|than|out)\s*(?:which|them|a|the)?\s*$", text[: total.start][-20:]):
            continue
        found.append(summed(parts, total))
    return found
