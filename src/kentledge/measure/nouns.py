"""Nouns after a number: what is counted, in the singular, and what it is "of"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, GLUED, Atom, Passage

REACH = 7
"""How many atoms after a number its noun may stand."""

_BREAKS = frozenset(".,;:()?!")


@dataclass(frozen=True, slots=True)
class _Words:
    irregular: Mapping[str, str]
    not_plural: frozenset[str]
    closed: frozenset[str]
    determiners: frozenset[str]
    quantifiers: frozenset[str]
    spans_of_time: frozenset[str]
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
        frozenset(nouns["quantifiers"]),
        frozenset(nouns["spans_of_time"]),
        frozenset(lex["of_phrase"]["not_in"]),
    )


def singular(noun: str) -> str:
    """The singular of a noun in the plural; a noun in the singular comes back as it is."""
    words, lower = _words(), noun.lower()
    if lower in words.irregular:
        return words.irregular[lower]
    if _is_men(lower):
        return noun[:-2] + "an"
    if not _has_plural_s(noun):
        return noun
    if lower.endswith("ies") and len(lower) > 4:
        return noun[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return noun[:-2]
    return noun[:-1]


def looks_plural(atom: Atom, people: bool = False) -> bool:
    """Whether the word looks like a noun in the plural. With `people`, spans of time do not count."""
    words, lower = _words(), atom.lower
    if atom.kind != "word":
        return False
    if lower in words.irregular or _is_men(lower):
        return True
    if people and lower in words.spans_of_time:
        return False
    return _has_plural_s(atom.text) and lower not in words.closed


def _is_men(lower: str) -> bool:
    """Whether the word is a plural as "firemen" is."""
    return lower.endswith("men") and len(lower) > 5 and lower not in _words().not_plural


def _has_plural_s(noun: str) -> bool:
    lower = noun.lower()
    if len(lower) < 3 or not lower.endswith("s") or lower in _words().not_plural:
        return False
    return not lower.endswith(("ss", "us", "'s")) and (not lower.endswith("is") or noun[0].isupper())  # "Iraqis"


def is_closed(atom: Atom) -> bool:
    """Whether the atom ends a noun phrase: a function word or one of the verbs most often found after a number."""
    return atom.lower in _words().closed


def is_possessive(atom: Atom) -> bool:
    """Whether the atom is an owner: "country's", "ministers’"."""
    return atom.lower.endswith(("'s", "’s", "s'", "s’"))


def after_determiners(p: Passage, i: int) -> int:
    """The first atom from `i` on that is no determiner ("the", "these", "its")."""
    while i < len(p.atoms) and p.atoms[i].lower in _words().determiners:
        i += 1
    return i


def after_quantifiers(p: Passage, i: int) -> int:
    """The first atom from `i` on that is no "more" or "other"."""
    while i < len(p.atoms) and p.atoms[i].lower in _words().quantifiers:
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
    noun = _noun_of(p, run, one)
    if noun is not None and is_possessive(p.atoms[noun]):
        return None  # "62 of the country's 155 clinics"
    following = run[-1] + 1
    unfinished = noun is None or not looks_plural(p.atoms[noun])
    if unfinished and not one and following < len(p.atoms) and p.atoms[following].lower in ("and", "or"):
        # "dozens of military and civilian vehicles"
        later = _noun_of(p, _run(p, following + 1), one)
        return later if later is not None and looks_plural(p.atoms[later]) else noun
    return noun


def designation(p: Passage, i: int) -> int | None:
    """The index after what a thing is called by letters and a number, at atom `i`: "F-16", "T-72s", "MiG-29"."""
    atoms = p.atoms[i : i + 4]
    if len(atoms) == 4 and atoms[3].text == atoms[0].text:
        return None  # "5 GW-10 GW" is a range
    if len(atoms) < 3 or atoms[1].text not in ("-", "‑") or atoms[2].kind != "numeral":
        return None
    letters = atoms[0].text
    capitals = sum(c.isupper() for c in letters)
    if not letters[0].isupper() or (len(letters) > 2 and capitals < 2) or {atoms[1].gap, atoms[2].gap} != {GLUED}:
        return None
    return i + 3 + (len(atoms) == 4 and atoms[3].gap == GLUED and atoms[3].kind == "word")


def of_phrase(p: Passage, i: int, money: bool = False) -> tuple[int, int] | None:
    """The atoms (first, end) of what stands after "of" at atom `i`, or, with `money`, after "in" or "worth of"."""
    if i < len(p.atoms) and p.atoms[i].lower == "worth":
        i += 1
    if i + 1 >= len(p.atoms):
        return None
    preposition, following = p.atoms[i].lower, p.atoms[i + 1]
    if preposition != "of":
        named = following.text[0].isupper() or following.lower in _words().not_in or is_closed(following)
        if not (money and preposition == "in" and following.kind == "word") or named:
            return None
    first = i + 1
    start = after_determiners(p, first)
    run = _to_noun(p, _run(p, start, numbered=True))
    while run and run[-1] + 2 < len(p.atoms) and p.atoms[run[-1] + 1].lower in ("and", "or"):
        more = _to_noun(p, _run(p, run[-1] + 2))
        if not more or (p.pos and p.pos[more[-1]] not in ("NOUN", "PROPN")):
            break
        if not p.pos and len(more) > 1 and looks_plural(p.atoms[run[-1]]) and not looks_plural(p.atoms[more[-1]]):
            break  # "a quarter of men and nearly half of women"
        run = [*run, run[-1] + 1, *more]
    if not run:
        return None
    if preposition == "in" and not p.pos:
        run = run[:1] if not looks_plural(p.atoms[run[0]]) and len(run) > 2 else run
    return first, run[-1] + 1


def phrase_at(p: Passage, i: int) -> tuple[int, int] | None:
    """The atoms (first, end) of the noun phrase that begins at atom `i`."""
    run = _to_noun(p, _run(p, i))
    return (i, run[-1] + 1) if run else None


def _noun_of(p: Passage, run: list[int], one: bool) -> int | None:
    """The head noun among the words of a noun phrase: by tags where there are any, else by its plural."""
    if p.pos:
        noun = _by_tags(p, run)
        return run[0] if noun is None and run and looks_plural(p.atoms[run[0]]) else noun  # "twelve dead"
    plural = next((k for k in run if looks_plural(p.atoms[k])), None)
    if one:
        stop = run.index(plural) if plural is not None else len(run)
        short = [k for k in run[:stop][:3] if p.atoms[k].kind == "word"]
        return short[-1] if short else None
    return None if plural is None else _last_plural(p, run, plural)


def _last_plural(p: Passage, run: list[int], plural: int) -> int:
    """The second of two plurals side by side ("sports teams"): the first then only describes it."""
    after = plural + 1
    if (
        after in run
        and p.atoms[after].gap != GLUED
        and p.atoms[after].lower.endswith("s")
        and looks_plural(p.atoms[after])
    ):
        return after
    return plural


def _to_noun(p: Passage, run: list[int]) -> list[int]:
    """The words to the end of the noun phrase; without tags to its first plural: "respondents | chose the mayor"."""
    if p.pos:
        noun = _by_tags(p, run)
        return run[: run.index(noun) + 1] if noun is not None else []
    plural = next((k for k in run if looks_plural(p.atoms[k])), None)
    return run if plural is None else run[: run.index(_last_plural(p, run, plural)) + 1]


def _broken(p: Passage, i: int, end: int) -> bool:
    """Whether a mark or another number stands between a number and the noun that a parser gives it."""
    between = p.atoms[i : end + 1]
    if p.pos and "NUM" in p.pos[i:end]:
        return True
    return any(a.gap == BREAK or a.text in _BREAKS or (a.kind == "numeral" and a.gap != GLUED) for a in between)


def _run(p: Passage, i: int, numbered: bool = False) -> list[int]:
    """The indices of the words from atom `i` on that can belong to one noun phrase, glued hyphens included.

    Where it may be `numbered`, a number after an owner is part of it: "half of the region's 190 bridges".
    """
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
        if atom.kind == "numeral" and run and atom.gap == GLUED:
            run.append(k)
            continue
        if atom.kind == "numeral" and run and is_possessive(p.atoms[k - 1]) and not numbered:
            break  # "140 of the region's | 190 bridges"
        if is_closed(atom) and not (run and p.atoms[run[-1]].text == "-"):
            break
        if p.pos and p.pos[k] not in ("NOUN", "PROPN", "ADJ", "NUM", "ADV", "VERB", "X", "SYM", "PUNCT"):
            break
        if not p.pos and run and atom.lower.endswith("ed") and looks_plural(p.atoms[run[-1]]):
            break
        run.append(k)
    while run and p.atoms[run[-1]].kind == "mark":
        run.pop()
    return run


def _by_tags(p: Passage, run: list[int]) -> int | None:
    """The last noun of the first stretch of nouns, after adjectives and participles."""
    last = None
    for k in run:
        if last is not None and p.pos[k] == "PROPN" and p.pos[last] == "NOUN" and looks_plural(p.atoms[last]):
            break  # "the guns | Chavez wants"
        if last is not None and p.pos[k] == "NUM" and p.atoms[k].gap != GLUED and looks_plural(p.atoms[last]):
            break  # "cost 30 farmers | 10 million crowns"
        if p.pos[k] in ("NOUN", "PROPN") and p.atoms[k].kind == "word":
            last = k
        elif last is not None and p.pos[k] != "NUM" and p.atoms[k].text != "-" and p.atoms[k - 1].text != "-":
            break
    return last
