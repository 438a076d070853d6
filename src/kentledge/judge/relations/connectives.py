"""What stands between two speakers: "By contrast, …", "So does …", "disputed by …", "Vale, however, …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kentledge.judge.relations.cues import cues
from kentledge.judge.relations.present import People
from kentledge.judge.relations.telling import Found
from kentledge.judge.words import Words, sentence_of
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import Statement

_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you"})
_NEAR = 4
"""How many words after "disputed by" the one who disputes may begin; twice as many after "so does"."""


def connected(words: Words, people: People, statements: Sequence[Statement]) -> Iterator[Found]:
    """The connectives of a text, each with the one it is told of."""
    yield from _opening(words, people, statements)
    yield from _inverted(words, people)
    yield from _medial(words, people, statements)
    yield from _set_off(words, people)
    yield from _compared(words, people)
    yield from _likened_aside(words, people)


@lru_cache(maxsize=1)
def _viewed() -> frozenset[str]:
    """What stands before "echoed by": a view, or a form of "be"."""
    sets = lexicon("judgement")["relation_sets"]
    return frozenset({*sets["view"], *sets["be"], "being", ",", "(", "quickly", "promptly", "soon", "later", "not"})


def _opening(words: Words, people: People, statements: Sequence[Statement]) -> Iterator[Found]:
    """Words that open the sentence in which a statement is told, where that is not inside a quotation."""
    seen: set[int] = set()
    yield from _opening_told(words, people)
    for statement in statements:
        agent = people.of(statement, groups=True)
        for span in (*statement.cue[:1], *statement.content[:1]):
            where = words.within(span)
            if agent is None or not len(where):
                continue
            first = words.sentence(words.token(where.start)).start
            opens = sentence_of(words.token(where.start))[0]
            if first in seen or words.tokens[first] != opens:
                continue
            seen.add(first)
            for place in ("opening", "weak"):
                match = next(iter(cues()[place].find(words, range(first, min(first + 5, len(words.forms))))), None)
                if match is not None and match.first == first:
                    yield Found(match.entry, match.first, match.last, agent, weak=place == "weak")
                    break


def _opening_told(words: Words, people: People) -> Iterator[Found]:
    """ "By contrast, Vale is taking on staff": where no statement is told."""
    for match in cues()["opening"].find(words, range(len(words.forms))):
        whole = words.sentence(words.token(match.first))
        if match.first != whole.start or words.forms[match.last + 1 : match.last + 2] != [","]:
            continue
        agent = people.next(match.last, min(match.last + 6, whole.stop))
        if agent is not None and any(scheme.is_subject(words.token(k)) for k in range(agent.first, agent.last + 1)):
            yield Found(match.entry, match.first, match.last, agent, before=True, near=True)


def _inverted(words: Words, people: People) -> Iterator[Found]:
    """ "So does …", "was disputed by …": told of the one named next, about the one named last."""
    for match in cues()["inverted"].find(words, range(len(words.forms))):
        whole = words.sentence(words.token(match.first))
        agent = people.next(match.last, whole.stop)
        if agent is None and whole.stop - match.last <= 2 and whole.stop < len(words.forms):
            then = people.next(whole.stop - 1, words.sentence(words.token(whole.stop)).stop)
            if match.first == whole.start and then is not None and then.speaks:  # "Not all agree. Vale says …"
                yield Found(match.entry, match.first, match.last, then, before=True, near=True)
            continue
        by = words.forms[match.last] == "by"
        if by and words.forms[match.first - 1] not in _viewed():
            continue  # "funds supported by the brothers"
        if agent is not None and not by and _continues(words, agent.last + 1):
            continue  # "Nor is Vale rich"
        if words.forms[match.last + 1 : match.last + 2] and words.forms[match.last + 1] in _PRONOUNS:
            continue
        opens = match.first == whole.start or words.forms[match.first - 1] in {";", ",", "and", "—", "–"}
        if agent is not None and (opens or by) and agent.first - match.last <= (_NEAR if by else 2 * _NEAR):
            yield Found(match.entry, match.first, match.last, agent, before=True)


def _continues(words: Words, place: int) -> bool:
    """Whether a clause goes on at a place with a word that is no joining one."""
    following = words.forms[place] if place < len(words.forms) else "."
    return following[0].isalnum() and following not in {"and", "but", "who", "when", "although", "though", "in", "at"}


def _set_off(words: Words, people: People) -> Iterator[Found]:
    """ "Vale, however, holds …": where no statement is told at once."""
    for match in cues()["medial"].find(words, range(len(words.forms))):
        around = words.forms[match.first - 1 : match.first], words.forms[match.last + 1 : match.last + 2]
        agent = people.ending(match.first - 2) if around == ([","], [","]) else None
        if agent is not None and people.told(agent):
            yield Found(match.entry, match.first, match.last, agent, before=True, near=True)


def _medial(words: Words, people: People, statements: Sequence[Statement]) -> Iterator[Found]:
    """ "Vale, however, said …": set off in the telling of a statement."""
    for statement in statements:
        agent = people.of(statement)
        if agent is None or not statement.cue:
            continue
        told = words.within(statement.cue[0])
        if not len(told):
            continue
        near = range(max(min(agent.first, told.start) - 1, 0), min(max(agent.last, told.stop) + 6, len(words.forms)))
        for match in cues()["medial"].find(words, near):
            apart = words.forms[match.first - 1 : match.first] == [","] and words.forms[
                match.last + 1 : match.last + 2
            ] == [","]
            if apart and words.sentence(words.token(match.first)).start < match.first:
                yield Found(match.entry, match.first, match.last, agent, before=True)


def _compared(words: Words, people: People) -> Iterator[Found]:
    """ "Unlike Vale, Finch …": the one first named in a sentence, then the other."""
    for match in cues()["compared"].find(words, range(len(words.forms))):
        whole = words.sentence(words.token(match.first))
        if match.first != whole.start:
            continue
        one = people.next(match.last, whole.stop)
        comma = next((k for k in whole if one is not None and k > one.last and words.forms[k] == ","), None)
        if one is None or comma is None or one.first - match.last > 4:
            continue
        other = people.next(comma, whole.stop, besides=one.key)
        if other is not None and (other.speaks or one.speaks or people.told(other)):
            yield Found(match.entry, match.first, match.last, other, other=one)


def _likened_aside(words: Words, people: People) -> Iterator[Found]:
    """ "Vale, like Finch, sees no hurry"."""
    for k, form in enumerate(words.forms):
        if form not in {"like", "unlike"} or words.forms[k - 1 : k] != [","]:
            continue
        other = people.next(k, min(k + 6, len(words.forms)))
        agent = people.ending(k - 2) or people.ending(k - 1)
        if other is None or agent is None or agent.key == other.key or not people.told(agent):
            continue
        if words.forms[other.last + 1 : other.last + 2] == [","] or words.forms[other.last] == ",":
            yield Found("agrees" if form == "like" else "disagrees", k, k, agent, other=other)
