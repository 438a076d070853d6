"""Words inside words: what one speaker says that another has said.

"Dana said that the minister had told her the ship “would never sail”": the reader, like the corpora that it learned
from, takes the whole for Dana's. Here the parse finds the minister's part inside, by a verb of saying with a subject
and a clause of its own. It is given beside Dana's statement and never in place of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_clause_complement, is_object, is_punctuation, is_receiver, is_subject
from kentledge.records import Attribution, Span, overlaps

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OWN = frozenset(
    {"i", "we", "you", "it", "there", "that", "who", "which", "one", "nobody", "none", "anyone", "anybody", "everybody"}
)
"""Subjects that are the outer speaker, or nobody in particular."""


def nested(doc: Doc, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that stand wholly inside the content of another and whose cue is not a cue already."""
    cues = [c for a in found for c in a.cue]
    out = []
    for a in found:
        for span in a.content:
            tokens = doc.char_span(*span, alignment_mode="expand")
            for verb in tokens if tokens is not None else ():
                inner = _reported(verb, span)
                if inner is not None and not overlaps(inner.cue[0], cues):
                    out.append(inner)
                    cues.append(inner.cue[0])
    return out


def _reported(verb: Token, within: Span) -> Attribution | None:
    """What a verb of saying reports, where its subject and its clause stand inside the span."""
    if not verb.tag_.startswith("V") or verb.lemma_.lower() not in _verbs():
        return None
    # The reader now and then takes a subject for an object; one that stands before the verb is hardly one.
    kinds = (is_subject, is_object, is_receiver)
    subject = next((t for t in verb.lefts if any(kind(t) for kind in kinds) and t.lower_ not in _OWN), None)
    clause = next((t for t in verb.rights if is_clause_complement(t)), None)
    if subject is None or clause is None:
        return None
    parts = [_span(subject), (verb.idx, verb.idx + len(verb)), _span(clause)]
    if not all(within[0] <= start and end <= within[1] for start, end in parts):
        return None
    return Attribution(*((p,) for p in parts))


def _span(head: Token) -> Span:
    """The characters of a subtree, without the punctuation and conjunctions at its ends."""
    tokens = [t for t in head.subtree if not t.is_space]
    while len(tokens) > 1 and is_punctuation(tokens[-1]) and not tokens[-1].is_quote:
        tokens.pop()
    while len(tokens) > 1 and is_punctuation(tokens[0]) and not tokens[0].is_quote:
        tokens.pop(0)
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    closing = tokens[0].doc[tokens[-1].i + 1 : tokens[-1].i + 2]
    if tokens[0].is_quote and closing and closing[0].is_quote:
        end += len(closing[0])
    return start, end


@cache
def _verbs() -> frozenset[str]:
    return frozenset(lexicon("attribution")["nested"]["lemmas"])
