"""Deals: who gives what to whom, in return for what, and how real it is; from verbs of giving and getting."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kentledge.lexicons import lexicon
from kentledge.measure.parties import after, is_party, key, named, phrase, right_after, subject
from kentledge.measure.quantities import statement_at
from kentledge.measure.verbs import forms
from kentledge.records import Deal, Modality, Span, Statement, overlaps

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SENTENCES_BACK = 3
"""How far back "In return" and a receiver that is not named may reach."""


@dataclass(frozen=True, slots=True)
class _Words:
    frames: dict[str, str]
    governing: dict[str, Modality]
    doubted: frozenset[str]
    possible: frozenset[str]
    possible_aux: frozenset[str]
    negative: frozenset[str]
    not_goods: frozenset[str]
    back: re.Pattern[str]
    in_return_for: frozenset[str]


@cache
def _words() -> _Words:
    lex = lexicon("deals")
    modality = lex["modality"]
    governing: dict[str, Modality] = {}
    for name in ("wanted", "offered", "doubted"):
        governing |= dict.fromkeys((f for verb in modality[name] for f in forms(verb)), name)
    back = "|".join(re.escape(w) for w in lex["return"]["back"])
    return _Words(
        frames={f: frame for frame, verbs in lex["frames"].items() for verb in verbs for f in forms(verb)},
        governing=governing,
        doubted=frozenset(modality["doubted_words"]),
        possible=frozenset(modality["possible_words"]),
        possible_aux=frozenset(modality["possible_aux"]),
        negative=frozenset(modality["negative"]),
        not_goods=frozenset(lex["objects"]["not_goods"]),
        back=re.compile(rf"\b(?:{back})\b(?!\s+for\b)", re.I),
        in_return_for=frozenset(w.split()[1] for w in lex["return"]["for"]),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The tokens of one clause of giving; `giver`, `receiver` and `price` may be missing."""

    verb: Token
    giver: Token | None
    receiver: Token | None
    item: Token
    price: Token | None = None


def deals(doc: Doc, excluded: Sequence[Span] = (), statements: Sequence[Statement] = ()) -> list[Deal]:
    """The deals of a parsed Doc in the order of the text; an empty list for a Doc without a parse.

    A giver, an item and a receiver are needed. A receiver that is not named is taken from a deal shortly before between
    the same two, and "In return, …" takes what the other side gave there. Sentences that touch a span of `excluded` are
    not read. `statement` is the id of the innermost of `statements` that holds the verb.
    """
    kinds = doc.to_array(["POS", "DEP"])
    if not kinds[:, 1].any():
        return []
    verbs = (doc[int(i)] for i in (kinds[:, 0] == doc.vocab.strings["VERB"]).nonzero()[0])
    giving = [v for v in verbs if v.lower_ in _words().frames or v.lower_ in _words().governing]
    if not giving:
        return []
    sentences = list(doc.sents)
    ends = [s.end for s in sentences]
    found: list[tuple[int, Deal]] = []
    seen: set[tuple[str, ...]] = set()
    for verb in giving:
        n = bisect_right(ends, verb.i)
        if overlaps((sentences[n].start_char, sentences[n].end_char), excluded):
            continue
        parts = _parts(verb)
        deal = _deal(doc, parts, [d for at, d in found if n - at <= _SENTENCES_BACK], statements) if parts else None
        if deal is None:
            continue
        known = (key(deal.giver), key(deal.receiver), deal.item.lower(), deal.modality)
        if known not in seen:
            seen.add(known)
            found.append((n, deal))
    return [deal for _, deal in found]


def _parts(verb: Token) -> _Parts | None:
    words = _words()
    frame = words.frames.get(verb.lower_)
    whom, thing = _objects(verb)
    passive = next((c for c in verb.children if c.dep_ == "nsubj:pass"), None)
    if frame is None:
        return _asked(verb, whom, thing, words.governing.get(verb.lower_))
    giver = subject(verb)
    if passive is not None:
        thing = passive
    if thing is None:
        return None
    if frame == "from":
        return _Parts(verb, after(verb, "from") or after(thing, "from"), giver, thing, _price(verb, thing, frame))
    receiver = whom or after(verb, "to") or after(thing, "to") or right_after(thing, "to")
    if frame == "with" and receiver is None and (goods := after(verb, "with")) is not None:
        return _Parts(verb, giver, thing, goods)
    if receiver is None and (other := after(verb, "for")) is not None and is_party(other):
        receiver = other
    receiver = receiver or _wanter(verb)
    price = _price(verb, thing, frame)
    return _Parts(verb, giver, receiver, thing, price if price is not receiver else None)


def _asked(verb: Token, whom: Token | None, thing: Token | None, modality: Modality | None) -> _Parts | None:
    """A thing that is itself the object of wanting or offering: "seeks fuel from Ostmark", "offered Norrland fuel"."""
    if thing is None or modality not in ("wanted", "offered") or any(c.dep_ == "xcomp" for c in verb.children):
        return None
    if modality == "offered":
        return _Parts(verb, subject(verb), whom or after(verb, "to") or after(thing, "to"), thing)
    giver = after(verb, "from") or after(thing, "from")
    if giver is None and is_party(thing) and (goods := after(verb, "for")) is not None:
        return _Parts(verb, thing, subject(verb), goods)  # "asked Ostmark for fuel"
    return _Parts(verb, giver, subject(verb), thing) if giver is not None else None


def _price(verb: Token, thing: Token, frame: str) -> Token | None:
    """What is given for the thing: a sum ("sold … for 12 million crowns"), or, with "pay", whatever it is paid for."""
    price = after(verb, "for") or after(thing, "for")
    if price is None or is_party(price) or price.pos_ not in ("NOUN", "SYM", "NUM"):
        return None
    counted = price.pos_ in ("SYM", "NUM") or any(c.dep_ == "nummod" for c in price.children)
    return price if counted or frame == "pay" else None


def _objects(verb: Token) -> tuple[Token | None, Token | None]:
    """(whom, what) of a verb with one or two objects: "sold Ostmark 40 boats"."""
    objects = [c for c in verb.children if c.dep_ in ("obj", "iobj")]
    if len(objects) > 1 and is_party(objects[0]) and objects[-1].pos_ != "PRON":
        return objects[0], objects[-1]
    if len(objects) == 1 and any(c.dep_ == "nummod" for c in objects[0].children):
        first = next(objects[0].lefts, objects[0])  # "Norrland" taken for a part of "Norrland 40 boats"
        if first.dep_ == "compound" and first.pos_ == "PROPN" and is_party(first):
            return first, objects[0]
    return None, next((c for c in objects if c.dep_ == "obj"), None)


def _wanter(verb: Token) -> Token | None:
    """Who wants another to do it, and so receives what the other gives: "wants Ostmark to supply fuel"."""
    governor = verb.head
    if verb.dep_ != "xcomp" or _words().governing.get(governor.lower_) != "wanted":
        return None
    return subject(governor) if any(c.dep_ in ("obj", "iobj") and c.i < verb.i for c in governor.children) else None


def _deal(doc: Doc, parts: _Parts, recent: Sequence[Deal], statements: Sequence[Statement]) -> Deal | None:
    item = parts.item
    if item.pos_ not in ("NOUN", "PROPN", "PRON") or item.lemma_.lower() in _words().not_goods:
        return None
    if item.pos_ == "PRON" and item.lower_ not in ("something", "anything", "nothing"):
        return None
    if item.ent_type_ in ("PERSON", "LOC", "GPE"):
        return None
    giver, receiver = (named(doc, t) if t is not None else None for t in (parts.giver, parts.receiver))
    if (
        giver is None
        or (parts.receiver is not None and receiver is None)
        or (receiver is not None and receiver.i == giver.i)
    ):
        return None
    giver_span, item_span = phrase(giver), phrase(item, whole=True)
    if receiver is not None and item_span[0] <= receiver.idx < item.idx:
        item_span = (receiver.nbor().idx, item_span[1])
    receiver_span = phrase(receiver) if receiver is not None else _other_side(doc, giver_span, recent)
    if receiver_span is None:
        return None
    text, modality = doc.text, _modality(parts.verb)
    deal = Deal(
        giver=text[slice(*giver_span)],
        receiver=text[slice(*receiver_span)],
        item=text[slice(*item_span)],
        in_return_for=None,
        modality=modality,
        span=_clause(parts, item_span),
        statement=None,
        giver_span=giver_span,
        receiver_span=receiver_span,
        item_span=item_span,
        cue=(parts.verb.idx, parts.verb.idx + len(parts.verb)),
    )
    if key(deal.giver) == key(deal.receiver):
        return None
    assert deal.cue is not None
    deal = replace(deal, statement=statement_at(deal.cue, statements))
    returned = _returned(doc, parts, deal, recent)
    return replace(deal, in_return_for=text[slice(*returned)], in_return_for_span=returned) if returned else deal


def _other_side(doc: Doc, giver: Span, recent: Sequence[Deal]) -> Span | None:
    """The span of whoever dealt with the giver shortly before."""
    mine = key(doc.text[slice(*giver)])
    for deal in reversed(recent):
        if key(deal.giver) == mine:
            return deal.receiver_span
        if key(deal.receiver) == mine:
            return deal.giver_span
    return None


def _returned(doc: Doc, parts: _Parts, deal: Deal, recent: Sequence[Deal]) -> Span | None:
    """What the other side gives: after "in exchange for", after "pay … for", or what it gave in the deal before."""
    sentence = parts.verb.sent
    for token in sentence:
        if token.lower_ in _words().in_return_for and token.i and doc[token.i - 1].lower_ in ("in", "as"):
            goods = after(token, "for") or (after(token.head, "for") if token.head.i != token.i else None)
            if goods is not None and goods.pos_ in ("NOUN", "PROPN") and goods.i > token.i:
                return phrase(goods, whole=True)
    if parts.price is not None:
        return phrase(parts.price, whole=True)
    if _words().back.search(sentence.text):
        for other in reversed(recent):
            if key(other.giver) == key(deal.receiver) and key(other.receiver) == key(deal.giver):
                return other.item_span
    return None


def _clause(parts: _Parts, item: Span) -> Span:
    """From the first to the last character of the verb, its giver and its item where they stand in its sentence."""
    sentence, verb = parts.verb.sent, parts.verb
    spans = [(verb.idx, verb.idx + len(verb)), item]
    for token in (parts.giver, parts.receiver):
        if token is not None and sentence.start <= token.i < sentence.end:
            spans.append(phrase(token))
    return min(s for s, _ in spans), max(e for _, e in spans)


def _modality(verb: Token) -> Modality:
    """How real the clause is, from its auxiliaries and from what governs it."""
    words = _words()
    marks: set[Modality] = set()
    token = verb
    if verb.lower_ in words.governing:
        marks.add(words.governing[verb.lower_])
    for _ in range(4):
        negated = any(c.lower_ in words.negative and c.dep_ in ("advmod", "det") for c in token.children)
        if negated or token.lower_ in words.doubted:
            marks.add("doubted")
        elif token.lower_ in words.possible or any(
            (c.dep_ == "aux" and c.lower_ in words.possible_aux) or (c.dep_ == "advmod" and c.lower_ in words.possible)
            for c in token.children
        ):
            marks.add("thought possible")
        governor = token.head
        if governor.i == token.i or token.dep_ not in ("xcomp", "ccomp", "acl", "conj", "csubj"):
            break
        if token.dep_ == "conj" and any(c.dep_ in ("nsubj", "aux") for c in token.children):
            break
        if token.dep_ in ("ccomp", "acl") and governor.lower_ not in words.governing:
            break
        if token.dep_ != "conj" and (named_ := words.governing.get(governor.lower_)):
            marks.add(named_)
        token = governor
    order: tuple[Modality, ...] = ("doubted", "wanted", "offered", "thought possible")
    return next((m for m in order if m in marks), "reported")
