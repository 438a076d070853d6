"""On what ground are two speakers of different articles one, perhaps one, or certainly two?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kentledge.edits.names import Name, agree, body_name, folded, person_name
from kentledge.records import SpeakerKind

Verdict = Literal["same", "maybe", "clash", "unlike"]
"""`same`: merged. `maybe`: proposed. `clash`: alike, but something speaks against it: never merged, not through a third
either. `unlike`: nothing to do with each other."""

_EMPTY = frozenset({"of", "the", "a", "an", "and", "at", "in", "for", "on", "to", "s"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article says of a speaker."""

    name: str
    role: str | None
    affiliation: str | None
    kind: SpeakerKind


@dataclass(frozen=True, slots=True)
class Ground:
    """A verdict on two profiles, and why.

    `firm` where role or affiliation speak for it as well as the name; `asked` where an analyst should be asked.
    """

    verdict: Verdict
    says: str
    firm: bool = False
    asked: bool = False


UNLIKE = Ground("unlike", "nothing in common")


def block(profile: Profile) -> str | None:
    """What profiles must share to be compared at all; None for those who are nobody in particular ("experts")."""
    return _block(profile.name, profile.kind)


@lru_cache(maxsize=1 << 18)
def _block(name: str, kind: SpeakerKind) -> str | None:
    if kind in ("group", "document"):
        return None
    if kind in ("person", "unknown") and _is_named(name):
        return person_name(name).surname or None
    if kind in ("organisation", "government") and _is_named(name):
        words = body_name(name).split()
        # An abbreviation meets the name that it abbreviates.
        return "".join(w[0] for w in words) if len(words) > 1 else words[0] if words else None
    return None


def full_name(profile: Profile) -> tuple[str, str] | None:
    """What profiles must share to be merged without being asked about; None for those who never are."""
    return _full_name(profile.name, profile.kind)


@lru_cache(maxsize=1 << 18)
def _full_name(name: str, kind: SpeakerKind) -> tuple[str, str] | None:
    if _block(name, kind) is None:
        return None
    if kind in ("organisation", "government"):
        return "", body_name(name)
    parts = person_name(name)
    return (parts.surname, parts.first) if parts.full else None


@lru_cache(maxsize=1 << 18)
def ground(a: Profile, b: Profile) -> Ground:
    """The verdict on two profiles of one block.

    Merged on: the same name in full (given name and surname; initials of middle names, titles, accents and case aside),
    while neither affiliation nor role, if known of both, differs. An affiliation in common outweighs different roles.
    """
    bodies = {"organisation", "government"}
    if {a.kind, b.kind} & bodies:
        return _bodies(a, b) if {a.kind, b.kind} <= bodies else UNLIKE
    one, other = person_name(a.name), person_name(b.name)
    if not one.parts or one.surname != other.surname:
        return UNLIKE
    if one.later and other.later and one.later != other.later:
        return Ground("clash", "one is the other's elder")
    named = _names(one, other)
    if named.verdict in ("unlike", "clash"):
        return named
    affiliation, role = in_common(a.affiliation, b.affiliation), in_common(a.role, b.role)
    against = _against(a, b, affiliation, role)
    if named.verdict == "maybe":
        if against:
            return Ground("clash", f"{named.says}, and {against}")
        firm = affiliation is True or role is True
        if not (one.first or other.first) and not firm:
            return UNLIKE  # a bare surname twice says nothing
        return Ground("maybe", named.says + _also(affiliation, role), firm, asked=True)
    if against:
        return Ground("clash", f"the same name, but {against}", asked=True)
    return Ground("same", "the same full name" + _also(affiliation, role), affiliation is True or role is True)


def in_one_article(found: Ground) -> Ground:
    """The verdict where an article names both beside each other, as two: its reader saw reason to keep them apart."""
    if found.verdict not in ("same", "maybe"):
        return found
    return Ground("clash", f"{found.says}, but one article names both as two", asked=True)


def near_first(a: str, b: str) -> bool:
    """Whether two first names agree, or nearly do."""
    return agree(a, b) or _a_letter_apart(a, b)


def _names(one: Name, other: Name) -> Ground:
    if not one.first or not other.first:
        return Ground("maybe", "the same surname, and no first name in one")
    if not agree(one.first, other.first):
        if _a_letter_apart(one.first, other.first):
            return Ground("maybe", "first names that differ by one letter")
        return Ground("clash", "other first names")
    middle = _middle(one.middle, other.middle)
    if middle is False:
        return Ground("clash", "other middle names")
    if not (one.full and other.full):
        return Ground("maybe", "the same surname, and an initial that agrees")
    if one.later != other.later:
        return Ground("maybe", f"the same name, and “{one.later or other.later}” in one")
    if middle is None:
        return Ground("maybe", "the same name, and a middle name in one")
    return Ground("same", "")


def _middle(one: tuple[str, ...], other: tuple[str, ...]) -> bool | None:
    """Whether middle names agree; None where one has a middle name in full that the other leaves out."""
    if len(one) == len(other):
        return all(agree(a, b) for a, b in zip(one, other, strict=True))
    if one and other:
        return None if set(one) <= set(other) or set(other) <= set(one) else False
    return True if all(len(part) == 1 for part in (*one, *other)) else None


def _a_letter_apart(a: str, b: str) -> bool:
    """Whether two names of four letters or more differ by one letter put in, left out or changed."""
    if min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > 1:
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[start + 1 :] == b[start + 1 :] or a[start:] == b[start + 1 :] or a[start + 1 :] == b[start:]


def _bodies(a: Profile, b: Profile) -> Ground:
    one, other = body_name(a.name), body_name(b.name)
    if one != other:
        if " " in one and " " in other:
            return UNLIKE
        return Ground("maybe", "one name is the other's initials", asked=True)
    if a.kind != b.kind:
        return Ground("maybe", f"the same name, of a {a.kind} and a {b.kind}", asked=True)
    return Ground("same", "the same name")


@lru_cache(maxsize=1 << 16)
def in_common(a: str | None, b: str | None) -> bool | None:
    """Whether two descriptions say the same, one more fully; None where one is missing."""
    if not a or not b:
        return None
    one, other = content(a), content(b)
    if not one or not other:
        return None
    if one <= other or other <= one:
        return True
    short, long = sorted((folded(a), folded(b)), key=len)
    return short == initials(long)


def initials(text: str) -> str:
    """The first letters of a description's words, the empty ones left out."""
    return "".join(word[0] for word in folded(text).split() if word not in _EMPTY)


@lru_cache(maxsize=1 << 16)
def content(text: str) -> frozenset[str]:
    """The words of a description that say something."""
    return frozenset(folded(text).split()) - _EMPTY


def _against(a: Profile, b: Profile, affiliation: bool | None, role: bool | None) -> str | None:
    if affiliation is False:
        return f"of {a.affiliation} and of {b.affiliation}"
    if role is False and affiliation is not True and a.role and b.role and not content(a.role) & content(b.role):
        return f"{a.role} and {b.role}"
    return None


def _also(affiliation: bool | None, role: bool | None) -> str:
    shared = [what for what, is_so in (("affiliation", affiliation), ("role", role)) if is_so]
    return f", {' and '.join(shared)} in common" if shared else ""


def _is_named(name: str) -> bool:
    """Whether it is a name, rather than a description ("the ministry", "a spokesman")."""
    words = [word for word in name.split() if folded(word) not in _EMPTY]
    return any(word[:1].isupper() or not word.isascii() for word in words)
