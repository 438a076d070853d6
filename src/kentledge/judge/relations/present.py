"""Who is present at a place of the text: speakers by their mentions, and persons named who have said nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.forms import spread
from kentledge.judge.relations.names import OPENERS, is_named, same_person, speaks_for, titles
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import Speaker, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span as Span_
    from spacy.tokens import Token

_LIGHT = frozenset(
    {"be", "have", "come", "go", "take", "get", "make", "put", "set", "see", "run", "turn", "cast", "fall"}
)
"""Verbs that say nothing without what comes after them."""
_NAMED = frozenset({"person", "organisation", "government"})


_OPENING = 12
"""How many words into a paragraph someone may be named who answers the paragraph before."""


@lru_cache(maxsize=1)
def _holding() -> frozenset[str]:
    """Verbs with which someone holds, wants or shows something."""
    given = lexicon("stances")
    verbs = {w.split()[0] for entry in given["predicate"] for w in entry["verbs"]} - _LIGHT
    return spread(
        [*given["contrasts"]["holding"], *given["contrasts"]["wanting"], *given["contrasts"]["showing"], *verbs]
    )


def _holds(verb: Token) -> bool:
    """Whether a verb is one of holding, or tells what someone would do."""
    return verb.lower_ in _holding() or any(c.lower_ in {"would", "'d", "’d"} for c in verb.children)


@lru_cache(maxsize=1)
def _held() -> frozenset[str]:
    """Nouns for what someone holds or wants."""
    given = lexicon("stances")["objects"]
    return spread([*given["views"], *given["proposals"], *given["works"]])


@dataclass(frozen=True, slots=True)
class Person:
    """A mention: the id of the speaker (or of one to be added), first and last word, whether it tells a statement."""

    key: str
    first: int
    last: int
    speaks: bool


class People:
    """The mentions of a text in reading order."""

    def __init__(self, words: Words, statements: Sequence[Statement], speakers: Sequence[Speaker]) -> None:
        self._words = words
        self._known = {s.id: s for s in speakers}
        self._new: dict[str, Speaker] = {}
        self._sources: dict[str, Person] = {}
        found: list[Person] = []
        taken: set[int] = set()
        for statement in statements:
            for span in statement.source if statement.speaker else ():
                where = words.within(span)
                if len(where):
                    where = self._alone(where)
                    person = Person(str(statement.speaker), where.start, where.stop - 1, True)
                    self._sources.setdefault(statement.id, person)
                    found.append(person)
                    if self._kind(person) != "group":
                        taken |= set(where)
        for speaker in speakers:
            for span in speaker.mentions:
                where = words.within(span)
                if len(where) and not taken & set(where):
                    found.append(Person(speaker.id, where.start, where.stop - 1, False))
                    if speaker.kind != "group":
                        taken |= set(where)
        found += self._others(taken)
        self._all = sorted(found, key=lambda p: (p.first, -p.last))  # a group before those in it
        self._firsts = [p.first for p in self._all]

    def _alone(self, where: range) -> range:
        """Of a source that names two persons ("Vale and Finch", "Vale, unlike Finch"), the words of the first."""
        place = next((k for k in where if self._words.forms[k] in {"and", "like", "unlike"}), None)
        if place is None:
            return where
        named = [e.label_ == "PERSON" and self._words.within((e.start_char, e.end_char)) for e in self._words.doc.ents]
        before = any(w and where.start <= w.start < place for w in named)
        after = any(w and place < w.start < where.stop for w in named)
        return range(where.start, place) if before and after else where

    def _others(self, taken: set[int]) -> list[Person]:
        """Persons that are named where no speaker is mentioned: by surname a speaker, else someone new."""
        found = []
        surnames: dict[str, list[tuple[str, str]]] = {}
        for s in self._known.values():
            if s.kind == "person" and s.name:
                surnames.setdefault(s.name.split()[-1], []).append((s.name, s.id))
        for entity in self._words.doc.ents:
            if entity.label_ not in {"PERSON", "PER"} and not self._titled(entity):
                continue
            where = self._words.within((entity.start_char, entity.end_char))
            name = " ".join(entity.text.split())
            if not len(where) or taken & set(where) or not name[:1].isupper():
                continue
            surname = name.split()[-1]
            before = self._words.forms[where.start - 1].strip(".") if where.start else ""
            key = next((i for known, i in surnames.get(surname, ()) if same_person(name, known)), None)
            if key is None and surname == name and before not in titles():
                continue  # one word alone is as often a place as a person
            if key is None:
                key = f"sp{len(self._known) + len(self._new) + 1}"
                self._new[key] = Speaker(key, name, None, None, "person", ((entity.start_char, entity.end_char),))
                surnames.setdefault(surname, []).append((name, key))
            found.append(Person(key, where.start, where.stop - 1, False))
        return found

    def _titled(self, entity: Span_) -> bool:
        """Whether a name read as a body's is a person's by its title: "Judge Emeric Sole"."""
        where = self._words.within((entity.start_char, entity.end_char))
        if entity.label_ != "ORG" or not 2 <= len(where) <= 3:
            return False
        before = self._words.forms[where.start - 1].strip(".") if where.start else ""
        return before in titles() or self._words.forms[where.start].endswith("ologist")

    def added(self) -> tuple[Speaker, ...]:
        """The persons who are named but have no statement, as speakers."""
        return tuple(self._new.values())

    def of(self, statement: Statement, *, groups: bool = False) -> Person | None:
        """The mention from which a statement is told; None for groups, unless they are asked for."""
        person = self._sources.get(statement.id)
        if person is None or (self._kind(person) not in _NAMED and not (groups and self._kind(person) == "group")):
            return None
        return person

    def agent(self, first: int, last: int) -> Person | None:
        """Of whom the words from `first` to `last` are told: the subject by the parse, or the mention before."""
        words = self._words
        whole = words.sentence(words.token(first))
        here = [p for p in self._within(whole) if self._kind(p) in _NAMED]
        subject = self._subject(first)
        beside = next((p for p in here if p.last == first - 1), None)
        if beside is not None and not scheme.is_object(words.token(beside.last)):
            return beside
        if subject is not None:
            stated = [p for p in here if p.first <= subject <= p.last]
            if stated:
                return stated[0]
        before = [p for p in here if p.last < first]
        after = [p for p in here if p.first > last and p.speaks]
        if before:
            return before[-1] if subject is None else self._beside(before, subject)
        # "Echoing the mayor, Viola Stamm, police chief Artur Benn said …": told of the one who speaks after.
        opens = first <= whole.start + 1
        return after[0] if after and opens else None

    def _beside(self, before: Sequence[Person], subject: int) -> Person | None:
        """The mention that belongs to a subject: "her colleague, Lindy Farrow, laughs at the idea"."""
        near = [p for p in before if subject <= p.first]
        return near[-1] if near else None

    def _subject(self, first: int) -> int | None:
        """The place of the subject of the verb of some words; a participle's is that of the verb above."""
        token = self._words.token(first)
        for _ in range(4):
            subjects = [c for c in token.children if scheme.is_subject(c)]
            if subjects:
                place: int | None = self._words.place(subjects[0])
                return place
            if token.head.i == token.i:
                return None
            token = token.head
        return None

    def named(self, sentence: range, after: int, besides: str) -> Person | None:
        """Another who is named after a place of a sentence, nearest first."""
        others = [p for p in self._within(sentence) if p.key != besides and self._kind(p) in _NAMED]
        return next((p for p in others if p.first > after and not p.speaks and not self._goes_on(p)), None)

    def _goes_on(self, person: Person) -> bool:
        """Whether a new clause begins with a mention: "…, and Judge Fisk set a date"."""
        subjects = [t for k in range(person.first, person.last + 1) if scheme.is_subject(t := self._words.token(k))]
        return any(scheme.is_conjunct(t.head) or scheme.is_loose_clause(t.head) for t in subjects)

    def next(self, after: int, stop: int, besides: str | None = None) -> Person | None:
        """The next who is named after a place of the text and before another."""
        here = self._within(range(after + 1, stop))
        return next((p for p in here if self._kind(p) in _NAMED and p.key != besides), None)

    def spoke(self, person: Person, place: int) -> bool:
        """Whether someone is told to hold or say something in the sentence of a place or the two before."""
        start = place
        for _ in range(3):
            start = self._words.sentence(self._words.token(max(start - 1, 0))).start
        here = self._within(range(start, self._words.sentence(self._words.token(place)).stop))
        return any(p.key == person.key and (p.speaks or self.told(p)) for p in here)

    def person(self, where: range) -> Person | None:
        """The first person named in a stretch."""
        return next((p for p in self._within(where) if self._kind(p) == "person"), None)

    def telling(self, where: range) -> list[Person]:
        """Those who speak or hold something in a stretch, each once."""
        found: dict[str, Person] = {}
        for person in self._within(where):
            if self._kind(person) in _NAMED and (person.speaks or self.told(person)):
                found.setdefault(person.key, person)
        return list(found.values())

    def at(self, place: int) -> Person | None:
        """The one whose mention covers a place."""
        n = bisect_right(self._firsts, place) - 1
        for person in reversed(self._all[max(n - 2, 0) : n + 1]):
            if person.first <= place <= person.last:
                return person if self._kind(person) in _NAMED else None
        return None

    def unnamed(self, place: int) -> Person | None:
        """The speaker without a name of his or her own whose mention covers a place: "a retired admiral", "traders"."""
        n = bisect_right(self._firsts, place) - 1
        for person in reversed(self._all[max(n - 2, 0) : n + 1]):
            if person.first <= place <= person.last and person.speaks and self._kind(person) in {"unknown", "group"}:
                return person
        return None

    def writer(self, place: int) -> Person | None:
        """The last who said "I" before a place."""
        said = [p for p in self._all if p.last < place and p.speaks and p.first == p.last]
        return next((p for p in reversed(said) if self._words.forms[p.first] == "i"), None)

    def antecedent(self, place: int) -> Person | None:
        """The person whom a pronoun at a place most likely stands for: the last who was named before it."""
        whole = self._words.sentence(self._words.token(place))
        for where in (range(whole.start, place), self._words.sentence(self._words.token(max(whole.start - 1, 0)))):
            people = [p for p in self._within(where) if self._kind(p) == "person" and p.first < place]
            if people:
                subjects = [p for p in people if p.speaks or scheme.is_subject(self._words.token(p.first))]
                return (subjects or people)[-1]
        return None

    def nearest(self, place: int, besides: str) -> Person | None:
        """The other person who is named last before a pronoun, in its sentence or the two before; subjects first."""
        end, start = place, self._words.sentence(self._words.token(place)).start
        for n in range(3):
            here = [p for p in self._within(range(start, end)) if p.key != besides and self._kind(p) in _NAMED]
            here = [p for p in here if self._kind(p) == "person"] or here
            if here:
                told = [p for p in here if p.speaks or self.told(p)]
                return (told if n and told else here)[-1]
            if start == 0:
                return None
            end, start = start, self._words.sentence(self._words.token(start - 1)).start
        return None

    def ending(self, place: int) -> Person | None:
        """The one whose mention ends at a place."""
        return next((p for p in self._all if p.last == place and self._kind(p) in _NAMED), None)

    def last(self, agent: int, place: int, besides: str, back: int) -> Person | None:
        """The other who spoke, or was spoken of, last before a place: within so many sentences, persons first."""
        start = min(agent, place)
        others = [p for p in self._all if p.first < start and p.key != besides and self._kind(p) in _NAMED]
        own = Person(besides, agent, agent, False)
        sentence = self._words.sentence(self._words.token(place)).start
        if any(p.first >= sentence and p.speaks and self.akin(own, p) for p in others):
            return None
        others = [p for p in others if self._sure(p) and not self.akin(own, p)]
        if not others:
            return None
        said = [p for p in others if p.speaks] or others
        whole = self._words.sentence(self._words.token(place))
        since = self._words.sentence(self._words.token(max(whole.start - 1, 0))).start
        if said[-1].first < since and self._unnamed(range(since, start), besides):
            return None
        nearest = self._words.sentence(self._words.token(said[-1].first)).start
        latest = [p for p in said if p.first >= nearest]
        one = ([p for p in latest if self._kind(p) == "person"] or latest)[-1]
        return one if self._sentences(one.first, place) <= back or one.speaks else None

    def before(self, agent: Person, place: int, back: int) -> Person | None:
        """The other who spoke, or was told of, last before a place: nearest sentence first, in it persons first."""
        end = min(agent.first, place)
        whole = self._words.sentence(self._words.token(place))
        start = whole.start
        back = max(back, self._paragraph(start)) if end - start < _OPENING else back
        for n in range(back + 1):
            here = [p for p in self._within(range(start, end)) if p.key != agent.key and self._kind(p) in _NAMED]
            if n == 0 and any(p.speaks and self.akin(agent, p) for p in here):
                return None  # "The bank said …, though its chairman conceded …": said of the bank's own words
            here = [p for p in here if (p.speaks or self.told(p)) and self._sure(p) and not self.akin(agent, p)]
            if here:
                people = [p for p in here if self._kind(p) == "person"] or here
                return people[-1]
            if start == 0 or n == back or self._unnamed(range(start, end), agent.key):
                break
            end, start = start, self._words.sentence(self._words.token(start - 1)).start
        return None

    def _paragraph(self, start: int) -> int:
        """How many sentences the paragraph before has, where a sentence opens one: who speaks in it spoke last."""
        count, words = 0, self._words
        if not start or not self._broken(start):
            return 0
        while start and (not count or not self._broken(start)):
            start = words.sentence(words.token(start - 1)).start
            count += 1
        return count

    def _broken(self, start: int) -> bool:
        """Whether a paragraph begins at a word."""
        return "\n" in self._words.text[self._words.span(start - 1, start - 1)[1] : self._words.span(start, start)[0]]

    def _sure(self, person: Person) -> bool:
        """Whether a mention says for sure who is meant: "they" may be anybody."""
        return not (person.first == person.last and self._words.forms[person.first] in {"they", "it"})

    def _unnamed(self, where: range, agent: str) -> bool:
        """Whether one in no relation holds something in a stretch ("observers give it a year"), none of one's own."""
        speaker = self._known.get(agent)
        own = {w.lower() for w in ((speaker.affiliation if speaker else None) or "").split()} - OPENERS
        return any(
            p.speaks
            and self._kind(p) not in _NAMED
            and self._sure(p)
            and not own & set(self._words.forms[p.first : p.last + 1])
            for p in self._within(where)
        )

    def akin(self, one: Person, other: Person) -> bool:
        """Whether one speaks for the other, or is of the body that the other is: they are no two sides."""
        a, b = self._known.get(one.key), self._known.get(other.key)
        if a is None or b is None:
            return False
        return speaks_for(a, b) or speaks_for(b, a)

    def _opens(self, place: int) -> bool:
        return bool(self._words.token(place).is_sent_start)

    def told(self, person: Person) -> bool:
        """Whether it is told of a mention that he holds or wants something, or a view or wish is called his."""
        if self._words.forms[person.first - 1 : person.first] == ["to"] and self._opens(person.first - 1):
            return True  # "To Vale, the lesson is …"
        for k in range(person.first, person.last + 1):
            token = self._words.token(k)
            verb = token.head
            if scheme.is_subject(token) and verb.i != token.i and _holds(verb):
                return True
            if (scheme.is_possessor(token) or scheme.is_noun_complement(token)) and verb.lower_ in _held():
                return True
            noun = token
            while (scheme.is_apposition(noun) or scheme.is_description(noun)) and noun.head.i != noun.i:
                noun = noun.head
            if noun.i != token.i and scheme.is_subject(noun) and _holds(noun.head):
                return True
        return False

    def _sentences(self, one: int, other: int) -> int:
        return sum(1 for k in range(one + 1, other + 1) if self._words.token(k).is_sent_start)

    def _within(self, where: range) -> list[Person]:
        start, stop = bisect_left(self._firsts, where.start), bisect_left(self._firsts, where.stop)
        return self._all[start:stop]

    def _kind(self, person: Person) -> str:
        speaker = self._known.get(person.key) or self._new.get(person.key)
        if speaker is None or (speaker.kind == "person" and not is_named(speaker.name)):
            return "unknown"
        return speaker.kind
