"""Numbers written with signs: "3/4", "×10^6"."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kentledge.measure.atoms import GLUED, Passage


def slashed(p: Passage, i: int) -> Decimal | None:
    """The value of "3/4" at atom `i`."""
    if _text(p, i + 1) != "/" or p.atoms[i + 1].gap != GLUED or not _text(p, i + 2).isdecimal():
        return None
    above, below = p.atoms[i].text, _text(p, i + 2)
    if not above.isdecimal() or p.atoms[i + 2].gap != GLUED or int(below) == 0:
        return None
    return decimal(Fraction(int(above), int(below)))


def power(p: Passage, i: int) -> tuple[int, int] | None:
    """(end, exponent) of "×10^6", "×10−30" or "e6" at atom `i`; without a sign "×106" could be anything."""
    if _text(p, i) == "e" and p.atoms[i].gap == GLUED and _text(p, i + 1).isdecimal() and p.atoms[i + 1].gap == GLUED:
        return i + 2, int(_text(p, i + 1))
    if _text(p, i) not in ("×", "x", "*") or _text(p, i + 1) != "10":
        return None
    at, negative = i + 2, False
    if _text(p, at) == "^":
        at += 1
    if _text(p, at) in ("-", "−"):
        at, negative = at + 1, True
    if at == i + 2 or not _text(p, at).isdecimal() or len(_text(p, at)) > 2:
        return None
    return at + 1, -int(_text(p, at)) if negative else int(_text(p, at))


def decimal(fraction: Fraction) -> Decimal:
    """A fraction as a decimal number."""
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def _text(p: Passage, i: int) -> str:
    return p.atoms[i].text if 0 <= i < len(p.atoms) else ""
