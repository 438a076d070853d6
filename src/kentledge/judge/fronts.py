"""On which fronts a statement is: the weights of its words in an editable lexicon, added up."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kentledge.errors import KentledgeError
from kentledge.judge.phrases import Match, Phrases, forms_of
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import Span

TIERS = ("decisive", "strong", "firm", "good", "fair", "half", "light", "weak", "slight")
"""The lists of a front, the weightiest first; what a word of each weighs is told in fronts.toml."""
_FIGURES = (
    "named", "beside", "threshold", "share", "least", "at_most", "telling", "second", "ample", "beyond"
)  # fmt: skip
NONE = ""
"""The name under which words that speak for no front are kept: sport, weather, "rule out"."""
_PERSON = frozenset({"PERSON", "PER"})
_TO_SOMEONE = frozenset({"tell", "warn", "remind"})
"""Verbs whose object is the one who is told."""
_DEEP = 12
"""How far up the parse a verb of saying is looked for."""
_CLAUSES = (
    scheme.is_complement_clause,
    scheme.is_adjunct_clause,
    scheme.is_loose_clause,
    scheme.is_conjunct,
)
"""What begins below these is told, and no part of the telling."""


class UnusableFronts(KentledgeError):
    """The file of one's own fronts cannot be read as a lexicon of fronts."""


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Words before a person's name."""
    return frozenset(lexicon("judgement")["titles"]["words"])


@lru_cache(maxsize=1)
def saying() -> frozenset[str]:
    """Verbs whose subject only says who speaks."""
    return frozenset(lexicon("fronts")["fronts"]["saying"])


class FrontWord(NamedTuple):
    """The front that a wording speaks for, the wording as listed, and how much it counts."""

    front: str
    wording: str
    weight: float


@dataclass(frozen=True, slots=True)
class Fronts:
    """A lexicon of fronts, ready to be matched; the figures are told in fronts.toml.

    `version` tells one's own words apart, and is empty for the project's alone.
    """

    names: tuple[str, ...]
    phrases: Phrases[tuple[FrontWord, ...]]
    named_by: frozenset[str]
    named: float
    beside: float
    threshold: float
    share: float
    least: float
    at_most: int
    telling: float
    second: float
    ample: float
    beyond: float
    gives_way: tuple[str, str]
    beside_these: frozenset[str]
    company: float
    version: str


@dataclass(frozen=True, slots=True)
class Front:
    """A front found, its weight, and the words that speak for it."""

    name: str
    weight: float
    words: tuple[Span, ...]


@lru_cache(maxsize=4)
def known_fronts(file: Path | None = None) -> Fronts:
    """The project's fronts, with those of a TOML file of one's own added or put in their place.

    The file has `[[front]]` tables with `name` and `words` (wording → weight), as fronts.toml has; a front of a
    known name replaces that front, `replace = true` at the top replaces all. Raises UnusableFronts.
    """
    given = lexicon("fronts")
    settings: dict[str, Any] = dict(given["fronts"])
    own = _own(file) if file is not None else {}
    settings |= own.get("fronts", {})
    tables = {} if own.get("replace") else {f["name"]: _weights(f, settings) for f in given["front"]}
    tables |= {f["name"]: _weights(f, settings) for f in own.get("front", [])}
    names = tuple(tables)
    if not own.get("replace"):
        elsewhere = settings["elsewhere"]
        tables[NONE] = dict.fromkeys(elsewhere["idle"], 0.0) | _weights(elsewhere, settings)
    weights: dict[str, dict[str, FrontWord]] = {}
    for name, words in tables.items():
        for wording, weight in words.items():
            word = FrontWord(name, wording, float(weight))
            for form in _inflected(wording):
                known = weights.setdefault(form, {})
                if name not in known or form == wording or (known[name].weight < weight and form not in words):
                    known[name] = word
    phrases = Phrases((wording, tuple(found.values())) for wording, found in weights.items())
    figures = {k: settings[k] for k in _FIGURES}
    yields = settings["gives_way"]
    return Fronts(
        names,
        phrases,
        frozenset(settings["named_by"]),
        **figures,
        gives_way=(yields["front"], yields["to"]),
        beside_these=frozenset(yields["beside"]),
        company=yields["from"],
        version=_version(tables) if own else "",
    )


def _version(tables: dict[str, dict[str, float]]) -> str:
    return hashlib.sha256(repr(sorted((n, sorted(w.items())) for n, w in tables.items())).encode()).hexdigest()[:8]


def _weights(front: dict[str, Any], settings: dict[str, Any]) -> dict[str, float]:
    """Wording → weight: those listed by strength, then those with a weight of their own."""
    listed = {wording: settings[tier] for tier in TIERS[::-1] for wording in front.get(tier, ())}
    return listed | dict(front.get("words", {}))


def _inflected(wording: str) -> Sequence[str]:
    """A wording as listed and with the regular endings of its last word."""
    before, _, last = wording.lower().strip().rpartition(" ")
    return [f"{before} {form}" for form in forms_of(last)] if before else forms_of(last)


def _own(file: Path) -> dict[str, Any]:
    try:
        own = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnusableFronts(f"{file}: cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnusableFronts(f"{file}: is no TOML file: {' '.join(str(error).split())}") from error
    tables = own.get("front", [])
    for table in tables if isinstance(tables, list) else [None]:
        if not _is_front(table):
            raise UnusableFronts(f'{file}: each [[front]] needs a name and words = {{ "wording" = weight }}')
    if not tables:
        raise UnusableFronts(f"{file}: has no [[front]] table")
    return own


def _is_front(table: Any) -> bool:
    if not isinstance(table, dict) or not isinstance(table.get("name"), str):
        return False
    words, listed = table.get("words", {}), [table.get(tier, []) for tier in TIERS]
    return (
        isinstance(words, dict)
        and all(isinstance(weight, int | float) and wording.strip() for wording, weight in words.items())
        and all(isinstance(tier, list) and all(isinstance(w, str) and w.strip() for w in tier) for tier in listed)
        and bool(words or any(listed))
    )


def fronts(words: Words, spans: Sequence[Span], known: Fronts | None = None) -> tuple[Front, ...]:
    """The fronts of some spans of a text, the strongest first, each with the words that speak for it."""
    known = known or known_fronts()
    weight: dict[str, dict[str, float]] = {}
    where: dict[str, dict[str, list[Span]]] = {}
    named: set[str] = set()
    for span in spans:
        for match in known.phrases.find(words, words.within(span), lambda m: not _in_name(words, m)):
            outright = _named(words, match, known)
            told = known.telling if _tells(words, match) else 1.0
            for word in match.entry:
                amount = word.weight * told
                if outright and word.front == match.wording:
                    named.add(word.front)
                    amount = known.named
                once = weight.setdefault(word.front, {})
                once[word.wording] = max(once.get(word.wording, 0.0), amount)
                places = where.setdefault(word.front, {}).setdefault(word.wording, [])
                places.append(words.span(match.first, match.last))
    elsewhere = sum(weight.pop(NONE, {}).values())
    _give_way(weight, known)
    total = {name: sum(once.values()) for name, once in weight.items()}
    if named:
        total = {name: w if name in named else w * known.beside for name, w in total.items()}
    most = max(total.values(), default=0.0)
    if elsewhere > most:
        return ()
    least = known.threshold if most >= known.threshold else max(most, known.least)
    enough = known.share * (min(most, known.ample) + known.beyond * max(most - known.ample, 0.0))
    kept = [name for name, w in total.items() if w >= least and w >= enough]
    kept = [name for name in kept if total[name] == most or total[name] >= known.second]
    order = {name: n for n, name in enumerate(known.names)}
    kept.sort(key=lambda name: (-total[name], order[name]))
    return tuple(
        Front(name, round(total[name], 3), tuple(sorted(s for word in weight[name] for s in where[name][word])))
        for name in kept[: known.at_most]
    )


def _give_way(weight: dict[str, dict[str, float]], known: Fronts) -> None:
    """Moves words that speak for two fronts to the one of them that the other words are on.

    The hospital and the children of a town are society's, but those of a besieged town are in need.
    """
    front, to = known.gives_way
    ours, theirs = weight.get(front, {}), weight.get(to, {})
    both = ours.keys() & theirs.keys()
    company = [sum(w for word, w in weight.get(name, {}).items() if word not in both) for name in known.beside_these]
    if not both or max(company, default=0.0) < known.company:
        return
    for word in both:
        theirs[word] = max(theirs[word], ours.pop(word))
    if not ours:
        del weight[front]


def _named(words: Words, match: Match[tuple[FrontWord, ...]], known: Fronts) -> bool:
    """Whether the word names its front outright: "on the economic and political front"."""
    for k in range(match.last + 1, min(match.last + 4, len(words.forms))):
        if words.forms[k] in known.named_by:
            return True
        if words.forms[k] not in known.names and words.forms[k] not in {"and", "or", ","}:
            return False
    return False


def _in_name(words: Words, match: Match[tuple[FrontWord, ...]]) -> bool:
    """Whether the word is part of a person's name ("Mr Cotton") or a month's ("March"), and so says nothing."""
    token = words.token(match.first)
    if match.first != match.last or not token.text[0].isupper():
        return False
    if token.ent_type_ in _PERSON and scheme.is_name(token) and match.first:
        return words.token(match.first - 1).ent_type_ in _PERSON or words.forms[match.first - 1] in titles()
    return token.text == "March" and scheme.is_name(token)


def _tells(words: Words, match: Match[tuple[FrontWord, ...]]) -> bool:
    """Whether the word belongs to the telling: who says it, to whom and where, or "according to" whom."""
    token = words.token(match.last)
    following = words.token(match.last + 1) if match.last + 1 < len(words.forms) else None
    if following is not None and following.ent_type_ in _PERSON and scheme.is_noun(token):
        return True
    if scheme.is_noun(token) and scheme.is_apposition(token) and token.head.ent_type_ in _PERSON:
        return True
    for _ in range(_DEEP):
        if any(c.lower_ == "according" for c in token.children):
            return True
        head = token.head
        if head.i == token.i or any(clause(token) for clause in _CLAUSES):
            return False
        if scheme.is_verb(head) and (head.lemma_.lower() in saying() or head.lower_ in saying()):
            # Of "the port is expected to open" the subject is what is told of.
            return not scheme.is_passive(head) and (not scheme.is_object(token) or head.lemma_.lower() in _TO_SOMEONE)
        token = head
    return False
