"""Who may be one person: what an analyst should be asked, and on what ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Generic, Protocol, TypeVar

from kentledge.edits.grounds import Ground, Profile, block, full_name, in_one_article
from kentledge.edits.near import Near, Sharing, names
from kentledge.edits.people import People, Person
from kentledge.edits.units import best_ground, folded_profile

MANY = 3
"""A bare surname or an initial that fits more persons than this says nothing, unless role or affiliation agree."""


class Somebody(Protocol):
    """A person as far as proposals look: `speakers` counts the speakers of articles who are this person."""

    @property
    def id(self) -> str: ...
    @property
    def profiles(self) -> tuple[Profile, ...]: ...
    @property
    def speakers(self) -> int: ...
    @property
    def articles(self) -> Set[Hashable]: ...


S = TypeVar("S", bound=Somebody)
Apart = Callable[[S, S], bool]


@dataclass(frozen=True, slots=True)
class Proposal(Generic[S]):
    """Two persons who may be one, and on what ground; `rank` is 0 for the best grounds.

    `alike` are more of the kind of `one`: named in other articles in the very same words, and never merged unasked,
    since they have no full name. `part` is 0 where neither has an incomplete name only, 2 where both have and are of
    two kinds, otherwise 1.
    """

    one: S
    other: S
    says: str
    alike: tuple[S, ...] = ()
    rank: int = 0
    part: int = 0


def proposals(known: People) -> tuple[Proposal[Person], ...]:
    """Pairs to ask about, the best grounds first. Nobody whom the analyst has kept apart is asked about again."""
    blocks: defaultdict[str, list[Person]] = defaultdict(list)
    for person in known.persons:
        for key in blocks_of(person):
            blocks[key].append(person)
    every = [
        proposal
        for members in blocks.values()
        for proposal in of_block(members, lambda a, b: frozenset((a.id, b.id)) in known.barred)
    ]
    found: dict[tuple[str, str], Proposal[Person]] = {}
    for proposal in sorted(every, key=lambda p: p.rank):
        found.setdefault((proposal.one.id, proposal.other.id), proposal)  # who is in two blocks is asked about once
    return tuple(found.values())


def blocks_of(person: Somebody) -> tuple[str, ...]:
    """The blocks in which a person is compared with others, in the order of their profiles."""
    return tuple(dict.fromkeys(key for p in person.profiles if (key := block(p)) is not None))


def of_block(
    members: Sequence[S], apart: Apart[S], changed: Callable[[S], bool] | None = None
) -> Iterator[Proposal[S]]:
    """What is to be asked of the persons of one block, given in the order in which they were first named.

    `apart` says whom the analyst has kept apart. They come part by part, in the order of `one` and then of `other`.
    With `changed`, of part 0 only pairs with somebody who has changed.
    """
    whole: list[S] = []
    kinds: defaultdict[tuple[str, ...], list[S]] = defaultdict(list)
    for person in members:
        if in_part(person):
            kinds[folded_profile(person.profiles[0])].append(person)
        else:
            whole.append(person)

    def proposal(part: int, one: S, other: S, why: Ground, alike: tuple[S, ...] = ()) -> Proposal[S]:
        return Proposal(one, other, _says(why), alike, _rank(why), part)

    near = Near((n, name) for n, person in enumerate(whole) for name in names(person.profiles))
    for a, b in near.pairs() if changed is None else _pairs_of(whole, near, changed):
        if (why := _asked(whole[a], whole[b], apart)) is not None:
            yield proposal(0, whole[a], whole[b], why)
    heads = [(same[0], tuple(same[1:])) for same in kinds.values()]
    fits = _Fits(whole, near)
    for one, more in heads:
        fitting = fits.of(one, apart)
        for other, why in fitting:
            yield proposal(1, one, other, why, more)
        if more and not fitting and (why := _asked(one, more[0], apart)) is not None and why.firm:
            yield proposal(1, one, more[0], why, more[1:])
    few = len(heads) <= MANY
    sharing = Sharing(() if few else (one.profiles for one, _ in heads))
    for n, (one, more) in enumerate(heads):
        others = range(n + 1, len(heads)) if few else (m for m in sharing.to(one.profiles) if m > n)
        for other, _ in (heads[m] for m in others):
            if (why := _asked(one, other, apart)) is not None and (why.firm or few):
                yield proposal(2, one, other, why, more)


def _pairs_of(whole: Sequence[S], near: Near, changed: Callable[[S], bool]) -> list[tuple[int, int]]:
    """The pairs of which one has changed."""
    own = (n for n, person in enumerate(whole) if changed(person))
    return sorted({(min(n, m), max(n, m)) for n in own for m in near.to(names(whole[n].profiles)) if n != m})


class _Fits(Generic[S]):
    """Whom a person of an incomplete name may be: where these are many, those with more than a name in common."""

    def __init__(self, whole: Sequence[S], near: Near) -> None:
        self._whole, self._near = whole, near

    @cached_property
    def _sharing(self) -> Sharing:
        return Sharing(person.profiles for person in self._whole)

    def of(self, one: S, apart: Apart[S]) -> list[tuple[S, Ground]]:
        near = self._near.to(names(one.profiles))
        found = list(islice(self._asked(one, near, apart), MANY + 1))
        if len(found) <= MANY:
            return found
        sharing = sorted(set(near) & set(self._sharing.to(one.profiles)))
        return [pair for pair in self._asked(one, sharing, apart) if pair[1].firm]

    def _asked(self, one: S, others: Iterable[int], apart: Apart[S]) -> Iterator[tuple[S, Ground]]:
        for n in others:
            if (why := _asked(one, self._whole[n], apart)) is not None:
                yield self._whole[n], why


def in_part(person: Somebody) -> bool:
    """Whether all that is known is one speaker without a full name."""
    return person.speakers == 1 and all(full_name(p) is None for p in person.profiles)


def alike(known: People, person: Person) -> tuple[Person, ...]:
    """The others whom articles name in the very same words as this person, who has no full name."""
    if any(full_name(p) is not None for p in person.profiles):
        return ()
    kind = folded_profile(person.profiles[0])
    return tuple(p for p in known.persons if p.id != person.id and all(folded_profile(q) == kind for q in p.profiles))


def _asked(one: S, other: S, apart: Apart[S]) -> Ground | None:
    if one.id == other.id or apart(one, other):
        return None
    why = best_ground(one.profiles, other.profiles)
    if why.verdict in ("same", "maybe") and not one.articles.isdisjoint(other.articles):
        why = in_one_article(why)
    return why if why.verdict == "same" or why.asked else None


def _says(why: Ground) -> str:
    return why.says if why.verdict != "same" else f"{why.says}, and others whom it fits as well"


def _rank(why: Ground) -> int:
    return 2 * {"same": 0, "maybe": 1, "clash": 2, "unlike": 3}[why.verdict] + (not why.firm)
