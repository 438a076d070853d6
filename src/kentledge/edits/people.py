"""One person, many spellings: the speakers of all articles gathered into persons, and what is left to ask."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from kentledge.edits.grounds import Ground, Profile, block, full_name, ground, in_one_article
from kentledge.edits.names import fits, folded, person_name
from kentledge.records import SpeakerKind

Occurrence = tuple[str, str]
"""An article's id and a speaker's name there: what an analyst's decision is about."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A speaker of one article."""

    article: str
    profile: Profile

    @property
    def occurrence(self) -> Occurrence:
        """The article and the name."""
        return self.article, self.profile.name


@dataclass(frozen=True, slots=True)
class Decision:
    """An analyst's word: all of both sides are one person, or those of the one are another than those of the other."""

    says: Literal["same", "different"]
    sides: tuple[tuple[Occurrence, ...], tuple[Occurrence, ...]]
    by: str = ""
    at: str = ""
    note: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever is behind some names. `id` is made of the earliest of them, `grounds` are why they are taken together."""

    id: str
    name: str
    role: str | None
    affiliation: str | None
    kind: SpeakerKind
    bearers: tuple[Bearer, ...]
    grounds: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether this is somebody in particular, rather than "experts" or "a spokesman"."""
        return any(block(b.profile) is not None for b in self.bearers)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The names in use, the most frequent first."""
        counts = Counter(b.profile.name for b in self.bearers)
        return tuple(name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


class People:
    """All persons in the order in which they were first named."""

    def __init__(self, persons: Sequence[Person], barred: frozenset[frozenset[str]]) -> None:
        """`barred` are the ids of pairs whom the analyst has kept apart."""
        self.persons = tuple(persons)
        self.barred = barred
        self._by_occurrence = {b.occurrence: person for person in persons for b in person.bearers}

    def of(self, article: str, name: str) -> Person | None:
        """The person whom an article calls by this name."""
        return self._by_occurrence.get((article, name))


@dataclass(slots=True)
class _Unit:
    """Bearers that stand together from the start: of one profile, or by the analyst's word."""

    bearers: list[Bearer]
    first: int
    grounds: list[str] = field(default_factory=list)
    profiles: tuple[Profile, ...] = ()
    articles: frozenset[str] = frozenset()


def people(bearers: Sequence[Bearer], decisions: Iterable[Decision] = ()) -> People:
    """Persons from the speakers of all articles and the analyst's decisions, oldest first; the newest word holds.

    Merged are those whom `ground` finds the same, none of whom clashes with another: where somebody without affiliation
    could be either of two, neither is merged. Nothing overrules a decision. What may be is for `proposals`.
    """
    units, barred = _units(bearers, tuple(decisions))
    near: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for n, unit in enumerate(units):
        for key in {k for p in unit.profiles if (k := full_name(p)) is not None}:
            near[key].append(n)
    pairs = {pair for members in near.values() for pair in combinations(members, 2)}
    found = {pair: g for pair in pairs if (g := _between(units[pair[0]], units[pair[1]])).verdict != "unlike"}
    clusters = _Clusters(len(units), found, barred)
    clusters.merge({pair for pair, g in found.items() if g.verdict == "same" and g.firm})
    clusters.merge({pair for pair, g in found.items() if g.verdict == "same"} - clusters.ambiguous())
    return _told(units, clusters)


class _Clusters:
    """Units put together, never across a bar or a clash."""

    def __init__(self, count: int, found: dict[tuple[int, int], Ground], barred: set[tuple[int, int]]) -> None:
        self.of = list(range(count))
        self.members: dict[int, list[int]] = {n: [n] for n in range(count)}
        self.found = found
        self.barred = barred
        self.because: defaultdict[int, list[str]] = defaultdict(list)

    def apart(self, a: int, b: int) -> bool:
        """Whether something keeps two clusters apart."""
        if (
            len(self.members[a]) == len(self.members[b]) == 1
            and not self.barred
            and (min(a, b), max(a, b)) in self.found
        ):
            return self.found[(min(a, b), max(a, b))].verdict == "clash"
        for m in self.members[a]:
            for n in self.members[b]:
                pair = (m, n) if m < n else (n, m)
                if pair in self.barred or (pair in self.found and self.found[pair].verdict == "clash"):
                    return True
        return False

    def merge(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Puts together what can be, in the order of the units."""
        for m, n in sorted(pairs):
            a, b = sorted((self.of[m], self.of[n]))
            if a == b or self.apart(a, b):
                continue
            self.because[a].extend((*self.because.pop(b, []), self.found[(m, n)].says))
            self.members[a].extend(self.members[b])
            for unit in self.members.pop(b):
                self.of[unit] = a

    def ambiguous(self) -> set[tuple[int, int]]:
        """Pairs found the same of which one could as well be merged with somebody whom the other cannot be."""
        rivals: defaultdict[int, set[int]] = defaultdict(set)
        same = [pair for pair, g in self.found.items() if g.verdict == "same"]
        for m, n in same:
            a, b = self.of[m], self.of[n]
            if a != b and not self.apart(a, b):
                rivals[a].add(b)
                rivals[b].add(a)
        torn = {c for c, others in rivals.items() if any(self.apart(a, b) for a, b in combinations(sorted(others), 2))}
        return {(m, n) for m, n in same if self.of[m] in torn or self.of[n] in torn}


def _units(bearers: Sequence[Bearer], decisions: Sequence[Decision]) -> tuple[list[_Unit], set[tuple[int, int]]]:
    """Bearers by profile, those whom the analyst has spoken of by decision; and the pairs of units kept apart."""
    places: dict[Occurrence, int] = {}
    in_article: defaultdict[str, list[str]] = defaultdict(list)
    for n, bearer in enumerate(bearers):
        if bearer.occurrence not in places:
            in_article[bearer.article].append(bearer.profile.name)
        places.setdefault(bearer.occurrence, n)
    group: dict[Occurrence, int] = {}
    together: dict[int, set[Occurrence]] = {}
    apart: set[frozenset[int]] = set()
    for decision in reversed(decisions):  # the newest first: an older one yields to it
        sides = [[o for s in side if (o := _now(s, places, in_article))] for side in decision.sides]
        for occurrence in (*sides[0], *sides[1]):
            if occurrence not in group:
                group[occurrence] = len(together)
                together[len(together)] = {occurrence}
        if decision.says == "different":
            apart |= {frozenset((group[a], group[b])) for a in sides[0] for b in sides[1] if group[a] != group[b]}
            continue
        everyone = list(dict.fromkeys((*sides[0], *sides[1])))
        for occurrence in everyone[1:]:
            into, from_ = group[everyone[0]], group[occurrence]
            if into == from_ or frozenset((into, from_)) in apart:
                continue
            for moved in together.pop(from_):
                group[moved] = into
                together[into].add(moved)
            apart = {frozenset(into if g == from_ else g for g in pair) for pair in apart}
    units: dict[object, _Unit] = {}
    for n, bearer in enumerate(bearers):
        decided = group.get(bearer.occurrence)
        nobody = block(bearer.profile) is None or not _stands_together(bearer.profile)
        key: object = (
            decided if decided is not None else bearer.occurrence if nobody else folded_profile(bearer.profile)
        )
        unit = units.setdefault(key, _Unit([], n))
        unit.bearers.append(bearer)
    numbers = {key: n for n, key in enumerate(units)}
    for key, unit in units.items():
        unit.profiles = tuple(dict.fromkeys(b.profile for b in unit.bearers))
        unit.articles = frozenset(b.article for b in unit.bearers)
        if isinstance(key, int) and len(together[key]) > 1:
            unit.grounds.append("the analyst's word")
        elif len(unit.bearers) > 1:
            unit.grounds.append(ground(unit.bearers[0].profile, unit.bearers[0].profile).says)
    barred = {tuple(sorted(numbers[g] for g in pair)) for pair in apart if len(pair) == 2 and pair <= numbers.keys()}
    return list(units.values()), {(a, b) for a, b in barred}


def _stands_together(profile: Profile) -> bool:
    return ground(profile, profile).verdict == "same"


def _between(one: _Unit, other: _Unit) -> Ground:
    """The best that any of one unit's profiles is to any of the other's; a clash where the best is no merger."""
    best = best_ground(one.profiles, other.profiles)
    return best if one.articles.isdisjoint(other.articles) else in_one_article(best)


def best_ground(one: Iterable[Profile], other: Sequence[Profile]) -> Ground:
    """The best that any of some profiles is to any of others; a clash counts before what only may be."""
    order = {"same": 0, "clash": 1, "maybe": 2, "unlike": 3}
    return min((ground(a, b) for a in one for b in other), key=lambda g: (order[g.verdict], not g.firm))


def _now(said: Occurrence, places: dict[Occurrence, int], in_article: dict[str, list[str]]) -> Occurrence | None:
    """The occurrence as it is read now: the same name, or the one name of that article that may stand for it."""
    if said in places:
        return said
    article, name = said
    fitting = [other for other in in_article.get(article, ()) if fits(name, other)]
    return (article, fitting[0]) if len(fitting) == 1 else None


def folded_profile(profile: Profile) -> tuple[str, ...]:
    """A profile without case, accents and punctuation."""
    parts = (profile.name, profile.role or "", profile.affiliation or "")
    return (*(folded(part) for part in parts), profile.kind)


def _told(units: list[_Unit], clusters: _Clusters) -> People:
    persons: dict[int, Person] = {}
    for cluster, members in sorted(clusters.members.items(), key=lambda pair: min(units[m].first for m in pair[1])):
        own = sorted((units[m] for m in members), key=lambda u: u.first)
        because = dict.fromkeys((*(g for u in own for g in u.grounds), *clusters.because.get(cluster, ())))
        persons[cluster] = _person([b for u in own for b in u.bearers], tuple(because))
    barred = frozenset(frozenset((persons[clusters.of[m]].id, persons[clusters.of[n]].id)) for m, n in clusters.barred)
    return People(tuple(persons.values()), barred)


def _person(bearers: list[Bearer], grounds: tuple[str, ...]) -> Person:
    first = bearers[0]
    digest = hashlib.sha256(f"{first.article}\n{folded(first.profile.name)}".encode()).hexdigest()[:8]
    names = Counter(b.profile.name for b in bearers)
    # The fullest name, and of those the one without titles.
    name = max(names, key=lambda n: (len(person_name(n).parts), -len(folded(n).split()), names[n], n))
    kinds = Counter(b.profile.kind for b in bearers if b.profile.kind != "unknown")
    kind: SpeakerKind = kinds.most_common(1)[0][0] if kinds else "unknown"
    return Person(
        digest,
        name,
        _most(b.profile.role for b in bearers),
        _most(b.profile.affiliation for b in bearers),
        kind,
        tuple(bearers),
        grounds,
    )


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return counts.most_common(1)[0][0] if counts else None


def by_name(known: People, said: str) -> Iterator[Person]:
    """The persons whom a user may mean: by id, by a name in use, or by a shorter name."""
    exact = [p for p in known.persons if p.id == said]
    if not exact:
        exact = [p for p in known.persons if folded(said) in {folded(name) for name in p.spellings}]
    yield from exact or (p for p in known.persons if p.kind in ("person", "unknown") and fits(p.name, said))
