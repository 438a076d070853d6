"""What kind of source a noun phrase is, when it is not a person's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.describe import POSSESSIVE, is_role, split_role
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_name, is_plural, is_possessive_mark
from kentledge.records import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Described:
    """A source as its own words describe it."""

    name: str
    kind: SpeakerKind
    role: str | None = None
    affiliation: str | None = None


@cache
def _governments() -> dict[str, str]:
    """Names by which a country's government is called, lower case → the country."""
    out: dict[str, str] = {}
    for country in lexicon("countries")["country"]:
        for name in (country["name"], country["capital"], *country.get("also", ())):
            out[name.lower()] = country["name"]
    return out


@cache
def _kinds() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in lexicon("speakers")["kinds"].items()}


def head_of(doc: Doc, first: int, last: int) -> Token:
    """The syntactic head of a span: the first token whose own head lies outside, noun or pronoun where there is one."""
    outside = [t for t in doc[first:last] if not first <= t.head.i < last or t.head == t]
    nominal = [t for t in outside if t.tag_.startswith(("NN", "PRP", "W", "DT", "CD"))]
    return (nominal or outside or [doc[last - 1]])[0]


def phrase(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The span without the commas and relative clauses that trail it, nor an opening "that"."""
    while last > first + 1 and (doc[last - 1].is_punct or doc[last - 1].is_space or is_possessive_mark(doc[last - 1])):
        last -= 1
    for i in range(first + 1, last):
        if doc[i].text in {",", "("} or doc[i].lower_ in {"who", "whom", "whose", "which"}:
            return first, i
    return first, last


def _owner(doc: Doc, first: int, head: int) -> str | None:
    """The owner in "Britain’s defence ministry"."""
    for i in range(first + 1, head):
        if doc[i].text in POSSESSIVE and doc[i - 1].text[:1].isupper():
            return str(doc[first:i].text).removeprefix("the ").removeprefix("The ")
    return None


def stands_for_a_place(text: str, name: str) -> bool:
    """Whether the article uses a one-word name as a place or state: "in Vespera", "Vespera’s foreign ministry"."""
    pattern = (
        rf"\b(?:in|inside|across|from) {re.escape(name)}\b|\b{re.escape(name)}['’]s? (?:\w+ ){{0,2}}(?:{_STATE})\b"
    )
    return re.search(pattern, text) is not None


_STATE = (
    "ministry|minister|ministers|government|parliament|president|capital|army|navy|embassy|ambassador|border|cabinet"
)


def source_described(doc: Doc, first: int, last: int) -> Described:
    """Name and kind of a source that is no named person, by its head noun, entities and the lexicons."""
    first, last = phrase(doc, first, last)
    head = head_of(doc, first, last)
    words = doc[first:last].text.strip()
    bare = words.removeprefix("the ").removeprefix("The ")
    kinds = _kinds()
    country = _governments().get(bare.lower()) or _governments().get(words.lower())
    if country:
        return Described(bare, "government", None, country)
    low = head.lower_
    if low.removesuffix("s") in kinds["document"]:
        low = low.removesuffix("s")
    tail = " ".join(t.lower_ for t in doc[max(first, head.i - 1) : head.i + 1])
    if low in kinds["group"] or (is_plural(head) and not is_name(head) and low not in kinds["document"]):
        return Described(words, "group")
    for kind in ("government", "organisation", "document"):
        if low in kinds[kind] or tail in kinds[kind]:
            owner = None if is_name(head) else _owner(doc, first, head.i)
            return Described(bare if is_name(head) else words, kind, None, owner)
    if is_role(head.text) and not is_plural(head):
        found = split_role(doc, first, last)
        return Described(words, "person", found.role, found.affiliation)
    if head.ent_type_ in {"GPE", "LOC", "NORP"}:
        return Described(bare, "government" if head.ent_type_ != "NORP" else "group")
    if head.ent_type_ in {"ORG", "MISC"} or is_name(head):
        return Described(bare, "organisation")
    return Described(words, "unknown")
