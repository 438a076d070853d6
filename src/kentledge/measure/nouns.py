"""Nouns after a number: what is counted, in the singular, and what it is "of"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, GLUED, Atom, Passage

REACH = 7
"""How many atoms after a number its noun may stand."""


@dataclass(frozen=True, slots=True)
class _Words:
    irregular: Mapping[str, str]
    not_plural: frozenset[str]
    closed: frozenset[str]
    determiners: frozenset[str]
    not_in: frozenset[str]


@cache
def _words() -> _Words:
    lex = lexicon("quantities")
    nouns = lex["nouns"]
    return _Words(
        nouns["irregular"],
        frozenset(nouns["not_plural"]),
        frozenset(nouns["closed"]),
        frozenset(nouns["determiners"]),
        frozenset(lex["of_phrase"]["not_in"]),
    )


def singular(noun: str) -> str:
    """The singular of a noun in the plural; a noun in the singular comes back as it is."""
    words, lower = _words(), noun.lower()
    if lower in words.irregular:
        return words.irregular[lower]
    if lower in words.not_plural or not lower.endswith("s") or lower.endswith(("ss", "us", "is", "'s")) or len(lower) < 4:
        return noun
    if lower.endswith("ies") and len(lower) > 4:
        return noun[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return noun[:-2]
    return noun[:-1]


def looks_plural(atom: Atom, people: bool = False) -> bool:
    """Whether the word looks like a noun in the plural. With `people`, words of time do not count."""
    words, lower = _words(), atom.lower
    if atom.kind != "word":
        return False
    if lower in words.irregular:
        return True
    if people and lower in ("days", "weeks", "months", "years", "minutes", "hours"):
        return False
    return (
        len(lower) > 3
        and lower.endswith("s")
        and not lower.endswith(("ss", "us", "is", "'s"))
        and lower not in words.not_plural
        and lower not in words.closed
    )


def is_closed(atom: Atom) -> bool:
    """Whether the atom ends a noun phrase: a function word or one of the verbs most often found after a number."""
    return atom.lower in _words().closed


def after_determiners(p: Passage, i: int) -> int:
    """The first atom from `i` on that is no determiner ("the", "these", "its")."""
    while i < len(p.atoms) and p.atoms[i].lower in _words().determiners:
        i += 1
    return i


def counted(p: Passage, number: range, i: int, one: bool = False) -> int | None:
    """The index of the noun that a number counts, looked for from atom `i` on; `one` where the number is one."""
    for index in number:
        head = p.heads.get(index, -1)
        if i <= head < i + REACH and p.atoms[head].kind == "word" and not _broken(p, i, head):
            return head
    run = _run(p, i)
    if not run:
        return None
    if p.pos:
        return _by_tags(p, run)
    plural = next((k for k in run if looks_plural(p.atoms[k])), None)
    if one:
        stop = run.index(plural) if plural is not None else len(run)
        short = run[:stop][:3]
        return short[-1] if short and not short[-1] == i - 1 else None
    if plural is not None and plural + 1 in run and looks_plural(p.atoms[plural + 1]) and p.atoms[plural + 1].gap != GLUED:
        return plural + 1
    return plural


def of_phrase(p: Passage, i: int, money: bool = False) -> tuple[int, int] | None:
    """The atoms (first, end) of what stands after "of" at atom `i`, or, with `money`, after "in" or "worth of"."""
    if i < len(p.atoms) and p.atoms[i].lower == "worth":
        i += 1
    if i + 1 >= len(p.atoms):
        return None
    preposition, following = p.atoms[i].lower, p.atoms[i + 1]
    if preposition != "of":
        named = following.text[0].isupper() or following.lower in _words().not_in
        if not (money and preposition == "in" and following.kind == "word") or named:
            return None
    first = i + 1
    start = after_determiners(p, first)
    run = _run(p, start)
    while run and run[-1] + 2 < len(p.atoms) and p.atoms[run[-1] + 1].lower in ("and", "or"):
        more = _run(p, run[-1] + 2)
        if not more or (p.pos and p.pos[more[-1]] not in ("NOUN", "PROPN")):
            break
        run = [*run, run[-1] + 1, *more]
    if not run:
        return None
    if preposition == "in" and not p.pos:
        run = run[:1] if not looks_plural(p.atoms[run[0]]) and len(run) > 2 else run
    return first, run[-1] + 1


def _broken(p: Passage, i: int, end: int) -> bool:
    return any(a.gap == BREAK or (a.kind == "mark" and a.text in ".,;:()?!") for a in p.atoms[i : end + 1])


def _run(p: Passage, i: int) -> list[int]:
    """The indices of the words from atom `i` on that can belong to one noun phrase, glued hyphens included."""
    run: list[int] = []
    for k in range(i, min(i + REACH, len(p.atoms))):
        atom = p.atoms[k]
        if k > i and atom.gap == BREAK:
            break
        if atom.kind == "mark":
            if atom.text == "-" and atom.gap == GLUED and k + 1 < len(p.atoms) and p.atoms[k + 1].gap == GLUED:
                run.append(k)
                continue
            break
        if is_closed(atom) and not (run and p.atoms[run[-1]].text == "-"):
            break
        if p.pos and p.pos[k] not in ("NOUN", "PROPN", "ADJ", "NUM", "ADV", "VERB", "X", "SYM", "PUNCT"):
            break
        if not p.pos and run and atom.lower.endswith("ed") and looks_plural(p.atoms[run[-1]]):
            break
        run.append(k)
    while run and p.atoms[run[-1]].kind != "word":
        run.pop()
    return run


def _by_tags(p: Passage, run: list[int]) -> int | None:
    """The last noun of the first stretch of nouns, after adjectives and participles."""
    last = None
    for k in run:
        if p.pos[k] in ("NOUN", "PROPN") and p.atoms[k].kind == "word":
            last = k
        elif last is not None and p.atoms[k].text != "-" and p.atoms[k - 1].text != "-":
            break
    return last
