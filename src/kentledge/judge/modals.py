"""Which modals hedge: not "may" of permission, not "could" of past ability, not the month of May."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge.phrases import Phrases
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme

if TYPE_CHECKING:
    from spacy.tokens import Token


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(listed) for name, listed in lexicon("estimative")["modal"].items()}


@lru_cache(maxsize=1)
def _abilities() -> Phrases[None]:
    return Phrases((wording, None) for wording in lexicon("estimative")["modal"]["ability_when"])


def permitted() -> frozenset[str]:
    """Persons of whom "may" permits and "expected to" is a rule."""
    return _lists()["permitted"]


def hedges(words: Words, first: int, last: int) -> bool:
    """Whether the modal that begins at a place of the words says how probable something is."""
    token, form = words.token(first), words.forms[first]
    if not scheme.is_modal(token):
        return False
    verb = token.head if scheme.is_auxiliary(token) else token
    perfect = any(c.lower_ == "have" and scheme.is_auxiliary(c) for c in verb.children)
    if words.forms[last] == "possibly" and last - first == 2:
        return True
    if form in {"can", "could"} and words.forms[last] == "have":
        return True
    if form == "must":
        if perfect and "before" in words.forms[last : words.sentence(token).stop]:
            return False  # "Tenants must have paid before they are given a key"
        return perfect or words.forms[last] != "have"
    if form in {"should", "ought"}:
        return not perfect and _expects(words, last, verb)
    if perfect or last > first:
        return True
    apart = form == "could" and words.forms[last + 1 : last + 2] == [","]
    if form in {"may", "could"} and verb.i <= token.i and not apart:
        return False  # "Come what may", "as fast as he could"
    if form == "may":
        return not _permits(words, first, last, token, verb)
    if form == "could":
        return not _was_able(words, first, verb)
    return True


def _permits(words: Words, first: int, last: int, modal: Token, verb: Token) -> bool:
    lists = _lists()
    before = words.forms[first - 1] if first else ""
    after = words.forms[first + 1] if first + 1 < len(words.forms) else ""
    if before in {"what", "it"} and words.forms[max(first - 4, 0) : first] == ["be", "that", "as", "it"]:
        return True
    if before == "what" or after == "only" or modal.text[0].isupper():
        return True  # "May I …", and the wish "May it …"
    if {words.forms[k] for k in words.sentence(modal)} & lists["permission"]:
        return True
    near = words.forms[max(first - 6, 0) : first]
    if "whether" in near and {"decided", "settled", "governed", "regulated"} & set(words.forms[last : last + 12]):
        return True  # "Whether a shop may open is decided by the parish"
    subjects = [c for c in verb.children if scheme.is_subject(c)]
    if any(d.lower_ in {"no", "each", "every"} for c in subjects for d in c.children):
        return True  # "No vehicle may …"
    return any(scheme.is_subject(c) and c.lower_ in lists["permitted"] for c in verb.children) and verb.lower_ != "be"


def _was_able(words: Words, first: int, verb: Token) -> bool:
    following = words.forms[first + 1] if first + 1 < len(words.forms) else ""
    before = words.forms[max(first - 4, 0) : first]
    if words.token(first).text[0].isupper() or following == "only" or "so" in before:
        return True  # "Could you …?", "could only watch", "so that they could …"
    if next(_abilities().find(words, words.sentence(words.token(first))), None) is not None:
        return True
    doers = [d.lower_ for c in verb.children if scheme.is_subject(c) for d in c.children]
    if {"each", "every"} & set(doers):
        return True  # "Each family could take one suitcase"
    ability = verb.lower_ in _lists()["ability"] or verb.lemma_.lower() in _lists()["ability"]
    return following == "not" or ability


def _expects(words: Words, last: int, verb: Token) -> bool:
    """Whether "should" is of an outcome ("the talks should resume"), not of a duty ("should not be overlooked")."""
    lists = _lists()
    if last + 1 < len(words.forms) and words.forms[last + 1] in {"not", "never"}:
        return False
    if any(scheme.is_subject(c) and c.lower_ in lists["persons"] for c in verb.children):
        return False
    # "Ought to" heads its verb in some parses.
    verbs = (verb, *(c for c in verb.children if verb.lower_ == "ought" and scheme.is_complement_clause(c)))
    return any(v.lower_ in lists["outcome"] or v.lemma_.lower() in lists["outcome"] for v in verbs)
