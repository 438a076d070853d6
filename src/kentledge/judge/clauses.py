"""The judgements of a statement: one for each clause that is hedged, or that has an outlook or an effect of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kentledge.judge.effects import effects, held
from kentledge.judge.estimative import estimatives
from kentledge.judge.forms import spread
from kentledge.judge.fronts import Front, Fronts, fronts
from kentledge.judge.horizon import horizons
from kentledge.judge.scales import Scale
from kentledge.judge.scope import phrase_root
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import Article, Effect, Estimative, Horizon, Judgement, Span, Statement, overlaps

_JOINING = frozenset({"and", "but", "or", "so", "yet", "that", "because", "while", "although", "though", "as"})
_SHORTEST = 3
"""Words that a stretch without a hedge must have to be judged by itself; a shorter one belongs to its neighbour."""


_GAP = 5
"""The most words that may stand between a cue and what is told and still be of the telling."""


@dataclass(slots=True)
class _Clause:
    span: Span
    sure: list[Estimative] = field(default_factory=list)
    horizon: Horizon | None = None
    effects: list[Effect] = field(default_factory=list)


def judgements(
    words: Words, article: Article, statements: Sequence[Statement], scale: Scale, known: Fronts
) -> tuple[Judgement, ...]:
    """The judgements of the statements, in their order and within each in reading order."""
    found: list[Judgement] = []
    for statement in statements:
        inner = [s for other in statements if other is not statement for s in _inside(other, statement)]
        spans = _without(statement.content, inner)
        found += _of(words, article, statement, spans, scale, known)
    return tuple(found)


def _inside(other: Statement, around: Statement) -> list[Span]:
    """The content of a statement that stands in another's: what it judges is not the other's judgement."""
    if other.within is not None and other.within != around.id:
        return []
    inside = [
        (s, e) for s, e in other.content if any(a <= s and e <= b and (a, b) != (s, e) for a, b in around.content)
    ]
    return inside if other.speaker != around.speaker else []


def _without(spans: Sequence[Span], cut: Sequence[Span]) -> tuple[Span, ...]:
    """The spans less the stretches to cut."""
    kept = list(spans)
    for a, b in cut:
        kept = [
            piece
            for s, e in kept
            for piece in (((s, min(e, a)), (max(s, b), e)) if a < e and s < b else ((s, e),))
            if piece[0] < piece[1]
        ]
    return tuple(kept)


def _of(
    words: Words, article: Article, statement: Statement, spans: tuple[Span, ...], scale: Scale, known: Fronts
) -> list[Judgement]:
    spoken = [*statement.cue, *spans]
    found = estimatives(words, _joined(words, [*spoken, *_between(words, statement, spans)]), scale)
    told = [e for e in found if _tells(statement, e) or not overlaps(e.span, spoken)]
    stated = [
        e
        for e in found
        if e not in told and not (_asked(words, spans, e.span) or _anothers(words, e.span, statement.cue))
    ]
    if stated:
        # Where a likelihood is told, confidence is in how well it is known, and no likelihood of its own (ICD 203).
        told = [e for e in told if not e.phrase.endswith("confidence")]
    sure = [_of_content(statement, e) for e in stated] + _told(statement, told)
    when = horizons(words, spans, article.published)
    what = effects(words, spans)
    on = fronts(words, spans, known)
    clauses = _hedged(sure)
    clauses += [
        _Clause(s) for s in _rest(words, spans, [*(c.span for c in clauses), *(_telling(words, e) for e in sure)])
    ]
    for horizon in when:
        _give(words, clauses, horizon)
    for effect in what:
        home = _home(clauses, effect.span)
        # What "would be too big" says of size is why it is held unlikely, not how large it will be.
        if home is not None and not any(e.phrase.startswith("would be too") for e in home.sure):
            home.effects.append(effect)
    telling = [c for c in clauses if c.sure or c.horizon or any(e.size for e in c.effects)]
    if not telling and (on or what):
        whole = _Clause((spans[0][0], spans[-1][1]), effects=list(what)) if spans else None
        telling = [whole] if whole else []
    telling.sort(key=lambda c: c.span)
    own = [_own(words, spans, c, on, known) for c in telling] if len(telling) > 1 else [tuple(on)] * len(telling)
    return _judged(statement, telling, own, whole=len(telling) == 1 and not telling[0].sure)


def _own(words: Words, spans: Sequence[Span], clause: _Clause, on: Sequence[Front], known: Fronts) -> tuple[Front, ...]:
    """The fronts of a clause among several: those of its own words, and the statement's only where it has none."""
    start, end = clause.span
    inside = [(max(a, start), min(b, end)) for a, b in spans if max(a, start) < min(b, end)]
    shared = {f.name for f in on}
    mine = tuple(f for f in fronts(words, inside, known) if f.name in shared or f.weight >= known.threshold)
    return mine or tuple(on)


def _asked(words: Words, spans: Sequence[Span], hedge: Span) -> bool:
    """Whether a hedge stands in a question ("was asked whether it could last"): whoever asks does not judge."""
    around = next((s for s in spans if s[0] <= hedge[0] < s[1]), None)
    if around is None or not len(words.within(hedge)):
        return False
    where = words.within(around)
    if words.forms[where.start] == "whether":
        return True
    sentence = words.sentence(words.token(words.within(hedge).start))
    end = words.span(sentence.start, sentence.stop - 1)[1]
    return words.text[end : end + 1] == "?" and end <= around[1]


@lru_cache(maxsize=1)
def _believing() -> frozenset[str]:
    given = lexicon("stances")["contrasts"]
    return spread([*given["expecting"], *given["doubting"]]) - spread(["say", "tell", "rule"])


def _anothers(words: Words, hedge: Span, cue: Sequence[Span]) -> bool:
    """Whether a hedge is what the statement tells of another ("with everyone else predicting a slump")."""
    where = words.within(hedge)
    if not len(where):
        return False
    verb = phrase_root(words.doc, words.tokens[where.start], words.tokens[where.stop - 1])
    believes = verb.lower_ in _believing() and scheme.is_verb(verb) and not scheme.is_passive(verb)
    if not believes or any(a <= verb.idx < b for a, b in cue):
        return False
    if verb.tag_ == "VBG" and scheme.is_complement_clause(verb) and scheme.is_noun(verb.head) and verb.head.i < verb.i:
        return True
    return any(scheme.is_subject(c) and scheme.is_noun(c) and not scheme.is_expletive(c) for c in verb.children)


def _between(words: Words, statement: Statement, spans: Sequence[Span]) -> list[Span]:
    """The few words from a cue to what is told, no clause of their own: "has [high confidence] that it will hold"."""
    out = []
    for _, end in statement.cue:
        start = min((a for a, _ in spans if a >= end), default=end)
        gap = words.within((end, start))
        tokens = [words.token(k) for k in gap]
        plain = 0 < len(gap) <= _GAP and not set(words.text[end:start]) & set(",.;:()–—\n")
        if plain and not any(scheme.is_verb(t) or scheme.is_subject(t) for t in tokens):
            out.append((end, start))
    return out


def _joined(words: Words, spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those with but a space between as one: "[refused] [to rule out a strike]"."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and words.text[out[-1][1] : span[0]] in {"", " ", "\u00a0"}:
            span = (out.pop()[0], span[1])
        out.append(span)
    return out


def _tells(statement: Statement, e: Estimative) -> bool:
    """Whether a hedge is in the words that tell the statement, which may only negate one in its content."""
    own = overlaps(e.span, statement.cue)
    return own and not (e.negated and any(a < e.span[1] <= b for a, b in statement.content))


def _of_content(statement: Statement, e: Estimative) -> Estimative:
    """A hedge qualifies nothing of who tells it and how: what the parse takes in of that is left out."""
    if e.scope is None or any(a <= e.scope[0] < b for a, b in statement.content):
        return e
    around = next((s for s in statement.content if s[0] <= e.span[0] and e.span[1] <= s[1]), None)
    telling = (*statement.source, *statement.cue)
    if around is None or not any(e.scope[0] <= a and b <= around[0] for a, b in telling):
        return e
    return replace(e, scope=(around[0], max(e.scope[1], e.span[1])))


def _told(statement: Statement, found: Sequence[Estimative]) -> list[Estimative]:
    """Hedges in the words that tell the statement ("doubts that", "forecasting"): they qualify all of its content."""
    if not statement.content:
        return []
    whole = (statement.content[0][0], statement.content[-1][1])
    return [replace(e, scope=whole) for e in found]


def _hedged(sure: Sequence[Estimative]) -> list[_Clause]:
    """A clause for each hedge; hedges that qualify much the same words share one."""
    clauses: list[_Clause] = []
    for estimative in sure:
        scope = estimative.scope or estimative.span
        same = next((c for c in clauses if _alike(c.span, scope)), None)
        if same is None:
            clauses.append(_Clause(scope, [estimative]))
        else:
            same.sure.append(estimative)
            same.span = (min(same.span[0], scope[0]), max(same.span[1], scope[1]))
    return clauses


def _alike(one: Span, other: Span) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and shared >= 0.7 * (max(one[1], other[1]) - min(one[0], other[0]))


def _rest(words: Words, spans: Sequence[Span], hedged: Sequence[Span]) -> list[Span]:
    """What no hedge qualifies, cut at the ends of sentences."""
    out = []
    for start, end in _without(spans, hedged):
        where = words.within((start, end))
        first = where.start
        for k in where:
            last = k + 1 == where.stop
            if last or words.token(k + 1).is_sent_start:
                out += _trimmed(words, first, k)
                first = k + 1
    return out


def _trimmed(words: Words, first: int, last: int) -> list[Span]:
    """The stretch without joining words and punctuation at its ends; none where too little is left."""
    while first <= last and (words.forms[first] in _JOINING or not words.forms[first][0].isalnum()):
        first += 1
    while first <= last and (words.forms[last] in _JOINING or not words.forms[last][-1].isalnum()):
        last -= 1
    return [words.span(first, last)] if last - first + 1 >= _SHORTEST else []


def _telling(words: Words, e: Estimative) -> Span:
    """The hedge with the subject of its verb: "we don't know", of which nothing else is judged."""
    where = words.within(e.span)
    if not len(where):
        return e.span
    root = phrase_root(words.doc, words.tokens[where.start], words.tokens[where.stop - 1])
    subjects = [c for c in root.children if scheme.is_subject(c) and c.i < root.i]
    return (min((e.span[0], *(c.left_edge.idx for c in subjects))), e.span[1])


def _home(clauses: Sequence[_Clause], span: Span) -> _Clause | None:
    """The smallest clause that holds a span."""
    around = [c for c in clauses if c.span[0] <= span[0] and span[1] <= c.span[1]]
    return min(around, key=lambda c: c.span[1] - c.span[0], default=None)


def _give(words: Words, clauses: Sequence[_Clause], horizon: Horizon) -> None:
    """Gives a horizon to its clause; one set before or after a hedged clause of its sentence ("By 2030, …") to that."""
    home = _home(clauses, horizon.span)
    near = _hedged_beside(words, clauses, horizon.span)
    bare = home is None or (not home.sure and home.span[1] - home.span[0] <= horizon.span[1] - horizon.span[0] + 12)
    if near is not None and bare and near.horizon is None:
        near.horizon = horizon
    elif home is not None and home.horizon is None:
        home.horizon = horizon


def _hedged_beside(words: Words, clauses: Sequence[_Clause], span: Span) -> _Clause | None:
    where = words.within(span)
    if not len(where):
        return None
    sentence = words.sentence(words.token(where.start))
    start, end = words.span(sentence.start, sentence.stop - 1)
    inside = [c for c in clauses if c.sure and start <= c.span[0] < end]
    return min(inside, key=lambda c: min(abs(c.span[0] - span[1]), abs(span[0] - c.span[1])), default=None)


def _judged(
    statement: Statement, clauses: Sequence[_Clause], on: Sequence[Sequence[Front]], *, whole: bool
) -> list[Judgement]:
    """The clauses as judgements, each with its fronts."""
    out = []
    for clause, mine in zip(clauses, on, strict=True):
        direction, size = held(clause.effects, clause.sure)
        out.append(
            Judgement(
                statement.id,
                tuple(f.name for f in mine),
                direction,
                tuple(clause.sure),
                clause.horizon,
                clause=None if whole else clause.span,
                size=size,
                effects=tuple(clause.effects),
                front_words=tuple(sorted({w for f in mine for w in f.words})),
            )
        )
    return out
