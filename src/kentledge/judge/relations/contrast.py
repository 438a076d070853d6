"""Disagreement that no word tells: two who are set against each other by the form of what they are told to hold.

"Vale blames the screens; Finch blames the parents": one verb, two subjects, in one sentence. "“It is theft,” said Vale.
“It is reading,” said Finch": two short answers that begin alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kentledge.judge.phrases import Phrases
from kentledge.judge.relations.present import People, Person
from kentledge.judge.relations.telling import Found
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import Judgement, Statement

_SHORT = 7
"""The most words of an answer that is set against another of the same beginning."""
_BRIEF = 24
"""The most words of a sentence that tells of dissent between those who speak next."""
_POINTING = frozenset({"it", "this", "that", "they", "these", "those", "he", "she"})
_BEING = frozenset({"is", "was", "are", "were", "'s", "will", "would"})
_JOINING = frozenset({";", "while", "whereas", "but", "and"})


@lru_cache(maxsize=1)
def _stances() -> frozenset[str]:
    return frozenset(lexicon("judgement")["stances"]["verbs"])


def set_against(words: Words, people: People, statements: Sequence[Statement]) -> Iterator[Found]:
    """Those who are set against each other, the later one as the one who disagrees."""
    yield from _same_verb(words, people)
    yield from _split(words, people)
    yield from _same_beginning(words, people, statements)


@lru_cache(maxsize=1)
def _divided() -> Phrases[None]:
    return Phrases((w, None) for w in lexicon("stances")["contrasts"]["divided"])


def _split(words: Words, people: People) -> Iterator[Found]:
    """ "Analysts are split. Vale believes …; Finch believes …": the next two who speak."""
    for match in _divided().find(words, range(len(words.forms))):
        whole = words.sentence(words.token(match.first))
        if words.forms[match.last + 1 : match.last + 2] in (["by"], ["into"], ["between"]):
            continue
        if any(a <= words.token(match.first).idx < b for a, b in words.doc._.headline):
            continue  # The report may come to them late.
        if len(whole) > _BRIEF or people.person(range(whole.start, match.last)) is not None:
            continue
        stop, two = whole.stop, []
        for _ in range(3):
            two = people.telling(range(match.last + 1, stop))
            if len(two) > 1 or stop >= len(words.forms):
                break
            stop = words.sentence(words.token(stop)).stop
        if len(two) == 2:
            yield Found("disagrees", match.first, match.last, two[1], other=two[0])


def _same_verb(words: Words, people: People) -> Iterator[Found]:
    last: tuple[str, int] | None = None
    for k, form in enumerate(words.forms):
        token = words.token(k)
        if token.is_sent_start:
            last = None
        if not form.isalpha() or not scheme.is_finite_verb(token) or token.lemma_.lower() not in _stances():
            continue
        if last is not None and last[0] == token.lemma_.lower():
            one, other = people.agent(last[1], last[1]), people.agent(k, k)
            between = [f for f in words.forms[last[1] + 1 : k] if f in _JOINING]
            if one is not None and other is not None and one.key != other.key and between and last[1] < other.first < k:
                yield Found("disagrees", k, k, other, other=one)
        last = (token.lemma_.lower(), k)


def _same_beginning(words: Words, people: People, statements: Sequence[Statement]) -> Iterator[Found]:
    before: tuple[Person, range] | None = None
    for statement in statements:
        agent = people.of(statement)
        where = words.within(statement.content[0]) if statement.content else range(0)
        while len(where) and not words.forms[where.stop - 1][-1].isalnum():
            where = where[:-1]
        short = agent is not None and statement.kind == "direct" and 3 <= len(where) <= _SHORT
        if not short or agent is None:
            before = None
            continue
        if before is not None and before[0].key != agent.key:
            mine, theirs = ([words.forms[k] for k in w] for w in (where, before[1]))
            begins = mine[:2] == theirs[:2] and mine[0] in _POINTING and mine[1] in _BEING
            if begins and mine[2:] != theirs[2:]:
                yield Found("disagrees", where.start, where.stop - 1, agent, other=before[0])
        before = (agent, where)


def doubtful(judged: Sequence[Judgement], statement: str) -> bool | None:
    """Whether a statement holds all it hedges improbable (True) or probable; None where it does neither."""
    sure = [e for j in judged if j.statement == statement for e in j.estimative]
    if sure and all(e.high < 0.5 for e in sure):
        return True
    return False if sure and all(e.low > 0.5 for e in sure) else None
