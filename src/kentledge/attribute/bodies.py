"""The bodies that an article names: organisations and states, their abbreviations, and the short forms used later."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from kentledge.attribute.kinds import (
    FIRM_FORMS,
    PLACES,
    body_words,
    governments,
    is_of_a_place,
    kind_of_name,
    kind_words,
)
from kentledge.attribute.misnamed import stands_for_a_place
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_name, is_plural, is_possessive_mark
from kentledge.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Doc, Token

    from kentledge.attribute.people import People

_LINKS = frozenset({"of", "for", "and", "the", "on", "&", "-", "in"})
_SMALL = frozenset({"of", "for", "and", "the", "on", "&", "in"})
_AMBIGUOUS = frozenset({"house", "state", "city", "bank", "group", "party", "office", "center", "centre", "department"})
"""Last words that many bodies share: alone they stand for no one of them."""

_PARTS = frozenset(
    {"panel", "board", "bench", "jury", "majority", "committee", "branch", "chapter", "office", "division"}
)
"""Parts of a body that speak for it: "a panel of the Court of Appeals"."""
LEAD = 90
"""Tokens at the beginning of an article in which a description may come before the name."""


@dataclass(frozen=True, slots=True)
class Body:
    """One mention of a body: its tokens, its full name in this article and its kind."""

    first: int
    last: int
    name: str
    kind: SpeakerKind
    place: bool = False
    """Whether it is a place, which is no agency or group."""

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.name.lower().split())


class Bodies:
    """All bodies of a Doc, in the order of the text."""

    def __init__(self, doc: Doc, people: People) -> None:
        self.doc = doc
        self._people = people
        spans = [(e.start, e.end, e.label_) for e in doc.ents if e.label_ in {"ORG", *PLACES}]
        spans += [(i, i + 1, "GPE" if kind == "government" else "ORG") for i, (_, kind) in people.places.items()]
        spans += [(a, b, "ORG") for a, b in people.firms] + [(a, b, "GPE") for a, b in people.lands]
        places = {e.text for e in doc.ents if e.label_ in PLACES}
        alone = {doc[a].text for a, b, label in spans if label == "ORG" and b == a + 1 and not doc[a].is_upper}
        places |= {name for name in alone if stands_for_a_place(doc.text, name)}
        # A name of one word that is a place's once is a place's throughout.
        spans = [(a, b, "GPE" if b == a + 1 and doc[a].text in places else label) for a, b, label in spans]
        begun = {a for a, _, _ in spans}
        # "[Hydra] [AG]": a form of firms is no name of its own.
        spans = [s for s in spans if not (s[1] - s[0] == 1 and doc[s[0]].lower_ in FIRM_FORMS and s[0] - 1 in begun)]
        named = [
            s for first, last, label in spans if (s := self._whole(first, last, label)) and not people.at(s[1] - 1)
        ]
        named += self._campaigns(people)
        self._full = self._abbreviated(named)
        for short, (first, last) in people.abbreviations.items():
            full = self._whole(first, last, "ORG")
            if full is not None and not people.at(full[1] - 1):
                self._full[short] = self._text(first, last)
                named.append((first, last, "ORG"))
                named += [(t.i, t.i + 1, "ORG") for t in people.tokens if t.text == short]
        self.mentions: list[Body] = []
        taken = -1
        for first, last, label in sorted(named, key=lambda s: (s[0], -s[1])):
            if first < taken:
                continue
            taken = last
            name = self.full(self._text(first, last))
            firm = label in PLACES and last == first + 1 and people.is_firm(name)
            kind = "organisation" if firm else kind_of_name(name, label)
            self.mentions.append(Body(first, last, name, kind, label in PLACES and not firm))
        self.often = Counter(m.name for m in self.mentions)
        self._at = {i: m for m in self.mentions for i in range(m.first, m.last)}

    def at(self, token: int) -> Body | None:
        """The body whose name the token is part of."""
        return self._at.get(token)

    def before(self, token: int) -> Iterator[Body]:
        """All mentions that begin before a token, the latest first."""
        for k in range(bisect_left(self.mentions, token, key=lambda m: m.first) - 1, -1, -1):
            yield self.mentions[k]

    def after(self, token: int) -> Iterator[Body]:
        """All mentions that begin at a token or later, in order."""
        yield from self.mentions[bisect_left(self.mentions, token, key=lambda m: m.first) :]

    def full(self, name: str) -> str:
        """The full name for an abbreviation or a short form, if the article gives one."""
        return self._full.get(name, name)

    def _text(self, first: int, last: int) -> str:
        """A name without "the" and possessive marks."""
        text = re.sub(r"\s+", " ", self.doc[first:last].text)
        text = re.sub(r"(?:['’]s?)?(?: [a-z]+)?(?= (?:campaign|administration)$)", "", text)
        return text.removeprefix("the ").removeprefix("The ").rstrip("'’")

    def _whole(self, first: int, last: int, label: str) -> tuple[int, int, str] | None:
        """An entity with the name tokens that it leaves out: "U.S. [Court of Appeals] for the Sixth Circuit"."""
        doc = self.doc
        # "[Pan]-Continental Agency"
        while first > 0 and "-" in {doc[first].text, doc[first - 1].text} and not doc[first - 1].whitespace_:
            first -= 1
        while first < last and doc[first].lower_ in {"the", "a", "an"}:
            first += 1
        while last > first and (is_possessive_mark(doc[last - 1]) or doc[last - 1].is_punct):
            last -= 1
        while first < last - 1 and label == "ORG" and self._people.at(first) and self._people.at(last - 1) is None:
            first += 1  # "Ada [Vale of Tarn Brokers]"
            first += doc[first].lower_ in {"of", "at", "for", "from"}
        if first == last:
            return None
        while first < last - 1 and doc[first].text.islower() and doc[first + 1].text[:1].isupper():
            first += 1  # "[union Fellowship]"
        before = self._people.at(first - 1) if label == "ORG" and last == first + 1 and first else None
        if before is not None and len(before.parts) == 1 and is_name(doc[first]) and doc[first - 1].whitespace_:
            first -= 1  # "[Orlok] [Systems]"
        if label == "ORG":
            while first > 1 and doc[first].text == "&" and is_name(doc[first - 1]):
                first -= 1
            if last - first == 1 and doc[first].lower_ in kind_words()["organisation"]:
                first = _capitals_before(doc, first)
            owner = doc[first - 2] if first > 1 and doc[first - 1].text in {"'", "’"} else None
            if owner is not None and is_name(owner) and is_plural(owner):
                # "The Harbour Masters’ League": those whom a body is of belong to its name.
                first = _capitals_before(doc, owner.i)
            while last < len(doc) and is_name(doc[last]) and (_goes_on(doc, last) or doc[last].lower_ in FIRM_FORMS):
                last += 1
            at = last + 1
            if at < len(doc) and is_possessive_mark(doc[last]) and doc[at].lower_ in kind_words()["organisation"]:
                last = at + 1 if is_name(doc[at]) else last  # "[Salt Producers]' Federation"
            # "… for the Sixth Circuit", "… of Ardesia"
            at = last
            while at < len(doc) and at < last + 3 and doc[at].lower_ in {"of", "for", "the", "on"}:
                at += 1
            # "[Bank] of [Ardesia]"
            short = last == first + 1 and doc[first].lower_ in body_words()
            if at > last and at < len(doc) and is_name(doc[at]) and (short or doc[at].ent_type_ in {"", "ORG"}):
                while at < len(doc) and is_name(doc[at]):
                    at += 1
                last = at
        return first, last, label

    def _campaigns(self, people: People) -> list[tuple[int, int, str]]:
        """ "The Vale campaign", "Vale’s administration": bodies that go by a person's name and are no person."""
        out = []
        for token in people.tokens:
            if token.lower_ not in {"campaign", "administration"} or token.i == 0:
                continue
            end = token.i
            if self.doc[end - 1].tag_ == "JJ":
                end -= 1  # "Vale’s presidential campaign"
            if end > 0 and is_possessive_mark(self.doc[end - 1]):
                end -= 1
            if end > 0 and people.at(end - 1):
                first = end
                while first > 0 and people.at(first - 1):
                    first -= 1
                out.append((first, token.i + 1, "ORG"))
        return out

    def _abbreviated(self, named: list[tuple[int, int, str]]) -> dict[str, str]:
        """Abbreviation or short form → full name."""
        names = {self._text(a, b): label for a, b, label in named}
        full: dict[str, str] = {}
        for first, last, _ in named:
            after = self.doc[last : last + 3]
            if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and after[1].is_upper:
                full[after[1].text] = self._text(first, last)
        # In a headline a name may run into the words around it, each with a capital.
        headline = self._text(0, next((t.i for t in self.doc[:40] if "\n" in t.text), 0))
        body = {self._text(a, b) for a, b, _ in named if self.doc[a].idx > len(headline)}
        long = [n for n in names if " " in n and n in body]
        initials = {_initials(n): n for n in long}
        for name, label in names.items():
            if name in full:
                continue
            bare = name.replace(".", "")
            if bare.isupper() and len(bare) > 2 and bare in initials:
                full[name] = initials[bare]
            elif label == "ORG" and not name.endswith(("campaign", "administration")):
                fitting = [n for n in long if n != name and _short_for(name, n)]
                if fitting and name.lower() not in governments():
                    full[name] = max(fitting, key=len)
        return full


def _capitals_before(doc: Doc, i: int) -> int:
    """Where the capitals before a word that is no name of its own begin: "Central and East Tarn [Coalition]"."""
    while i > 0 and doc[i - 1].text[:1].isupper() and doc[i - 1].lower_ != "the" and doc[i - 1].ent_type_ != "PERSON":
        i -= 1
        if i > 1 and doc[i - 1].lower_ == "and" and doc[i - 2].text[:1].isupper():
            i -= 1
    return i


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether a name token after an entity belongs to it; in headlines every word has a capital."""
    return doc[i].ent_type_ == "ORG" or (not doc[i].ent_type_ and doc[i].lower_ in kind_words()["organisation"])


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w.lower() not in _SMALL and w[0].isalnum()).upper()


def _short_for(short: str, name: str) -> bool:
    """Whether a short form stands for a name: "Post" for "Averby Post", "Boreal" for "Boreal Heat plc"."""
    some, words = short.split(), name.split()
    if len(some) >= len(words) or short.lower() in _AMBIGUOUS:
        return False
    if words[-len(some) :] == some:
        return some[-1].lower() in kind_words()["organisation"] or len(some) > 1
    rest = words[len(some)].lower()
    one_more = len(words) - len(some) == 1 and not is_of_a_place(rest)
    return words[: len(some)] == some and (rest in FIRM_FORMS or one_more)


def body_meant(doc: Doc, bodies: Bodies, first: int, last: int, end: int, head: Token) -> Body | None:
    """The named body that `doc[first:last]` means: its head, a part of it, "the court" of a name before.

    `end` is where the source ends, behind an apposition ("The contractor, Boreal Heat,").
    """
    own = bodies.at(head.i)
    if own is not None:
        return own if own.last >= last or not is_name(doc[last - 1]) else None
    low = head.lower_
    bodily = low in body_words()
    for i in range(last + 1, min(end, last + 3)):
        # "The contractor, Boreal Heat,"
        named = bodies.at(i)
        if named is not None and doc[last].text == "," and named.first == i and head.i < last:
            return named
    if low in _PARTS and head.i + 2 < last and doc[head.i + 1].lower_ in {"of", "for", "on", "at"}:
        near = range(
            head.i + 2, min(last, head.i + 4)
        )  # "a panel of [the] court", not "of engineers named by the board"
        of = next((b for i in near if (b := bodies.at(i)) is not None), None)
        if of is not None and of.kind == "organisation":
            return of
    if (low not in _any_body() and not bodily) or (
        is_name(head) and head.i > 0 and first > 0 and head.text not in {"Court"}
    ):
        return None
    opening = doc[first].lower_
    words = {t.lower_ for t in doc[first:last]} - {"the", "a", "an", "this", "that"}
    if opening in {"the", "this", "that"} and not any(is_possessive_mark(t) for t in doc[first:last]):
        return _named_with(doc, words, low, bodies.before(first), bodies.often)
    bare = first == head.i and not any(t.is_space for t in doc[:first])  # "…, union says", in a headline
    if first < LEAD and (bare or opening in {"a", "an"} or doc[first - 1].is_space):
        return _named_with(doc, words, low, bodies.after(last), bodies.often)
    return None


def body_called(doc: Doc, bodies: Bodies, first: int, last: int) -> Body | None:
    """The named body that "union" or "finance ministry" means in "a union spokeswoman", named before."""
    head = doc[last - 1]
    if is_name(head) or head.lower_ in {"office", "government"}:
        return None
    words = {t.lower_ for t in doc[first:last] if not t.is_punct}
    return _named_with(doc, words, head.lower_, bodies.before(first), bodies.often)


def _is_called(doc: Doc, body: Body, noun: str) -> bool:
    """Whether a body is said to be one where it stands: "the Tarn Alliance, a trade group,", "the broker Tarn"."""
    if body.first and doc[body.first - 1].lower_ == noun:
        return True
    after = doc[body.last : body.last + 7]
    if len(after) < 3 or after[0].text != "," or after[1].lower_ not in {"a", "an"}:
        return False
    stops = {",", ".", "of", "that", "which", "in"}
    return noun in takewhile(lambda word: word not in stops, (t.lower_ for t in after[2:]))


def _named_with(doc: Doc, words: set[str], noun: str, bodies: Iterable[Body], often: Mapping[str, int]) -> Body | None:
    """The first body whose name has the noun, with as many of the other words as any has."""
    places = {"state", "country", "city", "nation", "county"}
    if noun in places:
        if words - places:
            return None
        return next((b for b in bodies if b.kind == "government" and b.name.lower().split()[-1] != "house"), None)
    near = list(islice(bodies, 40))
    called = next((b for b in near[:8] if _is_called(doc, b, noun)), None) if words <= {noun} else None
    if called is not None:
        return called
    fitting = [b for b in near if noun in b.words and len(b.words) > 1]
    if not fitting and words <= {noun}:
        loose = [b for b in near if _may_be(b, noun)]
        return next((b for b in loose if often[b.name] > 1), loose[0] if loose else None)
    rest = words - {noun}
    if len(rest) > 1 and not any(rest & b.words for b in fitting):
        return None
    return max(fitting, key=lambda b: len(rest & b.words), default=None)


@cache
def _any_body() -> frozenset[str]:
    """Nouns that stand for a body of a sort whatever its name."""
    kinds = kind_words()
    return kinds["firms"] | kinds["newsrooms"] | kinds["bodies"] | _stands_for().keys()


@cache
def _stands_for() -> dict[str, frozenset[str]]:
    """Nouns → words of the names of bodies that they may stand for: "panel" for a commission."""
    return {noun: frozenset(words) for noun, words in lexicon("speakers")["stands_for"].items()}


def _may_be(body: Body, noun: str) -> bool:
    """Whether a body can be "the company", "the newspaper" or "the agency"."""
    kinds, last = kind_words(), body.name.lower().split()[-1]
    if noun in kinds["newsrooms"]:
        return last in kinds["mastheads"]
    if noun in _stands_for():
        return bool(body.words & _stands_for()[noun])
    if noun in kinds["firms"]:
        # "Evenlode Care Group" may be a company.
        forms = {"plc", "corp.", "inc.", "ltd.", "group"}
        telling = (kinds["organisation"] | kinds["mastheads"]) - kinds["firms"] - forms
        return body.kind == "organisation" and not body.words & telling
    if noun not in kinds["bodies"] or body.place or body.name.lower() in governments():
        return False
    return noun == "agency" or body.kind == "organisation"
