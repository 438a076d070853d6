"""What has a numeral in it and is no quantity: dates, times, ordinals, models, labels, addresses, telephone numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, GLUED, Atom, Passage
from kentledge.measure.nouns import is_closed, looks_plural
from kentledge.measure.phrases import Phrases, marked
from kentledge.measure.units import Unit


@dataclass(frozen=True, slots=True)
class _Words:
    in_year: frozenset[str]
    countable: frozenset[str]
    labels: Phrases[bool]
    makers: frozenset[str]
    streets: frozenset[str]
    prefixes: frozenset[str]
    one_after: frozenset[str]
    one_before: frozenset[str]


@cache
def _words() -> _Words:
    lex = lexicon("quantities")
    names = lex["names"]
    return _Words(
        frozenset(lex["dates"]["in_year"]),
        frozenset(lex["dates"]["countable"]),
        marked(names["labels"]),
        frozenset(names["makers"]),
        frozenset(names["streets"]),
        frozenset(names["prefixes"]),
        frozenset(names["one_after"]),
        frozenset(names["one_before"]),
    )


@cache
def _pattern() -> re.Pattern[str]:
    dates = lexicon("quantities")["dates"]
    month = "(?:" + "|".join(sorted((m.capitalize() for m in dates["months"]), key=len, reverse=True)) + r")\b\.?"
    zone, plain_zone = ("|".join(dates[k]) for k in ("zones", "plain_zones"))
    nth = r"(?:st|nd|rd|th)"
    year = r"(?:1[0-9]|20|21)\d\d"
    day = rf"\d{{1,2}}{nth}?(?:\s?[-–]\s?\d{{1,2}}{nth}?)?"
    half_day = r"(?:[ap]\.\s?m\.?|[ap]m\b|AM\b|PM\b|A\.M\.|P\.M\.|o['’]clock)"
    parts = (
        r"(?:https?://|www\.)\S+",
        rf"(?<!\b[Ii]n\s){month}\s+{day}(?![\d%]|[,.]\d|\s+(?:percent|per\s+cent|million|billion|thousand)\b)(?:,?\s+{year}\b)?",
        rf"{day}(?:\s+(?:of|to\s+{day}))?\s+{month}(?:,?\s+{year}\b)?",
        rf"{month},?\s+(?:of\s+)?['’]?\d{{4}}\b",
        r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,3}(?:\.\d{1,3}){2,}\b",
        r"\b(?:9/11|24/7|7/7|50[/-]50)\b|\b911(?=\s+(?:call|operator|dispatch))",
        r"\b(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)\b(?!\s*%)",
        rf"\b\d{{1,2}}(?:[:.]\d{{2}}){{0,2}}(?:\s?(?:-|–|to)\s?\d{{1,2}}(?:[:.]\d{{2}})?)?\s?(?:{half_day})",
        rf"\b\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?(?:\s?(?:{zone})\b)?|\b(?:\d{{4}}|\d{{1,2}}(?:\.\d{{2}})?)\s(?:{plain_zone})\b",
        rf"['’]?\b(?:(?:\d\d)?\d0|(?:19|20)\d\d)['’]?s\b|['’]\d{{2}}\b|\b\d+(?:,\d{{3}})*\s?-?{nth}\b",
        r"\+\d[\d\s().-]{7,}\d|\(\d{3}\)\s*\d{3}[-.\s]\d{4}\b|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b0\d{2,4}[\s-]\d{3,4}[\s-]?\d{3,4}\b",
        r"\b\d+(?:-\d+){2,}\b|#\d+|\b\d{3}-0\d{3}\b",
    )
    # What such a thing can begin with; most characters of a text are passed over by this alone.
    return re.compile(rf"(?=[\dA-Zhw('’+#])(?:{'|'.join(parts)})")


def masked(p: Passage) -> frozenset[int]:
    """The indices of the atoms that belong to dates, times, ordinals, telephone numbers or addresses on the net."""
    starts: list[int] | None = None
    inside: set[int] = set()
    for found in _pattern().finditer(p.text):
        if starts is None:
            starts = [a.start for a in p.atoms]
        first = bisect_left(starts, found.start())
        while first < len(p.atoms) and p.atoms[first].start < found.end():
            inside.add(first)
            first += 1
    return frozenset(inside)


def is_name(p: Passage, i: int, end: int, value: float, unit: Unit) -> bool:
    """Whether the number at atoms `i` to `end`, without any sign of money, is a name, a label or a year.

    `unit` is the unit that was read for it.
    """
    counts = unit.kind != "none"
    words, atoms = _words(), p.atoms
    atom = atoms[i]
    previous = atoms[i - 1] if i and atom.gap != BREAK else None
    following = atoms[end] if end < len(atoms) and atoms[end].gap != BREAK else None
    if atom.text in ("2", "4", "5", "8") and end == i + 2 and atoms[i + 1].text == "K":
        return True  # "4K screens"
    if atom.kind == "word" and _is_titled(p, i):
        return True  # "the Big Four"
    if atom.kind == "word":
        return (
            _is_pronoun(p, i, end, previous, following)
            if atom.lower == "one" and end == i + 1
            else _is_label(p, i, previous)
        )
    if previous and atom.gap == GLUED and (previous.kind == "word" or previous.text in "/:#'’_@"):
        return True
    if (
        previous
        and atom.gap == GLUED
        and previous.text in "-‑"
        and i >= 2
        and previous.gap == GLUED
        and atoms[i - 2].kind == "word"
    ):
        return atoms[i - 2].lower not in words.prefixes
    if (
        following
        and following.gap == GLUED
        and following.text in ":/"
        and end + 1 < len(atoms)
        and atoms[end + 1].kind == "numeral"
    ):
        return True
    if following and following.text in "(@_" and following.gap == GLUED:
        return True
    if following and following.kind == "word" and following.gap == GLUED and not counts:
        return True
    if len(atom.text) > 1 and atom.text.isdecimal() and atom.text[0] == "0":
        return True  # "agreed at 0300"
    if unit.kind == "count" and atom.text.isdecimal() and _is_in_title(p, i):
        return True
    if previous and not counts and previous.lower in ("call", "dial", "ring", "phone") and 3 <= len(atom.text) <= 6:
        return True
    if _is_label(p, i, previous) or _is_year(p, i, end, value, previous, following, unit):
        return True
    if (
        previous
        and previous.kind == "word"
        and previous.lower in words.makers
        and atom.gap != GLUED
        and "," not in atom.text
    ):
        return previous.text[0].isupper() or previous.text[1:2].isupper()
    if not counts and previous and previous.kind == "word" and "," not in atom.text and _is_proper(p, i - 1):
        return True
    if previous and unit.kind == "count" and value > 1 and atom.text.isdecimal() and _is_proper(p, i - 1) and following:
        singular_noun = following.kind == "word" and not looks_plural(following) and not is_closed(following)
        if following.lower == "of" or (singular_noun and p.pos and p.pos[end] == "NOUN"):
            return True  # "Mile 88 of the canyon road", "the Class 377 train"
    if not counts and following and following.kind == "word" and following.text[0].isupper() and atom.text.isdecimal():
        return True  # "the 787 Dreamliner"
    return bool(following and _is_address(p, end))


def _is_titled(p: Passage, i: int) -> bool:
    """Whether a number word is part of a name by its capital, which neither a sentence nor a headline asks for."""
    if not p.atoms[i].text[0].isupper() or i == 0 or p.atoms[i].gap == BREAK or p.atoms[i - 1].text in ".!?:“\"‘'":
        return False
    start, end = i, i
    while start > 0 and p.atoms[start].gap != BREAK:
        start -= 1
    while end < len(p.atoms) and (end == i or p.atoms[end].gap != BREAK):
        end += 1
    words = [a for a in p.atoms[start:end] if a.kind == "word"]
    return sum(a.text[0].isupper() for a in words) * 3 < 2 * len(words)


def _is_in_title(p: Passage, i: int) -> bool:
    """Whether a numeral ends a name of several words that has an article: "the Building Code 7 rules"."""
    start = i
    while start > 0 and p.atoms[start].gap != BREAK and p.atoms[start - 1].text[0].isupper():
        start -= 1
    if p.atoms[start].lower == "the":
        return i - start >= 3
    return i - start >= 2 and start > 0 and p.atoms[start - 1].lower in ("the", "a", "an", "this", "its", "their")


def _is_label(p: Passage, i: int, previous: Atom | None) -> bool:
    """After "Article", "No.", "category"; with a plural the label must be capitalised or be one alone."""
    if previous is not None and previous.text == "-" and p.atoms[i].gap == GLUED:
        i -= 1  # "COVID -19"
    return previous is not None and _words().labels.before(p.atoms, i) is not None


def _is_pronoun(p: Passage, i: int, end: int, previous: Atom | None, following: Atom | None) -> bool:
    words = _words()
    if previous and previous.lower == "only" and i > 1 and p.atoms[i - 2].lower not in ("the", "an", "any"):
        previous = None  # "only one hive", but "the only one"
    if previous and (previous.lower in words.one_after or (previous.text == "-" and p.atoms[i].gap == GLUED)):
        return True
    if following is None or following.kind != "word":
        return not (following and following.text in "-%")
    if following.lower in words.one_before:
        return True
    if following.lower == "of":
        return end + 1 >= len(p.atoms) or p.atoms[end + 1].lower in ("them", "us", "you", "those", "which", "whom")
    return is_closed(following)


def _is_year(
    p: Passage, i: int, end: int, value: float, previous: Atom | None, following: Atom | None, unit: Unit
) -> bool:
    words, text = _words(), p.atoms[i].text
    if len(text) != 4 or not text.isdecimal() or end != i + 1 or not 1000 <= value < 2200:
        return False
    if unit.kind not in ("none", "count"):
        return False
    if unit.kind == "none":
        return True
    dated = previous is not None and previous.lower in words.in_year
    if value >= 1900:
        plural = any(looks_plural(a) for a in p.atoms[end : end + 4])
        return (
            not plural
            or unit.name not in words.countable
            or (dated and following is not None and following.lower not in words.countable)
        )
    return dated


def _is_proper(p: Passage, i: int) -> bool:
    """Whether the word at atom `i` is a name by its capitals, which a sentence does not ask for."""
    atom = p.atoms[i]
    if atom.text[1:2].isupper() or (p.pos and p.pos[i] == "PROPN"):
        return True
    starts = i == 0 or atom.gap == BREAK or p.atoms[i - 1].text in ".!?:“\"‘'"
    return atom.text[0].isupper() and not starts and not is_closed(atom)


def _is_address(p: Passage, i: int) -> bool:
    """Whether a street follows: "16 Harbour Road", "358 El Brillo Way"."""
    for atom in p.atoms[i : i + 4]:
        if atom.kind == "numeral":
            continue
        if atom.kind != "word" or not atom.text[0].isupper():
            return False
        if atom.lower in _words().streets and atom is not p.atoms[i]:
            return True
    return i < len(p.atoms) and p.atoms[i].lower in _words().streets and p.atoms[i].text[0].isupper()
