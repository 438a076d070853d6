"""Parts and wholes as they are told: shares, what remains, and margins.

"18 of the 120 villages in the valley, or 25 percent", "a third of its 900 workers, some 300 people", "of the 640
prisoners, 485 have been exchanged, leaving 155", "141 to 118, a margin of 23 votes".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kentledge.measure.checks.asserted import ABOUT, WORDS, alike, level, of_another, ratio_checked, unread
from kentledge.measure.checks.figures import Figure, worded
from kentledge.measure.checks.remainders import rest_checks
from kentledge.measure.conversions import TIMES
from kentledge.records import Check

_THE = r"(?:the|its|their|his|her|all|some|[\w-]+[’']s?)"
_OF = re.compile(rf"^\s*(?:out\s+)?of\s+(?:{_THE}\s+)?(?:[\w-]+[’']s?\s+)?$", re.I)
_OR = re.compile(rf"^{WORDS}{{0,45}}?[,(—–-]\s*(?:or|which (?:is|was))?\s*{ABOUT}\s*$", re.I)
_NEXT = re.compile(rf"^{WORDS}{{0,30}}?,\s*(?:or\s+)?{ABOUT}\s*$", re.I)
_SHARE_OF_ALL = re.compile(rf"^\s*of\s+(?:{_THE}\s+)?[a-z][\w\s-]{{2,30}},\s*(?:or\s+)?$", re.I)
_OUT_OF_WORDS = re.compile(r"\b(?:out of|among)\b", re.I)
_COMMA_OF = re.compile(rf"^\s*[,)–—]?\s*of\s+(?:{_THE}\s+)?$", re.I)
_TOLD_AS = re.compile(rf"^{WORDS}{{0,100}}(?::|,\s*(?:listing|counting|with|citing|or))\s*{ABOUT}\s*$", re.I)
_BRACKET = re.compile(rf"^{WORDS}{{0,20}}\s*[,(–—]\s*(?:or|that is)?,?\s*{ABOUT}\s*$", re.I)
_LEFT = re.compile(r"^\s*(?:[\w-]+\s+){0,2}?(?:left|remaining|behind|still|to go)\b", re.I)
_BY = re.compile(rf"\bby\s+(?:a\s+margin\s+of\s+|a\s+majority\s+of\s+)?{ABOUT}\s*$", re.I)
_LEAVING = re.compile(rf"\b(?:leaving|which leaves|that leaves|so that leaves)\s+(?:only\s+)?{ABOUT}\s*$", re.I)
_OTHERS = re.compile(rf"\b(?:the|its|their) (?:other|remaining|rest,?)\s+{ABOUT}\s*$", re.I)
_OUT_OF = re.compile(rf"^(?:\s+[\w-]+){{0,4}}\s+(?:out of|among|of)\s+(?:{_THE}\s+)?$", re.I)
_MARGIN = re.compile(rf"\b(?:margin|majority|difference|gap|lead|spread) of\s+{ABOUT}\s*$", re.I)
_AGAINST = re.compile(r"^\s*(?:votes?\s+)?(?:to|against|versus|–|-)\s*$", re.I)


def part_checks(text: str, figures: Sequence[Figure]) -> list[Check]:
    """Shares, remainders and margins that the words between the figures assert."""
    return [
        *_shares(text, figures),
        *_remainders(text, figures),
        *_left(text, figures),
        *_margins(text, figures),
    ]


def _shares(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    for a, b, c in zip(figures, figures[1:], figures[2:], strict=False):
        if len({f.sentence for f in (a, b, c)}) > 1 or any(f.per for f in (a, b, c)):
            continue
        one, two = text[a.end : b.start], text[b.end : c.start]
        found = None
        if _OF.match(one) and c.unit == "1" != a.unit and _OR.match(two) and not c.quantity.change:
            found = a, b, c  # "18 of the 120 villages, or 25 percent"
        elif _OF.match(one) and a.unit == "1" != b.unit and c.unit != "1" and _NEXT.match(two):
            found = c, b, a  # "a third of its 900 workers, some 300 people"
        elif a.unit == "1" != b.unit and _SHARE_OF_ALL.match(one) and _OF.match(two) and c.unit != "1":
            found = b, c, a  # "two-thirds of those asked, 410 of the 1,000"
        elif (
            a.unit == "1" != b.unit and c.unit != "1" and _TOLD_AS.match(one) and _OUT_OF.match(two) and not unread(one)
        ):
            found = b, c, a  # "a fifth were turned down, listing 3,600 refusals out of 9,000 applications"
        elif a.unit != "1" == b.unit and c.unit != "1" and _OR.match(one) and _COMMA_OF.match(two):
            found = a, c, b  # "45, or 75 percent, of the 60 seats"
        elif a.unit == "1" != b.unit and c.unit != "1" and _BRACKET.match(one) and _OF.match(two):
            found = b, c, a  # "75 percent, or 45 of the 60"
        if found is None:
            continue
        part, whole, share = found
        if c is part and of_another(text, c):
            continue  # "a third of its 900 workers, 50 of them engineers"
        if not (level(part) and level(whole)) or whole.unit in TIMES or part.unit in TIMES:
            continue
        if not (alike(part, whole) or part.unit == "person" or _OUT_OF_WORDS.search(text[part.end : whole.start])):
            continue
        made, outcome = part.reach / whole.reach, part.value / whole.value
        of = f"{worded(part.value, part.unit or whole.unit)} of {worded(whole.value, whole.unit)} is"
        yield ratio_checked(found, made, outcome, share, "part ÷ whole = share", of)


def _remainders(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    for k, rest in enumerate(figures):
        lead = text[max(0, rest.start - 40) : rest.start]
        other = (
            bool(_OTHERS.search(lead)) and k > 1 and bool(_OF.match(text[figures[k - 2].end : figures[k - 1].start]))
        )
        if k < 2 or not (other or _LEAVING.search(lead)):
            continue
        near = (
            figures[k - 1].sentence - figures[k - 2].sentence <= 1 and rest.sentence - figures[k - 1].sentence <= other
        )
        if near and not unread(text[figures[k - 1].end : rest.start]):
            yield from rest_checks(text, figures[:k], rest, figures[k + 1 :])


def _left(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    """A part of a whole that is gone, and what is left: "sold 30 of its 45 ships and has 15 left"."""
    for k, (gone, whole, rest) in enumerate(zip(figures, figures[1:], figures[2:], strict=False), 2):
        if gone.sentence != rest.sentence or not _OF.match(text[gone.end : whole.start]):
            continue
        if _LEFT.match(text[rest.end : rest.end + 30]) and not unread(text[whole.end : rest.start]):
            yield from rest_checks(text, figures[:k], rest, figures[k + 1 :])


def _margins(text: str, figures: Sequence[Figure]) -> Iterator[Check]:
    rows = list(zip(figures, figures[1:], figures[2:], strict=False))
    led = [(b, c, a) for a, b, c in rows if _BY.search(text[max(0, a.start - 40) : a.start]) and b.start - a.end < 24]
    for a, b, c in [*rows, *led]:
        by = (a, b, c) in led
        if a.sentence != c.sentence or (not by and not _MARGIN.search(text[max(0, c.start - 40) : c.start])):
            continue
        if not (_AGAINST.match(text[a.end : b.start]) and level(a) and level(b)) or c.per or c.unit == "1" != a.unit:
            continue
        shares = a.unit == "1"
        if shares and c.unit != "percentage point":
            continue
        more, less = (a, b) if (a.value.low or 0) >= (b.value.low or 0) else (b, a)
        made, outcome = more.reach + -less.reach, more.value + -less.value
        if shares:
            made, outcome = made.times(100), outcome.times(100)
        of = f"{worded(more.value, more.unit)} to {worded(less.value, less.unit)} is a margin of"
        yield ratio_checked((a, b, c), made, outcome, c, "more − less = margin", of)
