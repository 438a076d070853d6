"""Agreement told as an addition: "Vale, too, expects a slump", "Vale also wants one", "Vale does too".

"Also" with a verb of saying may add anything; it counts only where the two speak of the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.forms import spread, stem
from kentledge.judge.relations.present import Person
from kentledge.judge.relations.telling import Found, Telling
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import RelationKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_SMALL = frozenset({"one", "two", "first", "second", "third"})
"""Numbers that are too common to be a figure."""
_FEW = 4
"""Letters that a word needs to count as shared."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    given = lexicon("stances")["additions"]
    plain = {"set_off", "close", "verbs"}
    return {
        "set_off": frozenset(given["set_off"]),
        "adding": frozenset(given["adding"]),
        "doing": spread(given["doing"]),
        "holding": spread(lexicon("stances")["contrasts"]["holding"])
        | spread(lexicon("stances")["contrasts"]["wanting"]),
        "saying": spread(given["saying"]),
        "said": spread(given["as_said"]),
        "views": spread(lexicon("stances")["objects"]["views"]),
        **{name: frozenset(given[name]) for name in plain & set(given)},
    }


def additions(telling: Telling) -> Iterator[Found]:
    """Those of whom the same is told as of the one before."""
    words, lists = telling.words, _lists()
    for k, form in enumerate(words.forms):
        found = None
        if form in lists["set_off"]:
            found = _too(telling, k)
        if found is None and form in lists["adding"]:
            found = _also(telling, k)
        if form in {"that", "this", "it"}:
            found = _that(telling, k)
        elif form == "ask":
            found = _ask(telling, k)
        elif form == "alone":
            found = _not_alone(telling, k)
        elif form == "as":
            found = _as_said(telling, k) or _as_does(telling, k)
        if found is not None:
            yield found


def _ask(telling: Telling, k: int) -> Found | None:
    """ "Ask Vale and she will tell you …": sets her against the one before."""
    words = telling.words
    token = words.token(k)
    if not token.is_sent_start or telling.holder(k) is not None:
        return None
    person = telling.people.next(k, min(k + 8, len(words.forms)))
    if person is None:
        return None
    then = words.forms[person.last + 1 : words.sentence(token).stop]
    told = {"and", "he"} <= set(then) or {"and", "she"} <= set(then)
    return Found("disagrees", k, person.last, person, before=True, near=True) if told else None


def _not_alone(telling: Telling, k: int) -> Found | None:
    """ "Vale is not alone. Finch …": the next who speaks; or "Finch is not alone" of one named only now."""
    words, people = telling.words, telling.people
    token = words.token(k)
    if telling.negated(token) is None or telling.holder_of(token) is not None:
        return None
    whole = words.sentence(token)
    one = telling.agent(token)
    if one is None:
        return None
    stop = words.sentence(words.token(whole.stop)).stop if whole.stop < len(words.forms) else whole.stop
    other = next((p for p in people.telling(range(k + 1, stop)) if p.key != one.key), None)
    return Found("agrees", k - 1, k, other, other=one) if other is not None else None


def _as_said(telling: Telling, k: int) -> Found | None:
    """ "It was, as Vale had said, an insult", within what someone else says."""
    words = telling.words
    statement = telling.holder(k)
    agent = telling.people.of(statement) if statement is not None else None
    other = telling.people.next(k, min(k + 6, len(words.forms)))
    if agent is None or other is None or other.key == agent.key or telling.own(k):
        return None
    if other.last + 1 >= words.sentence(words.token(k)).stop:
        return None
    after = range(other.last + 1, min(other.last + 4, len(words.forms)))
    said = next((n for n in after if words.forms[n] in _lists()["said"]), None)
    if said is None or other.first - k > 4 or not _stands_apart(words.forms, k, said):
        return None
    return Found("agrees", k, said, agent, other=other)


def _as_does(telling: Telling, k: int) -> Found | None:
    """ "Finch reads them as Vale does"."""
    words = telling.words
    other = telling.people.next(k, min(k + 6, len(words.forms)))
    if other is None or other.last + 1 >= len(words.forms) or words.forms[other.last + 1] not in {"does", "did", "do"}:
        return None
    if other.last + 2 < len(words.forms) and words.forms[other.last + 2][0].isalnum():
        return None
    agent = telling.agent(words.token(other.last + 1).head)
    if agent is None or agent.key == other.key or agent.first > k:
        return None
    kind: RelationKind = "disagrees" if telling.negated(words.token(other.last + 1).head) is not None else "agrees"
    return Found(kind, k, other.last + 1, agent, other=other)


def _stands_apart(forms: list[str], first: int, last: int) -> bool:
    """Whether no clause goes on after the verb ("as Vale told me that …")."""
    return (first == 0 or not forms[first - 1].endswith(("same", "much", "soon", "long", "far"))) and (
        last + 1 >= len(forms) or not forms[last + 1][0].isalnum() or forms[last + 1] in {"it", "out", "before"}
    )


def _too(telling: Telling, k: int) -> Found | None:
    """ "Vale, too, said …", "Vale thinks so too", "Vale does as well"."""
    words = telling.words
    token = words.token(k)
    holder = telling.holder(k)
    if holder is not None and not telling.own(k):
        start = words.within(holder.content[0]).start
        if holder.kind != "indirect" or k - start > 2 or words.forms[start] not in {"that", "it", "this", "so"}:
            return None
    after = words.forms[k + 1] if k + 1 < len(words.forms) else "."
    if after[0].isalnum() or (words.forms[k] == "well" and words.forms[k - 1 : k] != ["as"]):
        return None  # "too shallow", "sleeps so well"
    person = telling.people.ending(k - 1) or (telling.people.ending(k - 2) if words.forms[k - 1 : k] == [","] else None)
    if person is not None and scheme.is_subject(_head_of(telling, person)):
        return Found("agrees", k, k, person, before=True, near=True)
    verb = token.head
    if not scheme.is_verb(verb) or words.forms[k - 1] not in _lists()["doing"] | {"so", "it", "that", "there", "this"}:
        return None
    agent = telling.agent(verb)
    return Found("agrees", words.place(verb) or k, k, agent, before=True, near=True) if agent is not None else None


def _also(telling: Telling, k: int) -> Found | None:
    """ "Vale also wants a toll": the verb is one of holding, and both speak of the same."""
    words, lists = telling.words, _lists()
    verb = words.token(k).head
    place = words.place(verb)
    if place is None or not scheme.is_verb(verb) or not 0 < abs(place - k) <= 3:
        return None
    if telling.holder(k) is not None and not telling.own(k):
        return None
    agent = telling.agent(verb)
    if agent is None:
        return None
    other = telling.people.before(agent, place, back=1)
    if other is None or not other.speaks:
        return None
    if verb.lower_ not in lists["holding"] | lists["saying"] and not _same_figure(telling, verb, other, agent):
        return None
    shared = _shared(telling, verb, other, agent)
    if shared or (words.forms[k] in {"likewise", "similarly"} and telling.own(k)):
        return Found("agrees", min(k, place), max(k, place), agent, other=other)
    return None


def _same_figure(telling: Telling, verb: Token, other: Person, agent: Person) -> bool:
    """Whether a figure below a verb stands in the sentences told of the other."""
    words = telling.words
    before = words.forms[words.sentence(words.token(other.first)).start : agent.first]
    return any(t.like_num and t.i > verb.i and t.lower_ in before and t.lower_ not in _SMALL for t in verb.subtree)


def _shared(telling: Telling, verb: Token, other: Person, agent: Person) -> bool:
    """Whether what is said below a verb has a noun, verb or adjective of the sentences told of the other."""
    words = telling.words
    start = words.sentence(words.token(other.first)).start
    before = {stem(f) for f in words.forms[start : agent.first] if len(f) >= _FEW}
    if _same_figure(telling, verb, other, agent):
        return True
    for token in verb.subtree:
        if token.i <= verb.i or not (scheme.is_noun(token) or scheme.is_verb(token) or scheme.is_adjective(token)):
            continue
        if len(token.lower_) >= _FEW and not scheme.is_name(token) and stem(token.lower_) in before:
            return True
    return False


def _that(telling: Telling, k: int) -> Found | None:
    """ "That is also Vale's view", "that is not how Vale sees it"."""
    words, lists = telling.words, _lists()
    token = words.token(k)
    if not scheme.is_subject(token):
        return None
    head = token.head
    if telling.holder(k) is not None and not telling.own(k):
        return _so(telling, k, head)
    if not any(scheme.is_copula(c) for c in head.children):
        return None
    place = words.place(head)
    if place is None:
        return None
    turned = telling.negated(head) is not None
    kind: RelationKind = "disagrees" if turned else "agrees"
    agent = None
    if head.lower_ in lists["views"]:
        agent = telling.within(head, "")
    elif head.lower_ == "how":
        agent = telling.people.next(place, words.sentence(token).stop)
        if agent is not None and agent.first - place > 3:
            agent = None
    return Found(kind, k, place, agent, before=True, near=True) if agent is not None else None


def _so(telling: Telling, k: int, head: Token) -> Found | None:
    """ "“That is not what we see,” said Vale", "“that is how I remember it”"."""
    statement, place = telling.holder(k), telling.words.place(head)
    if statement is None or place is None or telling.words.forms[k] == "it" or not 0 < place - k <= 5:
        return None
    agent = telling.people.of(statement)
    first = telling.words.within(statement.content[0]).start
    if agent is None or k - first > 2 or not any(scheme.is_copula(c) for c in head.children):
        return None
    me = {"i", "we", "my", "our"}
    if head.lower_ not in {"how", "what"} and not {c.lower_ for c in head.children} & me:
        return None
    kind: RelationKind = "disagrees" if telling.negated(head) is not None else "agrees"
    if kind == "agrees" and not {t.lower_ for t in head.subtree} & me:
        return None
    return Found(kind, k, place, agent, before=True, near=True)


def _head_of(telling: Telling, person: Person) -> Token:
    """The word of a mention that the rest of it hangs on."""
    tokens = [telling.words.token(n) for n in range(person.first, person.last + 1)]
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside), tokens[0])
