"""What the analyst's decisions on who is whom come to: speakers put together, and speakers kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kentledge.edits.names import fits

Occurrence = tuple[str, str]
"""An article's id and a speaker's name there: what an analyst's decision is about."""


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
class Decided:
    """The number of each occurrence's group, the occurrences of each group, and the pairs of groups kept apart."""

    group: Mapping[Occurrence, int]
    together: Mapping[int, frozenset[Occurrence]]
    apart: frozenset[frozenset[int]]


def decided(decisions: Sequence[Decision], names: Mapping[str, Sequence[str]]) -> Decided:
    """What the decisions (oldest first) come to; the newest word holds. `names` are those of the speakers of articles.

    Only the articles that the decisions name need be in `names`.
    """
    group: dict[Occurrence, int] = {}
    together: dict[int, set[Occurrence]] = {}
    apart: set[frozenset[int]] = set()
    for decision in reversed(decisions):  # the newest first: an older one yields to it
        sides = [[o for s in side if (o := _now(s, names)) is not None] for side in decision.sides]
        for occurrence in (*sides[0], *sides[1]):
            if occurrence not in group:
                group[occurrence] = len(group)
                together[group[occurrence]] = {occurrence}
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
    return Decided(
        group, {g: frozenset(o) for g, o in together.items()}, frozenset(pair for pair in apart if len(pair) == 2)
    )


def _now(said: Occurrence, names: Mapping[str, Sequence[str]]) -> Occurrence | None:
    """The occurrence as it is read now: the same name, or the one name of that article that may stand for it."""
    article, name = said
    there = dict.fromkeys(names.get(article, ()))
    if name in there:
        return said
    fitting = [other for other in there if fits(name, other)]
    return (article, fitting[0]) if len(fitting) == 1 else None
