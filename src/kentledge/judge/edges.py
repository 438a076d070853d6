"""Where a clause begins and ends by its words and punctuation, whatever the parse hangs there.

"The peg could go within weeks, according to …" ends at the comma; "…, she argued, is unlikely …" begins after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentledge.parse import scheme
from kentledge.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LEAVES = frozenset(
    {
        "according",
        "whatever",
        "whichever",
        "whoever",
        "however",
        "wherever",
        "given",
        "though",
        "although",
        "but",
        "while",
    }
) | {"whereas", "unless", "if", "because", "since", "even", "despite", "unlike", "so", "which"}
"""After a comma these begin what is no more part of what is hedged."""
_TIMES = frozenset(
    {"in", "by", "within", "before", "on", "over", "during", "until", "after", "this", "next", "for", "from"}
)
_TOLD = frozenset(
    {"say", "tell", "warn", "argue", "write", "add", "think", "believe", "note", "predict", "reckon", "claim"}
)


def after_aside(doc: Doc, start: int, stop: int) -> int:
    """The place after a "…, she argued, …" that parts a subject from its verb."""
    for i in range(start + 1, stop):
        if doc[i].text == "," and _says(doc, i + 1, stop):
            close = next((j for j in range(i + 1, stop) if doc[j].text == ","), None)
            if close is not None:
                return close + 1
    return start


def subject_before(doc: Doc, start: int) -> int:
    """Where the noun before a finite "be" or modal begins, which the parse hung elsewhere: it is the subject."""
    if start == 0 or not scheme.is_finite_verb(doc[start]) or not scheme.is_noun(doc[start - 1]):
        return start
    at = start
    while at > 0 and not doc[at].is_sent_start:
        before = doc[at - 1]
        if _loose(before) or scheme.is_finite_verb(before) or scheme.is_subordinator(before):
            break
        if before.lower_ in {"but", "who", "which", "that", "or"}:
            break
        at -= 1
    return at


def ending(doc: Doc, hedge: int, head: int, end: int) -> int:
    """Where punctuation and what follows it end a clause, whatever the parse hangs there."""
    after = max(hedge, head) + 1
    for i in range(after, end):
        token = doc[i]
        scare = hedge > 0 and doc[hedge - 1].text == "“" and i <= hedge + 4
        if token.text == "”" and not scare and not any(t.text == "“" for t in doc[hedge:i]):
            return i
        if token.lower_ in {"whichever", "whatever"} or [t.lower_ for t in doc[i : i + 2]] == ["than", "that"]:
            return i
        if token.text not in {",", "–", "—", ";"} or i + 1 >= end:
            continue
        following = doc[i + 1]
        if following.text == "”" and i + 2 < end:
            following = doc[i + 2]
        if following.lower_ in _LEAVES or [t.lower_ for t in doc[i + 1 : i + 4]] == ["as", "far", "as"]:
            return i
        if scheme.is_coordinator(following) and _new_clause(doc, i + 2, end):
            return i
        if _says(doc, i + 1, end):
            return i
    return end


def _new_clause(doc: Doc, start: int, end: int) -> bool:
    """Whether a subject with a finite verb of its own begins here."""
    for token in doc[start : min(start + 6, end)]:
        if token.text == ",":
            return False
        if scheme.is_subject(token) and token.head.i > token.i:
            verbs = (token.head, *token.head.children)
            return any(scheme.is_finite_verb(v) for v in verbs)
    return False


def _says(doc: Doc, start: int, end: int) -> bool:
    """Whether these words tell who says it: "…, the trade minister told the paper"."""
    for token in doc[start : min(start + 8, end)]:
        if token.text == ",":
            return False
        if scheme.is_finite_verb(token) and token.lemma_.lower() in _TOLD:
            return not any(t.lower_ in {"that", "who", "which"} for t in doc[start : token.i])
    return False


def timed(doc: Doc, end: int, hedged: frozenset[int]) -> int:
    """The end of a complement with the time that follows it at once ("of recession | within the year")."""
    for _ in range(2):
        opener = doc[end + 1] if end + 1 < len(doc) else None
        if opener is None or opener.lower_ not in _TIMES or opener.is_sent_start:
            break
        head = opener.head if opener.head.i > opener.i else opener
        if not scheme.is_noun(head) and head.tag_ != "CD":
            break
        last = int(head.right_edge.i)
        if int(head.left_edge.i) < end or last > end + 9 or any(i in hedged for i in range(end + 1, last + 1)):
            break
        end = last
    return end


def trimmed(doc: Doc, start: int, end: int) -> Span:
    """The characters of tokens without joining words, punctuation and quotation marks at their ends."""
    while end - start > 1 and (_loose(doc[end - 1]) or scheme.is_coordinator(doc[end - 1])):
        end -= 1
    while end - start > 1 and (_loose(doc[start]) or scheme.is_coordinator(doc[start])):
        start += 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text)


def _loose(token: Token) -> bool:
    return not any(c.isalnum() or c in "%$€£" for c in token.text)
