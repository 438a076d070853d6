"""Persons who are named together, "Ada Vale and Mayor Orla Finch", and what stands for both: "each", "both men"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kentledge.attribute.names import titles_and_courtesies
from kentledge.attribute.people import People, Person
from kentledge.attribute.roles import is_kin, is_role
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_name, is_noun, is_possessive_mark

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kentledge.attribute.bodies import Bodies, Body

_NEAR = 40
"""Tokens within which two persons who were named apart may be "both"."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Persons named together: the tokens, and who they are."""

    first: int
    last: int
    persons: tuple[Person, ...]


def pair_key(persons: Sequence[Person]) -> str:
    """One key for the same persons in whatever order."""
    return "group " + " and ".join(sorted(p.name for p in persons))


def pairs(doc: Doc, people: People) -> list[Pair]:
    """All pairs of a Doc, in the order of the text."""
    found: list[Pair] = []
    for (one, a), (two, b) in pairwise(people.mentions):
        if a is b or not 1 <= two[0] - one[1] <= 4 or doc[one[1]].text not in {"and", "&"}:
            continue
        between = doc[one[1] + 1 : two[0]]
        known = titles_and_courtesies()
        # "Vale and Finch supporters" are no pair.
        goes_on = two[1] < len(doc) and is_noun(doc[two[1]])
        if not goes_on and all(t.lower_ in known or is_role(t.text) or t.lower_ in {"then", "the"} for t in between):
            found.append(Pair(one[0], two[1], (a, b)))
    return found


def two_meant(
    doc: Doc, people: People, named: Sequence[Pair], first: int, last: int, head: Token
) -> tuple[Person, ...] | None:
    """The two persons whom "each", "both men" or "the candidates" means; `named` are the pairs of the article."""
    words = {t.lower_ for t in doc[first:last]}
    if any(is_name(t) for t in doc[first:last]) or ("of" in words and "pair" not in words):
        return None
    alone = head.i == first and head.lower_ in {"both", "each"}
    if alone or (words & {"both", "two", "pair"} and (head.lower_ in _for_two() or "pair" in words)):
        return _last_two(people, named, first)
    if doc[first].lower_ in {"the", "these"} and head.lower_ in _for_two():
        often = Counter(pair_key(p.persons) for p in named)
        before = [p for p in named if p.first < first]
        pair = max(reversed(before), key=lambda p: often[pair_key(p.persons)], default=None)
        return pair.persons if pair is not None else None
    return None


def _last_two(people: People, named: Sequence[Pair], before: int) -> tuple[Person, ...] | None:
    """The two persons last named together, unless two others have just been named apart."""
    near: list[Person] = []
    for (at, _), person in people.before(before):
        if before - at > _NEAR or len(near) == 2:
            break
        if person not in near:
            near.insert(0, person)
    pair = next((p for p in reversed(named) if p.first < before), None)
    if pair is not None and (len(near) < 2 or before - pair.first <= _NEAR):
        return pair.persons
    return (near[0], near[1]) if len(near) == 2 else None


@cache
def _for_two() -> frozenset[str]:
    """Plural nouns by which two persons named together are meant."""
    epithets = lexicon("speakers")["roles"]["epithets"]
    return frozenset((*(f"{w}s" for w in epithets), "rivals", "men", "women", "couple", "pair", "duo", "two"))


def named_together(
    doc: Doc, people: People, bodies: Bodies, first: int, last: int
) -> tuple[list[Person], list[Body]] | None:
    """The persons and bodies that a phrase names with "and" and nothing else; None where there are not two."""
    persons: list[Person] = []
    found: list[Body] = []
    i, conjoined = first, False
    while i < last:
        token, person, body = doc[i], people.at(i), bodies.at(i)
        if person is not None and body is None:
            while i < last and people.at(i) is person:
                i += 1
            persons.append(person)
            continue
        if body is not None:
            i = body.last
            found.append(body)
            continue
        named = persons or found
        if token.lower_ == "both" and conjoined and len(persons) > 1:
            break  # "…, both directors of Vane Ltd,"
        conjoined = conjoined or (token.lower_ in {"and", "&"} and bool(named))
        fits = token.lower_ in {"and", "&", ","} or token.lower_ in titles_and_courtesies() or _describes(token, people)
        # "… and the Harrow newspaper chain", "Vale and Finch’s"
        trailing = conjoined and len(named) > 1 and (is_noun(token) or is_possessive_mark(token))
        if not (fits or trailing or (not named and is_role(token.text))):
            return None
        i += 1
    return (persons, found) if conjoined and len(persons) + len(found) > 1 else None


def _describes(token: Token, people: People) -> bool:
    """Whether a word may stand among persons named together: "Ada Vale, 66, and his daughter Orla"."""
    if token.lower_ in {"the", "his", "her"} or token.like_num or is_kin(token.text):
        return True
    return token.tag_ == "NN" and is_role(token.text) and people.at(token.i + 1) is not None
