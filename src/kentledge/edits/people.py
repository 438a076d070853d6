"""One person, many spellings: the speakers of all articles gathered into persons.

This is the rule, worked out in memory from all speakers at once. `edits.persons` keeps what comes of it in the ledger.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kentledge.edits.decision import Decided, Decision, Occurrence, decided
from kentledge.edits.grounds import Profile, block, full_name
from kentledge.edits.names import fits, folded
from kentledge.edits.units import Unit, folded_profile, one_each, traits, why_one
from kentledge.records import SpeakerKind


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
        return any(block(p) is not None for p in self.profiles)

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """What articles say of them, each once, in the order of `bearers`."""
        return tuple(dict.fromkeys(b.profile for b in self.bearers))

    @property
    def spellings(self) -> tuple[str, ...]:
        """The names in use, the most frequent first."""
        return spellings((b.profile, 1) for b in self.bearers)

    @property
    def speakers(self) -> int:
        """How many speakers of articles this is."""
        return len(self.bearers)

    @property
    def articles(self) -> frozenset[str]:
        """The articles that name this person."""
        return frozenset(b.article for b in self.bearers)


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


def people(bearers: Sequence[Bearer], decisions: Iterable[Decision] = ()) -> People:
    """Persons from the speakers of all articles and the analyst's decisions, oldest first; the newest word holds.

    Who is merged is for `units.one_each`. Nothing overrules a decision. What may be is for `proposals`.
    """
    names: defaultdict[str, list[str]] = defaultdict(list)
    for bearer in bearers:
        names[bearer.article].append(bearer.profile.name)
    said = decided(tuple(decisions), names)
    gathered: defaultdict[object, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        gathered[_together(bearer, said)].append(bearer)
    numbers = {key: n for n, key in enumerate(gathered)}
    of_unit = list(gathered.values())
    units = [
        Unit(
            tuple(dict.fromkeys(b.profile for b in own)),
            frozenset(b.article for b in own),
            why_one(own[0].profile, len(own), isinstance(key, int) and len(said.together[key]) > 1),
        )
        for key, own in gathered.items()
    ]
    barred = {(min(a, b), max(a, b)) for a, b in ((numbers[g] for g in pair) for pair in said.apart)}
    persons: list[Person] = []
    ids: dict[int, str] = {}
    for members, grounds in one_each(units, barred):
        persons.append(_person([b for n in members for b in of_unit[n]], grounds))
        ids |= dict.fromkeys(members, persons[-1].id)
    return People(persons, frozenset(frozenset((ids[a], ids[b])) for a, b in barred))


def _together(bearer: Bearer, said: Decided) -> object:
    """What bearers of one unit have in common: the analyst's word, or their profile; nobody in particular is alone."""
    group = said.group.get(bearer.occurrence)
    if group is not None:
        return group
    return bearer.occurrence if full_name(bearer.profile) is None else folded_profile(bearer.profile)


def _person(bearers: list[Bearer], grounds: tuple[str, ...]) -> Person:
    first = bearers[0]
    named = traits((b.profile, 1) for b in bearers)
    return Person(
        person_id(first.article, first.profile.name),
        named.name,
        named.role,
        named.affiliation,
        named.kind,
        tuple(bearers),
        grounds,
    )


def person_id(article: str, name: str) -> str:
    """The id of a person who is first named so in this article: eight hexadecimal digits."""
    return hashlib.sha256(f"{article}\n{folded(name)}".encode()).hexdigest()[:8]


def spellings(said: Iterable[tuple[Profile, int]]) -> tuple[str, ...]:
    """The names of profiles, each given with its count, the most frequent first."""
    counts = Counter[str]()
    for profile, count in said:
        counts[profile.name] += count
    return tuple(name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def by_name(known: People, said: str) -> Iterator[Person]:
    """The persons whom a user may mean: by id, by a name in use, or by a shorter name."""
    exact = [p for p in known.persons if p.id == said]
    if not exact:
        exact = [p for p in known.persons if folded(said) in {folded(name) for name in p.spellings}]
    yield from exact or (p for p in known.persons if p.kind in ("person", "unknown") and fits(p.name, said))
