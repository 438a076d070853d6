"""The persons that an article names: full names, the surnames that stand for them later, roles and affiliations."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.describe import Description, described, is_role, titles
from kentledge.attribute.sources import stands_for_a_place
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

TokenSpan = tuple[int, int]


@cache
def _all_titles() -> frozenset[str]:
    return titles() | frozenset(lexicon("speakers")["titles"]["courtesy"])


@dataclass(slots=True)
class Person:
    """One person of the article, as far as the names tell."""

    name: str
    parts: tuple[str, ...]
    mentions: list[TokenSpan] = field(default_factory=list)
    description: Description = field(default_factory=Description)
    gender: str | None = None

    def answers_to(self, parts: tuple[str, ...]) -> bool:
        """Whether a shorter name may stand for this person: the surname, the first part, or both ends."""
        if len(parts) == 1:
            shouted = parts[0].isupper() and len(parts[0]) > 2
            own = [p.upper() for p in self.parts] if shouted else self.parts
            return parts[0] in (own[-1], own[0])
        return parts[-1] == self.parts[-1] and (parts[0] == self.parts[0] or _initial(parts[0], self.parts[0]))


def _initial(a: str, b: str) -> bool:
    return a[:1] == b[:1] and (a.endswith(".") or b.endswith("."))


class People:
    """All persons of a Doc. `at` finds whose name a token belongs to; `places` has the names that are no person's."""

    def __init__(self, doc: Doc, more: Iterable[TokenSpan] = ()) -> None:
        self.doc = doc
        self.persons: list[Person] = []
        self._by_token: dict[int, Person] = {}
        spans = sorted({*(_trimmed(doc, e.start, e.end) for e in doc.ents if e.label_ == "PERSON"), *more})
        names = [(s, _parts(doc, s)) for s in spans if s[1] > s[0]]
        # Full names first, wherever they stand: a headline may use the surname before the name is given.
        for span, parts in sorted(names, key=lambda n: (len(n[1]) < 2, n[0])):
            if parts:
                self._add(span, parts)
        self.places = self._places()
        self._surnames()
        for person in self.persons:
            person.mentions.sort()
            self._describe(person)
        self._mentions = sorted(((m, p) for p in self.persons for m in p.mentions), key=lambda x: x[0])

    def at(self, token: int) -> Person | None:
        """The person whose name the token is part of."""
        return self._by_token.get(token)

    def before(self, token: int) -> Iterator[tuple[TokenSpan, Person]]:
        """All mentions that begin before a token, the latest first."""
        for k in range(bisect_left(self._mentions, token, key=lambda m: m[0][0]) - 1, -1, -1):
            yield self._mentions[k]

    def _places(self) -> dict[int, str]:
        """Take back one-word names that the article uses as places; token → name."""
        text = self.doc.text
        places = [p for p in self.persons if len(p.parts) == 1 and stands_for_a_place(text, p.name)]
        self.persons = [p for p in self.persons if p not in places]
        found = {i: p.name for i, p in self._by_token.items() if p in places}
        self._by_token = {i: p for i, p in self._by_token.items() if i not in found}
        return found

    def _surnames(self) -> None:
        """Take in the surnames that the entities missed: name tokens outside other entities that one person bears."""
        bearers: dict[str, list[Person]] = {}
        for person in self.persons:
            if len(person.parts) > 1:
                bearers.setdefault(person.parts[-1].lower(), []).append(person)
        for token in self.doc:
            if token.i in self._by_token or not is_name(token):
                continue
            first = last = token.i
            while last + 2 < len(self.doc) and self.doc[last + 1].text == "-" and not self.doc[last].whitespace_:
                last += 2
            form = self.doc[first : last + 1].text
            alone = not (self._in_name(first - 1) or self._in_name(last + 1))
            found = bearers.get(form.lower(), [])
            if alone and len(found) == 1 and (form[:1].isupper()) and form.lower() != form:
                found[0].mentions.append((first, last + 1))
                for i in range(first, last + 1):
                    self._by_token[i] = found[0]

    def _in_name(self, i: int) -> bool:
        """Whether a token makes its neighbour part of a longer name; titles do not."""
        if not 0 <= i < len(self.doc) or not is_name(self.doc[i]):
            return False
        word = self.doc[i].lower_
        return word not in _all_titles() and not is_role(word)

    def _add(self, span: TokenSpan, parts: tuple[str, ...]) -> None:
        fitting = [p for p in self.persons if p.answers_to(parts)]
        if len(parts) > 1:
            fitting = [p for p in fitting if len(p.parts) > 1]
        if fitting:
            earlier = [p for p in fitting if any(m[0] < span[0] for m in p.mentions)]
            person = (
                max(earlier, key=lambda p: max(m[0] for m in p.mentions if m[0] < span[0])) if earlier else fitting[0]
            )
            if len(parts) > len(person.parts):
                person.name, person.parts = " ".join(parts), parts
        else:
            person = Person(" ".join(parts), parts)
            self.persons.append(person)
        person.mentions.append(span)
        for i in range(*span):
            self._by_token[i] = person

    def _describe(self, person: Person) -> None:
        best = Description()
        for first, last in person.mentions:
            found = described(self.doc, first, last)
            if bool(found.role) + bool(found.affiliation) > bool(best.role) + bool(best.affiliation):
                best = found
            title = self.doc[first - 1].lower_ if first else ""
            for gender in ("male", "female"):
                if title in lexicon("speakers")["pronouns"][gender]:
                    person.gender = gender
        person.description = best


def _trimmed(doc: Doc, first: int, last: int) -> TokenSpan:
    """A name without titles before it and without possessive or punctuation after it."""
    while first < last and (doc[first].lower_ in _all_titles() or is_role(doc[first].text)):
        first += 1
    while last > first and not any(c.isalpha() for c in doc[last - 1].text.removeprefix("'s").removeprefix("’s")):
        last -= 1
    # "Iversen-Holt" is three tokens, and entities sometimes end inside it.
    while first < last < len(doc) - 1 and doc[last].text == "-" and not doc[last - 1].whitespace_:
        if doc[last].whitespace_ or not doc[last + 1].is_alpha:
            break
        last += 2
    return first, last


def _parts(doc: Doc, span: TokenSpan) -> tuple[str, ...]:
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
    trimmed = _trimmed(doc, a, b + 1)
    return trimmed if trimmed[1] > trimmed[0] else None


def _joins(doc: Doc, i: int) -> bool:
    return is_name(doc[i]) or (doc[i].text == "-" and 0 < i < len(doc) - 1 and not doc[i].whitespace_)
