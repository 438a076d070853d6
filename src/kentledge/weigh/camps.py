"""Camps: who is on which side, from the size of effect that each holds, from who agrees with whom, from their words.

Each speaker begins with the sides of their own judgements (small −1, large +1; where nobody speaks of size, harms −1,
helps +1). Relations, the group that introduces a speaker, and likeness of content then pull. A speaker whose judgements
on two fronts are opposed sits in both camps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kentledge.records import Article, Camp, Effect, Judgement, Relation, Speaker, Statement
from kentledge.weigh.disputes import dispute
from kentledge.weigh.likeness import counted, likeness

AGREES, DISAGREES, INTRODUCED, ALIKE = 0.8, 0.6, 0.4, 0.2
"""How much a relation, an introduction and likeness of content pull, against 1 for a speaker's own words."""
LIKE = 0.25
"""The likeness of content from which on it pulls."""
ROUNDS = 3
DISSENT = "dissent"
"""The label of a camp that is known only by its disagreement."""


@dataclass(slots=True)
class _Side:
    """One speaker: votes by front, the judgements behind them, and the sum of all that pulls."""

    votes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    judgements: list[tuple[int, Judgement]] = field(default_factory=list)
    own: float = 0.0
    score: float = 0.0


def camps(
    article: Article,
    statements: Sequence[Statement],
    speakers: Sequence[Speaker],
    judgements: Sequence[Judgement],
    relations: Sequence[Relation],
) -> tuple[Camp, ...]:
    """The camps of an article, the one with more statements first; none where nobody takes a side or all take one.

    Two camps must be about the same thing: they share a front or a member, or a member of one disagrees with one of the
    other. A camp that only disagrees, without words of its own on the effect, is labelled `DISSENT`.
    Groups without names ("some experts") give a camp words and statements, but are members only where nobody is named.
    Where there are none by the effect, the sides of the main dispute, if there is one (`disputes`).
    """
    return _by_effect(article, statements, speakers, judgements, relations) or dispute(
        statements, speakers, judgements, relations
    )


def _by_effect(
    article: Article,
    statements: Sequence[Statement],
    speakers: Sequence[Speaker],
    judgements: Sequence[Judgement],
    relations: Sequence[Relation],
) -> tuple[Camp, ...]:
    """The camps that words for an effect begin."""
    sides, by_size = _own(statements, judgements)
    known = {s.id: s for s in speakers}
    pulls = _pulls(statements, known, relations, sides)
    for _ in range(ROUNDS):
        scores = {k: s.score for k, s in sides.items()}
        for key, side in sides.items():
            side.score = side.own + sum(w * _sign(scores.get(other, 0.0)) for other, w in pulls[key])
    bound = _bound(sides, statements, known, relations)
    found = [c for sign in (-1, 1) if (c := _camp(article, sign, sides, known, statements, relations, by_size, bound))]
    if len(found) < 2 or len({s for c in found for s in c.speakers}) < 2:
        return ()
    if not _opposed(found[0], found[1], relations, by_size):
        return ()
    return tuple(sorted(found, key=lambda c: (c.label == DISSENT, -len(c.statements), c.statements)))


def _opposed(one: Camp, other: Camp, relations: Sequence[Relation], by_size: bool) -> bool:
    """Whether two camps are about the same: harm and benefit may be of anything, so both say one and are in dispute."""
    if not by_size and DISSENT in (one.label, other.label):
        return False
    sides = {*one.speakers}, {*other.speakers}
    disputes = [{r.from_, r.to} for r in relations if r.kind == "disagrees"]
    if by_size and ({*one.fronts} & {*other.fronts} or sides[0] & sides[1]):
        return True
    return any(d & sides[0] and d & sides[1] for d in disputes)


def _bound(
    sides: Mapping[str, _Side],
    statements: Sequence[Statement],
    known: Mapping[str, Speaker],
    relations: Sequence[Relation],
) -> dict[int, set[str]]:
    """Who belongs to each side: by their own words, or through relations that lead to someone's who does.

    Nobody is put into a camp by likeness or by an introduction alone, nor by a quarrel about something else.
    """
    bound = {sign: {k for k, side in sides.items() if any(v == sign for v, _ in side.judgements)} for sign in (-1, 1)}
    related = {key for r in relations for key in (r.from_, r.to)}
    for key, group in _introduced(statements, known).items():
        for sign in (-1, 1):
            if key in related and group in bound[sign]:
                bound[sign].add(key)
    for _ in relations:
        for r in relations:
            for sign in (-1, 1):
                there = bound[sign if r.kind == "agrees" else -sign]
                for key, other in ((r.from_, r.to), (r.to, r.from_)):
                    if other in there and key in sides and _sign(sides[key].score) == sign:
                        bound[sign].add(key)
    return bound


def _own(statements: Sequence[Statement], judgements: Sequence[Judgement]) -> tuple[dict[str, _Side], bool]:
    by_id = {s.id: s for s in statements}
    speakers = {s.speaker: _Side() for s in statements if s.speaker is not None}
    by_size = any(j.size for j in judgements)
    for judgement in judgements:
        speaker = by_id[judgement.statement].speaker
        vote = _vote(judgement, by_size)
        if speaker is None or not vote:
            continue
        side = speakers[speaker]
        side.judgements.append((vote, judgement))
        for front in judgement.fronts or ("",):
            side.votes[front] += vote
    for side in speakers.values():
        if side.judgements:
            side.own = sum(v for v, _ in side.judgements) / len(side.judgements)
        side.score = side.own
    return speakers, by_size


def _vote(judgement: Judgement, by_size: bool) -> int:
    if by_size:
        return {"small": -1, "large": 1, None: 0}[judgement.size]
    return {"against": -1, "for": 1, "neutral": 0, None: 0}[judgement.direction]


def _pulls(
    statements: Sequence[Statement],
    known: Mapping[str, Speaker],
    relations: Sequence[Relation],
    sides: Mapping[str, _Side],
) -> dict[str, list[tuple[str, float]]]:
    """For each speaker, who pulls and how much: towards their side (positive) or away from it."""
    pulls: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for relation in relations:
        pull = AGREES if relation.kind == "agrees" else -DISAGREES
        pulls[relation.from_].append((relation.to, pull))
        pulls[relation.to].append((relation.from_, pull / 2))
    for speaker, group in _introduced(statements, known).items():
        pulls[speaker].append((group, INTRODUCED))
    texts: dict[str, list[str]] = defaultdict(list)
    for statement in statements:
        if statement.speaker is not None:
            texts[statement.speaker].append(statement.text)
    words = {speaker: counted(said) for speaker, said in texts.items()}
    related = {frozenset((r.from_, r.to)) for r in relations}
    people = [s for s in sides if known[s].kind == "person"]
    for one in people:
        for other in people:
            if one != other and frozenset((one, other)) not in related:
                like = likeness(words[one], words[other])
                if like >= LIKE:
                    pulls[one].append((other, ALIKE * like))
    return pulls


def _introduced(statements: Sequence[Statement], known: Mapping[str, Speaker]) -> dict[str, str]:
    """Named speaker → the group in whose name they were introduced: "some experts warned …", and the next to speak."""
    out: dict[str, str] = {}
    group: str | None = None
    for statement in statements:
        speaker = statement.speaker
        if speaker is None:
            continue
        if known[speaker].kind == "group":
            group = speaker
        elif group is not None and known[speaker].kind == "person":
            out.setdefault(speaker, group)
            group = None
    return out


def _camp(
    article: Article,
    sign: int,
    sides: Mapping[str, _Side],
    known: Mapping[str, Speaker],
    statements: Sequence[Statement],
    relations: Sequence[Relation],
    by_size: bool,
    bound: Mapping[int, set[str]],
) -> Camp | None:
    fronts: dict[str, list[str]] = {}
    for key, side in sides.items():
        theirs = _fronts(side, sign)
        if theirs is not None and key in bound[sign]:
            fronts[key] = theirs
    named = [k for k in fronts if known[k].kind != "group"]
    members = named or list(fronts)
    if not members:
        return None
    votes = [(j, k) for k in fronts for v, j in sides[k].judgements if v == sign]
    rests = {j.statement for j, _ in votes}
    # A relation may stand in the article's own words, beside statements of neither ("rejected that view").
    rests |= {
        r.statements[0]
        for r in relations
        if r.statements
        and ({r.from_, r.to} <= set(fronts) if r.kind == "agrees" else r.from_ in fronts and r.to not in fronts)
    }
    if not rests:
        return None
    order = {s.id: n for n, s in enumerate(statements)}
    words = _words([j for j, k in votes], by_size)
    label = (
        DISSENT
        if not votes
        else _label(article, [e for e in words if _own_side(e, sign, by_size)] or words, sign, by_size)
    )
    weight: dict[str, float] = defaultdict(float)
    for k in members:
        for front in fronts[k]:
            weight[front] += abs(sides[k].votes[front])
    return Camp(
        label if votes else DISSENT,
        tuple(members),
        tuple(sorted(rests, key=order.__getitem__)),
        tuple(sorted(weight, key=lambda f: (-weight[f], f))),
        tuple(e.span for e in words),
    )


def _fronts(side: _Side, sign: int) -> list[str] | None:
    """The fronts on which a speaker is on a side; None where on none. Without a front of the other side, all count."""
    mine = [f for f, v in side.votes.items() if f and v * sign > 0]
    theirs = [f for f, v in side.votes.items() if f and v * sign < 0]
    if _sign(side.score) == sign:
        return mine
    return mine if mine and theirs and _firm(side, sign) else None


def _firm(side: _Side, sign: int) -> bool:
    """Whether the lesser side of a speaker rests on a front of its own, on which they say nothing else."""
    own = [set(j.fronts) for v, j in side.judgements if v == sign]
    other = {f for v, j in side.judgements if v != sign for f in j.fronts}
    return any(fronts and not fronts & other for fronts in own)


def _words(judgements: Sequence[Judgement], by_size: bool) -> list[Effect]:
    """The effect words of some judgements that speak of what puts them on their side, each wording once."""
    found: dict[str, Effect] = {}
    for judgement in judgements:
        for effect in judgement.effects:
            if effect.size if by_size else effect.direction in ("for", "against"):
                found.setdefault(effect.phrase, effect)
    return sorted(found.values(), key=lambda e: e.span)


def _own_side(effect: Effect, sign: int, by_size: bool) -> bool:
    """Whether the words themselves say what the camp holds, and not that the opposite is unlikely."""
    held = effect.size if by_size else effect.direction
    return held == (("small", "large") if by_size else ("against", "for"))[sign > 0]


def _label(article: Article, words: Sequence[Effect], sign: int, by_size: bool) -> str:
    """What a camp holds, with up to three of its own words."""
    side = {(True, -1): "small effect", (True, 1): "large effect", (False, -1): "harm", (False, 1): "benefit"}[
        by_size, sign
    ]
    quoted = ", ".join(f"“{' '.join(article.at(e.span).split())}”" for e in words[:3])
    return f"{side} ({quoted})" if quoted else side


def _sign(x: float) -> int:
    return (x > 1e-9) - (x < -1e-9)
