"""Walks through an article with every mention of its persons and bodies, and says whom a pronoun means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from kentledge.attribute.bodies import Bodies
from kentledge.attribute.kinds import body_words, kind_words
from kentledge.attribute.pairs import pair_key, pairs
from kentledge.attribute.people import People, Person, gender_of
from kentledge.attribute.quotes import quoted_stretches
from kentledge.attribute.references import aged_person, alike, bound_sex, described_person
from kentledge.attribute.roles import is_role
from kentledge.attribute.salience import QUOTED, REPORTED, SPEAKING, TOLD, Salience, weight_of
from kentledge.lexicons import lexicon
from kentledge.parse.scheme import (
    is_apposition,
    is_name,
    is_noun,
    is_object,
    is_plural,
    is_possessive_pronoun,
    is_subject,
)
from kentledge.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_UNKNOWN_SEX = 0.75
"""What a person counts for "he" or "she" whose sex nothing tells."""
_SILENT = 0.6
"""What somebody without a name who has not spoken counts beside the others: "its ambassador"."""
_CALLED_OTHERWISE = 0.1
"""What such a person counts for "she" after "his deputy"."""
_LOOSELY_PLURAL = 0.6
"""What a body counts for "they"."""
_HARDLY = 0.05
_MAIN, _OFTEN = 0.02, 25
"""What each mention in the article adds to a person's presence, as a share, and up to how many mentions."""


@cache
def _classes() -> dict[str, str]:
    """Pronoun → "male", "female", "plural" or "thing"."""
    pronouns = lexicon("speakers")["pronouns"]
    single = {w: s for s in ("male", "female") for w in pronouns[s] if w in pronouns["person"]}
    return single | {w: c for c in ("plural", "thing") for w in pronouns[c]}


class Presence:
    """Who is present at a point of the article. `inside` are the stretches of what people are quoted as saying."""

    def __init__(self, doc: Doc, people: People, bodies: Bodies, inside: Iterable[Span]) -> None:
        self.doc, self.people = doc, people
        self.persons = {p.key: p for p in people.persons}
        self.unnamed: dict[str, str | None] = {}
        # In the order of the text, which decides where two are as present as each other.
        self.plurals: dict[str, None] = {}
        self.things: dict[str, None] = {}
        self.chosen: dict[int, str] = {}
        self.meant: dict[int, str | None] = {}
        self._called: dict[str, str] = {}  # key → the sort of the pronoun in "his deputy" that last meant the person
        self.pairs = pairs(doc, people)
        self._salience = Salience()
        self._sentence: list[int] = []
        self._level = _levels(people, inside)
        number = 0
        for token in people.tokens:
            # A long quotation is no time in which its speaker is forgotten.
            number += token.is_sent_start is True and self._level[token.i] != QUOTED
            number += "\n" in token.text  # who was told of in another paragraph is further away
            self._sentence.append(number)
        self._often = {p.key: 1 + _MAIN * min(len(p.mentions), _OFTEN) for p in people.persons}
        self._next = 0
        events: list[tuple[int, int, str | None]] = [(m[0], m[1], p.key) for p in people.persons for m in p.mentions]
        events += [(b.first, b.last, f"{b.kind} {b.name.lower()}") for b in bodies.mentions]
        self.things |= {key: None for _, _, key in events if key is not None and not key.startswith("person ")}
        events += [(p.first, p.last, pair_key(p.persons)) for p in self.pairs]
        self.plurals |= {pair_key(p.persons): None for p in self.pairs}
        for token in people.tokens:
            if token.lower_ in _classes():
                events.append((token.i, token.i + 1, None))
            elif is_role(token.text) and not is_plural(token) and token.i and doc[left_edge(token)].lower_ == "the":
                events.append((token.i, token.i + 1, "role"))
            elif self._is_somebodys(token):
                self.unnamed[f"noun {token.i}"] = gender_of(token.text)
                events.append((token.i, token.i + 1, f"noun {token.i}"))
            elif _is_body(token) and not people.at(token.i) and not bodies.at(token.i):
                key = f"noun {token.i}"
                self.things[key] = None
                events.append((token.i, token.i + 1, key))
            elif _may_speak(token) and not people.at(token.i) and not bodies.at(token.i):
                key = f"noun {token.i}"
                self.plurals[key] = None
                events.append((token.i, token.i + 1, key))
        self._events = sorted(events, key=lambda e: (e[0], e[1]))

    def _is_somebodys(self, token: Token) -> bool:
        """Whether a noun is of somebody unnamed, "his deputy" or "one trader", that no name follows."""
        if not is_role(token.text) or is_plural(token) or not is_subject(token):
            return False
        after = token.i + 1
        # "Her sister-in-law, Ada Vale,", "Her husband and co-author, Bo Finch,"
        while after < min(token.i + 10, len(self.doc) - 1) and not self.people.at(after):
            goes_on = self.doc[after]
            if not (goes_on.text in {"-", ","} or goes_on.tag_ in {"CC", "DT", "IN", "JJ", "HYPH"} or is_noun(goes_on)):
                break
            after += 1
        named = self.people.at(token.i) is not None or (
            self.people.at(after) is not None
            and (after == token.i + 1 or any(t.text == "," for t in self.doc[token.i + 1 : after]))
        )
        opening = self.doc[left_edge(token)]
        if opening.lower_ in {"a", "an", "one", "another"}:
            return not named
        return not named and is_possessive_pronoun(opening) and self.serving(token) is None

    def _gives_way(self, pronoun: Token) -> bool:
        """Whether an owner only leads to whom a sentence is about: "[Her] sister, Ada Vale, was not surprised"."""
        noun = pronoun.head
        if not (is_possessive_pronoun(pronoun) and is_role(noun.text) and is_subject(noun)):
            return False
        return any(is_apposition(c) and self.people.at(c.i) is not None for c in noun.children)

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands inside quotation marks."""
        return self._level[token] == QUOTED

    def advance(self, to: int) -> None:
        """Enter all mentions before a token."""
        while self._next < len(self._events) and self._events[self._next][0] < to:
            first, last, key = self._events[self._next]
            self._next += 1
            if key is None:
                key = self.meant[first] = self.chosen.get(first) or self.choose(first)
                if self._gives_way(self.doc[first]):
                    continue
            elif key == "role":
                person = self.described(left_edge(self.doc[first]), last, self.doc[first])
                key = person.key if person is not None else None
            elif key in self.unnamed and (whose := self.meant.get(left_edge(self.doc[first]))) is not None:
                self._called[whose] = _classes().get(self.doc[left_edge(self.doc[first])].lower_, "")
            if key is not None:
                self._salience.mention(key, weight_of(self.doc, first, last), self._sentence[first], self._level[first])

    def described(self, first: int, last: int, head: Token) -> Person | None:
        """The named person whom "the senator" means at this point."""
        sex = bound_sex(self.doc, head)
        return described_person(self.doc, first, last, head, self.people, lambda p: self.of(p, first), sex)

    def serving(self, head: Token) -> Person | None:
        """The one whom "her lawyer" means, where one person alone is called so."""
        called = [p for p in self.people.persons if alike(head.lower_) & p.words and p.mentions[0][0] < head.i]
        return called[0] if len(called) == 1 else None

    def aged(self, first: int, last: int) -> Person | None:
        """The named person whom "the 54-year-old" means at this point."""
        return aged_person(self.doc, first, last, self.people, lambda p: self.of(p, first))

    def spoke(self, key: str, token: int) -> None:
        """Enter that somebody speaks here."""
        self._salience.mention(key, SPEAKING, self._sentence[token], self._level[token])

    def of(self, person: Person, token: int) -> float:
        """How present a person is at a token."""
        key = person.key
        return self._often[key] * self._salience.of(key, self._sentence[token], self._level[token])

    def choose(self, token: int, besides: str | None = None) -> str | None:
        """The key of the one whom the pronoun at a token means, someone else than `besides`; None if nobody fits."""
        sort = _classes().get(self.doc[token].lower_)
        if sort is None:
            return None
        at = self._sentence[token], self._level[token], is_subject(self.doc[token])
        scores: list[tuple[float, str]] = []
        if sort in {"male", "female"}:
            for score, key in self._salience.ranked(self.persons, *at):
                sex = self.persons[key].gender
                if sex in (None, sort) and key != besides:
                    unlike = self._called.get(key, sort) != sort
                    share = 1.0 if sex else _CALLED_OTHERWISE if unlike else _UNKNOWN_SEX
                    scores.append((score * self._often[key] * share, key))
            for score, key in self._salience.ranked(self.unnamed, *at):
                if self.unnamed[key] in (None, sort) and key != besides:
                    share = 1.0 if self.unnamed[key] else _UNKNOWN_SEX
                    scores.append((score * share * (_SILENT if key.startswith("noun ") else 1.0), key))
        elif sort == "plural":
            scores += self._salience.ranked(self.plurals, *at)
            scores += [(s * _LOOSELY_PLURAL, k) for s, k in self._salience.ranked(self.things, *at)]
        else:
            scores += self._salience.ranked(self.things, *at)
        scores = [s for s in scores if s[0] > _HARDLY or sort in {"male", "female"}]
        return max(scores, key=lambda s: s[0], default=(0.0, None))[1]


def _may_speak(token: Token) -> bool:
    """Whether a plural noun is of people who can say something: "economists", "Democrats", "people"."""
    low = token.lower_
    return (low in kind_words()["group"] and token.tag_ != "PRP") or (
        is_plural(token) and (is_name(token) or is_role(low.removesuffix("s")))
    )


@cache
def _bodies() -> frozenset[str]:
    return body_words() | {"opposition"}


def _is_body(token: Token) -> bool:
    """Whether a noun is of a body that has been told of: "the union", "the opposition"."""
    told = token.lower_ in _bodies() and not is_plural(token) and not is_name(token)
    return told and token.doc[left_edge(token)].lower_ == "the" and (is_subject(token) or is_object(token))


def left_edge(noun: Token) -> int:
    """Where the phrase of a noun begins, prepositions left out."""
    first = noun.i
    while first > 0:
        before = noun.doc[first - 1]
        fits = before.tag_ in {"DT", "JJ", "JJR", "JJS", "PRP$", "CD", "POS", "HYPH"} or is_noun(before)
        if not fits or noun.doc[first].tag_ in {"DT", "PRP$"}:
            break
        first -= 1
    return first


def _levels(people: People, reported: Iterable[Span]) -> list[int]:
    """For each token TOLD, REPORTED or QUOTED."""
    levels = [TOLD] * len(people.tokens)
    starts = [t.idx for t in people.tokens]
    for spans, level in ((reported, REPORTED), (quoted_stretches(people.text), QUOTED)):
        for start, end in spans:
            for i in range(bisect_left(starts, start), bisect_left(starts, end)):
                levels[i] = level
    return levels
