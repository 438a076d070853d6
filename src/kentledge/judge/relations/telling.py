"""Who takes a stance: of whom a verb is told, in the telling or in someone's own words, and whom it is about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.forms import spread
from kentledge.judge.relations.present import People, Person
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import RelationKind, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_SELF = frozenset({"i", "we"})
_THEY = frozenset({"he", "she", "they", "it"})
_HIM = frozenset({"him", "her", "them", "his", "their"})
_WHO = frozenset({"who", "which", "that"})
_NOT = frozenset({"not", "never", "nor", "without", "hardly", "no", "neither", "scarcely", "barely"})
_AMONG = frozenset({"is", "was", "are", "were", "among", "include", "included", "includes", "including", ":", ";"})
_BRIEF = 18
"""The most words of a sentence that only presents the next ("Not everyone is convinced.")."""
_QUOTES = frozenset('“”"')


@dataclass(frozen=True, slots=True)
class Found:
    """A cue as found: which way, its words, who says so, and whether it counts only where the two are opposed."""

    kind: RelationKind
    first: int
    last: int
    agent: Person
    weak: bool = False
    other: Person | None = None
    """Whom it is about, where the cue itself says so."""
    before: bool = False
    """Whether it is about the one who spoke before, whoever else is named."""
    near: bool = False
    """Whether the one who spoke before must have done so in the same sentence or the one before it."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    return {name: spread(given) for name, given in lexicon("stances")["predicates"].items()}


@lru_cache(maxsize=1)
def _works() -> frozenset[str]:
    given = lexicon("stances")["objects"]
    return spread([*given["views"], *given["works"]])


@lru_cache(maxsize=1)
def _uttering() -> frozenset[str]:
    return spread(lexicon("stances")["predicates"]["uttering"])


class Telling:
    """The words of a text with what is told of whom."""

    def __init__(self, words: Words, people: People, statements: Sequence[Statement]) -> None:
        self.words, self.people, self.statements = words, people, statements
        self._inside = sorted((span, n) for n, s in enumerate(statements) for span in s.content)
        self._starts = [span[0] for span, _ in self._inside]
        self._told = {k: s for s in reversed(statements) for span in s.cue for k in words.within(span)}
        self._own = frozenset(self._told)

    def holder(self, k: int) -> Statement | None:
        """The statement in whose content a word stands, the innermost; None in the telling."""
        at = self.words.span(k, k)[0]
        for n in range(bisect_right(self._starts, at) - 1, max(bisect_right(self._starts, at) - 6, -1), -1):
            span, statement = self._inside[n]
            if span[0] <= at < span[1]:
                return self.statements[statement]
        return None

    def holder_of(self, token: Token) -> Statement | None:
        """The statement in whose content a token stands, unless it is the cue of one."""
        k = self.words.place(token)
        return None if k is None or self.own(k) else self.holder(k)

    def own(self, k: int) -> bool:
        """Whether a word is itself the cue of a statement."""
        return k in self._own

    def quoted(self, k: int) -> bool:
        """Whether a word stands between quotation marks, in its sentence and those of the same statement."""
        statement = self.holder(k)
        if statement is None:
            return False
        if statement.kind == "direct":
            return True
        at = self.words.span(k, k)[0]
        start = next(a for a, b in statement.content if a <= at < b)
        marks = [c for c in self.words.text[start:at] if c in _QUOTES]
        return bool(marks) and (marks[-1] == "“" or (marks[-1] == '"' and len(marks) % 2 == 1))

    def subject(self, token: Token) -> Token | None:
        """The subject of a verb, or the noun that it says more about; that of the verb above, where it has none."""
        for _ in range(5):
            subjects = [c for c in token.children if scheme.is_subject(c)]
            if subjects:
                if any(scheme.is_subordinator(c) and c.lower_ == "for" for c in token.children):
                    return None  # "hard for Vale to attack them"
                subject = next((c for c in reversed(subjects) if c.i < token.i), subjects[0])
                if subject.text.lower() in _WHO and scheme.is_adjunct_clause(token) and not scheme.is_verb(token.head):
                    return token.head
                return subject
            head = token.head
            if head.i == token.i:
                return None
            if scheme.is_loose_clause(token):
                after = next((c for c in token.children if scheme.is_object(c) and scheme.is_name(c)), None)
                if after is not None:
                    return after  # "…, retorted Vale", read as what is retorted
            if scheme.is_complement_clause(token) and (scheme.is_noun(head) or head.lower_ in _lists()["presenting"]):
                return head
            if self._unreal(token, head):
                return None
            token = head
        return None

    def _unreal(self, token: Token, head: Token) -> bool:
        """Whether a verb below another is only wished for ("urged her to back it")."""
        return scheme.is_complement_clause(token) and head.lower_ in _lists()["unreal"]

    def agent(self, token: Token, *, passive: bool = False) -> Person | None:
        """The one of whom a verb or predicate is told: by name, or as the one whose words these are."""
        if scheme.is_passive(token) and not passive:
            return None
        k = self.words.place(token)
        if k is None:
            return None
        subject = self.subject(token)
        found = self.standing(subject, k) if subject is not None else None
        if found is None and k in self._told and scheme.is_finite_verb(token) and not self.quoted(k):
            source = self.people.of(self._told[k])  # whose title the parse hung elsewhere
            return source if source is not None and 0 < k - source.last <= 2 else None
        return found

    def unnamed(self, token: Token) -> Person | None:
        """The subject of a verb, where it is a speaker whom the article does not name."""
        subject = None if scheme.is_passive(token) else self.subject(token)
        place = self.words.place(subject) if subject is not None else None
        return self.people.unnamed(place) if place is not None else None

    def standing(self, subject: Token, k: int) -> Person | None:
        """Whom a subject stands for, as seen from a verb at word k."""
        place = self.words.place(subject)
        if place is None:
            return None
        form = self.words.forms[place]
        statement = None if self.own(k) and not self.quoted(k) else self.holder(k)
        if statement is not None and self.holder(place) is not statement and not self.quoted(k):
            statement = None  # "refused to endorse it": told of the source
        if statement is not None:
            owner = next((c.lower_ for c in subject.children if scheme.is_possessor(c)), "")
            if owner in ({"my", "our"} if self.quoted(k) else {"my", "our", "his", "her", "their", "its"}):
                return self.people.of(statement)  # "said her own tables told her the same"
            if form in _SELF or (form in _THEY - {"it"} and not self.quoted(k) and self._first(place, statement)):
                return self.people.of(statement)
            if not (statement.speaker is None or statement.kind == "indirect") or self.people.of(statement):
                return None
        if form in _THEY:
            return self.people.at(place) or (self.people.antecedent(place) if form != "it" else None)
        return (
            self.phrase(subject)
            or self._author(subject)
            or (self._presented(subject, k) if statement is None else None)
        )

    def named(self, noun: Token) -> Person | None:
        """The one whom a noun phrase names, or whose work it is."""
        return self.phrase(noun) or self._author(noun)

    def _author(self, noun: Token) -> Person | None:
        """Who is named as the author of a view or a paper that a subject names: "*Vale's report* finds …"."""
        if noun.lower_ not in _works():
            return None
        for child in noun.children:
            doer = next((c for c in child.children if scheme.is_doer(c)), None) if scheme.is_participle(child) else None
            if doer is not None:
                return self.phrase(doer)  # "a team led by Vale"
        return self.within(noun, "")

    def _presented(self, subject: Token, k: int) -> Person | None:
        """Who is named as one of those who take a stance: "one who agrees is Vale", "not all agree. Vale says"."""
        if subject.lower_ not in _lists()["presenting"] and not scheme.is_plural(subject):
            return None
        above = subject.head
        for _ in range(2):
            if any(scheme.is_copula(c) for d in (above, *above.children) for c in d.children):
                return self.phrase(above)
            above = above.head
        whole = self.words.sentence(self.words.token(k))
        after = self.people.next(k, whole.stop)
        if after is not None and set(self.words.forms[k + 1 : after.first]) & _AMONG:
            return after
        bare = scheme.is_plural(subject) and not any(
            scheme.is_possessor(c) or c.lower_ == "the" for c in subject.children
        )
        bare = bare and len(whole) <= _BRIEF // 2
        if (
            (subject.lower_ not in _lists()["presenting"] and not bare)
            or whole.stop >= len(self.words.forms)
            or len(whole) > _BRIEF
        ):
            return None
        then = self.people.next(whole.stop - 1, self.words.sentence(self.words.token(whole.stop)).stop)
        return then if then is not None and then.speaks and (after is None or then.key != after.key) else None

    def joined(self, person: Person) -> list[Person]:
        """The others in a coordination that a mention begins ("*Vale* and Finch")."""
        found = []
        for k in range(person.first, person.last + 1):
            for child in self.words.token(k).children:
                if scheme.is_conjunct(child):
                    other = self.phrase(child)
                    if other is not None and other.first > person.last:
                        found.append(other)
        return found

    def _first(self, place: int, statement: Statement) -> bool:
        """Whether no other is named in a statement before a word."""
        start = self.words.within(statement.content[0]).start
        return self.people.next(start - 1, place) is None

    def phrase(self, noun: Token) -> Person | None:
        """The one whom a noun phrase names: by its head, or in apposition to it."""
        place = self.words.place(noun)
        if place is None:
            return None
        person = self.people.at(place)
        if person is not None:
            return person
        for child in noun.children:
            if scheme.is_apposition(child) or scheme.is_description(child):
                k = self.words.place(child)
                person = self.people.at(k) if k is not None else None
                if person is not None:
                    return person
        return None

    def within(self, phrase: Token, besides: str) -> Person | None:
        """Another who is named in a phrase as its head, its owner or its author, and not in a clause below it."""
        for token in self._outer(phrase):
            k = self.words.place(token)
            person = self.people.at(k) if k is not None else None
            if person is not None and person.key != besides:
                return person
        return None

    def meant(self, phrase: Token, agent: Person) -> Person | None:
        """Whom a pronoun in a phrase stands for ("him", "her view"): the other named last before it."""
        for token in self._outer(phrase):
            k = self.words.place(token)
            if k is not None and self.words.forms[k] in _HIM:
                return self.people.nearest(k, agent.key)
        return None

    def _outer(self, phrase: Token) -> Iterator[Token]:
        """A phrase's words without the clauses in it, the owner first; but with "by Vale" after a participle."""
        ready = [phrase]
        while ready:
            token = ready.pop(0)
            yield token
            for c in token.children:
                if scheme.is_adjunct_clause(c) and scheme.is_verb(c) and c.i > token.i and c.lower_ in _uttering():
                    yield from (s for s in c.children if scheme.is_subject(s))  # "what Vale had said"
                for doer in c.children if scheme.is_participle(c) and c.i > token.i else ():
                    if scheme.is_doer(doer):
                        yield doer
                        yield from (a for a in doer.children if scheme.is_apposition(a))
            ready += [
                c
                for c in token.children
                if not (scheme.is_complement_clause(c) or scheme.is_adjunct_clause(c) or scheme.is_conjunct(c))
                and not scheme.is_loose_clause(c)
            ]

    def silent(self, form: str) -> bool:
        """Whether a verb of agreement says nothing when it is denied ("did not come to his defence")."""
        return form in _lists()["coming"]

    def refused(self, token: Token) -> bool:
        """Whether a verb stands below one of refusing ("declined to join")."""
        return scheme.is_complement_clause(token) and token.head.lower_ in _lists()["refusing"]

    def negated(self, token: Token) -> int | None:
        """The word that turns a verb or predicate round: a negation of its clause, or a verb of refusing above it."""
        for _ in range(3):
            for child in token.children:
                if child.lower_.replace("’", "'") in {
                    "not",
                    "n't",
                    "never",
                    "nor",
                    "neither",
                    "hardly",
                    "scarcely",
                    "barely",
                } or (scheme.is_subject(child) and any(c.lower_ == "not" for c in child.children)):
                    k = self.words.place(child)
                    if k is not None:
                        return k
            head = token.head
            if head.i == token.i or any(scheme.is_subject(c) for c in token.children):
                return None
            if not (scheme.is_complement_clause(token) or scheme.is_conjunct(token) or scheme.is_adjunct_clause(token)):
                return None
            if scheme.is_complement_clause(token) and head.lower_ in _lists()["refusing"]:
                return self.words.place(head)
            if scheme.is_adjunct_clause(token):
                before = self.words.place(token) or 0
                if self.words.forms[max(before - 1, 0)] == "without":
                    return before - 1
                return before - 2 if self.words.forms[max(before - 2, 0) : before] == ["short", "of"] else None
            if not scheme.is_complement_clause(token):
                return None
            token = head
        return None
