"""Who and what a clause is about: subjects through control and relative clauses, noun phrases, names as keys."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kentledge.lexicons import lexicon
from kentledge.parse.scheme import is_finite_verb
from kentledge.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WITHIN = frozenset(
    ("det", "compound", "amod", "nummod", "nmod:poss", "flat", "fixed", "goeswith", "advmod", "case", "det:predet")
)
_JOINED = frozenset(("conj", "cc", "nmod", "punct"))
_PRONOUNS = frozenset(("it", "they", "he", "she"))
_RELATIVE = frozenset(("which", "that", "who", "whom"))
_STOPS = ("such as", "including", "(", "—", "–", ";", ":", "“", "\n")
_BACK = 2
"""How many sentences back a pronoun is looked up."""


@cache
def _party_nouns() -> frozenset[str]:
    return frozenset(lexicon("deals")["parties"]["nouns"])


@cache
def _countries() -> dict[str, str]:
    """Names, capitals and adjectives, lower case → the country."""
    out: dict[str, str] = {}
    for country in lexicon("countries")["country"]:
        for name in (country["name"], country.get("capital"), country.get("adjective"), *country.get("also", ())):
            if name:
                out.setdefault(name.lower(), country["name"])
    return out


def key(name: str) -> str:
    """The same for names of one party: a capital and its country, with and without an article."""
    bare = name.lower().removeprefix("the ").removesuffix("’s").removesuffix("'s").strip()
    return _countries().get(bare, bare)


def is_party(token: Token) -> bool:
    """Whether the token heads the name of someone who can give and receive."""
    if token.pos_ == "PROPN" or token.ent_type_ in ("ORG", "PERSON", "GPE", "LOC"):
        return token.pos_ in ("PROPN", "NOUN") and token.ent_type_ not in ("DATE", "TIME")
    return token.lemma_.lower() in _party_nouns()


def subject(verb: Token) -> Token | None:
    """Whoever does what the verb says, or None where the clause leaves it open or says it in the passive."""
    seen = 0
    while seen < 5:
        own = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
        if own is not None:
            if own.dep_ == "nsubj:pass":
                return next((c for c in verb.children if c.dep_ == "obl:agent"), None) or after(verb, "by")
            if own.lower_ in _RELATIVE:
                return verb.head if verb.dep_.startswith("acl") else None
            return own
        governor = verb.head
        if governor.i == verb.i:
            return None
        if verb.dep_ == "xcomp":
            controlled = next((c for c in governor.children if c.dep_ in ("obj", "iobj") and c.i < verb.i), None)
            if controlled is not None:
                return controlled
        elif verb.dep_ == "acl" and governor.pos_ == "NOUN":
            governor = governor.head  # "signed a deal to supply …"
        elif verb.dep_ not in ("conj", "ccomp", "advcl") or (verb.dep_ == "ccomp" and _is_finite(verb)):
            return None  # "Hale said patrols would give …": a subject that the parse has missed is not Hale
        verb, seen = governor, seen + 1
    return None


def _is_finite(verb: Token) -> bool:
    """Whether a verb is of a clause that has a subject of its own, unlike "agreed to supply"."""
    return is_finite_verb(verb) or any(c.dep_ == "aux" and (c.tag_ == "MD" or is_finite_verb(c)) for c in verb.children)


def after(token: Token, preposition: str) -> Token | None:
    """What stands after the preposition and depends on the token: "sold … to Ostmark"."""
    for child in token.children:
        if child.dep_ in ("obl", "nmod") and any(c.dep_ == "case" and c.lower_ == preposition for c in child.children):
            return child
    return None


def right_after(token: Token, preposition: str) -> Token | None:
    """The party after the preposition that follows the noun phrase, whatever it depends on: "40 crates to Ostmark"."""
    end = phrase(token, whole=True)[1]
    doc = token.doc
    case = next((doc[i] for i in range(token.i + 1, len(doc)) if doc[i].idx >= end), None)
    if case is None or case.lower_ != preposition or case.dep_ != "case":
        return None
    return case.head if case.head.i > case.i and is_party(case.head) else None


def named(doc: Doc, token: Token) -> Token | None:
    """The party itself: the token, or for "it" and "they" the subject of a sentence shortly before; None if neither."""
    if token.lower_ not in _PRONOUNS:
        return token if is_party(token) else None
    sentences = list(doc.sents)
    at = next(n for n, s in enumerate(sentences) if s.start <= token.i < s.end)
    for sentence in sentences[at - 1 : max(-1, at - 1 - _BACK) : -1] if at else []:
        for other in sentence:
            if other.dep_ in ("nsubj", "nsubj:pass") and other.pos_ != "PRON" and is_party(other):
                full = any(c.dep_ == "flat" for c in other.children)  # a single name may be a place taken for a person
                if other.ent_type_ == "PERSON" and full and token.lower_ in ("it", "they"):
                    continue
                return other
    return None


def phrase(token: Token, whole: bool = False) -> Span:
    """The characters of the noun phrase that the token heads; with `whole`, also what "and" or "of" joins to it."""
    tokens = [token]
    waiting = [token]
    while waiting:
        for child in waiting.pop().children:
            if _belongs(token, child, whole):
                tokens.append(child)
                waiting.append(child)
    tokens.sort(key=lambda t: t.i)
    while tokens[0].i < token.i and (tokens[0].pos_ in ("PUNCT", "CCONJ", "ADP") or tokens[0].dep_ == "case"):
        tokens.pop(0)
    while tokens[-1].i > token.i and tokens[-1].pos_ in ("PUNCT", "CCONJ", "ADP", "PART"):
        tokens.pop()
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    text = token.doc.text[start:end]
    head = token.idx + len(token) - start
    cut = min((at for stop in _STOPS if (at := text.find(stop, head)) >= 0), default=len(text))
    return start, start + len(text[:cut].rstrip(" ,"))


def _belongs(token: Token, child: Token, whole: bool) -> bool:
    dep = child.dep_
    if dep in _WITHIN:
        return child.pos_ != "ADV" or child.i < token.i or child.head.pos_ == "NUM"
    if dep == "punct":
        return whole or child.text in ("-", "‑")
    if dep == "nmod":
        case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
        return case == "of"
    if not whole or dep not in _JOINED:
        return False
    return dep == "cc" or child.pos_ in ("NOUN", "PROPN", "ADJ")
