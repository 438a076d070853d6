"""What stands around a number: bounds and approximation, the reference of a rate, and the direction of a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, GLUED, Atom, Passage
from kentledge.measure.negation import negated_from, told_before
from kentledge.measure.nouns import counted, looks_plural, singular
from kentledge.measure.numbers import number_at
from kentledge.measure.phrases import Phrases, marked
from kentledge.measure.units import Unit, named_unit
from kentledge.records import Change, Per

Hedge = Literal["low", "high", "approximate", "nearly"]

_CHANGE_REACH = 6

_MODALS = frozenset({"would", "will", "can", "could", "may", "might", "should", "must"})


@dataclass(frozen=True, slots=True)
class _Words:
    before: Phrases[Hedge]
    after: Phrases[Hedge]
    during: frozenset[str]
    closely: frozenset[str]
    before_past: frozenset[str]
    real: frozenset[str]
    change: Mapping[str, Change]
    change_share: Mapping[str, Change]
    change_after: Mapping[str, Change]
    change_after_share: Mapping[str, Change]
    between: frozenset[str]
    not_after: frozenset[str]
    felling: frozenset[str]
    far: frozenset[str]
    results: frozenset[str]
    particles: frozenset[str]
    motion: frozenset[str]
    gone: frozenset[str]
    per: Phrases[bool]
    articles: frozenset[str]
    nouns: Phrases[bool]
    not_after_article: frozenset[str]
    not_rate: frozenset[str]
    rates: Phrases[str]
    each: frozenset[str]


@cache
def _words() -> _Words:
    lex = lexicon("quantities")
    bounds, rates, change = lex["bounds"], lex["rates"], lex["change"]
    hedges: dict[Hedge, Mapping[str, list[str]]] = {
        "low": bounds["low"],
        "high": bounds["high"],
        "approximate": lex["approximate"],
    }
    directions: tuple[Change, Change] = ("up", "down")
    return _Words(
        before=Phrases(
            [
                *((w, hedge) for hedge, lists in hedges.items() for w in lists["before"]),
                *((w, "nearly") for w in lex["approximate"]["nearly"]),
            ]
        ),
        after=Phrases((w, hedge) for hedge, lists in hedges.items() for w in lists["after"]),
        during=frozenset(bounds["during"]),
        closely=frozenset(bounds["closely"]),
        before_past=frozenset(lex["nouns"]["determiners"]),
        real=frozenset(bounds["real"]),
        change={w: d for d in directions for w in change[d]["before"]},
        change_share={w: d for d in directions for w in change[d]["share"]},
        change_after={w: d for d in directions for w in change[d]["after"]},
        change_after_share={w: d for d in directions for w in change[d]["after_share"]},
        between=frozenset(change["between"]),
        not_after=frozenset(change["not_after"]),
        felling=frozenset(change["felling"]),
        far=frozenset(change["far"]),
        results=frozenset(change["results"]),
        particles=frozenset(change["particles"]),
        motion=frozenset(change["motion"]),
        gone=frozenset(change["gone"]),
        per=marked(rates["per"]),
        articles=frozenset(rates["articles"]),
        nouns=marked(rates["nouns"]),
        not_after_article=frozenset(rates["not_after_article"]),
        not_rate=frozenset(rates["not_rate"]),
        rates=Phrases((w, unit) for unit, ws in rates["phrases"].items() for w in ws),
        each=frozenset(rates["each"]["words"]),
    )


_ADDING = frozenset({"add", "adds", "added", "adding"})
_TURNED: Mapping[Hedge, Hedge] = {"low": "high", "high": "low"}
_MUCH = frozenset({"much"})
"""Close where it is denied: "not much more than 40"."""


def hedges_before(p: Passage, i: int, of_time: bool = False) -> tuple[int, frozenset[Hedge]]:
    """(first atom, hedges) of the words of bound and approximation that end just before atom `i`.

    With `of_time`, "over" and "within" are no bounds ("over five years") unless a word before says that the time is
    measured ("for over five years"). A negation turns a bound round: "will not exceed".
    """
    hedges: set[Hedge] = set()
    while found := _words().before.before(p.atoms, i):
        first, hedge = found
        if p.atoms[i].gap == BREAK:
            break
        if of_time and i - first == 1 and p.atoms[first].lower in _words().during:
            previous = p.atoms[first - 1].lower if first else ""
            if previous not in _words().real:
                break
        if p.atoms[first].lower == "past" and first and p.atoms[first - 1].lower in _words().before_past:
            break  # "over the past 20-30 years"
        if p.atoms[first].lower == "up" and first and p.atoms[first - 1].lower in _ADDING:
            break  # "adding up to 40"
        negation = negated_from(p, first, i) if hedge in _TURNED else None
        hedges.add(hedge if negation is None else _TURNED[hedge])
        close = _words().closely if negation is None else _MUCH
        if hedge in _TURNED and p.atoms[first].lower in close:
            hedges.add("approximate")
        i = first if negation is None else negation
    return i, frozenset(hedges)


def hedge_after(p: Passage, i: int) -> tuple[int, frozenset[Hedge]]:
    """(index after it, hedges) of words of bound or approximation at atom `i`: "or more", "or so"."""
    found = _words().after.at(p.atoms, i)
    if found and found[0] < len(p.atoms) and p.atoms[found[0]].lower == "than":
        return i, frozenset()  # "140 beds and more than 400 patients"
    if not found or p.atoms[i].gap == BREAK or (p.atoms[i].kind == "mark" and p.atoms[i].gap != GLUED):
        return i, frozenset()
    return found[0], frozenset({found[1]})


def rate_at(p: Passage, i: int, counted_last: str | None = None, loose: bool = False) -> tuple[int, Per] | None:
    """(index after it, reference) of the rate at atom `i`: "per million shells", "a year", "/kg", "each".

    `counted_last` is what was counted last in the sentence, to which "each" refers. With `loose`, any noun may be the
    reference ("£20 a car").
    """
    words, atoms = _words(), p.atoms
    if i + 1 < len(atoms) and atoms[i].text == "-" and atoms[i].gap == GLUED and atoms[i + 1].lower in words.articles:
        i += 1  # "£200,000-a-week"
    after_article = i + 2 if i + 1 < len(atoms) and atoms[i + 1].text == "-" and atoms[i + 1].gap == GLUED else i + 1
    if i >= len(atoms) or atoms[i].gap == BREAK:
        return None
    if found := words.rates.at(atoms, i):
        end, unit = found
        point = atoms[i].lower in words.articles and _is_time_point(p, end)
        subject = atoms[i].lower in ("each", "every") and end < len(atoms) and atoms[end].lower in _MODALS
        return (end, Per(1.0, unit)) if not (point or subject) else None  # "at $88 | each day would cost"
    if atoms[i].lower in words.each:
        return (i + 1, Per(1.0, counted_last or _plural_before(p, i))) if not _is_noun_at(p, i + 1) else None
    if per := words.per.at(atoms, i):
        return _reference(p, per[0])
    if atoms[i].text == "/" and atoms[i].gap == GLUED:
        return _reference(p, i + 1)
    if atoms[i].lower in words.articles:
        named = named_unit(p, after_article, symbols=False)
        if named and named[1].kind in ("time", "measure") and named[1].name not in words.not_after_article:
            point = named[1].kind == "time" and _is_time_point(p, named[0])
            return None if point else (named[0], Per(1.0, named[1].name))
        if noun := words.nouns.at(atoms, after_article):
            return noun[0], Per(1.0, singular(atoms[noun[0] - 1].lower))
        if loose and _is_reference(p, after_article):
            return after_article + 1, Per(1.0, atoms[after_article].lower)
    return None


def _plural_before(p: Passage, i: int) -> str:
    """What "each" or "apiece" at atom `i` speaks of where nothing was counted: a plural before it, else "each".

    "Prices per gun": the gun; otherwise the first plural of the sentence, which is its subject most often.
    """
    first = "each"
    for k in range(i - 1, -1, -1):
        if p.atoms[k].text in ".!?;" and p.atoms[k + 1].gap != GLUED:
            break
        if p.atoms[k].lower == "per" and p.atoms[k + 1].kind == "word" and not named_unit(p, k + 1):
            return p.atoms[k + 1].lower
        if looks_plural(p.atoms[k]) and not named_unit(p, k) and (not p.pos or p.pos[k] == "NOUN"):
            first = singular(p.atoms[k].lower)
    return first


def _is_reference(p: Passage, i: int) -> bool:
    """Whether the noun at atom `i`, after "a", ends its phrase and so may be a rate's: "£20 a car."."""
    if not p.pos or i >= len(p.atoms) or p.pos[i] != "NOUN" or p.atoms[i].gap == BREAK or looks_plural(p.atoms[i]):
        return False
    return i + 1 == len(p.atoms) or p.pos[i + 1] in ("PUNCT", "ADP", "CCONJ")


def change_before(p: Passage, i: int, unit: Unit) -> Change | None:
    """The direction of the change that the words before atom `i` tell: "rose by", "down".

    "Up from 5 percent" names the former level, which did not change.
    """
    words, atoms = _words(), p.atoms
    i = told_before(p, i)
    far = False
    by = i > 0 and atoms[i - 1].lower == "by"  # "cut its workforce by 10 percent"
    if named := _change_in(p, i):
        return named
    for k in range(i - 1, max(-1, i - 1 - _CHANGE_REACH), -1):
        atom = atoms[k]
        if atoms[k + 1].gap == BREAK:
            break
        direction = words.change.get(atom.lower)
        direction = direction or _gained(atom.lower, unit)
        particle = atom.lower in words.particles
        if particle and (far or (k and (atoms[k - 1].lower in words.not_after or _is_phrasal(p, k - 1)))):
            return None
        if atom.lower == "down" and unit.kind == "count" and k and atoms[k - 1].lower in words.felling:
            return None  # "shot down two jets"
        if direction and not (particle and k and atoms[k - 1].lower in words.change):
            return direction
        far = far or atom.lower in words.far
        steps_over = atom.lower in words.between or (atom.kind == "word" and (by or atom.lower.endswith("ly")))
        if not steps_over or atom.lower == "from":
            break
    return None


def _change_in(p: Passage, i: int) -> Change | None:
    """The direction of the noun in "a fall in exports of" before atom `i`; the parse may give "of" to the exports."""
    if i < 1 or p.atoms[i - 1].lower != "of":
        return None
    for k in range(i - 2, max(1, i - 2 - _CHANGE_REACH), -1):
        if p.atoms[k].kind != "word" or p.atoms[k + 1].gap == BREAK:
            return None
        if p.atoms[k].lower == "in":
            noun = p.atoms[k - 1].lower
            return _words().change.get(noun) if noun not in _words().particles else None
    return None


def _gained(word: str, unit: Unit) -> Change | None:
    """The direction of a word of gain or loss: of percentages, points and small money, but not of seats or tanks.

    A result ("a loss of 63 cents a share") is a change only as a percentage.
    """
    small = unit.name in ("point", "cent", "penny", "sen") and word not in _words().results
    return _words().change_share.get(word) if unit.kind == "share" or small else None


def is_gone(atom: Atom) -> bool:
    """Whether the atom is a verb after which the numbers alone tell the direction: "has gone from 25 to 40"."""
    return atom.lower in _words().gone


def _is_phrasal(p: Passage, i: int) -> bool:
    """Whether the verb at atom `i` makes another verb with "up" or "down": "dug up", but not "went up", "edged up"."""
    if not p.pos or p.pos[i] != "VERB":
        return False
    words, lower = _words(), p.atoms[i].lower
    return lower not in words.change and lower not in words.motion


def change_after(p: Passage, i: int, unit: Unit) -> Change | None:
    """The direction told right after a share or a length of time: "a 5 percent increase", "3 % higher"."""
    if i >= len(p.atoms) or p.atoms[i].gap == BREAK:
        return None
    compared = unit.kind == "count" and i + 1 < len(p.atoms) and p.atoms[i + 1].lower == "than"
    if unit.kind not in ("share", "measure", "currency") and not compared:
        return None
    word = p.atoms[i].lower
    return _words().change_after.get(word) or (_words().change_after_share.get(word) if unit.kind == "share" else None)


def change_governing(p: Passage, first: int, end: int, unit: Unit) -> Change | None:
    """The direction that the verb or noun tells on which the words from atom `first` to `end` depend in the parse.

    "Cut the number of staff at its two yards by 5 percent", "fell in March to 40", "an increase of 12 percent".
    """
    if p.doc is None:
        return None
    start, stop = p.atoms[first].start, p.atoms[end - 1].end
    token = p.doc[p.owners[first]]
    while start <= token.head.idx < stop and token.head.i != token.i:
        token = token.head
    governor = token.head
    if token.dep_.startswith("nsubj"):
        return None  # "half of all firms cut jobs"
    marker = next((t.lower_ for t in token.lefts if t.dep_ == "case"), "")
    if governor.i == token.i or marker not in ("by", "to", "of", ""):
        return None
    if (marker == "of") != (governor.pos_ == "NOUN") or (not marker and unit.kind != "share"):
        return None
    words = _words()
    return words.change.get(governor.lower_) or _gained(governor.lower_, unit)


def _reference(p: Passage, i: int) -> tuple[int, Per] | None:
    number = number_at(p, i, bare=True)
    value, at = (float(number.low), number.end) if number and number.form in ("numeral", "word") else (1.0, i)
    if named := named_unit(p, at):
        return named[0], Per(value, named[1].name)
    noun = counted(p, range(i, at), at, one=value == 1.0)
    if noun is None:
        return None
    return noun + 1, Per(value, singular(p.atoms[noun].text))


def _is_time_point(p: Passage, i: int) -> bool:
    if i + 1 < len(p.atoms) and p.atoms[i].lower == "on" and p.atoms[i + 1].kind == "word":
        return p.atoms[i + 1].lower == "from"  # "spends $5 a year on snow", but "a year on, it cost $5"
    return i < len(p.atoms) and (
        p.atoms[i].lower in _words().not_rate or (p.atoms[i].text == "-" and p.atoms[i].gap == GLUED)
    )


def _is_noun_at(p: Passage, i: int) -> bool:
    """Whether "each" at atom `i - 1` belongs to a noun that follows ("each side") and is no rate."""
    if i >= len(p.atoms) or p.atoms[i].kind != "word":
        return False
    return counted(p, range(0), i, one=True) == i
