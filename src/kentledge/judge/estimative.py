"""Estimative phrases: where they stand, what they qualify, whether negated, and their range on a scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kentledge.judge import modals
from kentledge.judge.chances import Chance, beside, chances
from kentledge.judge.negation import negates, negator
from kentledge.judge.phrases import Match, Phrases
from kentledge.judge.scales import Entry, Scale, Value, as_range
from kentledge.judge.scope import phrase_root, scope
from kentledge.judge.shares import shares
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import Estimative, Span, overlaps

if TYPE_CHECKING:
    from spacy.tokens import Token

_RANK_BEFORE = frozenset({"the", "its", "his", "her", "their", "our", "my"})
_COMPARED = frozenset({"better", "bigger", "greater", "higher", "larger", "lesser", "lower", "smaller", "stronger"})


_NO_VIEW = frozenset({"right", "naive", "foolish", "wrong", "mistake", "unwise", "rash", "folly", "silly"})
"""Before "to expect" and the like: nobody expects it."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """A phrase as found in the words: places of its first and last word, and of the word that negates it."""

    first: int
    last: int
    wording: str
    entry: Entry
    negator: int | None


@lru_cache(maxsize=1)
def _phrases() -> Phrases[Entry]:
    given = lexicon("estimative")
    wordings = []
    for p in given["phrase"]:
        entry = Entry(
            kind=p["kind"],
            grade=p.get("as"),
            range=as_range(p["range"]) if "range" in p else None,
            whole=p.get("whole", False),
            only_negated=p.get("only_negated", False),
            negated=p.get("negated", False),
            before=frozenset(p.get("before", ())),
            not_before=frozenset(p.get("not_before", ())),
            not_after=frozenset(p.get("not_after", ())),
            source=p.get("source", "near synonym, sorted for Kentledge"),
        )
        wordings += [(words, entry) for words in _spelt(p["words"], given["sets"])]
    return Phrases(wordings, given["sets"])


def _spelt(wordings: Iterable[str], sets: dict[str, list[str]]) -> list[str]:
    """Wordings with `{very}` spelt out, so that the phrase that is shown is the one in the text."""
    out = []
    for wording in wordings:
        out += [wording.replace("{very}", v) for v in sets["very"]] if "{very}" in wording else [wording]
    return out


_PREPOSITION = re.compile(r"(?:of|for|on|against|to(?=\s+(?:an?|the|at)\b))\s+")
_INSERTED = re.compile(r",?\s*,?[^.;:,\n]{0,40},?\s*")


def estimatives(words: Words, spans: Sequence[Span], chosen: Scale) -> list[Estimative]:
    """The estimative phrases of some spans of a text, in reading order, each with its scope and its range.

    The span of a negated phrase begins at the negation, or ends there ("probably not").
    """
    bridged = _bridged(words, spans)
    none = [s for span in bridged for s in shares(words, span)]
    numbers = [c for span in bridged for c in chances(words, span, none)]
    found = [h for span in spans for h in _hedges(words, span)]
    found = [h for h in found if not overlaps(words.span(h.first, h.last), [*none, *(c.span for c in numbers)])]
    found = [h for h in found if not _told_as(words, h, numbers)]
    ends = [words.span(h.first, h.last)[1] for h in found]
    given = [(end, range_given[1]) for end in ends if (range_given := beside(words.text, end))]
    numbers = [c for c in numbers if not overlaps(c.span, given)]
    places = {words.tokens[k] for h in found for k in range(h.first, h.last + 1)}
    places |= {words.tokens[k] for c in numbers for k in range(c.first, c.last + 1)}
    out = []
    for hedge in found:
        negated = hedge.negator is not None
        value = chosen.value(_shown(hedge.wording), hedge.entry, negated=negated)
        out.append(_estimative(words, hedge, value, chosen.name, frozenset(places)))
    for c in numbers:
        own = frozenset(places) - {words.tokens[k] for k in range(c.first, c.last + 1)}
        at = c.of or scope(words.doc, words.tokens[c.first], words.tokens[c.last], "number", own)
        at = _without_preposition(words, at) if at else None
        out.append(Estimative(c.span, c.words, False, "as stated", *c.range, scope=at, read_as=None))
    return sorted(out, key=lambda e: e.span)


def _bridged(words: Words, spans: Sequence[Span]) -> list[Span]:
    """The spans, joined where only who judges stands between: "[the odds of it], she reckons, [are one in ten]"."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and _INSERTED.fullmatch(words.text, out[-1][1], start):
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _without_preposition(words: Words, of: Span) -> Span:
    """What a chance is of: "a strike" of "of a strike"."""
    match = _PREPOSITION.match(words.text, *of)
    return (match.end() if match else of[0]), of[1]


def _told_as(words: Words, hedge: Hedge, numbers: Sequence[Chance]) -> bool:
    """Whether words only tell a chance: "planners reckon there is a 20 % chance", "the risk of it is put at 30 %"."""
    if hedge.negator is not None:
        return False
    after = words.token(hedge.last + 1).idx if hedge.last + 1 < len(words.forms) else -1
    if any(c.of is not None and abs(c.of[0] - after) <= 1 for c in numbers):
        return True
    if hedge.entry.kind != "certainty" or hedge.first != hedge.last:
        return False
    near = [c.first for c in numbers if hedge.last < c.first <= hedge.last + 6]
    after = hedge.last + 1 + (words.forms[hedge.last + 1 : hedge.last + 2] == [","])  # "…, she reckons, are one in ten"
    return any("," not in words.forms[after:n] for n in near)


def _estimative(words: Words, hedge: Hedge, value: Value, name: str, places: frozenset[int]) -> Estimative:
    first, last = words.tokens[hedge.first], words.tokens[hedge.last]
    at = scope(words.doc, first, last, hedge.entry.kind, places - frozenset(range(first, last + 1)))
    ends = (hedge.first, hedge.last) if hedge.negator is None else (hedge.first, hedge.last, hedge.negator)
    span = words.span(min(ends), max(ends))
    low, best, high = value.range
    negated = hedge.negator is not None or hedge.entry.negated
    own = beside(words.text, span[1])
    if own is not None:
        (low, best, high), end = own
        return Estimative((span[0], end), _shown(hedge.wording), negated, "as stated", low, best, high, scope=at)
    return Estimative(span, _shown(hedge.wording), negated, name, low, best, high, scope=at, read_as=value.read_as)


def _shown(wording: str) -> str:
    return " ".join(w for w in wording.split() if w != "~")


def _hedges(words: Words, span: Span) -> list[Hedge]:
    """The phrases of the lexicon in a span of the text that hedge, with what negates them."""
    where = words.within(span)
    found: list[Hedge] = []
    for match in _phrases().find(words, where, lambda m: _admitted(words, m)):
        doubled = found and found[-1].last + 1 == match.first and _doubles(found[-1].entry, match.entry)
        if doubled:
            before = found.pop()
            weaker = match.entry if match.entry.kind == "modal" else before.entry
            wording = f"{before.wording} {match.wording}"
            found.append(Hedge(before.first, match.last, wording, weaker, before.negator))
            continue
        match = _with_article(words, match, where)
        negating = _negator(words, match, where)
        if negating is not None or not match.entry.only_negated:
            found.append(Hedge(match.first, match.last, _printed(words, match), match.entry, negating))
    return found


def _with_article(words: Words, match: Match[Entry], where: range) -> Match[Entry]:
    """A noun phrase with its article and what strengthens it: "a very real chance"."""
    first, forms = match.first, words.forms
    if match.entry.kind != "noun":
        return match
    if first > where.start and forms[first - 1] in {"very", "quite", "pretty", "fairly", "rather", "only", "more"}:
        first -= 1
    if first > where.start and forms[first - 1] in {"a", "an"}:
        return replace(match, first=first - 1)
    return replace(match, first=first) if first < match.first else match


def _doubles(one: Entry, other: Entry) -> bool:
    return {one.kind, other.kind} == {"modal", "adverb"} or one.kind == other.kind == "adverb"


def _printed(words: Words, match: Match[Entry]) -> str:
    """The wording as in the lexicon, with the set's word that stands in the text ("is set to")."""
    if "{" not in match.wording and "*" not in match.wording:
        return match.wording
    if "*" in match.wording:
        return " ".join(w for w in _ends_of(words, match))
    return " ".join(words.forms[k] for k in range(match.first, match.last + 1) if k not in match.gap)


def _ends_of(words: Words, match: Match[Entry]) -> list[str]:
    """The words of a wording with a stretch of any words in it, without that stretch: "chances … are slim"."""
    before, after = (part.split() for part in match.wording.split("*"))
    start = words.forms[match.first : match.first + len(before)]
    end = words.forms[match.last - len([a for a in after if a != "~"]) + 1 : match.last + 1]
    return [*start, *end]


def _negator(words: Words, match: Match[Entry], where: range) -> int | None:
    if match.entry.whole:
        return None
    inside = [k for k in match.gap if negates(words.forms[k]) or words.forms[k] == "no"]
    if inside:
        return inside[0]
    doc = words.doc
    root = phrase_root(doc, words.tokens[match.first], words.tokens[match.last])
    start = max(where.start, words.sentence(root).start)
    return negator(words, match.first, match.last, root, match.entry.kind, start)


def _admitted(words: Words, match: Match[Entry]) -> bool:
    """Whether the wording hedges where it stands."""
    entry, forms, first, last = match.entry, words.forms, match.first, match.last
    before = forms[first - 1] if first else ""
    after = forms[last + 1] if last + 1 < len(forms) else ""
    if (entry.before and after not in entry.before) or after in entry.not_before or before in entry.not_after:
        return False
    if before == "to" and _NO_VIEW & set(forms[max(first - 6, 0) : first - 1]):
        return False  # "than they had any right to expect", "it would be naive, she warned, to suppose"
    if entry.kind == "modal":
        return _too(words, last) if forms[first] == "would" else modals.hedges(words, first, last)
    if _ranks(words, first, last) or (first == last and scheme.is_name(words.token(first)) and first > 0):
        return False
    if first == last and _mentioned(words, first, after):
        return False
    if "sure" in forms[first : last + 1] and (
        before in {"make", "makes", "made", "making", "to", "and"} or after in _SURE or _imperative(words, first)
    ):
        return False
    if (
        entry.kind == "certainty"
        and first == last
        and forms[first] == "convinced"
        and scheme.is_past(words.token(first))
    ):
        return False  # "She convinced the board"
    if forms[last] == "presumed" and after == "innocent":
        return False
    if match.wording == "forecast that" and not scheme.is_verb(words.token(first)):
        return False  # "his forecast that …"
    if entry.kind == "verb":
        return _looks_ahead(words, match)
    if entry.kind == "certainty" and first == last and not entry.before:
        return _tells(words.token(first))
    either = forms[last] == "likely" and entry.kind in ("adjective", "adverb")
    if either and scheme.is_adverb(words.token(last)) != (entry.kind == "adverb"):
        return False
    if entry.kind == "adjective" and first == last:
        return _is_said(words, first, before, after)
    if entry.kind == "adverb" and first == last:
        return not (after == "can" or (after == "and" and forms[first] == "surely"))
    return True


_SURE = frozenset({"enough", "of", ",", "footed", "fire", "handed", "shot", "thing"})


def _mentioned(words: Words, at: int, after: str) -> bool:
    """Whether a word stands for itself: a title (“Maybe Tomorrow”), a word (“perhaps”), a reply ("Certainly, Sir")."""
    token = words.token(at)
    doc, i = token.doc, token.i
    if i == 0 or doc[i - 1].text not in _QUOTES or i + 1 >= len(doc):
        return False
    follows = doc[i + 1]
    if follows.text in _QUOTES:
        return token.text.islower() and doc[i - 2].lemma_.lower() in {"write", "word", "say"} if i > 1 else False
    if not token.text[0].isupper():
        return False
    if after == ",":
        return i + 2 < len(doc) and scheme.is_name(doc[i + 2])
    quoted = [t.text for t in doc[i + 1 : i + 5]]
    title = quoted[: next((n for n, w in enumerate(quoted) if w in _QUOTES or w == ","), 0)]
    return bool(title) and all(w[0].isupper() for w in title) and not scheme.is_verb(follows)


_QUOTES = frozenset('“”"‘’')


def _imperative(words: Words, first: int) -> bool:
    """ "Be sure to lock the gate"."""
    return words.forms[first] == "be" and words.token(first).is_sent_start is not False


def _tells(token: Token) -> bool:
    """Whether a verb of expectation is one here: "expects", and not "an expected rise" or "were expected"."""
    if not scheme.is_verb(token):
        # "Forecasts" is often taken for a noun, but then seldom governs an object.
        return token.head.i == token.i and any(scheme.is_object(c) for c in token.children)
    return not scheme.is_attribute(token) and not scheme.is_participle(token)


def _looks_ahead(words: Words, match: Match[Entry]) -> bool:
    """ "Is set to" before a verb; and not what guests are expected to do."""
    forms, last = words.forms, match.last
    bare = match.first == last - 1 and forms[last] == "to"
    if bare and (scheme.is_past(words.token(match.first)) or forms[last + 1 : last + 2] == ["work"]):
        return False  # "They set to work"
    if forms[last] == "to" and not (last + 1 < len(forms) and _leads_to_verb(words, last + 1)):
        return False
    if forms[last] == "expected" and last + 1 < len(forms) and forms[last + 1] == "to":
        return False
    if not last or forms[last - 1] != "expected":
        return True
    root = phrase_root(words.doc, words.tokens[match.first], words.tokens[last])
    return not any(scheme.is_subject(c) and c.lower_ in modals.permitted() for c in root.children)


def _leads_to_verb(words: Words, at: int) -> bool:
    return any(words.token(k).tag_ == "VB" for k in range(at, min(at + 3, len(words.forms))))


def _is_said(words: Words, at: int, before: str, after: str) -> bool:
    """Whether an adjective is said of something ("is possible"), not part of a name for it ("a certain age")."""
    form, token = words.forms[at], words.token(at)
    named = scheme.is_attribute(token) and token.head.i > token.i
    if form in {"likely", "unlikely", "probable"}:
        noun = token.head.lower_ if named else ""
        lists = lexicon("estimative")["attributive"]
        if form == "unlikely" and named:
            return noun in lists["unlikely_only"]
        return after != "cause" and noun not in lists["likely_not"] and after not in lists["likely_not"]
    if form == "possible":
        feasible = after == "to" or before in {
            "as",
            "if",
            "where",
            "when",
            "whenever",
            "wherever",
            "made",
            "make",
            "makes",
        }
        hedged = any(c.lower_ in {"may", "might", "could"} for c in token.children)
        if named and not any(c.lower_ in {"a", "another"} for c in token.head.children):
            return False
        return not feasible and not hedged and before not in {"best", "worst", "every", "any", "all", "only"}
    if (
        form == "certain"
        and after == "of"
        and not any(scheme.is_copula(c) or scheme.is_subject(c) for c in token.children)
    ):
        return False  # "Certain of the jurors"
    return not named and not (form in {"impossible", "inconceivable"} and after == "to")


def _too(words: Words, last: int) -> bool:
    """ "Would be too" big, and not "too" alone."""
    return last + 1 < len(words.forms) and not scheme.is_verb(words.token(last + 1))


def _ranks(words: Words, first: int, last: int) -> bool:
    """ "The most likely successor", "the smaller danger": not how probable, but which of them is the first."""
    if words.forms[first] in _COMPARED and first and words.forms[first - 1] == "the":
        return True
    most = lexicon("estimative")["rank"]["words"]
    ranking = words.forms[first] in most
    before = words.forms[first - 1] if first else ""
    if before in most and not ranking:
        before, ranking = (words.forms[first - 2] if first > 1 else ""), True
    if not ranking:
        return False
    noun = (
        last + 1 < len(words.forms)
        and scheme.is_noun(words.token(last + 1))
        and words.token(last).head.i > words.tokens[last]
    )
    return before in _RANK_BEFORE or noun
