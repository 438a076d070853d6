"""The one place that knows label schemes: Universal Dependencies (the reader's) and ClearNLP's (spaCy's own pipelines).

Everything after the parse asks these functions and never looks at a dependency label itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "nsubjpass", "csubjpass", "expl"})
_APPOSITION = frozenset({"appos"})


def is_subject(token: Token) -> bool:
    """Whether the token is the subject of its head."""
    return token.dep_ in _SUBJECT


def is_apposition(token: Token) -> bool:
    """Whether the token explains the noun that is its head ("Kim, a professor")."""
    return token.dep_ in _APPOSITION


def is_finite_verb(token: Token) -> bool:
    """Whether the token is a verb that makes a clause ("says", "would"), by its Penn tag."""
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def is_noun(token: Token) -> bool:
    """Whether the token is a common noun or a name."""
    return token.tag_.startswith("NN")


def is_name(token: Token) -> bool:
    """Whether the token is part of a name."""
    return token.tag_ in {"NNP", "NNPS"}


def is_plural(token: Token) -> bool:
    """Whether the token is a plural noun."""
    return token.tag_ in {"NNS", "NNPS"}


def is_possessive_mark(token: Token) -> bool:
    """Whether the token is the ending of a possessive ("’s")."""
    return token.tag_ == "POS"


def is_possessive_pronoun(token: Token) -> bool:
    """Whether the token is a possessive pronoun ("her")."""
    return token.tag_ == "PRP$"
