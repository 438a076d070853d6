"""One number with its sign, unit, rate and what it is of; and two of them joined to a range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, GLUED, SPACE, Atom, Passage, atoms_of
from kentledge.measure.context import Hedge, change_before, hedge_after, hedges_before, is_gone, rate_at
from kentledge.measure.nouns import of_phrase, phrase_at
from kentledge.measure.number_words import number_words
from kentledge.measure.numbers import Number, and_part, may_begin, number_at
from kentledge.measure.phrases import Phrases, marked
from kentledge.measure.units import NO_UNIT, Unit, after_money, may_be_money, money_before, unit_of
from kentledge.records import Change, Per

_MILLION = Decimal(1_000_000)
_GAP = 4
"""How many atoms may stand between the first end of a "from … to …" and its "to"."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number or a range with its unit over the atoms `first` to `end`; `low` and `high` before the unit's factor.

    `start` is `first` or the first word of bound, approximation or range before it. `of` are the atoms of what is
    measured. `joined` tells a range of two printed numbers, `framed` one after "from" or "between", `falls` one whose
    first number is the higher, and `ends` are the two of "from … to …". Reading goes on at `resume`, which is `end`
    unless brackets with a quantity of their own stand before a rate.
    """

    first: int
    start: int
    end: int
    low: Decimal
    high: Decimal
    number: Number
    unit: Unit
    hedges: frozenset[Hedge] = frozenset()
    per: Per | None = None
    of: tuple[int, int] | None = None
    change: Change | None = None
    joined: bool = False
    framed: bool = False
    falls: bool = False
    ends: tuple[Measure, Measure] | None = None
    resume: int = 0


@dataclass(frozen=True, slots=True)
class _Words:
    frames: Phrases[str]
    joiners: Phrases[bool]
    negative: frozenset[str]
    fractions: frozenset[str]


@cache
def _words() -> _Words:
    lex = lexicon("quantities")
    return _Words(
        Phrases((w, "and" if "between" in w else "to") for w in lex["ranges"]["between"]),
        marked(lex["ranges"]["joiners"]),
        frozenset(lex["numbers"]["negative"]),
        frozenset(w for forms in lex["numbers"]["fractions"] for w in forms),
    )


@cache
def _openers() -> frozenset[str]:
    """The words with which a measure can begin."""
    lex = lexicon("quantities")
    money = (*lex["currencies"]["before"], *lex["currencies"]["codes"]["list"])
    return number_words().starts | {atoms_of(w)[0].lower for w in money} | _words().negative


def may_open(atom: Atom) -> bool:
    """Whether a measure can begin with the atom; most words are passed over by this alone."""
    return atom.kind != "word" or atom.lower in _openers()


def measure_at(p: Passage, i: int, mask: frozenset[int], counted_last: str | None) -> Measure | None:
    """The measure whose number or sign begins at atom `i`, or None; atoms in `mask` are no numbers."""
    if i >= len(p.atoms):
        return None
    if not (may_begin(p.atoms[i]) or may_be_money(p.atoms[i]) or p.atoms[i].lower in _words().negative):
        return None
    at, negative = _sign(p, i)
    currency = money_before(p, at)
    if currency:
        at = currency[0]
        if not negative:
            at, negative = _sign(p, at)
    number = number_at(p, at, money=currency is not None)
    if number is None or any(k in mask for k in range(number.first, number.end)):
        return None
    end, hedges = hedge_after(p, number.end)
    if currency:
        end, unit = after_money(p, end, currency[1])
    else:
        end, unit, _ = unit_of(p, number, end)
        if unit is NO_UNIT:
            end = number.end if not hedges else end
    if unit.kind in ("time", "measure") and number.form == "word" and (part := and_part(p, end)):
        number, end = replace(number, low=number.low + part, high=number.high + part), end + 3
    after, more = hedge_after(p, end)
    hedges |= more
    of = of_phrase(p, after, money=unit.kind == "currency") if unit is not NO_UNIT else None
    if number.form == "share" and of is None and p.atoms[end - 1].lower not in _words().fractions:
        of = phrase_at(p, end)  # "8 out of 10 voters"
    resume = 0
    per = Per(1.0, unit.per) if unit.per else None
    for place in () if per else (after, of[1] if of else after, _past_brackets(p, after)):
        if unit is NO_UNIT and not _takes_rate(p, number, place):
            break
        if rate := rate_at(p, place, counted_last, loose=unit.kind in ("currency", "measure")):
            resume = after if place < len(p.atoms) and place > after and p.atoms[after].text == "(" else 0
            after, per = rate
            after, more = hedge_after(p, after)
            hedges |= more
            of = of or of_phrase(p, after)
            break
    low, high = (-number.high, -number.low) if negative else (number.low, number.high)
    return Measure(i, i, after, low, high, number, unit, hedges, per, of, resume=resume or after)


def range_at(p: Passage, i: int, mask: frozenset[int], counted_last: str | None) -> Measure | None:
    """The measure or range at atom `i` with the words of bound, approximation and range before it."""
    one = measure_at(p, i, mask, counted_last)
    if one is None:
        return None
    start, hedges = hedges_before(p, i, of_time=one.unit.kind == "time")
    frame = _words().frames.before(p.atoms, start) if p.atoms[start].gap != BREAK else None
    one = replace(one, start=start, hedges=one.hedges | hedges)
    other = _other_end(p, one, frame[1] if frame else None, mask, counted_last)
    if other is None:
        return one
    if not frame:
        return _joined(p, one, other)
    outer, more = hedges_before(p, frame[0])
    one = replace(one, start=outer, hedges=one.hedges | more, framed=True)
    whole = _joined(p, one, other)
    if frame[1] == "to" and one.end < len(p.atoms) and p.atoms[one.end].lower == "or":
        return _joined(p, replace(one, framed=False), other)  # "up from five or six"
    if frame[1] == "and":
        return replace(whole, change=change_before(p, outer, whole.unit))
    change = change_before(p, outer, whole.unit) or ("down" if whole.falls else None)
    if change is None and other.first - one.end > 2:
        change = "up"  # two levels: "from 60,000 tonnes in 2019 to 180,000 tonnes"
    if change is None and outer and is_gone(p.atoms[outer - 1]):
        change = "up"  # "has gone from 25 to 40"
    return replace(whole, change=change, ends=_apart(p, one, other))


def _apart(p: Passage, one: Measure, other: Measure) -> tuple[Measure, Measure]:
    """The ends of "from 5 to 8" as measures of their own, without the "from"."""
    low, _ = _scaled_alike(one, other)
    start, hedges = hedges_before(p, other.first, of_time=other.unit.kind == "time")
    first, more = hedges_before(p, one.first, of_time=one.unit.kind == "time")
    before = replace(one, start=first, hedges=one.hedges | more, framed=False, low=low, high=max(low, one.high))
    return before, replace(other, start=start, hedges=other.hedges | hedges)


def _other_end(
    p: Passage, one: Measure, frame: str | None, mask: frozenset[int], counted_last: str | None
) -> Measure | None:
    """The second end of a range that begins with `one`, or None where no range is meant."""
    atoms, i = p.atoms, one.end
    if i >= len(atoms) or atoms[i].gap == BREAK:
        return None
    if atoms[i].text == "-" and atoms[i].gap == GLUED and i + 1 < len(atoms) and atoms[i + 1].gap == SPACE:
        i += 1  # "10- to 12-year-old pupils"
    word = atoms[i].lower
    joiner = _words().joiners.at(atoms, i)
    if frame == "and" and word == "and":
        at = i + 1
    elif joiner and (frame != "and" or word == "to"):
        at = joiner[0]
    elif word == "or" and one.unit is NO_UNIT:
        at = i + 1
    elif frame == "to" and one.unit is not NO_UNIT and (later := _later_to(p, i)):
        at = later
    else:
        return None
    while hedge := hedges_at(p, at):
        at = hedge
    other = measure_at(p, at, mask, counted_last)
    if other is None or (other.number.form == "share") != (one.number.form == "share"):
        return None
    if one.number.form == "share" and word not in ("to", "or"):
        return None
    one = like_millions(p, one, other)
    if not _same_unit(one, other):
        return None
    low, high = _scaled_alike(one, other)
    if frame == "to":
        return other
    if low >= high or (word == "or" and high > 3 * max(low, Decimal(1))):
        return None
    # "Rose 3 percent to 5 percent": a change, then a level; "200 points to 26,805" is no range either.
    by = one.start > 0 and atoms[one.start - 1].lower == "by"
    if (
        word == "to"
        and not frame
        and by
        and (other.low > 3 * one.low or (one.number.scale > 1 and other.unit is NO_UNIT))
    ):
        return None  # "grew by 1.1 million to 9.6 million"
    level = change_before(p, one.start, one.unit) or (other.unit is NO_UNIT and one.unit.kind != "currency")
    return None if word == "to" and not frame and one.unit is not NO_UNIT and level else other


def _is_against(p: Passage, one: Measure) -> bool:
    return one.start > 0 and p.atoms[one.start - 1].lower in ("against", "from", "to", "versus", "with")


def like_millions(p: Passage, one: Measure, other: Measure) -> Measure:
    """ "2.1m cars, up from 1.9m": where an "m" is a million shortly before or after, it is no metre."""
    letter = p.atoms[one.number.end].text if one.number.end < one.end else ""
    if letter != "m" or one.unit.name != "metre":
        return one
    millions = other.number.scale == _MILLION and one.low <= 10 * other.number.printed
    billions = other.number.scale == 1000 * _MILLION and other.unit.kind == "currency" and _is_against(p, one)
    if not (millions or billions):
        return one
    number = replace(one.number, scale=_MILLION)
    return replace(one, unit=other.unit, number=number, low=one.low * number.scale, high=one.high * number.scale)


def hedges_at(p: Passage, i: int) -> int | None:
    """The index after a word of approximation or bound that begins at atom `i` and stands before a number."""
    for end in range(i + 1, min(i + 4, len(p.atoms))):
        start, hedges = hedges_before(p, end)
        if hedges and start == i:
            return end
    return None


def _joined(p: Passage, one: Measure, other: Measure) -> Measure:
    one = like_millions(p, one, other)
    low, high = _scaled_alike(one, other)
    unit = other.unit if one.unit is NO_UNIT else one.unit
    hedges = one.hedges | (other.hedges & {"approximate"})
    if "nearly" in hedges:
        hedges |= {"approximate"}
    hedges -= {"low", "high", "nearly"}
    return replace(
        one,
        end=other.end,
        resume=other.resume,
        low=min(low, high),
        high=max(low, high),
        number=other.number if other.number.scale > one.number.scale else one.number,
        unit=unit,
        hedges=frozenset(hedges),
        per=other.per or one.per,
        of=other.of or one.of,
        joined=True,
        falls=low > high,
    )


def _scaled_alike(one: Measure, other: Measure) -> tuple[Decimal, Decimal]:
    """Both values, the first with the magnitude of the second where it has none: "300 to 600 million"."""
    low, scale = one.low, other.number.scale
    if one.number.scale == 1 and scale >= 100 and 0 < abs(low) < min(other.number.printed, Decimal(1000)):
        low *= scale
    return low, other.high


def _same_unit(one: Measure, other: Measure) -> bool:
    if one.unit is NO_UNIT or other.unit is NO_UNIT:
        return True
    return one.unit.name == other.unit.name or (
        one.unit.kind == "count" and other.unit.kind == "count" and other.joined
    )


def _later_to(p: Passage, i: int) -> int | None:
    for k in range(i, min(i + _GAP, len(p.atoms) - 1)):
        if p.atoms[k].gap == BREAK or p.atoms[k].kind == "mark":
            return None
        if p.atoms[k].lower == "to":
            return k + 1
    return None


def _sign(p: Passage, i: int) -> tuple[int, bool]:
    """(index after it, whether there is one) of a minus at atom `i`: "-5", "minus 5", "minus-130"."""
    if i + 1 >= len(p.atoms) or p.atoms[i].lower not in _words().negative:
        return i, False
    if p.atoms[i].kind == "word":
        if i and p.atoms[i - 1].lower == "or":
            return i, False  # "plus or minus 3"
        return (i + 2 if p.atoms[i + 1].text == "-" and p.atoms[i + 1].gap == GLUED else i + 1), True
    after_mark = i > 0 and p.atoms[i - 1].text in "($€£"
    apart = i == 0 or p.atoms[i].gap != GLUED or after_mark
    return (i + 1, True) if apart and p.atoms[i + 1].gap == GLUED else (i, False)


def _takes_rate(p: Passage, number: Number, i: int) -> bool:
    """Whether a number without a unit may have a rate at atom `i`: "60,000 a day", but not "in 2016 a year"."""
    if i < len(p.atoms) and p.atoms[i].lower == "per":
        return True
    year_like = number.form == "numeral" and number.scale == 1 and 1000 <= number.low < 2200
    if not year_like and i < len(p.atoms) and p.atoms[i].lower in ("a", "an", "every", "each") and number.low > 1:
        return True
    return number.scale >= 1000 or "," in p.atoms[number.first].text


def _past_brackets(p: Passage, i: int) -> int:
    """The index after brackets that open at atom `i`: a rate may follow "9 billion shekels ($2.4 billion) a year"."""
    if i < len(p.atoms) and p.atoms[i].text == "(":
        for k in range(i + 1, min(i + 9, len(p.atoms))):
            if p.atoms[k].text == ")":
                return k + 1
    return i
