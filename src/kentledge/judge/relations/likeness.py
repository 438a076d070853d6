"""Views likened to another's: "the same conclusion", "takes a darker view", "is less sure", "drew scorn from Vale".

The words that liken are few and combine with any verb of having a view; who has it is told by the parse.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.forms import spread
from kentledge.judge.relations.present import Person
from kentledge.judge.relations.stance import sort_of, spoken_of
from kentledge.judge.relations.telling import Found, Telling
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import RelationKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_THAN = frozenset({"than", "as", "to", "from", "with", "of"})


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    given = lexicon("stances")
    likeness, mood, answers = given["likeness"], given["mood"], given["responses"]
    return {
        "same": frozenset(likeness["same"]),
        "different": frozenset(likeness["different"]),
        "things": spread(likeness["things"]) | spread(given["objects"]["views"]),
        "having": spread(likeness["verbs"]),
        "mood": frozenset(mood["words"]),
        "against": frozenset(mood["against"]),
        "less": frozenset(mood["less"]),
        "equally": frozenset(mood["equally"]),
        "being": spread(mood["verbs"]),
        "doubts": frozenset(mood["doubts"]),
        "had": spread(mood["had"]),
        "answering": spread(answers["verbs"]),
        "giving": spread(answers["giving"]),
        "from": frozenset(answers["from"]),
        "support": spread(answers["agrees"]),
        "criticism": spread(answers["disagrees"]),
        "answers": spread(answers["answers"]),
        "sharp": frozenset(answers["sharp"]),
        "warm": frozenset(answers["warm"]),
    }


def likened(telling: Telling) -> Iterator[Found]:
    """The views that are likened to another's, set apart from it, doubted, or told as an answer to it."""
    lists = _lists()
    for k, form in enumerate(telling.words.forms):
        if form in lists["same"] or form in lists["different"]:
            found = _likeness(telling, k, "agrees" if form in lists["same"] else "disagrees")
        elif form in lists["mood"] or form in lists["against"]:
            found = _mood(telling, k)
        elif form in lists["doubts"]:
            found = _doubt(telling, k)
        else:
            found = None
        if found is None:
            found = _answer(telling, k)
        if found is not None:
            yield found


def _likeness(telling: Telling, k: int, kind: RelationKind) -> Found | None:
    """ "Came to the same conclusion", "thinks the same", "Finch's view is the opposite"."""
    words, lists = telling.words, _lists()
    token = words.token(k)
    noun = token
    if scheme.is_attribute(token) or (scheme.is_modifier(token) and scheme.is_noun(token.head)):
        noun = token.head
        if noun.lower_ not in lists["things"] and noun.text.lower() not in lists["things"]:
            return None
    elif words.forms[k - 1 : k] != ["the"] and not _said_of_view(telling, token):
        return None
    owner = _said_of_view(telling, token if noun is token else noun)
    if owner is not None:
        if telling.negated(token) is not None or any(c.lower_ in {"no", "little"} for c in token.children):
            kind = "disagrees" if kind == "agrees" else "agrees"
        like = _compared_with(telling, token, owner)
        return Found(kind, k, k, owner, other=like, before=like is None)
    if scheme.is_subject(noun) and scheme.is_verb(noun.head):
        agent, end = _from(telling, (noun, noun.head), k)
        return Found(kind, k, end, agent, before=True) if agent is not None else None
    verb = _governor(noun)
    if verb is None or verb.lower_ not in lists["having"]:
        return None
    agent = telling.agent(verb)
    place = words.place(verb)
    if agent is None and place is not None:
        holder = telling.holder(place)  # "said the engineers had reached the same finding"
        subject = telling.subject(verb)
        if holder is not None and holder.kind == "indirect" and subject is not None and telling.named(subject) is None:
            agent = telling.people.of(holder)
    if agent is None or place is None:
        return None
    if telling.negated(verb) is not None:
        kind = "disagrees" if kind == "agrees" else "agrees"
    last = words.place(noun)
    first, last = min(place, k), max(place, k, last if last is not None else k)
    other = _compared_with(telling, noun, agent) or _compared_with(telling, verb, agent)
    return Found(kind, first, last, agent, other=other, before=other is None)


def _said_of_view(telling: Telling, token: Token) -> Person | None:
    """Whose view a predicate is said of: "*Finch's view* is much the same"."""
    subject = next((c for c in token.children if scheme.is_subject(c)), None)
    if subject is None and scheme.is_predicate(token):
        subject = next((c for c in token.head.children if scheme.is_subject(c)), None)
    if subject is None or subject.lower_ not in _lists()["things"] or telling.holder_of(token) is not None:
        return None
    for child in subject.children:
        if scheme.is_possessor(child):
            place = telling.words.place(child)
            if place is None:
                return None
            if telling.words.forms[place] in {"his", "her", "their"}:
                return telling.people.antecedent(place)
            return telling.people.at(place)
    return None


def _governor(noun: Token) -> Token | None:
    """The verb whose object or complement a noun is."""
    token = noun
    for _ in range(3):
        if scheme.is_verb(token):
            return token
        if any(scheme.is_copula(c) for c in token.children):
            return next(c for c in token.children if scheme.is_copula(c))
        if scheme.is_subject(token) or scheme.is_adjunct_clause(token):
            return None
        if token.head.i == token.i:
            return None
        token = token.head
    return token if scheme.is_verb(token) else None


def _compared_with(telling: Telling, token: Token, agent: Person) -> Person | None:
    """The other who is named after "than", "as", "to" or "from": "the same as Vale", "less sure than Vale"."""
    for child in token.subtree:
        k = telling.words.place(child)
        if k is None or child.i <= token.i or k < 1:
            continue
        person = telling.people.at(k)
        if person is None or person.key == agent.key:
            continue
        before = telling.words.forms[max(person.first - 3, 0) : person.first]
        if set(before) & _THAN:
            return person
    return None


def _mood(telling: Telling, k: int) -> Found | None:
    """ "Was less sure", "sounded just as gloomy", "remains unconvinced"."""
    words, lists = telling.words, _lists()
    token = words.token(k)
    if scheme.is_attribute(token):
        return None
    verb: Token | None = next((c for c in token.children if scheme.is_copula(c)), None)
    if verb is None and token.head.lower_ in lists["being"] and scheme.is_verb(token.head):
        verb = token.head
    if verb is None or verb.lower_ not in lists["being"]:
        return None
    place = words.place(verb)
    if place is None or not 0 < k - place <= 7:
        return None
    between = set(words.forms[place + 1 : k])
    turned = telling.negated(token) is not None or telling.negated(verb) is not None
    kind: RelationKind
    alike = between & {"equally", "similarly", "likewise"} or {"just", "as"} <= between or {"every", "bit"} <= between
    if alike or ("no" in between and between & {"less", "more"}):
        kind = "agrees"
    elif between & {"too", "so"} and not turned:
        return None
    elif between & (lists["less"] | {"far", "anything"}) or turned:
        if words.forms[k] in lists["against"] and turned and not between & {"more", "less"}:
            return None
        kind = "disagrees"
    elif words.forms[k] in lists["against"]:
        kind = "disagrees"
    else:
        return None
    agent = telling.agent(token, passive=True)
    if agent is None:
        return None
    other = _compared_with(telling, token, agent)
    about = _about(token)
    if other is None and about is not None:
        if not _about_the_same(telling, about, agent):
            return None
        other = telling.within(about, agent.key)
    return Found(kind, place, k, agent, other=other, before=other is None, near=other is None)


def _about(token: Token) -> Token | None:
    """What a mood or doubt is about: the noun after its preposition."""
    return next(
        (
            c
            for c in token.children
            if c.i > token.i
            and ":" not in token.doc[token.i : c.i].text
            and scheme.is_noun_complement(c)
            and any(scheme.is_case_mark(m) for m in c.children)
        ),
        None,
    )


def _about_the_same(telling: Telling, about: Token, agent: Person) -> bool:
    """Whether something is another's, or was spoken of in the sentence before."""
    if about.lower_ in {"ever"} or scheme.is_adverb(about):
        return True
    return sort_of(telling, about, agent) is not None or spoken_of(telling, about, agent)


def _doubt(telling: Telling, k: int) -> Found | None:
    """ "Has doubts", "voiced reservations about the plan"."""
    words, lists = telling.words, _lists()
    token = words.token(k)
    verb = token.head
    if not scheme.is_object(token) or verb.lower_ not in lists["had"]:
        return None
    agent, place = telling.agent(verb), words.place(verb)
    if agent is None or place is None:
        return None
    none = {c.text.lower() for c in token.children} & {"no", "few"} or telling.negated(verb) is not None
    about = _about(token) or _about(verb)
    if about is not None and about.i > token.i and not _about_the_same(telling, about, agent):
        return None
    other = telling.within(token, agent.key) or (telling.within(about, agent.key) if about is not None else None)
    such = words.forms[k - 1 : k] == ["such"]  # "has no such doubts": the other has them
    kind: RelationKind = "agrees" if none and not such else "disagrees"
    return Found(kind, place, k, agent, other=other, before=other is None, near=True)


def _answer(telling: Telling, k: int) -> Found | None:
    """ "Drew criticism from Finch", "has a critic in Finch", "in a rebuke to Vale, Finch said"."""
    words, lists = telling.words, _lists()
    token = words.token(k)
    lemma = token.lower_
    kind: RelationKind
    if lemma in lists["support"]:
        kind = "agrees"
    elif lemma in lists["criticism"]:
        kind = "disagrees"
    elif lemma in lists["answers"]:
        told = {c.text.lower() for c in token.children}
        if not told & (lists["sharp"] | lists["warm"]):
            return None
        kind = "disagrees" if told & lists["sharp"] else "agrees"
    else:
        return None
    if not scheme.is_noun(token):
        return None
    owner = next((telling.phrase(c) for c in token.children if scheme.is_possessor(c)), None)
    about = next((c for c in token.children if scheme.is_noun_complement(c) and c.i > token.i), None)
    if owner is not None and about is not None and telling.holder_of(token) is None:
        against = telling.within(about, owner.key)  # "Finch's rebuttal of Vale's claim"
        return Found(kind, k, k, owner, other=against) if against is not None else None
    verb = token.head
    member = _member(telling, token, k, kind)
    if member is not None:
        return member
    given = _given(telling, token, k, kind)
    if given is not None:
        return given
    inside = {c.lower_ for c in token.children if scheme.is_case_mark(c)}
    placed = scheme.is_object(token) or scheme.is_subject(token) or (inside and inside <= {"with", "into"})
    if placed and verb.lower_ in lists["answering"]:
        agent, last = _from(telling, (token, verb), k)
        if agent is None and not scheme.is_passive(verb):
            agent = _presented(telling, (token, verb), k)
        if agent is not None and telling.holder(k) is None:
            subject = telling.subject(verb)
            other = telling.within(subject, agent.key) if subject is not None and subject.i != token.i else None
            if other is None and subject is not None and subject.i != token.i and telling.phrase(subject):
                other = telling.phrase(subject)
            if telling.negated(verb) is not None or any(c.text.lower() in {"no", "little"} for c in token.children):
                return None
            return Found(kind, min(k, words.place(verb) or k), last, agent, other=other, before=other is None)
    if words.forms[k - 2 : k] in (["in", "a"], ["in", "an"]) or words.forms[k - 1 : k] == ["in"]:
        other = telling.within(token, "")
        agent = telling.agent(verb) if scheme.is_verb(verb) else None
        if agent is not None and other is not None and agent.key != other.key:
            return Found(kind, k, k, agent, other=other)
    return None


def _from(telling: Telling, under: tuple[Token, ...], k: int) -> tuple[Person | None, int]:
    """Who is named after "from", "in" or "by" below a noun or its verb."""
    words = telling.words
    for head in under:
        for child in head.children:
            place = words.place(child)
            if place is None or child.i <= head.i or place <= k - 4:
                continue
            cases = {c.lower_ for c in child.children if scheme.is_case_mark(c)}
            person = telling.phrase(child) or telling.within(child, "")
            if person is not None and cases & (_lists()["from"] | {"from"}):
                first = min(c.i for c in child.subtree)
                return person, max(k, (words.place(words.doc[first]) or k))
    return None, k


def _presented(telling: Telling, under: tuple[Token, ...], k: int) -> Person | None:
    """Who speaks in the next sentence, where this one ends with "from an old foe" or the like."""
    words = telling.words
    whole = words.sentence(words.token(k))
    cases = {m.lower_ for t in under for c in t.children for m in c.children if scheme.is_case_mark(m) and c.i > t.i}
    if (
        whole.stop >= len(words.forms)
        or not cases & {"from", "among"}
        or telling.people.next(k, whole.stop) is not None
    ):
        return None
    then = telling.people.next(whole.stop - 1, words.sentence(words.token(whole.stop)).stop)
    return then if then is not None and then.speaks else None


def _member(telling: Telling, token: Token, k: int, kind: RelationKind) -> Found | None:
    """ "Finch is a critic of the plan", "among its critics is Finch"."""
    if telling.holder_of(token) is not None:
        return None
    subject = next((c for c in token.children if scheme.is_subject(c)), None)
    copula = next((c for c in token.children if scheme.is_copula(c)), None)
    agent = None
    if subject is not None and copula is not None:
        agent = telling.standing(subject, k)
        turned = telling.negated(token) is not None or any(c.lower_ == "no" for c in token.children)
    elif any(scheme.is_copula(c) for c in token.head.children) and scheme.is_noun_complement(token):
        agent = telling.phrase(token.head)
        turned = False
    if agent is None:
        return None
    owned = any(c.lower_ in {"its", "his", "her", "their"} for c in token.children)
    about = _about(token)
    if about is not None and not _about_the_same(telling, about, agent):
        return None
    among = any(c.lower_ in {"among", "amongst"} for c in token.children)
    if about is None and not owned and not among and copula is not None:
        return None
    other = telling.within(token, agent.key)
    if turned:
        kind = "disagrees" if kind == "agrees" else "agrees"
    return Found(kind, k, k, agent, other=other, before=other is None, near=other is None)


def _given(telling: Telling, token: Token, k: int, kind: RelationKind) -> Found | None:
    """ "Gave the plan her blessing", "lent support to the idea", "expressed agreement with Vale"."""
    verb = token.head
    place = telling.words.place(verb)
    if not scheme.is_object(token) or verb.lower_ not in _lists()["giving"] or place is None:
        return None
    agent = telling.agent(verb)
    if agent is None:
        return None
    about = [
        c
        for t in (token, verb)
        for c in t.children
        if c.i != token.i
        and (
            scheme.is_receiver(c)
            or (scheme.is_object(c) and c.i < token.i)
            or (scheme.is_noun_complement(c) and c.i > token.i)
        )
    ]
    thing = next((c for c in about if sort_of(telling, c, agent) is not None), None)
    if thing is None or telling.negated(verb) is not None:
        return None
    other = telling.within(thing, agent.key)
    return Found(kind, min(place, k), max(place, k), agent, other=other, before=other is None, near=other is None)
