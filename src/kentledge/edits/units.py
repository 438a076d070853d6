"""Units: speakers that stand together from the start, and which of them are one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from kentledge.edits.grounds import Ground, Profile, full_name, ground, in_one_article
from kentledge.edits.names import folded, person_name
from kentledge.records import SpeakerKind


@dataclass(frozen=True, slots=True)
class Unit:
    """Speakers that stand together from the start: of one profile, or by the analyst's word.

    `profiles` are in the order in which they first appear, `articles` those that name one of them.
    """

    profiles: tuple[Profile, ...]
    articles: Set[Hashable]
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Traits:
    """What a person is called, from all that articles say."""

    name: str
    role: str | None
    affiliation: str | None
    kind: SpeakerKind


def one_each(units: Sequence[Unit], barred: Set[tuple[int, int]]) -> list[tuple[list[int], tuple[str, ...]]]:
    """The units (by number) of each person, and why they are taken together; `barred` are pairs kept apart.

    Units are given, and come back, in the order in which they were first named. Merged are those whom `ground` finds
    the same, none of whom clashes with another: where somebody without affiliation could be either of two, neither is
    merged. What comes out for some units depends on those only to which a chain of shared full names leads.
    """
    near: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for n, unit in enumerate(units):
        for key in full_names(unit.profiles):
            near[key].append(n)
    pairs = {pair for members in near.values() for pair in combinations(members, 2)}
    found = {pair: g for pair in pairs if (g := _between(units[pair[0]], units[pair[1]])).verdict != "unlike"}
    clusters = _Clusters(len(units), found, barred)
    clusters.merge({pair for pair, g in found.items() if g.verdict == "same" and g.firm})
    clusters.merge({pair for pair, g in found.items() if g.verdict == "same"} - clusters.ambiguous())
    out = []
    for cluster, members in sorted(clusters.members.items(), key=lambda pair: min(pair[1])):
        own = sorted(members)
        because = (*(g for n in own for g in units[n].grounds), *clusters.because.get(cluster, ()))
        out.append((own, tuple(dict.fromkeys(because))))
    return out


class _Clusters:
    """Units put together, never across a bar or a clash."""

    def __init__(self, count: int, found: dict[tuple[int, int], Ground], barred: Set[tuple[int, int]]) -> None:
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


def why_one(profile: Profile, speakers: int, said_so: bool) -> tuple[str, ...]:
    """Why the speakers of a unit are together; `profile` is the first, `said_so` that the analyst put some together."""
    if said_so:
        return ("the analyst's word",)
    return (ground(profile, profile).says,) if speakers > 1 else ()


def full_names(profiles: Iterable[Profile]) -> set[tuple[str, str]]:
    """The full names of some profiles."""
    return {key for p in profiles if (key := full_name(p)) is not None}


def best_ground(one: Iterable[Profile], other: Sequence[Profile]) -> Ground:
    """The best that any of some profiles is to any of others; a clash counts before what only may be."""
    order = {"same": 0, "clash": 1, "maybe": 2, "unlike": 3}
    return min((ground(a, b) for a in one for b in other), key=lambda g: (order[g.verdict], not g.firm))


def _between(one: Unit, other: Unit) -> Ground:
    """The best that any of one unit's profiles is to any of the other's; a clash where the best is no merger."""
    best = best_ground(one.profiles, other.profiles)
    if best.verdict not in ("same", "maybe") or one.articles.isdisjoint(other.articles):
        return best
    return in_one_article(best)


def folded_profile(profile: Profile) -> tuple[str, ...]:
    """A profile without case, accents and punctuation."""
    parts = (profile.name, profile.role or "", profile.affiliation or "")
    return (*(folded(part) for part in parts), profile.kind)


def traits(said: Iterable[tuple[Profile, int]]) -> Traits:
    """What a person is called, from their profiles in the order of `Person.bearers`, each with how many bear it."""
    every = tuple(said)
    names, kinds = Counter[str](), Counter[SpeakerKind]()
    for profile, count in every:
        names[profile.name] += count
        if profile.kind != "unknown":
            kinds[profile.kind] += count
    # The fullest name, and of those the one without titles.
    name = max(names, key=lambda n: (len(person_name(n).parts), -len(folded(n).split()), names[n], n))
    return Traits(
        name,
        _most((p.role, n) for p, n in every),
        _most((p.affiliation, n) for p, n in every),
        kinds.most_common(1)[0][0] if kinds else "unknown",
    )


def _most(values: Iterable[tuple[str | None, int]]) -> str | None:
    counts = Counter[str]()
    for value, count in values:
        if value:
            counts[value] += count
    return counts.most_common(1)[0][0] if counts else None
