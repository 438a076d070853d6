"""Who may be one person: what an analyst should be asked, and on what ground."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from kentledge.edits.grounds import Ground, Profile, block, full_name, in_one_article
from kentledge.edits.people import People, Person, best_ground, folded_profile

MANY = 3
"""A bare surname or an initial that fits more persons than this says nothing, unless role or affiliation agree."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two persons who may be one, and on what ground.

    `alike` are more of the kind of `one`: named in other articles in the very same words, and never merged unasked,
    since they have no full name.
    """

    one: Person
    other: Person
    says: str
    alike: tuple[Person, ...] = ()


def proposals(known: People) -> tuple[Proposal, ...]:
    """Pairs to ask about, the best grounds first. Nobody whom the analyst has kept apart is asked about again."""
    blocks: defaultdict[str, list[Person]] = defaultdict(list)
    for person in known.persons:
        for key in dict.fromkeys(b for p in _profiles(person) if (b := block(p)) is not None):
            blocks[key].append(person)
    found: dict[tuple[str, str], tuple[Ground, Proposal]] = {}
    for members in blocks.values():
        for one, other, why, alike in _of_block(known, members):
            found.setdefault((one.id, other.id), (why, Proposal(one, other, _says(why), alike)))
    return tuple(proposal for _, proposal in sorted(found.values(), key=lambda pair: _rank(pair[0])))


def alike(known: People, person: Person) -> tuple[Person, ...]:
    """The others whom articles name in the very same words as this person, who has no full name."""
    if any(full_name(p) is not None for p in _profiles(person)):
        return ()
    kind = folded_profile(person.bearers[0].profile)
    return tuple(
        p for p in known.persons if p.id != person.id and all(folded_profile(b.profile) == kind for b in p.bearers)
    )


def _of_block(known: People, members: list[Person]) -> list[tuple[Person, Person, Ground, tuple[Person, ...]]]:
    whole: list[Person] = []
    part: defaultdict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in members:
        if len(person.bearers) > 1 or any(full_name(p) is not None for p in _profiles(person)):
            whole.append(person)
        else:
            part[folded_profile(person.bearers[0].profile)].append(person)
    out: list[tuple[Person, Person, Ground, tuple[Person, ...]]] = []
    for one, other in combinations(whole, 2):
        if (why := _asked(known, one, other)) is not None:
            out.append((one, other, why, ()))
    heads = [(same[0], tuple(same[1:])) for same in part.values()]
    for one, more in heads:
        fitting = [(other, why) for other in whole if (why := _asked(known, one, other)) is not None]
        if len(fitting) > MANY:
            fitting = [pair for pair in fitting if pair[1].firm]
        out.extend((one, other, why, more) for other, why in fitting)
        if more and not fitting and (why := _asked(known, one, more[0])) is not None and why.firm:
            out.append((one, more[0], why, more[1:]))
    for (one, more), (other, _) in combinations(heads, 2):
        if (why := _asked(known, one, other)) is not None and (why.firm or len(heads) <= MANY):
            out.append((one, other, why, more))
    return out


def _asked(known: People, one: Person, other: Person) -> Ground | None:
    if one.id == other.id or frozenset((one.id, other.id)) in known.barred:
        return None
    why = best_ground(_profiles(one), _profiles(other))
    if not {b.article for b in one.bearers}.isdisjoint(b.article for b in other.bearers):
        why = in_one_article(why)
    return why if why.verdict == "same" or why.asked else None


def _profiles(person: Person) -> tuple[Profile, ...]:
    return tuple(dict.fromkeys(b.profile for b in person.bearers))


def _says(why: Ground) -> str:
    return why.says if why.verdict != "same" else f"{why.says}, and others whom it fits as well"


def _rank(why: Ground) -> tuple[int, bool]:
    return {"same": 0, "maybe": 1, "clash": 2, "unlike": 3}[why.verdict], not why.firm
