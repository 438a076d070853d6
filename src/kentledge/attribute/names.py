"""Where a person's name begins and ends, and its parts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.roles import courtesies, is_role, titles
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_description, is_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

TokenSpan = tuple[int, int]
_SAINTS = frozenset({"st", "ste", "sta", "sto"})
_STYLES = frozenset({"excellency", "highness", "majesty", "eminence", "holiness"})
"""The second word of how a person of rank is spoken of: "His Excellency"."""


@cache
def titles_and_courtesies() -> frozenset[str]:
    """Words before a name that are no part of it."""
    return titles() | courtesies()


def title_before(doc: Doc, i: int) -> int:
    """How many tokens the title right before a token has: two where its full stop is one ("Sgt" "."), 0 for none."""
    if i > 0 and doc[i - 1].lower_ in titles_and_courtesies():
        return 1
    return 2 if i > 1 and doc[i - 1].text == "." and f"{doc[i - 2].lower_}." in titles_and_courtesies() else 0


def trimmed(doc: Doc, first: int, last: int) -> TokenSpan:
    """A name without titles before it and without possessive or punctuation after it."""
    # "[Jun]-ho Bae": nor do they begin inside.
    while 1 < first < last and "-" in {doc[first].text, doc[first - 1].text} and not doc[first - 1].whitespace_:
        if doc[first - 1].text != "-" and not is_name(doc[first - 1]):
            break
        first -= 1
    while first < last and not any(c.isalpha() for c in doc[first].text):
        first += 1
    if last - first > 2 and doc[first + 1].lower_ in _STYLES:
        first += 2
    while first < last and (doc[first].lower_ in titles_and_courtesies() or is_role(doc[first].text)):
        first += 1
    while last > first and not any(c.isalpha() for c in doc[last - 1].text.removeprefix("'s").removeprefix("’s")):
        last -= 1
    while last - first > 2 and doc[last - 1].text in _honours():
        last -= 1
    if last - first > 1 and doc[last - 1].lower_.rstrip(".") in {"sr", "jr", "snr", "jnr"}:
        last -= 1
    # "Iversen-Holt" is three tokens, and entities sometimes end inside it.
    while first < last < len(doc) - 1 and doc[last].text == "-" and not doc[last - 1].whitespace_:
        if doc[last].whitespace_ or not doc[last + 1].is_alpha:
            break
        last += 2
    return first, last


@cache
def _honours() -> frozenset[str]:
    """Letters after a name that are no part of it: "Hugh Lorne KC"."""
    return frozenset(lexicon("speakers")["titles"]["after"])


def whole(doc: Doc, spans: Sequence[TokenSpan]) -> list[TokenSpan]:
    """Names with the parts that the entities leave out or take for another.

    Names whose parts stand around a quoted one are one name: "Robert “Bobby” Tarn", and so is "Ana Sta. Marta".
    """
    out: list[TokenSpan] = []
    for first, last in spans:
        if first == last:
            continue
        first, last = _with_particles(doc, _given_name(doc, first, last), last)
        if out and first < out[-1][1]:
            continue
        if out and first - out[-1][1] <= 1 and doc[out[-1][1] - 1].lower_.rstrip(".") in _SAINTS:
            between = doc[out[-1][1] : first].text
            if between in {"", "."}:
                out[-1] = (out[-1][0], last)
                continue
        if out and first == out[-1][1] and _goes_on(doc, out[-1], last):
            out[-1] = (out[-1][0], last)
            continue
        after = doc[last : last + 4]
        if len(after) == 4 and after[0].is_quote and after[2].is_quote and is_name(after[1]) and is_name(after[3]):
            last += 4
            while last < len(doc) and is_name(doc[last]):
                last += 1
        if not out or first >= out[-1][1]:
            out.append((first, last))
    return out


def _goes_on(doc: Doc, before: TokenSpan, last: int) -> bool:
    """Whether the second of two names side by side is the given name of the first: "[Im] [Hyok-su]"."""
    return " " not in doc[before[0] : before[1]].text and is_family_first(doc[before[0] : last].text.split())


def is_family_first(parts: Sequence[str]) -> bool:
    """Whether a name has its family name first, as its form tells: "Im Hyok-su"."""
    return len(parts) == 2 and re.fullmatch(r"[A-Z][a-z]+-[a-z]+", parts[1]) is not None


def is_of_a_person(doc: Doc, first: int, last: int) -> bool:
    """Whether a run of names is a person's by its form: "Inês dos Reis" with a particle, "Hugh Lorne KC"."""
    words = [t.text for t in doc[first:last]]
    if len(words) > 2 and (words[-1] in _honours() or _styled(words)):
        return True
    return (
        3 <= len(words) <= 5
        and words[0] in first_names()
        and set(words[1:-1]) <= _particles()
        and words[-1][:1].isupper()
    )


def _styled(words: Sequence[str]) -> bool:
    """Whether a name begins as a person of rank is spoken of: "His Excellency Idris Calloway"."""
    return words[0].lower() in {"his", "her", "their", "your"} and words[1].lower() in _STYLES


def _with_particles(doc: Doc, first: int, last: int) -> TokenSpan:
    """A name with its particles: "[Pieter van] der [Laan]", "[van] der Laan"."""
    particles = _particles()
    end = last
    while end < len(doc) and doc[end].text in particles:
        end += 1
    if (end > last or doc[end - 1].lower_ in particles) and end < len(doc) and is_name(doc[end]):
        last = end + 1
    begin = first
    while begin > 0 and doc[begin - 1].text in particles:
        begin -= 1
    given = begin > 0 and is_name(doc[begin - 1]) and doc[begin - 1].text in first_names()
    if begin < first and (given or _opens(doc, begin)):
        first = begin - given
    return first, last


def _opens(doc: Doc, i: int) -> bool:
    """Whether a title stands before a particle: "Mr. van der Laan"."""
    return i > 0 and doc[i - 1].lower_ in titles_and_courtesies()


@cache
def _particles() -> frozenset[str]:
    return frozenset(lexicon("speakers")["particles"]["forms"])


@cache
def first_names() -> dict[str, str]:
    """First name → "male" or "female"."""
    names = lexicon("speakers")["first_names"]
    return {name: gender for gender in ("male", "female") for name in names[gender].split()}


def _given_name(doc: Doc, first: int, last: int) -> int:
    """Where the given name before a surname stands that the entities take for something else or leave out."""
    if last - first > 1 or first < 1 or not is_name(doc[first - 1]):
        return first
    given = doc[first - 1]
    by_tree = doc[first].head.i == given.i and is_description(doc[first])
    alone = not given.ent_type_ and first > 1 and not is_name(doc[first - 2]) and not doc[first - 2].is_space
    taken = given.lower_ in _no_given_names() or is_role(given.text) or not given.text[1:].islower()
    return first - 1 if (by_tree or alone) and not taken else first


@cache
def _no_given_names() -> frozenset[str]:
    """Words before a surname that are no given name: titles, and sides ("Democrat Vale")."""
    sides = lexicon("speakers")["roles"]["sides"]
    return titles_and_courtesies() | {w for line in sides for w in line}


def parts_of(doc: Doc, span: TokenSpan) -> tuple[str, ...]:
    """The parts of a name; hyphenated parts, which are several tokens, are one part."""
    parts = doc[span[0] : span[1]].text.split()
    return tuple(p for p in parts if any(c.isalpha() for c in p))


def name_in(doc: Doc, head: int, first: int, last: int) -> TokenSpan | None:
    """The run of name tokens around `head` inside `doc[first:last]`, trimmed of titles."""
    if not is_name(doc[head]):
        return None
    a = b = head
    while a > first and _joins(doc, a - 1):
        a -= 1
    while b + 1 < last and _joins(doc, b + 1):
        b += 1
    while a < head and not is_name(doc[a]):
        a += 1
    while b > head and not is_name(doc[b]):
        b -= 1
    first, last = trimmed(doc, a, b + 1)
    return (first, last) if last > first else None


def _joins(doc: Doc, i: int) -> bool:
    return is_name(doc[i]) or (doc[i].text == "-" and 0 < i < len(doc) - 1 and not doc[i].whitespace_)
