"""What the checks of asserted relations share: whether two figures may be of one thing, and the words of a verdict."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kentledge.measure.checks.figures import Figure, is_money, rounded, worded
from kentledge.measure.checks.intervals import Interval
from kentledge.measure.conversions import TIMES
from kentledge.measure.nouns import singular
from kentledge.records import Check, Per, Verdict

WORDS = r"[^.;:()\n]"
"""One character of a clause."""
ABOUT = r"(?:about|around|roughly|just|only|nearly|almost|some|over|under)?"
_NAMES = {"GBP": "pound", "USD": "dollar", "EUR": "euro"}
_NEARLY = 5 / 6
_UNREAD = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|hundred|thousand)\b", re.I
)
_OF_ANOTHER = re.compile(
    r"^\s*(?:(?:of|(?:\w+\s+)?among)\s+(?:them|whom|which|these|those)\b|(?:more|less|fewer|higher|lower)(?![\w-]))",
    re.I,
)
_ONLY_PART = re.compile(
    r"\b(?:includ(?:ing|ed|es?)|(?:among|of)\s+(?:them|whom|which|these|those)|such\s+as|notably|especially"
    r"|particularly|in\s+particular|for\s+(?:example|instance)|at\s+least)\b|\be\.g\.",
    re.I,
)
_ELSEWHERE = re.compile(
    rf"^\s*(?:on|for|to|towards?|from|in(?!\s+(?:all|total|cash|the|an?|\d|[A-Z])))\s+({WORDS}{{1,40}})"
)
_THE_SAME = re.compile(
    r"^(?:them|it|all|that|this|these|those|both|(?:the|an?|its|their|this|that|\d+)\s+(?:whole\s+|entire\s+)?"
    r"(?:lot|orders?|deal|batch|purchases?|fleet|sales?|shipment|consignment|contract|year|month|week|day|period|time))\b",
    re.I,
)
_END = re.compile(r"[.;!?](?!\d)|\n")
_BESIDE = 24
"""Characters before and after a list in which words may say that it is not all there is."""


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures may count one thing: the same unit, or one that is taken from the context and not printed."""
    units = {one.unit, other.unit}
    if len(units) == 1:
        return True
    if "1" in units or units & TIMES or "percentage point" in units:
        return False
    if any(_NAMES.get(a) == b for a, b in ((one.unit, other.unit), (other.unit, one.unit))):
        return True
    return not (_printed(one) and _printed(other))


def _printed(figure: Figure) -> bool:
    if is_money(figure.unit):
        return bool(
            re.search(
                r"[^\W\d_]{3,}|[$€£¥]", re.sub(r"(?i)\b(?:[mb]illion|trillion|thousand)\b", "", figure.quantity.text)
            )
        )
    words = [singular(w.lower()) for w in re.findall(r"[^\W\d_]+", figure.quantity.text)]
    return bool(figure.unit) and figure.unit.split()[-1].lower() in words


def unread(gap: str) -> bool:
    """Whether a stretch between figures has a number that was not measured, so that something may be left out."""
    return bool(_UNREAD.search(gap))


def only_part(text: str, start: int, end: int) -> bool:
    """Whether words in or beside a list say that it is not all there is: "including 40 women", "40 of them armed"."""
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    return bool(_ONLY_PART.search(f"{_END.split(before)[-1]}{text[start:end]}{_END.split(after)[0]}"))


def elsewhere(text: str, total: Figure, *things: Figure) -> bool:
    """Whether the words after a sum say that it is for something else than the things: "$2 million on depots"."""
    spent = _ELSEWHERE.match(text[total.end : total.end + 60])
    if spent is None or _THE_SAME.match(spent[1]):
        return False
    end = total.end + spent.end()
    words = {singular(w.lower()) for w in re.findall(r"[^\W\d_]+", spent[1])}
    return not any(total.end <= f.start < end or (f.unit and f.unit.split()[-1].lower() in words) for f in things)


def of_another(text: str, figure: Figure) -> bool:
    """Whether the words after a figure make it a part or a difference: "50 of them", "50 more than in 2030"."""
    return bool(_OF_ANOTHER.match(text[figure.end : figure.end + 30]))


def level(figure: Figure) -> bool:
    """Whether a figure is a plain amount with both bounds, above zero."""
    return figure.value.closed and bool(figure.reach.low and figure.reach.low > 0)


def _reach(said: Figure) -> Interval:
    """How far what is said reaches: "nearly two-thirds" is no less than five sixths of that."""
    reach = said.reach
    nearly = said.quantity.approximate and reach.low is None and reach.high is not None
    return Interval(reach.high * _NEARLY, reach.high) if nearly and reach.high is not None else reach


def check_on(
    inputs: Sequence[Figure], formula: str, outcome: Interval, unit: str, per: Per | None, verdict: Verdict, says: str
) -> Check:
    """A check that rests on some figures, which it names in the order of the text."""
    ids = tuple(f.quantity.id for f in sorted(inputs, key=lambda f: f.start))
    return Check(ids, formula, outcome.low, outcome.high, unit, verdict, says, per)


def ratio_checked(
    figures: Sequence[Figure],
    made: Interval,
    outcome: Interval,
    said: Figure,
    formula: str,
    of: str,
    unit: str | None = None,
    per: Per | None = None,
) -> Check:
    """A verdict on what some figures make against what is said; `made` has the reach of rounding, `outcome` has not.

    `of` opens the sentence: "From 3 ships to 4 ships is up by".
    """
    clash = made.apart(_reach(said))
    unit = said.unit if unit is None else unit
    says = (
        f"{of} {rounded(outcome, unit, per, like=said.value)}, which {'does not agree' if clash else 'agrees'} "
        f"with the stated {worded(said.value, said.unit, said.per)}."
    )
    return check_on(figures, formula, outcome, unit, per, "inconsistent" if clash else "consistent", says)
