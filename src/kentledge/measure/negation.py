"""Bounds that a negation turns round: "will not exceed 5 percent", "has never fallen below 40 tonnes"."""

from __future__ import annotations

from functools import cache

from kentledge.lexicons import lexicon
from kentledge.measure.atoms import BREAK, Passage

_NOT = frozenset({"not", "never", "cannot", "nor", "none", "nothing", "unlikely"})
_IDIOMS = frozenset({"if", "than"})
"""Before "not" they deny nothing: "many, if not over 40", "more often than not over 40"."""
_LEVELS = frozenset({"over", "above", "beyond", "past", "under", "below"})
_VERBS = frozenset(
    {"exceed", "exceeds", "exceeded", "exceeding", "topped", "topping", "tops", "surpassed", "surpassing", "surpasses"}
)
_PLACES = frozenset({"excess", "north", "south", "short"})
"""Before "of": "in excess of", "fell short of"."""
_CLOSE = frozenset({"just", "slightly", "a", "well", "far", "no", "not", "never", "nothing"})
"""A bound that begins with one of these is turned round already or says how close it is: "not just over 40"."""
_GRAMMAR = frozenset(
    {"be", "been", "being", "have", "has", "had", "is", "are", "was", "were", "to", "yet", "ever", "once", "even"}
    | {"allowed", "permitted", "supposed", "expected", "likely", "meant", "able"}
)
_AMOUNTING = frozenset(
    {"by", "pay", "paid", "cost", "spend", "spent", "charge", "charged", "last", "lasted"}
    | {"take", "taken", "weigh", "earn"}
)
_MOST = 5
"""How many words may stand between the negation and the bound: "must not be allowed to fall below"."""


@cache
def _between(amount: bool) -> frozenset[str]:
    """What may stand between a negation and a bound: words of grammar, verbs of motion, of an amount also others."""
    change = lexicon("quantities")["change"]
    moves = frozenset((*change["up"]["before"], *change["down"]["before"], *change["motion"]))
    return _GRAMMAR | moves | (_AMOUNTING if amount else frozenset())


def negated_from(p: Passage, first: int, end: int) -> int | None:
    """The first atom of the negation of the bound that stands at the atoms `first` to `end`, None without one."""
    if not _is_turned(p, first, end):
        return None
    between = _between(p.atoms[end - 1].lower == "than")
    for k in range(first - 1, max(-1, first - 2 - _MOST), -1):
        if p.atoms[k + 1].gap == BREAK:
            return None
        word, before = p.atoms[k].lower, p.atoms[k - 1].lower if k else ""
        if word in _NOT or word.endswith("n't"):
            return None if before in _IDIOMS else k
        if word == "longer" and before == "no":
            return k - 1
        if word == "without":
            return k if p.atoms[k + 1].lower.endswith("ing") else None
        if word not in between:
            return None
    return None


def told_before(p: Passage, i: int) -> int:
    """The atom before which the direction of a change is told: after the verb in "not rise by | more than 5 percent".

    At any other atom than a negation, or before the name of a level ("not fallen below"), it is atom `i` itself.
    """
    if i >= len(p.atoms) or not (p.atoms[i].lower in _NOT or p.atoms[i].lower.endswith("n't")):
        return i
    k = i + 1
    while k < len(p.atoms) and p.atoms[k].lower in _between(amount=True):
        k += 1
    return k if k + 1 < len(p.atoms) and p.atoms[k + 1].lower == "than" else i


def _is_turned(p: Passage, first: int, end: int) -> bool:
    """Whether a negation turns the bound round: "over" and "more than", not "up to" or "as many as"."""
    last, before = p.atoms[end - 1].lower, p.atoms[end - 2].lower if end - first > 1 else ""
    if p.atoms[first].lower in _CLOSE:
        return False
    return last == "than" or last in _LEVELS or last in _VERBS or (last == "of" and before in _PLACES)
