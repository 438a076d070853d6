"""Until when, or since when: the times that a judgement looks at, resolved against the article's date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from kentledge.judge import dates, timeforms
from kentledge.judge.dates import Days, Period
from kentledge.judge.words import Words
from kentledge.lexicons import lexicon
from kentledge.parse import scheme
from kentledge.records import Horizon, Span, Tense

Clause = Literal["past", "perfect", "open"]
"""The tense of the clause in which a time stands: told as past, as having come about, or anything else."""
Found = tuple[str, Tense, Days]
"""Label, tense, and the first and last day of a horizon."""

_FOR_EVER = frozenset({"for good", "for ever", "forever", "permanently"})
_ASKED = frozenset(
    {"ask", "asks", "asked", "sentenced", "jailed", "imprisoned", "banned", "fined", "suspended", "paid"}
)
"""After these "for nine years" is a penalty or a price, not how far someone looks."""
_HELD = frozenset(
    {"likely", "unlikely", "probable", "improbable", "possible", "impossible", "certain", "bound", "doubtful"}
)
_UNTIL = frozenset({"by", "until", "till", "up to", "into", "no later than"})
_VAGUE = frozenset({"several", "few", "a few", "many", "some"})
_LEVEL_OF = re.compile(
    r"(?:\b(?:from|compared (?:with|to)|against|versus|than)(?: the| about| some| around)?|[,(] (?:now )?at)"
    r" [^\s,;]{0,2}\d[^\s;]*(?: (?!to\b|by\b)[a-z]+){0,3} $"
)
"""Before "in January": the level from which something moved, or where it stood, so not when it is looked for."""
_UNDER = re.compile(r"\b(?:less than|fewer than|no more than|up to|under)\b")
"""After "in" these bound a time: it is from now on, and not at its end."""
_OF_A = re.compile(r"^an? |(?: of)?(?: an?)?$")
"""What stands around the fraction of "a quarter of a century", "half a year"."""
_STOCK = re.compile(
    r"\b(?:enough|sufficient|(?:funds?|money|cash|food|fuel|water|supplies|stocks?|reserves?|oil|gas|ammunition)"
    r"(?: \w+)?) $"
)
"""Before "for ten weeks": what there is, not how far someone looks."""
_AROUND = (70, 60)
"""How many characters before and after a word of time a form that holds it may reach."""


@dataclass(frozen=True, slots=True)
class _Term:
    label: str
    tense: Tense
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _terms() -> tuple[_Term, ...]:
    return tuple(
        _Term(h["label"], h["tense"], re.compile(rf"(?<![\w-])(?:{'|'.join(h['patterns'])})(?![\w-])", re.IGNORECASE))
        for h in lexicon("judgement")["horizon"]
    )


def horizons(words: Words, spans: Sequence[Span], published: str | None = None) -> list[Horizon]:
    """The horizons that some spans of a text name, in reading order; the longest of those that overlap.

    When something happened or was said is no horizon: a time in a clause told as past is left out unless it reaches to
    the article's day ("since 2022").
    """
    day = dates.published_on(published)
    found: list[Horizon] = []
    for span in spans:
        found += _named(words, span)
        for window in _windows(words.text, span):
            found += _dated(words, window, day)
    found.sort(key=lambda h: (h.span[0] - h.span[1], h.span))
    kept: list[Horizon] = []
    for h in found:
        if not any(s < h.span[1] and h.span[0] < e for s, e in (k.span for k in kept)):
            kept.append(h)
    return sorted(kept, key=lambda h: h.span)


def _windows(text: str, span: Span) -> list[Span]:
    """The stretches around words of time: the many forms need not be looked for anywhere else."""
    out: list[Span] = []
    for match in timeforms.HINT.finditer(text, *span):
        start, end = max(match.start() - _AROUND[0], span[0]), min(match.end() + _AROUND[1], span[1])
        while start > span[0] and not text[start - 1].isspace():
            start -= 1
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _named(words: Words, span: Span) -> Iterator[Horizon]:
    for term in _terms():
        for match in term.pattern.finditer(words.text, *span):
            if term.label == "open" and match.group().lower() in _FOR_EVER and _clause(words, match.span()) != "open":
                continue  # "has shifted for good"
            yield Horizon(match.span(), term.label, tense=term.tense)


def _dated(words: Words, window: Span, day: date | None) -> Iterator[Horizon]:
    for name, form in timeforms.forms():
        for match in form.finditer(words.text, *window):
            at = match.span("x") if match.groupdict().get("x") else match.span()
            where = words.within(match.span())
            before = words.text[max(at[0] - 60, 0) : at[0]]
            if not len(where) or not _stands(words, name, where.start) or _LEVEL_OF.search(before):
                continue
            if name == "for" and _STOCK.search(before):
                continue
            try:
                found = _resolved(name, match, day, _clause(words, at))
            except (ValueError, OverflowError):
                continue
            if found is not None:
                label, tense, (first, last) = found
                iso = [d.isoformat() if d else None for d in (first, last)]
                yield Horizon(at, label, iso[0], iso[1], tense=tense)


def _stands(words: Words, name: str, first: int) -> bool:
    """Whether a form is one of time where it stands: not "since" as a reason, not the nine years that are asked for."""
    if name == "after":
        return not scheme.is_subordinator(words.token(first))
    before = words.forms[first - 1] if first else ""
    return not (name == "for" and before in _ASKED)


def _clause(words: Words, span: Span) -> Clause:
    """The tense of the clause that a time is tied to."""
    where = words.within(span)
    if not len(where):
        return "open"
    token = words.token(where.start)
    for _ in range(8):
        own = [c for c in token.children if scheme.is_auxiliary(c) or scheme.is_copula(c)]
        if (scheme.is_verb(token) and not scheme.is_auxiliary(token) and not scheme.is_attribute(token)) or own:
            if any(scheme.is_modal(c) for c in own) or token.tag_ == "MD":
                return "perfect" if any(c.lower_ == "have" for c in own) else "open"
            if any(c.lower_ in {"have", "has", "’ve", "'ve"} for c in own):
                return "perfect"
            if token.lower_ in _HELD:
                return "open"  # "An incursion before the thaw was unlikely"
            if any(scheme.is_past(c) for c in (token, *own)):
                return "past"
            if not own and scheme.is_participle(token) and scheme.is_noun(token.head):
                return "past"  # "The blockade, tightened again on Tuesday, …"
            if scheme.is_finite_verb(token) or own or token.head.i == token.i:
                return "open"
        if token.head.i == token.i:
            break
        token = token.head
    return "open"


def _resolved(name: str, match: re.Match[str], day: date | None, clause: Clause) -> Found | None:
    """The label, tense and days of a matched form; None where it is no horizon after all."""
    g = {k: " ".join(v.lower().split()) for k, v in match.groupdict().items() if v}
    if name in {"year", "decade", "between"}:
        return _narrated(_calendar(name, g, day, clause), g, clause)
    if name == "date":
        return _narrated(_date(g, day, match), g, clause)
    if name in {"ahead", "behind", "within", "in", "for", "length"}:
        return _counted(name, g, day, clause)
    if name == "named" and "prep" not in g and clause == "perfect":
        return None  # "The battery has survived the night"
    if name == "quarter":
        n = int(g["q"]) if "q" in g else 1 + ("first", "second", "third", "fourth").index(g["qw"])
        return _narrated(_bounded(g.get("prep", "in"), dates.quarter(int(g["year"]), n), day), g, clause)
    if name == "away":
        far = g["unit"] in {"year", "decade", "generation"}
        return None if clause == "past" else ("long term" if far else "short term", "future", (None, None))
    if name == "later":
        return None if clause != "open" else ("dated", "future", (None, None))
    if name == "hour":
        return None if clause == "past" else ("dated", "future", (day, day))
    if name == "after":
        return "dated", "past", (None, day)
    if name in {"event", "then"}:
        return None if clause == "past" else ("dated", "future", (None, None))
    return _narrated(_relative(name, g, day, clause), g, clause)


def _narrated(found: Found | None, g: dict[str, str], clause: Clause) -> Found | None:
    """None for the time of what is told as past; what has come about ends with the article."""
    prep = g.get("prep", "in")
    if found is None or (clause == "past" and prep not in {"since", "over", "by", "until", "till", "before", "beyond"}):
        return None
    label, tense, days = found
    if clause == "perfect" and days == (None, None):
        tense = "past"
    return label, tense, days


def _calendar(name: str, g: dict[str, str], day: date | None, clause: Clause) -> Found | None:
    prep, part = g.get("prep", "in"), g.get("part", "")
    if name == "between":
        first, last = sorted((int(g["year"]), int(g["other"])))
        return _bounded("in", Period(dates.year(first).first, dates.year(last).last), day)
    whole = dates.decade(int(g["decade"])) if name == "decade" else dates.year(int(g["year"]))
    if name == "year" and prep in {"at", "as of", "over", "on"} and not part:
        return None
    found = _parted(prep, whole, part, day)
    if day is None and clause == "perfect":
        return found[0], "past", found[2]
    return found


def _parted(prep: str, whole: Period, part: str, day: date | None) -> Found:
    """What a preposition makes of a part of a period: "by the start of" is up to its first day."""
    if part in dates.OPENING and prep in _UNTIL | {"before", "after", "beyond"}:
        return _bounded(prep, Period(whole.first, whole.first), day)
    if part in {"mid", "middle of"} and prep in _UNTIL | {"before"}:
        return _bounded(prep, Period(whole.first, dates.middle(whole)), day, whole=False)
    if part in dates.CLOSING and prep == "through":
        prep = "until"
    return _bounded(prep, dates.part(whole, part), day, whole=part not in dates.CLOSING)


def _bounded(prep: str, period: Period, day: date | None, *, whole: bool = True) -> Found:
    """What a preposition makes of a period: "by" ends with it, "since" begins with it and ends with the article.

    "Before" a period ends the day before, but "before the end of" it with its last day (`whole` false).
    """
    tense = _tense(period, day)
    if prep in _UNTIL or (prep == "before" and not whole):
        return "dated", tense, (None, period.last)
    if prep == "before":
        return "dated", tense, (None, period.first - timedelta(days=1))
    if prep == "since":
        return "dated", "past", (period.first if day is None or period.first <= day else None, day)
    if prep in {"from", "starting in", "as of", "not before"}:
        return "dated", tense, (period.first, None)
    if prep in {"after", "beyond"}:
        return "dated", tense, (period.last + timedelta(days=1), None)
    if prep in {"through", "throughout"} and day is not None and period.first <= day:
        return "dated", tense, (None, period.last)
    return "dated", tense, (period.first, period.last)


def _tense(period: Period, day: date | None) -> Tense:
    if day is None:
        return "past" if period.last.year < 2000 else "future"
    return "past" if period.last < day else "future"


def _date(g: dict[str, str], day: date | None, match: re.Match[str]) -> Found | None:
    printed = match.group("month1") or match.group("month2")
    if not printed[0].isupper() or not (g.get("prep") or g.get("part")):
        return None
    number = dates.MONTH[printed.lower().rstrip(".")]
    n = int(g.get("d1") or g.get("d2") or 0)
    prep = g.get("prep", "in")
    if "year" in g:
        y = int(g["year"])
    elif day is None:
        return "dated", "past" if prep == "since" else "future", (None, None)
    else:
        y = dates.nearest_year(day, number, n, back=prep == "since")
    if n:
        return _bounded(prep, Period(date(y, number, n), date(y, number, n)), day)
    return _parted(prep, dates.month(y, number), g.get("part", ""), day)


def _counted(name: str, g: dict[str, str], day: date | None, clause: Clause) -> Found | None:
    unit = "century" if g["unit"] == "centur" else g["unit"]
    low, high = _number(g.get("n", "one")), _number(g.get("m") or g.get("n", "one"))
    vague = low is None or high is None
    far = unit in {"year", "decade", "generation", "century"}
    several = "n" not in g and "plural" in g and g["plural"] != "y"
    if name == "behind":
        if day is None or vague or several:
            return "dated", "past", (None, day)
        return "dated", "past", (dates.moved(day, -float(high or 1), unit), day)
    if clause == "past":
        return None
    if clause == "perfect" and name == "for":
        return "dated", "past", (None if day is None or vague else dates.moved(day, -float(high or 1), unit), day)
    if unit == "minute" or (unit == "hour" and (several or vague)):
        return "short term", "future", (None, None)
    if several or (vague and name in {"ahead", "within", "for", "in"}) or unit == "generation":
        return "long term" if far else "short term", "future", (None, None)
    if day is None or vague or name == "length":
        return "dated", "future", (None, None)
    first, last = sorted(dates.moved(day, float(n or 1), unit) for n in (low, high))
    under = "less" in g or _UNDER.search(g.get("rough", "")) is not None
    return "dated", "future", (first if name == "in" and not under else day, last)


def _number(word: str) -> float | None:
    if word in _VAGUE:
        return None
    if word in dates.NUMBER:
        return float(dates.NUMBER[word])
    fraction = _OF_A.sub("", word.replace("-", " "))
    if fraction in dates.FRACTION:
        return dates.FRACTION[fraction]
    try:
        return float(word)
    except ValueError:
        return None


def _relative(name: str, g: dict[str, str], day: date | None, clause: Clause) -> Found | None:
    named, prep = g["named"], g.get("prep", "in")
    part = "end of" if "yearend" in g else g.get("part", "")
    rel = g.get("rel", "").removeprefix("the ")
    step = {"next": 1, "coming": 1, "following": 1, "last": -1, "past": -1, "previous": -1}.get(rel, 0)
    if (
        name == "named"
        and prep in {"for", "at", "from", "on", "as of"}
        and named in {"week", "month", "year", "season"}
    ):
        return None
    if step < 0 and prep not in {"since", "over"}:
        return None
    lasting = name == "named" and "prep" not in g and named not in dates.SEASON and not part
    lasting = lasting and named not in {"night", "full term"}
    now = lasting or (rel in {"this", "current"} and named == "season")
    now = (
        now
        or (rel in {"this", "current"} and named not in dates.SEASON and named not in dates.MONTH)
        or named == "tonight"
    )
    now = now and named != "century"
    now = now or (named == "decade" and prep == "in" and name == "named" and "rel" not in g)
    back = step < 0 or prep == "since" or (prep == "over" and clause != "open" and not rel)
    tense: Tense = "past" if back else "present" if now and prep == "in" and not part else "future"
    period = dates.named(named, step, day, back=back) if day is not None else None
    if named == "century" and prep == "by" and name == "named":
        return "dated", "future", (None, dates.middle(period) if period else date(2050, 12, 31))
    if period is None or day is None:
        return "dated", tense, (None, None)
    if part in {"rest of", "remainder of", "later"}:
        return "dated", "future", (day, period.last)
    if part in dates.OPENING and clause == "open" and not back and not rel:
        last = period.first if prep in _UNTIL | {"before"} else dates.part(period, part).last
        if last < day:  # "By the start of the month" is by that of the next.
            period = dates.named(named, 1, day) or period
    _, _, days = _parted(prep, period, part, day)
    return "dated", "past" if days[1] is not None and days[1] < day else tense, days
