"""The two sides of an article's main dispute, from who agrees and disagrees with whom alone.

Where nobody speaks of how large or how good an effect is, the words of agreement and dissent still tell sides: whoever
disagrees with one stands against everybody who agrees with him.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence

from kentledge.records import Camp, Judgement, Relation, Speaker, Statement

ONE, OTHER = "one side", "the other side"
"""The labels of the two."""


def dispute(
    statements: Sequence[Statement],
    speakers: Sequence[Speaker],
    judgements: Sequence[Judgement],
    relations: Sequence[Relation],
) -> tuple[Camp, ...]:
    """The sides of the dispute that most relations belong to, the one with more statements first; none without one.

    Relations that do not fit the sides that the others make are left aside. Groups without names are members only
    where nobody is named.
    """
    # One in the article's own words, beside statements of neither, tells too little of a side.
    relations = [r for r in relations if r.statements]
    sides = max(_components(relations), key=lambda found: found[0], default=(0, {}))[1]
    kinds = {s.id: s.kind for s in speakers}
    camps = []
    for side in (1, -1):
        all_of_it = [k for k, s in sides.items() if s == side]
        members = [k for k in all_of_it if kinds[k] != "group"] or all_of_it
        related = {i for r in relations if {r.from_, r.to} & set(members) for i in r.statements}
        theirs = [s.id for s in statements if s.speaker in members]
        rests = [i for i in theirs if i in related] or theirs
        if not rests:
            return ()
        cues = tuple(sorted(r.cue for r in relations if r.from_ in members and r.to in sides))
        camps.append((tuple(members), tuple(rests), _fronts(members, statements, judgements), cues))
    order = {s.id: n for n, s in enumerate(statements)}
    camps.sort(key=lambda c: (-len(c[1]), [order[s] for s in c[1]]))
    return tuple(
        Camp(label, members, rests, fronts, words)
        for label, (members, rests, fronts, words) in zip((ONE, OTHER), camps, strict=True)
    )


def _components(relations: Sequence[Relation]) -> list[tuple[int, dict[str, int]]]:
    """The disputes: how many relations each has, and the side (1 or −1) of each speaker in it; both sides have some."""
    near: dict[str, dict[str, int]] = defaultdict(dict)
    for r in relations:
        sign = 1 if r.kind == "agrees" else -1
        for one, other in ((r.from_, r.to), (r.to, r.from_)):
            near[one][other] = near[one].get(other, 0) + sign
    found = []
    seen: set[str] = set()
    for first in near:
        if first in seen:
            continue
        sides, ready = {first: 1}, deque([first])
        while ready:
            one = ready.popleft()
            for other, sign in near[one].items():
                if sign and other not in sides:
                    sides[other] = sides[one] if sign > 0 else -sides[one]
                    ready.append(other)
        seen |= set(sides)
        if len(set(sides.values())) == 2:
            found.append((sum(r.from_ in sides and r.to in sides for r in relations), sides))
    return found


def _fronts(
    members: Sequence[str], statements: Sequence[Statement], judgements: Sequence[Judgement]
) -> tuple[str, ...]:
    """The fronts of what they judge, the most frequent first."""
    by: Mapping[str, str | None] = {s.id: s.speaker for s in statements}
    counts = Counter(f for j in judgements if by[j.statement] in members for f in j.fronts)
    return tuple(sorted(counts, key=lambda f: (-counts[f], f)))
