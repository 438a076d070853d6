"""The registry of units and currencies, and the unit of a number in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, GLUED, Atom, Passage, atoms_of
from kentledge.measure.nouns import (
    after_determiners,
    after_quantifiers,
    counted,
    designation,
    is_closed,
    looks_plural,
    singular,
)
from kentledge.measure.numbers import Number
from kentledge.measure.phrases import Phrases, marked

UnitKind = Literal["share", "time", "measure", "currency", "count", "age", "none"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its canonical name: a word in the singular or an ISO 4217 code; "1" for shares of a whole.

    `factor` turns the printed number into the value ("percent": 0.01), `per` is the unit of a rate within the unit
    ("mph": "hour").
    """

    name: str
    kind: UnitKind
    factor: Decimal = Decimal(1)
    per: str | None = None


NO_UNIT = Unit("", "none")
SHARE = Unit("1", "share")
TIMES = Unit("1", "share", Decimal(1), None)
"""How many times as much: "three times the price"."""


@dataclass(frozen=True, slots=True)
class _Registry:
    words: Phrases[Unit]
    symbols: Phrases[Unit]
    glued: frozenset[str]
    decimal: frozenset[str]
    letters: Mapping[str, str]
    compared: frozenset[str]
    old: Phrases[bool]
    hyphened: frozenset[str]
    not_hyphened: frozenset[str]
    money_before: Phrases[str]
    money_words: Phrases[str]
    money_after: Mapping[str, str]
    doubtful: Mapping[str, str]
    hints: Mapping[str, frozenset[str]]
    near_money: frozenset[str]
    persons: frozenset[str]


@cache
def _registry() -> _Registry:
    lex = lexicon("quantities")
    money, rules = lex["currencies"], lex["unit_rules"]
    codes = money["codes"]["list"]
    named: list[tuple[str, Unit]] = []
    symbols: list[tuple[str, Unit]] = []
    for kind, entries in lex["units"].items():
        for key, entry in entries.items():
            unit = _unit(kind, key, entry)
            named += [(form, unit) for word in entry["words"] for form in (word, f"{word}s")]
            symbols += [(symbol, unit) for symbol in entry.get("symbols", ())]
    hints = dict(money["hints"])
    near = hints.pop("near")
    return _Registry(
        words=Phrases(named),
        symbols=Phrases(symbols, exact=True),
        glued=frozenset(rules["glued"]),
        decimal=frozenset(rules["decimal"]),
        letters=rules["counted"],
        compared=frozenset(rules["compared"]),
        old=marked(rules["old"]),
        hyphened=frozenset(rules["hyphened"]),
        not_hyphened=frozenset(rules["not_hyphened"]),
        money_before=Phrases([*money["before"].items(), *((c, c) for c in codes)], exact=True),
        money_words=Phrases((w, c) for c, ws in [*money["words"].items(), *((c, [c]) for c in codes)] for w in ws),
        money_after=money["after"],
        doubtful=money["doubtful"],
        hints={c: frozenset(ws) for c, ws in hints.items()},
        near_money=frozenset(near),
        persons=frozenset(rules["persons"]),
    )


def _unit(kind: UnitKind, key: str, entry: Mapping[str, Any]) -> Unit:
    name, _, per = str(entry.get("name", key)).partition("/")
    return Unit(name, kind, Decimal(str(entry.get("factor", 1))), per or None)


def qualified_money(words: str) -> Unit | None:
    """The currency of that full name, "kenyan shillings"."""
    atoms = atoms_of(words)
    found = _registry().money_words.at(atoms, 0)
    return Unit(found[1], "currency") if found and found[0] == len(atoms) else None


def money_of(p: Passage, unit: Unit) -> Unit:
    """Small money as a part of its currency: a cent is 0.01 of the dollar, or of the euro where the text has that.

    Other units come back as they are.
    """
    if unit.name == "penny":
        return Unit("GBP", "currency", Decimal("0.01"))
    if unit.name != "cent":
        return unit
    euro = any(a.text == "€" or a.lower in ("euro", "euros", "eur") for a in p.atoms)
    dollar = any(a.text == "$" or a.lower in ("dollar", "dollars") for a in p.atoms)
    return Unit("EUR" if euro and not dollar else "USD", "currency", Decimal("0.01"))


def may_be_money(atom: Atom) -> bool:
    """Whether a sign or code of money can begin with the atom."""
    return _registry().money_before.may_begin(atom)


def money_before(p: Passage, i: int) -> tuple[int, Unit] | None:
    """(index after it, currency) of a sign or code of money at atom `i` that stands before an amount."""
    found = _registry().money_before.at(p.atoms, i)
    if not found:
        return None
    end, code = found
    # "A $5 bill" is not Australian: the letters of a sign stand close to it, unless there are two ("US $5").
    if any(p.atoms[k].gap != GLUED and len(p.atoms[i].text) < 2 for k in range(i + 1, end)):
        return None
    return end, Unit(code, "currency")


def after_money(p: Passage, i: int, currency: Unit) -> tuple[int, Unit]:
    """Past what may repeat or narrow a currency after the amount: "$5 dollars", "$76 US a barrel"."""
    registry = _registry()
    if i >= len(p.atoms) or p.atoms[i].gap == BREAK:
        return i, currency
    narrowed = registry.money_after.get(p.atoms[i].text)
    if (
        narrowed
        and currency.name == "USD"
        and (i + 1 == len(p.atoms) or p.atoms[i + 1].kind == "mark" or is_closed(p.atoms[i + 1]))
    ):
        return i + 1, Unit(narrowed, "currency")
    words = registry.money_words.at(p.atoms, i)
    if words and words[1] == currency.name:
        return words[0], currency
    return i, currency


def named_unit(p: Passage, i: int, symbols: bool = True) -> tuple[int, Unit] | None:
    """(index after it, unit) of a measure, a share or a currency named at atom `i`."""
    registry = _registry()
    if i >= len(p.atoms) or p.atoms[i].gap == BREAK:
        return None
    candidates: list[tuple[int, Unit]] = []
    if symbols and (found := registry.symbols.at(p.atoms, i)) and _stands(p, i, found[0]):
        candidates.append(found)
    if word := registry.words.at(p.atoms, i):
        candidates.append(word)
    if money := registry.money_words.at(p.atoms, i):
        candidates.append((money[0], Unit(money[1], "currency")))
    return max(candidates, key=lambda c: c[0], default=None)


def unit_of(p: Passage, number: Number, i: int) -> tuple[int, Unit, bool]:
    """(index after it, unit, whether it is written out) of the unit that a number has from atom `i` on.

    Without any unit the index is `i` and the unit NO_UNIT.
    """
    atoms, registry = p.atoms, _registry()
    if i >= len(atoms) or atoms[i].gap == BREAK:
        return i, NO_UNIT, False
    if number.form == "share":
        return i, SHARE, True
    if number.form == "factor":
        return i, SHARE, True
    if atoms[i].lower == "times" and _is_factor(p, number, i + 1):
        return i + 1, TIMES, True
    hyphen = atoms[i].text in ("-", "‑") and atoms[i].gap == GLUED and i + 1 < len(atoms) and atoms[i + 1].gap == GLUED
    at = i + 1 if hyphen else i
    found = named_unit(p, at, symbols=number.form == "numeral")
    if found:
        end, unit = found
        if unit.kind == "time" and (age := registry.old.at(atoms, end + (_text(p, end) == "-"))):
            return age[0], Unit(unit.name, "age"), True
        doubt = registry.doubtful.get(atoms[at].lower)
        if doubt and end == at + 1 and _is_money(p, number, at, doubt):
            unit = Unit(doubt, "currency")
        return end, unit, True
    doubt = registry.doubtful.get(atoms[at].lower)
    if doubt and _is_money(p, number, at, doubt):
        return at + 1, Unit(doubt, "currency"), True
    if hyphen and atoms[at].lower == "strong" and at + 1 < len(atoms) and atoms[at + 1].kind == "word":
        noun = counted(p, range(0), at + 1, one=True)  # "the 300-strong crew"
        return (at + 1, Unit(_name(p, noun), "count"), True) if noun is not None else (i, NO_UNIT, False)
    if hyphen:
        countable = number.form == "numeral" or (number.form == "word" and p.pos and p.pos[at] == "NOUN")
        if atoms[at].lower in registry.hyphened or (countable and _may_be_hyphened(p, at)):
            return at + 1, Unit(singular(atoms[at].text), "count"), True
        return i, NO_UNIT, False
    return _counted(p, number, at)


def _is_factor(p: Passage, number: Number, i: int) -> bool:
    """Whether "times" before atom `i` multiplies ("ten times the fee") and does not count ("three times a week")."""
    if i >= len(p.atoms) or p.atoms[i].gap == BREAK:
        return False
    if p.atoms[i].lower in _registry().compared:
        return True
    return number.low != int(number.low)


def _counted(p: Passage, number: Number, i: int) -> tuple[int, Unit, bool]:
    """The noun that is counted: "containers", and across "of" in "dozens of trucks", "one of the best trucks"."""
    one = number.form == "word" and number.low == 1
    start = i
    if p.atoms[i].lower == "of":
        start = after_determiners(p, i + 1)
        owned = _text(p, start).endswith(("'s", "’s", "s'", "s’"))  # "22 of the mayor's emails"
        if not (number.form in ("vague", "several") or start > i + 1 or owned or _text(p, number.end - 1) == "couple"):
            return i, NO_UNIT, False
        if (named := named_unit(p, start, symbols=False)) and not owned:
            return named[0], named[1], True
        one = False
    if _text(p, start + 1) == "than" and after_quantifiers(p, start) > start:
        return i, NO_UNIT, False  # "35 more than a year earlier"
    if start == i and after_determiners(p, start) > start:
        return i, NO_UNIT, False  # "another 200 their nets"
    start = after_quantifiers(p, start)
    if _text(p, start) == "in":
        return i, NO_UNIT, False  # "5 million in bonuses"
    if start >= len(p.atoms) or p.atoms[start].kind != "word":
        return i, NO_UNIT, False
    if typed := designation(p, start):
        # "40 F-16 jets" are jets, "40 F-16s" are what they are called.
        noun = counted(p, range(0), typed, one)
        if noun is not None and noun == typed:
            return noun + 1, Unit(_name(p, noun), "count"), True
        return typed, Unit(singular(p.text[p.atoms[start].start : p.atoms[typed - 1].end]), "count"), True
    noun = counted(p, range(number.first, number.end), start, one)
    if noun is None or (p.atoms[start].gap == GLUED and p.atoms[start - 1].kind == "numeral"):
        return i, NO_UNIT, False
    if len(p.atoms[noun].text) == 1:  # a letter that is counted is the symbol of a unit: "3 p", "16 billion b"
        symbol = _registry().symbols.at(p.atoms, noun)
        time = _registry().letters.get(p.atoms[noun].text)
        if time and noun in (p.heads.get(k) for k in range(number.first, number.end)):
            return noun + 1, Unit(time, "time"), True
        return (symbol[0], symbol[1], True) if symbol else (i, NO_UNIT, False)
    capital = p.pos and p.atoms[noun].text[0].isupper() and not one and not looks_plural(p.atoms[noun])
    if capital and not _is_abbreviation(p, number, noun):
        return i, NO_UNIT, False  # "Internet Explorer 6 Countdown"
    if (
        i != start
        and _text(p, i) == "of"
        and number.form not in ("vague", "several")
        and not looks_plural(p.atoms[noun])
        and not p.pos
    ):
        return i, NO_UNIT, False
    if p.atoms[noun].lower == "won":
        return noun + 1, Unit("KRW", "currency"), True  # what is counted is a noun
    return noun + 1, Unit(_name(p, noun), "count"), True


def _is_abbreviation(p: Passage, number: Number, noun: int) -> bool:
    """Whether capitals right after a large number are its unit: "350,000 TEU"."""
    text, following = p.atoms[noun].text, p.atoms[noun + 1 : noun + 2]
    apart = noun == number.end and (number.low >= 1000 or number.scale > 1)
    return apart and text.isupper() and len(text) > 1 and all(a.kind == "mark" or is_closed(a) for a in following)


def _may_be_hyphened(p: Passage, i: int) -> bool:
    atom = p.atoms[i]
    odd = atom.lower in _registry().not_hyphened or atom.lower.endswith(("ed", "ing"))
    return atom.kind == "word" and atom.text.islower() and len(atom.text) > 2 and not odd


def _name(p: Passage, noun: int) -> str:
    if p.atoms[noun].lower in _registry().persons:
        return "person"  # "14 dead and 30 wounded"
    return singular(p.atoms[noun].text)


def _stands(p: Passage, i: int, end: int) -> bool:
    """Whether a symbol at atoms `i` to `end` can be a unit there: glued if it must be, no part of a longer word."""
    symbol = p.text[p.atoms[i].start : p.atoms[end - 1].end]
    if symbol in _registry().glued and p.atoms[i].gap != GLUED:
        return False
    if symbol in _registry().decimal and (p.atoms[i].gap != GLUED or "." not in p.atoms[i - 1].text):
        return False
    if p.atoms[i].gap != GLUED and designation(p, i):
        return False  # "40 F-16 jets"
    return end >= len(p.atoms) or p.atoms[end].gap != GLUED or p.atoms[end].kind == "mark"


def _is_money(p: Passage, number: Number, i: int, code: str) -> bool:
    """Whether "pounds" or "won" after a number is money: by the amount, or by what the text says around it."""
    registry = _registry()
    if number.low >= 1_000_000 or number.scale >= 1_000_000:
        return True
    if _text(p, i + 1) == "of":
        return False  # "300 pounds of explosives"
    around = {a.lower for a in p.atoms[max(0, number.first - 6) : i + 4]}
    if code == "GBP" and around & registry.near_money:
        return True
    hints = registry.hints[code]
    if code == "KRW" and (_text(p, i + 1) in ("per", "each", "apiece") or _text(p, i + 2) == "won"):
        return True  # "750 won per trip"
    if code == "KRW" and number.low < 1000:
        return False
    if code == "KRW" and number.low >= 10_000 and (i + 1 >= len(p.atoms) or p.atoms[i + 1].kind == "mark"):
        return True  # "a total of 600,000 won."
    return any(a.lower in hints for a in p.atoms)


def _text(p: Passage, i: int) -> str:
    return p.atoms[i].text if 0 <= i < len(p.atoms) else ""
