"""Names of persons and bodies, as far as telling who answers whom needs them."""

from __future__ import annotations

from functools import lru_cache

from kentledge.lexicons import lexicon
from kentledge.records import Speaker

OPENERS = frozenset({"the", "a", "an", "one", "his", "her", "their", "this", "that", "some", "another", "any"})
_ANYBODY = frozenset(
    {"nobody", "everybody", "anybody", "somebody", "everyone", "anyone", "someone", "none", "few", "many"}
)


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    return frozenset(lexicon("judgement")["titles"]["words"])


@lru_cache(maxsize=4096)
def is_named(name: str | None) -> bool:
    """Whether a name is one, and not "the woman", "one questioner" or "Vale’s deputy"."""
    words = (name or "").split()
    if words and words[-1].lower() in _ANYBODY:
        return False
    owner = next((k for k, w in enumerate(words) if w.endswith(("’s", "'s"))), None)
    if owner is not None and owner + 1 < len(words) and words[owner + 1].islower():
        return False  # "Vale’s deputy"
    return any(w[0].isupper() for w in (words[1:] if len(words) > 1 and words[0].lower() in OPENERS else words))


@lru_cache(maxsize=1)
def _spokesmen() -> frozenset[str]:
    return frozenset(lexicon("stances")["replies"]["spokesmen"])


def _telling_words(text: str | None) -> set[str]:
    """The words of a name or an affiliation in lower case, without possessive marks and articles."""
    return {w.lower() for w in (text or "").replace("’s", "").replace("'s", "").split()} - OPENERS


def speaks_for(one: Speaker, other: Speaker) -> bool:
    """Whether one is the other's spokesman, or an officer of the body that the other is."""
    name, of = _telling_words(other.name), _telling_words(one.affiliation)
    if not name or one.kind != "person":
        return False
    if other.kind != "person":
        return bool(of) and (of <= name or name <= of)
    role = {w.lower() for w in f"{one.role or ''} {one.name or ''}".split()}
    told = of | {w.lower() for w in (one.name or "").split()}
    return bool(role & _spokesmen()) and (other.name or "x").split()[-1].lower() in told and one.name != other.name


def same_person(name: str, known: str) -> bool:
    """Whether two names that end alike are one person's: one is a surname alone, or they share more than that."""
    one, other = set(name.split()[:-1]), set(known.split()[:-1])
    return (
        not one
        or not other
        or bool(one & other)
        or not {w for w in one | other if w.lower().strip(".") not in titles()}
    )
