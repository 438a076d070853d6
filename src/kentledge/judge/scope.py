"""What a hedge qualifies: the clause, or the complement, that the parse ties it to.

"The deal may benefit both in the short term but is unlikely to last": "may" qualifies the words up to "term",
"unlikely" those from "is". Where a coordinated clause has a hedge, a subject or a tense of its own, it is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentledge.judge.edges import after_aside, ending, subject_before, timed, trimmed
from kentledge.judge.scales import Kind
from kentledge.judge.words import plain_word, sentence_of
from kentledge.parse import scheme
from kentledge.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Span_

_MINDS = frozenset(
    {"sure", "certain", "confident", "convinced", "optimistic", "hopeful", "doubtful", "sceptical", "skeptical"}
)
_CHANCES = frozenset(
    {"chance", "chances", "odds", "likelihood", "probability", "prospect", "prospects", "risk", "hopes"}
)
_OPENS = frozenset({"that", "of", "for", "whether", "if", "when", "how", "to", "about", "what", "in", "on"})


def scope(doc: Doc, first: int, last: int, kind: Kind, hedged: frozenset[int]) -> Span:
    """The characters that the phrase of tokens `first` to `last` (both included) qualifies.

    `hedged` are the tokens of the other hedges of the sentence.
    """
    root = phrase_root(doc, first, last)
    if kind == "modal":
        root = doc[first].head if scheme.is_auxiliary(doc[first]) else doc[first]
        return _clause(doc, root, first, hedged)
    if kind == "adverb":
        return _adverb(doc, root, first, hedged)
    of_chance = _chance_of(root, last)
    if of_chance is not None:
        return of_chance
    if _said_of_it(doc, first, last):
        follows = _complement(doc, first, last, root, hedged)
        if follows is not None:
            return follows
    if kind == "noun" or kind == "number":
        rated = _rated(doc, root, first)
        if rated is not None:
            return rated
        if scheme.is_object(root) and root.head.lemma_.lower() in {"have", "stand"} and _has_subject(root.head):
            return _clause(doc, root.head, first, hedged)
        said = any(scheme.is_copula(c) for c in root.children) and any(_is_real_subject(c) for c in root.children)
        after = None if said and _word_after(doc, last) != "that" else _complement(doc, first, last, root, hedged)
        return after or _clause(doc, _predicate(root), first, hedged)
    if kind == "adjective" and any(_is_real_subject(c) for c in root.children) and _finite_complement(root):
        # "She is not sure that …": the speaker is sure, of what follows.
        return _complement(doc, first, last, root, hedged) or _clause(doc, _predicate(root), first, hedged)
    if kind == "certainty":
        return _complement(doc, first, last, root, hedged) or _without_subject(doc, root, first, last, hedged)
    if (
        kind == "adjective"
        and root.lower_ in _MINDS
        and not _complements(root)
        and any(_person(c) for c in root.children)
    ):
        return _without_subject(doc, root, first, last, hedged)
    if scheme.is_attribute(root) and root.i < root.head.i and not _complements(root):
        return _clause(doc, _predicate(root.head), first, hedged)
    return _clause(doc, _predicate(root), first, hedged)


def phrase_root(doc: Doc, first: int, last: int) -> Token:
    """The token of a phrase on which its other tokens hang."""
    for token in doc[first : last + 1]:
        if not first <= token.head.i <= last or token.head.i == token.i:
            return token
    return doc[last]


def _rated(doc: Doc, root: Token, first: int) -> Span | None:
    """What is put at a chance: "bookmakers put | a Kirrin victory | at one chance in eight"."""
    if first == 0 or doc[first - 1].lower_ != "at":
        return None
    for verb in (root.head, root.head.head):
        if verb.lemma_.lower() in {"put", "rate", "set", "place", "estimate", "price"}:
            rated = next((c for c in verb.children if scheme.is_object(c) and c.i < first), None)
            return trimmed(doc, int(rated.left_edge.i), min(int(rated.right_edge.i) + 1, first - 1)) if rated else None
    return None


def _said_of_it(doc: Doc, first: int, last: int) -> bool:
    """Whether a phrase is said of an "it" that stands for what follows: "it is improbable | that …"."""
    near = doc[max(first - 6, sentence_of(doc[first])[0]) : first + 1]
    return _word_after(doc, last) == "that" and any(t.lower_ == "it" for t in near)


def _chance_of(root: Token, last: int) -> Span | None:
    """What the chance is of that the phrase calls high or low: "the odds | of a mistrial | are about even"."""
    for subject in root.children:
        if scheme.is_subject(subject) and subject.i < root.i <= last and subject.lower_ in _CHANCES:
            of = [c for c in subject.children if c.i > subject.i and c.left_edge.lower_ in {"of", "that"}]
            if of:
                stop = min((root.i, *_own(root)))
                return trimmed(root.doc, int(of[0].left_edge.i), min(int(of[-1].right_edge.i) + 1, stop))
    return None


def _without_subject(doc: Doc, root: Token, first: int, last: int, hedged: frozenset[int]) -> Span:
    """A phrase that nothing follows: "my guess is | it has", "| was less sure |" without the one who is."""
    start, end = _clause(doc, _predicate(root), first, hedged)
    if doc[last].lower_ in {"is", "was"} and last + 1 < len(doc) and doc[last + 1].idx < end:
        return doc[last + 1].idx, end
    predicate = _predicate(root)
    own = any(_is_real_subject(c) for c in predicate.children)
    if own and first <= predicate.i <= last and not scheme.is_verb(predicate):
        return doc[min((first, *_own(predicate)))].idx, end
    return start, end


def _adverb(doc: Doc, adverb: Token, first: int, hedged: frozenset[int]) -> Span:
    """The clause of an adverb; only the words it opens where it is set off after a comma ("…, possibly longer")."""
    head = adverb.head
    before = doc[first - 1] if first > sentence_of(doc[first])[0] else None
    if (
        before is not None
        and _stops(before)
        and not scheme.is_verb(head)
        and head.i > adverb.i
        and not _has_subject(head)
    ):
        return trimmed(doc, first, max(int(head.right_edge.i), first) + 1)
    joined = before is not None and scheme.is_coordinator(before)
    alone = scheme.is_conjunct(head) and not _has_subject(head) and not scheme.is_finite_verb(head)
    if joined and alone and head.i > adverb.i and not _own(head):
        return trimmed(doc, first, int(head.right_edge.i) + 1)
    start, end = _clause(doc, _predicate(head), first, hedged)
    opens = start == doc[first].idx
    if opens and adverb.i + 2 < len(doc) and doc[adverb.i + 1].text == ",":
        return trimmed(doc, adverb.i + 2, max(t.i for t in doc[adverb.i : sentence_of(adverb)[1]] if t.idx < end) + 1)
    return start, end


def _stops(token: Token) -> bool:
    return token.text in {",", ";", ":", "(", "–", "—"}


def _has_subject(token: Token) -> bool:
    return any(scheme.is_subject(c) for c in token.children)


def _is_real_subject(token: Token) -> bool:
    return scheme.is_subject(token) and token.lower_ not in {"it", "there"} and not scheme.is_complement_clause(token)


def _person(token: Token) -> bool:
    return scheme.is_subject(token) and (
        token.ent_type_ in {"PERSON", "PER"} or token.lower_ in {"he", "she", "they", "we", "i"}
    )


def _finite_complement(token: Token) -> bool:
    return any(scheme.is_complement_clause(c) and c.i > token.i and _has_subject(c) for c in token.children)


def _word_after(doc: Doc, last: int) -> str:
    return doc[last + 1].lower_ if last + 1 < len(doc) else ""


def _predicate(token: Token) -> Token:
    """The head of the clause in which a word stands: itself if it is a predicate."""
    seen = 0
    while seen < 12:
        seen += 1
        if (
            scheme.is_verb(token)
            and not scheme.is_auxiliary(token)
            and not scheme.is_attribute(token)
            and not scheme.is_copula(token)
        ):
            return token
        raised = scheme.is_complement_clause(token) or scheme.is_predicate(token)
        if raised and not _has_subject(token) and scheme.is_verb(token.head) and not scheme.is_conjunct(token):
            token = token.head  # "remains unlikely", "is thought likely to go"
            continue
        if any(scheme.is_copula(c) or scheme.is_subject(c) for c in token.children) or _complements(token):
            return token
        if scheme.is_complement_clause(token) or scheme.is_adjunct_clause(token) or token.head.i == token.i:
            return token
        token = token.head
    return token


def _complements(token: Token) -> bool:
    return any(scheme.is_complement_clause(c) and c.i > token.i for c in token.children)


def _clause(doc: Doc, head: Token, hedge: int, hedged: frozenset[int]) -> Span:
    """The clause of a head: from its subject to its last complement."""
    members, cuts = _members(head, hedged)
    end = max(members) + 1
    later = [c for c in cuts if c > hedge and c > head.i]
    if later:
        end = min(end, min(later))
    subjects = [c for c in head.children if scheme.is_subject(c) and c.i in members]
    start = min((*[_left_edge(c) for c in subjects], hedge, head.i, *_own(head)))
    if not subjects:
        start = min((start, *(m for m in members if m <= head.i)))
        start = subject_before(doc, start)
    start = after_aside(doc, start, min(hedge, head.i))
    earlier = [c for c in cuts if start <= c < hedge]
    if earlier:
        start = max(*earlier, start - 1) + 1
    end = ending(doc, hedge, head.i, end)
    # Never out of the quotation, or over a colon, in which the hedge stands.
    end = max(end, hedge + 1)
    opens = [
        t.i + 1 for t in doc[start:hedge] if t.text in {":", ";"} or (t.text == "“" and not _closes(doc[hedge:end]))
    ]
    return trimmed(doc, max((start, *opens)), end)


def _closes(span: Span_) -> bool:
    """Whether a quotation ends inside a stretch, and so is only some words of it ("it is “almost certain” that …")."""
    return any(t.text == "”" for t in span[:-1])


def _own(head: Token) -> list[int]:
    """The auxiliaries and the copula of a head."""
    return [c.i for c in head.children if scheme.is_auxiliary(c) or scheme.is_copula(c)]


def _left_edge(token: Token) -> int:
    return int(token.left_edge.i)


def _members(head: Token, hedged: frozenset[int]) -> tuple[set[int], list[int]]:
    """The tokens of a head's clause, and where a clause that is not part of it begins or ends."""
    members, cuts = {head.i}, list[int]()
    todo = [(head, c) for c in head.children]
    while todo:
        parent, token = todo.pop()
        if _apart(token, parent, head, hedged):
            before = [c.i for c in token.children if scheme.is_coordinator(c)]
            cuts.append(min((int(token.left_edge.i), *before)) if token.i > head.i else int(token.right_edge.i))
            continue
        members.add(token.i)
        todo += [(token, c) for c in token.children]
    return members, cuts


def _apart(token: Token, parent: Token, head: Token, hedged: frozenset[int]) -> bool:
    """Whether a token begins a clause of its own that the hedge of the head does not reach."""
    if scheme.is_loose_clause(token):
        return True
    own = token.i in hedged or any(c.i in hedged for c in token.children)
    if own and token.i > head.i and _stops(token.doc[max(int(token.left_edge.i) - 1, 0)]):
        return True
    if scheme.is_conjunct(token):
        finite = any(
            scheme.is_subject(c) or ((scheme.is_auxiliary(c) or scheme.is_copula(c)) and scheme.is_finite_verb(c))
            for c in token.children
        )
        return own or (parent.i == head.i and (finite or scheme.is_past(token)))
    if scheme.is_adjunct_clause(token) and token.i > head.i:
        return own or (parent.i == head.i and _conditional(token))
    if scheme.is_complement_clause(token) and token.i < head.i and scheme.is_finite_verb(token):
        return own
    return False


def _conditional(clause: Token) -> bool:
    """Whether an adjunct clause only says when or why the judgement holds: "if the budget falls"."""
    first = clause.left_edge
    return first.lower_ in {
        "if",
        "unless",
        "though",
        "although",
        "because",
        "whichever",
        "whatever",
        "whoever",
        "given",
        "as",
        "since",
        "provided",
    }


def _complement(doc: Doc, first: int, last: int, root: Token, hedged: frozenset[int]) -> Span | None:
    """What follows a phrase and is governed by it: "that …", "of …", "whether …", or its object and verb."""
    following = last + 1
    while following < len(doc) and not plain_word(doc[following].text):
        following += 1
    if following >= len(doc) or following >= sentence_of(doc[last])[1]:
        return None
    opener = doc[last] if plain_word(doc[last].text) in _OPENS - {"to", "of", "for", "in", "on"} else doc[following]
    start = opener.i
    if plain_word(opener.text) in _OPENS:
        governor = opener.head if opener.head.i > opener.i else opener
        end = _last(governor, hedged, first, last)
        end = timed(doc, _further(root, max(end, start)), hedged)
        end = ending(doc, start, start, end + 1) - 1
        return trimmed(doc, _given(root, start), end + 1)
    governed = [
        c
        for c in root.children
        if c.i > last and (scheme.is_complement_clause(c) or scheme.is_object(c) or scheme.is_adjunct_clause(c))
    ]
    if not governed:
        return None
    end = timed(doc, max(_last(c, hedged, first, last) for c in governed), hedged)
    return trimmed(doc, min(int(c.left_edge.i) for c in governed), end + 1)


def _further(root: Token, end: int) -> int:
    """The end of a complement with what the parse hangs on the verb above but goes on from it ("… in November")."""
    for child in sorted(root.head.children, key=lambda c: c.i):
        if int(child.left_edge.i) == end + 1 and scheme.is_noun_complement(child):
            end = int(child.right_edge.i)
    return end


def _given(root: Token, start: int) -> int:
    """The beginning of what a chance is given to: "polls give her | a 60 % chance of winning"."""
    receivers = [c for c in root.head.children if scheme.is_receiver(c) and c.i < root.i]
    return min((int(c.left_edge.i) for c in receivers), default=start)


def _last(head: Token, hedged: frozenset[int], first: int, last: int) -> int:
    members, cuts = _members(head, hedged - frozenset(range(first, last + 1)))
    later = [c for c in cuts if c > head.i]
    return min((max(members), *(c - 1 for c in later)))
