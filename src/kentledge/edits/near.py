"""Who of many may be one by name, or has a role or an affiliation in common: found without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from kentledge.edits.grounds import Profile, content, in_common, initials, near_first
from kentledge.edits.names import body_name, folded, person_name

Name = tuple[bool, str]
"""What two of a block must have alike: whether it is a body, and the first name, or that of a body of several words."""

FEW = 8
"""So many names are compared with all others; when more are asked for, an index is made first."""


def names(profiles: Iterable[Profile]) -> set[Name]:
    """The names of a person or a body, as far as a block leaves them open."""
    return {name_of(profile) for profile in profiles}


def name_of(profile: Profile) -> Name:
    """What a profile's name is, as far as its block leaves that open."""
    if profile.kind in ("organisation", "government"):
        body = body_name(profile.name)
        return True, body if " " in body else ""
    return False, person_name(profile.name).first


@lru_cache(maxsize=1 << 16)
def may_be_one(one: Name, other: Name) -> bool:
    """Whether profiles with these names may be asked about; where not, `ground` says that they are unlike or clash."""
    if one[0] != other[0]:
        return False
    return not one[1] or not other[1] or one[1] == other[1] or (not one[0] and near_first(one[1], other[1]))


class Near:
    """Members of a block, by number, found by a name that may be theirs."""

    def __init__(self, members: Iterable[tuple[int, Name]]) -> None:
        """The members, with each of their names."""
        self.by_name: defaultdict[Name, list[int]] = defaultdict(list)
        for member, name in members:
            self.by_name[name].append(member)
        self._known: dict[Name, list[Name]] = {}

    def names(self, name: Name) -> list[Name]:
        """The names of members that may be this one."""
        if name not in self._known:
            if len(self._known) < FEW:
                near: Iterable[Name] = _alike(name, self.by_name)
            else:
                near = {other for key in _asked(name) for other in self._keys.get(key, ())}
            self._known[name] = [other for other in near if may_be_one(name, other)]
        return self._known[name]

    def to(self, own: Iterable[Name]) -> list[int]:
        """The members one of whose names may be one of these."""
        return sorted({n for one in own for name in self.names(one) for n in self.by_name[name]})

    def pairs(self) -> list[tuple[int, int]]:
        """The pairs of members whose names may be one."""
        found = set[tuple[int, int]]()
        for one, members in self.by_name.items():
            for other in self.names(one):
                found.update((a, b) for a in members for b in self.by_name[other] if a < b)
                found.update((b, a) for a in members for b in self.by_name[other] if b < a)
        return sorted(found)

    @cached_property
    def _keys(self) -> dict[tuple[bool, str, str], list[Name]]:
        keys: defaultdict[tuple[bool, str, str], list[Name]] = defaultdict(list)
        for name in self.by_name:
            for key in _keys(name):
                keys[key].append(name)
        return keys


def _alike(name: Name, others: Iterable[Name]) -> Iterable[Name]:
    """Those that have their first or their last letter in common with a name, and nearly its length, or are short."""
    body, text = name
    if body or len(text) < 2:
        return others
    first, last, length = text[0], text[-1], len(text)
    return [
        other
        for other in others
        if not (at := other[1])
        or (-2 < len(at) - length < 2 and (at[0] == first or at[-1] == last))
        or (len(at) == 1 and at == first)
    ]


def _keys(name: Name) -> Iterator[tuple[bool, str, str]]:
    """By what a name is found: all of its kind, its first letter, itself and each form with a letter left out."""
    body, text = name
    yield body, "any", ""
    yield body, "whole", text
    if text and not body:
        yield body, "letter", text[0]
        for n in range(len(text)):
            yield body, "but a letter", text[:n] + text[n + 1 :]
        yield body, "but a letter", text


def _asked(name: Name) -> Iterator[tuple[bool, str, str]]:
    """By what those are found that may be this name."""
    body, text = name
    if not text:
        yield body, "any", ""
        return
    yield body, "whole", text
    yield body, "whole", ""
    if body:
        return
    if len(text) == 1:
        yield body, "letter", text
    else:
        yield body, "whole", text[0]
        yield from (key for key in _keys(name) if key[1] == "but a letter")


class Sharing:
    """Members of a block, by number, found by a role or an affiliation that they have in common with somebody."""

    def __init__(self, members: Iterable[Iterable[Profile]]) -> None:
        """The members by their profiles."""
        self._roles, self._affiliations = _Texts(), _Texts()
        for n, profiles in enumerate(members):
            for profile in profiles:
                self._roles.add(profile.role, n)
                self._affiliations.add(profile.affiliation, n)

    def to(self, profiles: Iterable[Profile]) -> list[int]:
        """The members who have something in common with somebody of these profiles."""
        found = set[int]()
        for profile in profiles:
            found |= self._roles.shared(profile.role) | self._affiliations.shared(profile.affiliation)
        return sorted(found)


class _Texts:
    """Descriptions, each with the members who have it."""

    def __init__(self) -> None:
        self._members: defaultdict[str, set[int]] = defaultdict(set)
        self._by_word: defaultdict[str, set[str]] = defaultdict(set)
        self._by_letters: defaultdict[str, set[str]] = defaultdict(set)
        self._known: dict[str, set[int]] = {}

    def add(self, text: str | None, member: int) -> None:
        if not text:
            return
        if text not in self._members:
            for word in content(text):
                self._by_word[word].add(text)
            for letters in (folded(text), initials(text)):
                self._by_letters[letters].add(text)
        self._members[text].add(member)

    def shared(self, text: str | None) -> set[int]:
        if not text:
            return set()
        if text not in self._known:
            near = {other for word in content(text) for other in self._by_word.get(word, ())}
            near |= self._by_letters.get(folded(text), set()) | self._by_letters.get(initials(text), set())
            self._known[text] = {n for other in near if in_common(text, other) for n in self._members[other]}
        return self._known[text]
