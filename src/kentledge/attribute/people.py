"""The persons that an article names: full names, the surnames that stand for them later, roles and affiliations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from kentledge.attribute.abbreviations import explained
from kentledge.attribute.describe import described
from kentledge.attribute.misnamed import bodies_among, names_a_firm, names_a_place, stands_for_a_firm, titled
from kentledge.attribute.named import is_told_of
from kentledge.attribute.names import (
    TokenSpan,
    first_names,
    is_family_first,
    is_of_a_person,
    parts_of,
    title_before,
    titles_and_courtesies,
    trimmed,
    whole,
)
from kentledge.attribute.roles import Description, is_role
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_copula, is_modifier, is_name, is_noun, is_predicate, is_subject
from kentledge.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

_ENOUGH = 2
"""Pronouns after a name that must agree before they tell its bearer's sex."""
_JUST_NAMED = 25
"""Tokens within which a surname still means the bearer who was last named in full."""


def _surname_end(doc: Doc, start: int, end: int) -> int:
    """Where a name ends whose surname the entities take for a body: "opposition leader [Per] [Aas]"."""
    if end + 1 >= len(doc):
        return end
    after = doc[end]
    placed = doc[end + 1].lower_ in {"of", "at", "from"} and after.ent_type_ == "ORG" and is_name(after)
    if placed and " " not in doc[start:end].text and doc[end - 1].whitespace_:
        return end + 1  # "[Mei-Hua] [Strand of Pellwood Research]"
    if end != start + 1 or not start:
        return end
    alone = after.ent_type_ not in {"", "PERSON"} and is_name(after) and doc[end + 1].ent_iob_ != "I"
    return end + 1 if alone and is_role(doc[start - 1].text) and not after.is_upper else end


@dataclass(slots=True, eq=False)
class Person:
    """One person of the article, as far as the names tell."""

    name: str
    parts: tuple[str, ...]
    mentions: list[TokenSpan] = field(default_factory=list)
    description: Description = field(default_factory=Description)
    gender: str | None = None
    words: set[str] = field(default_factory=set)
    """What the article calls the person anywhere, in lower case: "judge", "former", "republican"."""

    @property
    def key(self) -> str:
        """The key of the speaker that this person is."""
        return f"person {self.name}"

    def answers_to(self, parts: tuple[str, ...]) -> bool:
        """Whether a shorter name may stand for this person: the surname, the first part, or both ends.

        Of a name of three parts or more also the first two: "Pavel Andreyevich", "Ana Robles" of Ana Robles Rey.
        """
        if len(parts) == 1:
            shouted = parts[0].isupper() and len(parts[0]) > 2
            own = [p.upper() for p in self.parts] if shouted else self.parts
            return parts[0].lower() in (own[-1].lower(), own[0].lower())
        if [p.lower() for p in self.parts[-len(parts) :]] == [p.lower() for p in parts]:
            return True
        if len(parts) == 2 < len(self.parts) and self.parts[:2] == parts and parts[1][:1].isupper():
            return True
        known = {self.parts[0], *(p.strip("“”\"'‘’()") for p in self.parts[1:-1] if not p[0].isalnum())}
        return parts[-1] == self.parts[-1] and (parts[0] in known or _initial(parts[0], self.parts[0]))

    def has_two_surnames(self, surname: str) -> bool:
        """Whether a surname is the first of two: "Robles" of Ana Robles Rey."""
        return len(self.parts) > 2 and surname in self.parts[1:-1] and len(surname) > 2 and surname[0].isupper()


def _initial(a: str, b: str) -> bool:
    return a[:1] == b[:1] and (a.endswith(".") or b.endswith("."))


@cache
def _told_by() -> dict[str, str]:
    """Courtesy titles and nouns of kin, lower case → "male" or "female"."""
    pronouns, roles = lexicon("speakers")["pronouns"], lexicon("speakers")["roles"]
    told = {w: g for g in ("male", "female") for w in (*pronouns[g], *roles[f"kin_{g}"], *roles[f"noun_{g}"])}
    return {w: g for w, g in told.items() if w not in pronouns["person"]}


def gender_of(role: str) -> str | None:
    """The sex that the nouns of a description tell: "spokeswoman", "the minister’s father"."""
    for word in reversed(role.lower().split()):
        if word in _told_by():
            return _told_by()[word]
        if is_role(word) and word.endswith(("woman", "man")) and word != "chairman":
            return "female" if word.endswith("woman") else "male"
    return None


class People:
    """All persons of a Doc. `at` finds whose name a token belongs to; `places` has one-word names of bodies."""

    def __init__(self, doc: Doc, more: Iterable[TokenSpan] = (), dateline: str = "") -> None:
        self.doc = doc
        # A Doc makes its tokens and its text anew whenever it is asked.
        self.tokens = list(doc)
        self.text = doc.text
        self.dateline = dateline.lower()
        self.abbreviations = explained(self.tokens)
        self.persons: list[Person] = []
        self._by_token: dict[int, Person] = {}
        # The whole text is looked through once a name.
        self.is_firm = cache(partial(stands_for_a_firm, self.text))
        self.firms = [(e.start, e.end) for e in doc.ents if e.label_ == "PERSON" and names_a_firm(e, self.is_firm)]
        self.lands = [(e.start, e.end) for e in doc.ents if e.label_ == "PERSON" and names_a_place(doc, e)]
        entities = [
            e
            for e in doc.ents
            if (e.label_ == "PERSON" and (e.start, e.end) not in {*self.firms, *self.lands})
            or (e.label_ == "ORG" and (is_of_a_person(doc, e.start, e.end) or is_told_of(doc, e.start, e.end)))
        ]
        own = tuple(more)
        found = (trimmed(doc, e.start, _surname_end(doc, e.start, e.end)) for e in entities)
        # An entity may be part of a name of one's own: "[ADA] BRANDT:".
        spans = sorted({*own, *(s for s in found if not any(a <= s[0] and s[1] <= b for a, b in own))})
        names = [(s, parts_of(doc, s)) for s in whole(doc, spans) if s[1] > s[0] and not self._shortened(s)]
        # Full names first, wherever they stand: a headline may use the surname before the name is given.
        for span, parts in sorted(names, key=lambda n: (len(n[1]) < 2, n[0])):
            if parts:
                self._add(span, parts)
        self.places: dict[int, tuple[str, SpeakerKind]] = self._bodies()
        self._surnames()
        self._vote_on_sex()
        for person in self.persons:
            person.mentions.sort()
            self._describe(person)
        self.mentions = sorted(((m, p) for p in self.persons for m in p.mentions), key=lambda x: x[0])

    def at(self, token: int) -> Person | None:
        """The person whose name the token is part of."""
        return self._by_token.get(token)

    def before(self, token: int) -> Iterator[tuple[TokenSpan, Person]]:
        """All mentions that begin before a token, the latest first."""
        for k in range(bisect_left(self.mentions, token, key=lambda m: m[0][0]) - 1, -1, -1):
            yield self.mentions[k]

    def _shortened(self, span: TokenSpan) -> bool:
        """Whether a name is an abbreviation that the article explains ("Reef Watch (RW)"), and nobody's."""
        return span[1] - span[0] == 1 and self.doc[span[0]].text in self.abbreviations

    def _bodies(self) -> dict[int, tuple[str, SpeakerKind]]:
        """Take back one-word names that the article uses as places or firms; token → name and kind."""
        kinds = bodies_among(
            self.doc,
            self.text,
            self.dateline,
            [(p.name, p.mentions) for p in self.persons if len(p.parts) == 1],
            self.is_firm,
        )
        self.persons = [p for p in self.persons if p.name not in kinds]
        found = {i: (p.name, kinds[p.name]) for i, p in self._by_token.items() if p.name in kinds}
        self._by_token = {i: p for i, p in self._by_token.items() if i not in found}
        return found

    def _surnames(self) -> None:
        """Take in the surnames that the entities missed: name tokens outside other entities that one person bears."""
        bearers: dict[str, list[Person]] = {}
        for person in self.persons:
            if len(person.parts) > 1:
                surnames = {person.parts[0 if is_family_first(person.parts) else -1]}
                surnames |= {p for p in person.parts[1:-1] if person.has_two_surnames(p)}
                for surname in surnames:
                    bearers.setdefault(surname.lower(), []).append(person)
        for token in self.tokens:
            if not token.text[:1].isupper() or token.i in self._by_token or token.i in self.places:
                continue
            if not (is_name(token) or self._speaks_next(token.i) or self._only_a_name(token)):
                continue
            first = last = token.i
            while last + 2 < len(self.doc) and self.doc[last + 1].text == "-" and not self.doc[last].whitespace_:
                last += 2
            form = self.doc[first : last + 1].text
            found = bearers.get(form.lower(), [])
            # The entities take a name in a headline for something else now and then: "Ada [Vale]", "[Ada Vale]".
            if len(found) == 1 and first and self.doc[first - 1].text == found[0].parts[0]:
                first -= 1
            alone = not (self._in_name(first - 1) or self._in_name(last + 1))
            if alone and len(found) == 1 and (form[:1].isupper()) and form.lower() != form:
                found[0].mentions.append((first, last + 1))
                for i in range(first, last + 1):
                    self._by_token[i] = found[0]

    def _speaks_next(self, i: int) -> bool:
        """Whether a word opens a line as in a transcript: "VALE: I never said so."."""
        return i + 1 < len(self.tokens) and self.tokens[i + 1].text == ":"

    def _only_a_name(self, token: Token) -> bool:
        """Whether a surname is taken for a common noun or a verb that the article nowhere else uses."""
        common = is_noun(token) or token.tag_.startswith("VB")
        return common and re.search(rf"\b{re.escape(token.lower_)}\b", self.text) is None

    def _vote_on_sex(self) -> None:
        """Tell a person's sex by the pronouns that follow the name as a subject where nobody else is named."""
        pronouns = lexicon("speakers")["pronouns"]
        votes: dict[int, Counter[str]] = {}
        last: Person | None = None
        others = False
        for token in self.tokens:
            if token.is_sent_start:
                last, others = None, False
            named = self._by_token.get(token.i)
            if named is not None and named is not last:
                others = others or last is not None or not is_subject(token)
                last = named
            elif last is not None and not others and last.gender is None and token.lower_ in pronouns["person"]:
                sex = "male" if token.lower_ in pronouns["male"] else "female"
                votes.setdefault(id(last), Counter())[sex] += 1
        for person in self.persons:
            counted = votes.get(id(person), Counter())
            sex, most = max(counted.items(), key=lambda c: c[1], default=("", 0))
            if most >= _ENOUGH and most >= 3 * (counted.total() - most):
                person.gender = sex

    def _in_name(self, i: int) -> bool:
        """Whether a token makes its neighbour part of a longer name; titles do not."""
        if not 0 <= i < len(self.doc) or not is_name(self.doc[i]):
            return False
        word = self.doc[i].lower_
        return word not in titles_and_courtesies() and not is_role(word)

    def _add(self, span: TokenSpan, parts: tuple[str, ...]) -> None:
        gender = _told_by().get(self.doc[span[0] - 1].lower_) if span[0] else None
        # "Falkenberg, a maker of lifts," is none of the family.
        alone = len(parts) == 1 and gender is None and not titled(self.doc, span[0])
        firm = alone and self.is_firm(parts[0])
        fitting = [
            p
            for p in self.persons
            if (p.parts == parts if firm else p.answers_to(parts))
            and (None in (gender, p.gender) or gender == p.gender)
        ]
        if len(parts) > 1:
            fitting = [p for p in fitting if len(p.parts) > 1]
        elif not fitting and not firm:
            fitting = [p for p in self.persons if p.has_two_surnames(parts[0])]
        if fitting:
            person = self._likeliest(fitting, span[0])
            if len(parts) > len(person.parts):
                person.name, person.parts = " ".join(parts), parts
        else:
            person = Person(" ".join(parts), parts)
            if len(parts) > 1:
                person.gender = first_names().get(parts[0])
            self.persons.append(person)
        person.gender = gender or person.gender
        person.mentions.append(span)
        for i in range(*span):
            self._by_token[i] = person

    def _likeliest(self, fitting: list[Person], at: int) -> Person:
        """Of several bearers of a surname the one whose name has just been given, else the one most often named."""
        if len(fitting) == 1:
            return fitting[0]
        last = {id(p): max((m[0] for m in p.mentions if m[0] < at), default=-1) for p in fitting}
        latest = max(fitting, key=lambda p: last[id(p)])
        if last[id(latest)] >= 0 and at - last[id(latest)] < _JUST_NAMED:
            return latest
        return max(fitting, key=lambda p: (len(p.mentions), last[id(p)]))

    def _describe(self, person: Person) -> None:
        best = Description()
        for first, last in person.mentions:
            found = described(self.doc, first, last)
            if bool(found.role) + bool(found.place) > bool(best.role) + bool(best.place):
                best = found
            person.words.update(f"{found.role or ''} {found.affiliation or ''} {self._side(last)}".lower().split())
            person.words.update(self._predicate(first, last))
            person.words.update(self._titles(first))
            person.gender = person.gender or gender_of(found.role or "")
        person.description = best

    def _side(self, last: int) -> str:
        """The side in "(D-Mo.)" and "Republican of Utah" after a name, in lower case."""
        after = [t for t in self.tokens[last : last + 4] if t.lower_ not in {"a", "an"}]
        if len(after) >= 3 and (after[0].text == "(" or after[2].text in {",", "-"}):
            return after[1].text.split("-")[0] if after[0].text in {"(", ","} else ""
        return after[1].text if len(after) > 2 and after[0].text == "," and after[2].lower_ in {"of", "from"} else ""

    def _titles(self, first: int) -> Iterator[str]:
        """The titles right before a name: "Vice Adm. Oh"."""
        while first > 0 and (title_before(self.doc, first) or is_role(self.tokens[first - 1].text)):
            first -= title_before(self.doc, first) or 1
            yield self.tokens[first].lower_

    def _predicate(self, first: int, last: int) -> Iterator[str]:
        """The nouns of "… is a lawyer and former senator" whose subject is the name."""
        for token in self.doc[first:last]:
            if not is_subject(token):
                continue
            heads = [token.head] if any(is_copula(c) for c in token.head.children) else []
            heads += [c for c in token.head.children if is_predicate(c)]
            for noun in heads:
                if is_noun(noun) and is_role(noun.text):
                    yield noun.lower_
                    yield from (c.lower_ for c in noun.lefts if is_noun(c) or is_modifier(c))
