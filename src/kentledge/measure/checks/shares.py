"""Parts of a whole: "45 of the 60 seats, or 75 percent"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from kentledge.measure.checks.asserted import of_another
from kentledge.measure.checks.figures import Figure, rounded, same_thing, worded
from kentledge.measure.checks.intervals import Interval
from kentledge.records import Check

_OF = re.compile(
    r"^\s*(?:out )?of\s+(?:the|its|their|his|her|all|a total of)?\s*(?:\w+\s+|(?:[\w-]+\s+){0,2}[\w-]+[’']s?\s+)?$",
    re.I,
)
_OR = re.compile(r"^\s*(?:,\s*(?:or|about|roughly|which is|that is)?|\((?:or)?|—|–|-)\s*$", re.I)


def share_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """A part against its whole, and both against the share that the text gives beside them."""
    found = []
    for n, (part, whole) in enumerate(itertools.pairwise(figures)):
        if not _is_part(text, part, whole):
            continue
        ratio, wide = part.value / whole.value, part.reach / whole.reach
        formula = f"{part.thing} ÷ all {whole.thing} = share"
        ids = (part.quantity.id, whole.quantity.id)
        if part.reach.apart(whole.reach) and (part.reach.low or 0) > (whole.reach.high or 0):
            says = f"{worded(part.value, part.unit)} cannot be a part of {worded(whole.value, whole.unit)}."
            found.append(Check(ids, formula, ratio.low, ratio.high, "1", "inconsistent", says))
            continue
        share = figures[n + 2] if n + 2 < len(figures) else None
        if share is None or share.unit != "1" or not _OR.match(text[whole.end : share.start]) or share.quantity.change:
            continue
        clash = wide.apart(share.reach)
        says = (
            f"{worded(part.value, part.unit)} of {worded(whole.value, whole.unit)} is {rounded(ratio, '1')}, which "
            f"{'does not agree' if clash else 'agrees'} with the stated {worded(share.value, '1')}."
        )
        verdict = "inconsistent" if clash else "consistent"
        found.append(Check((*ids, share.quantity.id), formula, ratio.low, ratio.high, "1", verdict, says))  # type: ignore[arg-type]
    return [*found, *_shares_of(text, figures)]


def _shares_of(text: str, figures: Sequence[Figure]) -> list[Check]:
    """A share of a whole against the part: "75 percent of the 60 seats, or 45"."""
    found = []
    for share, whole, part in zip(figures, figures[1:], figures[2:], strict=False):
        if share.unit != "1" or share.quantity.change or share.per or whole.per or part.per or whole.unit == "1":
            continue
        if not (_OF.match(text[share.end : whole.start]) and _OR.match(text[whole.end : part.start])):
            continue
        if of_another(text, part):
            continue  # "a quarter of its 800 workers, 50 of them engineers"
        if part.sentence != share.sentence or not same_thing(whole, whole.unit, part, part.unit):
            continue
        implied, wide = share.value * whole.value, share.reach * whole.reach
        clash = wide.apart(part.reach)
        says = (
            f"{worded(share.value, '1')} of {worded(whole.value, whole.unit)} is "
            f"{rounded(implied, whole.unit, like=part.value)}, which "
            f"{'does not agree' if clash else 'agrees'} with the stated {worded(part.value, part.unit)}."
        )
        ids = tuple(f.quantity.id for f in (share, whole, part))
        formula = f"share × all {whole.thing} = part"
        verdict = "inconsistent" if clash else "consistent"
        found.append(Check(ids, formula, implied.low, implied.high, whole.unit, verdict, says))  # type: ignore[arg-type]
    return found


def _is_part(text: str, part: Figure, whole: Figure) -> bool:
    if part.unit == "1" or part.per or whole.per or part.quantity.change or whole.quantity.change:
        return False
    if whole.value.low is None or whole.value == Interval(0, 0):
        return False
    return same_thing(part, part.unit, whole, whole.unit) and bool(_OF.match(text[part.end : whole.start]))
