"""Who agrees or disagrees with whom, where words say so: "echoed the view", "disputed", "By contrast, …".

Precision comes first. A cue relates the person it is told of to another who is named in its sentence or, failing that,
to the one who spoke last. A connective alone ("But …") relates two speakers only where what they hold is opposed, or
where the later one is said to warn or to doubt.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.phrases import Match
from kentledge.judge.relations.additions import additions
from kentledge.judge.relations.connectives import connected
from kentledge.judge.relations.contrast import doubtful, set_against
from kentledge.judge.relations.cues import Place, cues
from kentledge.judge.relations.likeness import likened
from kentledge.judge.relations.positions import positions
from kentledge.judge.relations.present import People, Person
from kentledge.judge.relations.presenting import presented
from kentledge.judge.relations.replies import replies
from kentledge.judge.relations.stance import stances
from kentledge.judge.relations.telling import Found, Telling
from kentledge.judge.relations.verdicts import verdicts
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import Judgement, Relation, RelationKind, Size, Speaker, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATIONS = frozenset({"not", "never", "nor", "without", "hardly"})
_SHORT = 10
"""The most words of a statement that may as a whole be a verdict on the one before ("That's wishful thinking")."""
_LEFT = 5
"""The most words that a short verdict may have besides the word of judgement."""
_BRIEF = 6
"""The most words before the verb of telling that may be an answer."""
_FRAGMENT = 3
"""Fewer words than these, begun without a capital, are a piece of a sentence and no answer."""
_BACK = 4
"""How many sentences before a cue the one who is agreed with may have spoken."""


@lru_cache(maxsize=1)
def _doubting() -> frozenset[str]:
    return frozenset(lexicon("judgement")["doubting"]["cues"])


def related(
    words: Words, statements: Sequence[Statement], speakers: Sequence[Speaker], judged: Sequence[Judgement]
) -> tuple[tuple[Relation, ...], tuple[Speaker, ...]]:
    """The relations of a text, and speakers who are in one without a statement of their own.

    Only persons, organisations and governments are agreed with; a group may dissent ("Still, some experts warned").
    """
    people = People(words, statements, speakers)
    telling = Telling(words, people, statements)
    found = [
        *stances(telling),
        *likened(telling),
        *verdicts(telling),
        *positions(telling),
        *additions(telling),
        *presented(telling),
        *replies(telling),
        *_told(telling),
        *_said(words, people, statements),
        *_first_of_all(words, people, statements),
        *connected(words, people, statements),
        *_of_someone(words, people, statements),
        *set_against(words, people, statements),
    ]
    relations: dict[tuple[str, str], Relation] = {}
    for cue in sorted((j for f in found for j in _each(telling, f)), key=lambda f: (f.weak, f.first)):
        other = _other(words, people, cue)
        if other is None or other.key == cue.agent.key or _its_own(words, people, cue.agent, other):
            continue
        mine = _statement(words, statements, cue.agent.key, cue.first, after=True)
        theirs = _statement(words, statements, other.key, cue.first, after=False)
        if cue.weak and not _opposed(words, mine, theirs, judged):
            continue
        ids = tuple(s.id for s in (mine, theirs) if s is not None)
        span = words.span(min(cue.first, cue.last), max(cue.first, cue.last))
        pair = (cue.agent.key, other.key)
        known = relations.get(pair)
        if known is None or (cue.kind == "disagrees" and known.kind == "agrees" and _on_one_point(words, known)):
            relations[pair] = Relation(*pair, cue.kind, span, ids)
    _alike(words, relations)
    used = {key for pair in relations for key in pair}
    ordered = sorted(relations.values(), key=lambda r: r.cue)
    return tuple(ordered), tuple(s for s in people.added() if s.id in used)


def _on_one_point(words: Words, relation: Relation) -> bool:
    """ "Accepts that it will come": what is granted so does not outweigh dissent that the text goes on to tell."""
    return words.forms[words.within(relation.cue)[-1]] == "that"


def _its_own(words: Words, people: People, agent: Person, other: Person) -> bool:
    """ "The bank welcomed what its chairman, Vale, called a start": a body and its own officer are no two sides."""
    if not people.akin(agent, other):
        start = words.sentence(words.token(other.first)).start
        before = words.forms[max(start, other.first - 4) : other.last + 1]
        return start <= agent.first < other.first and "its" in before
    return True


def _each(telling: Telling, cue: Found) -> Iterator[Found]:
    """A cue for each of those told of together; of one another ("Vale and Finch differ") where no other spoke."""
    others = telling.joined(cue.agent)
    if not others or cue.other is not None:
        yield cue
        return
    group = [cue.agent, *others]
    first = min(p.first for p in group)
    before = telling.people.before(replace(cue.agent, first=first), min(first, cue.first), back=1)
    if before is None or before.key in {p.key for p in group}:
        yield replace(cue, agent=group[-1], other=group[0])
        return
    for agent in group:
        yield replace(cue, agent=agent, other=before)


def _alike(words: Words, relations: dict[tuple[str, str], Relation]) -> None:
    """ "Vale signed her letter, as did Finch": who agrees with one that is told to agree, agrees with the same."""
    for (one, other), relation in list(relations.items()):
        if relation.kind != "agrees" or not cues()["inverted"].whole(words, words.within(relation.cue)):
            continue
        first = words.within(relation.cue).start
        here = words.span(words.sentence(words.token(first)).start, first)
        for (another, third), before in list(relations.items()):
            if (
                another == other
                and here[0] <= before.cue[0] < here[1]
                and third != one
                and (one, third) not in relations
            ):
                relations[one, third] = Relation(one, third, before.kind, relation.cue, before.statements)
                relations.pop((one, other), None)


def _told(telling: Telling) -> Iterator[Found]:
    """Cues in the telling, outside quotation marks and outside what someone else is told to have said."""
    words, people, statements = telling.words, telling.people, telling.statements
    inside = sorted(span for s in statements for span in s.content)
    starts = [a for a, _ in inside]
    own = {k for s in statements for span in s.cue for k in words.within(span)}
    for match in cues()["told"].find(words, range(len(words.forms))):
        at = words.span(match.first, match.last)[0]
        n = bisect_right(starts, at) - 1
        quoted = n >= 0 and at < inside[n][1]
        if quoted and ";" in words.text[inside[n][0] : at] and not set('“”"') & set(words.text[inside[n][0] : at]):
            quoted = False  # where an indirect statement was read on over a semicolon
        if quoted and match.first not in own:
            holder = telling.holder(match.first)
            agent = telling.agent(words.token(match.first)) if holder is not None else None
            source = people.of(holder) if holder is not None else None
            if agent is None or source is None or agent.key != source.key:
                continue
        token = words.token(match.first)
        told = scheme.is_verb(token) and not scheme.is_auxiliary(token)
        agent = telling.agent(token) if told else None
        if agent is None and told and _of_a_thing(telling, token):
            subject = telling.subject(token)
            agent = telling.named(subject) if subject is not None else None
        elif agent is None and words.forms[match.first - 1 : match.first] in (["he"], ["she"]):
            agent = people.antecedent(match.first - 1)
        elif agent is None:
            agent = people.agent(match.first, match.last)
        if agent is None or _is_no_verb(words, match):
            continue
        kind = match.entry
        if any(words.forms[k] in _NEGATIONS for k in range(max(match.first - 3, 0), match.first)) or (
            told and telling.refused(token)
        ):
            if kind == "disagrees" or telling.silent(words.forms[match.first]):
                continue
            kind = "disagrees"
        yield Found(kind, match.first, match.last, agent)


def _of_a_thing(telling: Telling, token: Token) -> bool:
    """Whether a verb has a subject of its own that names no speaker."""
    subject = telling.subject(token)
    return subject is not None and scheme.is_noun(subject)


def _is_no_verb(words: Words, match: Match[RelationKind]) -> bool:
    """Whether a cue of one word is a noun ("the dispute over the rolls"), or is done to its subject ("was mocked")."""
    token = words.token(match.first)
    if match.first == match.last and scheme.is_noun(token):
        return True
    return scheme.is_passive(token)


def _said(words: Words, people: People, statements: Sequence[Statement]) -> Iterator[Found]:
    """Verdicts on the one before: a short statement that has such a word, or a reply that begins with one."""
    for statement in statements:
        agent = people.of(statement)
        if agent is None or not statement.content:
            continue
        where = words.within(statement.content[0])
        if any(scheme.is_expletive(words.token(k)) for k in where):
            continue  # "it is wrong to sell"
        size = sum(len(words.within(span)) for span in statement.content)
        pause = next((k for k in where if words.forms[k] == ":"), None)
        if pause is not None and pause - where.start >= _FRAGMENT:  # "said that was news to him: “…”"
            where = range(where.start, pause)
            size = len(where)
        places: tuple[tuple[Place, range], ...] = ()
        if statement.kind == "direct" and len(where):
            places += (("replied", range(where.start, min(where.start + 8, where.stop))),)
        if size <= _SHORT and len(where):
            places += (("said", where),)
        for place, within in places:
            match = next(iter(cues()[place].find(words, within)), None)
            if match is None or (place == "replied" and not _by_itself(words, match, within)):
                continue
            if size < _FRAGMENT and not words.token(where.start).text[0].isupper():
                continue
            left = size - (match.last - match.first + 1)
            if place == "said" and left > (1 if match.entry == "agrees" else _LEFT):
                continue
            yield Found(match.entry, match.first, match.last, agent)
            break


def _first_of_all(words: Words, people: People, statements: Sequence[Statement]) -> Iterator[Found]:
    """ "Nonsense, says Vale: it came by lorry": an answer outside the statement that follows it."""
    for statement in statements:
        agent = people.of(statement)
        cue = words.within(statement.cue[0]) if statement.cue else range(0)
        if agent is None or not len(cue):
            continue
        start = words.sentence(words.token(cue.start)).start
        end = min(cue.start, agent.first)
        if not 0 < end - start <= _BRIEF or any(start <= words.within(s).start < end for s in statement.content):
            continue
        match = next(iter(cues()["replied"].find(words, range(start, end))), None)
        if match is None or match.first != start or end - match.last > 2:
            continue
        after = words.tokens[match.last] + 1
        if after < len(words.doc) and words.doc[after].text in {",", ":"}:
            yield Found(match.entry, match.first, match.last, agent, before=True, near=True)


def _by_itself(words: Words, match: Match[RelationKind], within: range) -> bool:
    """Whether a reply begins with the word and pauses after it: "No," and not "No civilian was hit"."""
    if match.first != within.start:
        return False
    after = words.tokens[match.last] + 1
    return after >= len(words.doc) or not words.doc[after].text[0].isalnum()


def _of_someone(words: Words, people: People, statements: Sequence[Statement]) -> Iterator[Found]:
    """ "Vale is wrong", "he has a point": what a speaker says of another, by name or as the one who spoke last."""
    for statement in statements:
        agent = people.of(statement)
        for span in statement.content if agent is not None else ():
            where = words.within(span)
            match = next(iter(cues()["of"].find(words, where)), None)
            if match is None or agent is None:
                continue
            of = _said_of(words, people, statement)
            if of is not None and of.key != agent.key and match.first - where.start <= 2:
                yield Found(match.entry, match.first, match.last, agent, other=of)
                continue
            if match.first == where.start:
                continue
            if scheme.is_possessive_mark(words.token(match.first)):
                continue  # "Vale's right wing"
            before = match.first - 1
            role = words.forms[before - 1 : before] == ["the"] and words.forms[before] in words.forms[: where.start]
            if words.forms[before] in {"he", "she"} or role:
                last = people.last(min(agent.first, where.start), where.start, besides=agent.key, back=1)
                if last is not None and last.speaks:
                    yield Found(match.entry, match.first, match.last, agent, other=last)
            else:
                named = people.ending(before)
                if named is not None and named.key != agent.key:
                    yield Found(match.entry, match.first, match.last, agent, other=named)


def _said_of(words: Words, people: People, statement: Statement) -> Person | None:
    """Of whom something is told to be said: "“…,” Vale said of Finch"."""
    cue = words.within(statement.cue[0]) if statement.cue else range(0)
    if not len(cue) or words.forms[cue.stop : cue.stop + 1] not in (["of"], ["about"]):
        return None
    return people.next(cue.stop, min(cue.stop + 6, len(words.forms)))


def _other(words: Words, people: People, cue: Found) -> Person | None:
    """Whom a cue is about: another who is named after it in its sentence, else the one who spoke last before."""
    if cue.other is not None:
        return cue.other
    writer = _writer(words, people, cue)
    if writer is not None:
        return writer
    if cue.before:
        stop = words.sentence(words.token(cue.first)).stop
        if "after" in words.forms[cue.last : stop]:  # "… two days after Vale said one could come"
            start = words.forms.index("after", cue.last, stop)
            then = next((p for p in people.telling(range(start, stop)) if p.key != cue.agent.key), None)
            if then is not None:
                return then
        before = people.before(cue.agent, cue.first, back=1 if cue.near else 2)
        return before or _asked_about(words, people, cue)
    if _told_of_nobody(words, people, cue):
        return None
    if not cue.weak:
        whole = words.sentence(words.token(cue.first))
        stop = next((k for k in whole if k > cue.first and words.forms[k] == ";"), whole.stop)
        named = people.named(range(whole.start, stop), cue.first, besides=cue.agent.key)
        if named is not None:
            return named
    last = people.last(cue.agent.first, cue.first, besides=cue.agent.key, back=_BACK)
    if last is None and not cue.weak:  # "has no patience for the idea, floated by Vale, that …"
        return people.next(cue.last, words.sentence(words.token(cue.first)).stop, besides=cue.agent.key)
    return last


def _writer(words: Words, people: People, cue: Found) -> Person | None:
    """Who says "I", of whom "my colleague, Vale, is less hopeful" tells that Vale differs."""
    start = max(words.sentence(words.token(cue.agent.first)).start, cue.agent.first - 4)
    if not set(words.forms[start : cue.agent.last]) & {"my", "our"}:
        return None
    return people.writer(cue.first)


def _told_of_nobody(words: Words, people: People, cue: Found) -> bool:
    """ "Most observers give it a year. Vale gives it less": less than those do who are not named."""
    verb = words.token(cue.first)
    start = words.sentence(verb).start
    for k in words.sentence(words.token(start - 1)) if start else ():
        token = words.token(k)
        subject = next((c for c in token.children if scheme.is_subject(c)), None)
        if subject is None or not scheme.is_verb(token) or token.lemma_ != verb.lemma_ or not scheme.is_noun(subject):
            continue
        place = words.place(subject)
        return place is not None and people.at(place) is None
    return False


def _asked_about(words: Words, people: People, cue: Found) -> Person | None:
    """Who is named where the one who answers was "asked about" him or is "referring to" him, after the answer."""
    stop = words.sentence(words.token(cue.first)).stop
    start = max(cue.last, cue.agent.last)
    if not set(words.forms[start:stop]) & {"asked", "referring", "commenting", "responding", "reacting", "replying"}:
        return None
    return people.next(start, stop, besides=cue.agent.key)


def _statement(
    words: Words, statements: Sequence[Statement], speaker: str, place: int, *, after: bool
) -> Statement | None:
    """A speaker's statement told by the words around a place (or next after it), or last before it."""
    theirs = [s for s in statements if s.speaker == speaker]
    at = words.span(place, place)[0]
    sentence = words.sentence(words.token(place))
    start, end = words.span(sentence.start, sentence.stop - 1)
    if after:
        near = [s for s in theirs if any(start <= a < end for a, _ in (*s.cue, *s.content))]
        later = [s for s in theirs if s.content and s.content[0][0] >= at]
        return next(iter(near or later), None)
    return next((s for s in reversed(theirs) if min(a for a, _ in (*s.cue, *s.content)) < at), None)


def _opposed(words: Words, mine: Statement | None, theirs: Statement | None, judged: Sequence[Judgement]) -> bool:
    """Whether a statement takes the other side, or is told as a warning or a doubt."""
    if mine is None:
        return False
    if {words.forms[k] for span in mine.cue for k in words.within(span)} & _doubting():
        return True
    if theirs is None:
        return False
    own, other = _sizes(judged, mine.id), _sizes(judged, theirs.id)
    sure, less = doubtful(judged, mine.id), doubtful(judged, theirs.id)
    return bool(own and other and not own & other) or (sure is not None and less is not None and sure != less)


def _sizes(judged: Sequence[Judgement], statement: str) -> set[Size]:
    return {j.size for j in judged if j.statement == statement and j.size is not None}
