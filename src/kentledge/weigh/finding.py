"""The finding: one or two sentences composed from parts, each with the statements and words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kentledge.percent import percents
from kentledge.records import Article, Camp, Clause, Estimative, Finding, Judgement, Span, Speaker, Statement
from kentledge.weigh.camps import DISSENT
from kentledge.weigh.disputes import ONE
from kentledge.weigh.opening import opening

_HOLDS = {"small effect": "a small effect", "large effect": "a large effect", "harm": "harm", "benefit": "a benefit"}


def finding(
    article: Article,
    statements: Sequence[Statement],
    speakers: Sequence[Speaker],
    judgements: Sequence[Judgement],
    camps: Sequence[Camp] = (),
) -> Finding | None:
    """Who holds the main view, how surely, over which horizon and on which fronts, and who dissents.

    Where nobody takes sides: the first judgement that says how sure it is, and the first of another speaker. None where
    the article attributes nothing.
    """
    if not statements:
        return None
    composer = _Composer(article, statements, speakers, judgements)
    if len(camps) > 1 and camps[0].label != ONE:
        clauses = composer.sides(camps)
    else:
        clauses = composer.views([c.speakers for c in camps]) or [composer.count()]
    order = {s.id: n for n, s in enumerate(statements)}
    evidence = sorted({s for c in clauses for s in c.statements}, key=order.__getitem__)
    text = "".join(c.text for c in clauses)
    return Finding(text, tuple(evidence), tuple(clauses), opening(article, judgements))


WIDE = 0.6
"""The width of a range from which on it says too little to be put in a sentence ("may", "don't know when")."""


_VIEWS = 2
"""How many judgements the finding shows where nobody takes sides."""
_LEAST = 2
"""The least words besides the hedge that tell what is judged."""
_HANGING = frozenset({"of", "for", "that"})
_LEAD = 6
"""Words at most by which a quotation that hangs on a noun before it is begun earlier."""
_POINTING = frozenset({"its", "his", "her", "their", "this", "that", "it", "he", "she", "they"})


class _Composer:
    def __init__(
        self,
        article: Article,
        statements: Sequence[Statement],
        speakers: Sequence[Speaker],
        judgements: Sequence[Judgement],
    ) -> None:
        self._article = article
        self._names = {s.id: s.name for s in speakers}
        self._statements = {s.id: s for s in statements}
        self._judgements = [j for j in judgements if not self._in_title(self._statements[j.statement])]

    def sides(self, camps: Sequence[Camp]) -> list[Clause]:
        """A sentence for each of two camps: the main view, then the dissent."""
        main, dissent = camps[0], camps[1]
        return [
            *self._camp(main, "The main view, of "),
            *self._camp(dissent, " Dissent comes from "),
        ]

    def _camp(self, camp: Camp, lead: str) -> list[Clause]:
        side = {"small effect": "small", "large effect": "large"}
        held, _, quoted = camp.label.partition(" (")
        who = f"{lead}{_listed(self._names[s] for s in camp.speakers)}"
        main = lead.startswith("The")
        many = len(camp.speakers) > 1
        what = (
            f", who {'disagree' if many else 'disagrees'}"
            if held == DISSENT
            else f", is {_HOLDS.get(held, held)}"
            if main
            else f", who {'see' if many else 'sees'} {_HOLDS.get(held, held)}"
        ) + (f" ({quoted}" if quoted else "")
        clauses = [Clause(who, camp.statements), Clause(what, camp.statements, camp.words)]
        theirs = [j for j in self._judgements if j.statement in camp.statements]
        telling = [j for j in theirs if j.size == side.get(held)] or theirs
        sure = [(j, e) for j in telling for e in j.estimative if e.high - e.low < WIDE]
        if sure:
            judgement, phrase = max(sure, key=lambda pair: abs(pair[1].best - 0.5))
            clauses.append(Clause(f", {_said(self._article, phrase)}", (judgement.statement,), (phrase.span,)))
        said = [j for j in self._judgements if self._statements[j.statement].speaker in camp.speakers]
        clauses += self._outlook(telling) or self._outlook(said)
        if camp.fronts:
            fronts = _listed(camp.fronts[:3])
            rests = [j for j in theirs if set(j.fronts) & set(camp.fronts)]
            words = tuple(sorted({w for j in rests for w in j.front_words}))
            clauses.append(
                Clause(
                    f", on the {fronts} front{'s' if len(camp.fronts) > 1 else ''}",
                    _ids(rests) or camp.statements,
                    words,
                )
            )
        return [*clauses, Clause(".", camp.statements)]

    def _outlook(self, judgements: Sequence[Judgement]) -> list[Clause]:
        found = [(j, j.horizon) for j in judgements if j.horizon is not None and j.horizon.tense != "past"]
        if not found:
            return []
        judgement, horizon = found[0]
        says = " ".join(self._article.at(horizon.span).split())
        return [
            Clause(
                f", looking at the {horizon.label} (“{says}”)" if horizon.label.endswith("term") else f", “{says}”",
                (judgement.statement,),
                (horizon.span,),
            )
        ]

    def views(self, sides: Sequence[Sequence[str]] = ()) -> list[Clause]:
        """Two judgements that say how sure they are, of two speakers, in their order: the most telling of the article.

        Where a dispute has two `sides` that both say how sure they are, one of each.

        Before a mere "may" or "could" goes what leans one way, and before "its statement" whoever is called by a name.
        """
        sure = [j for j in self._judgements if j.estimative]
        shown = [j for side in sides for j in self._most_telling(sure, 1, side)]
        if len(shown) < _VIEWS:
            shown = self._most_telling(sure, _VIEWS)
        clauses: list[Clause] = []
        for judgement in sorted(shown, key=sure.index):
            clauses += self._view(self._statements[judgement.statement], judgement, first=not clauses)
        return clauses

    def _most_telling(
        self, sure: Sequence[Judgement], count: int, among: Sequence[str] | None = None
    ) -> list[Judgement]:
        """The first of the most telling judgements, each of another speaker (`among` these, if given)."""
        shown: dict[str | None, Judgement] = {}
        for least in (2, 1, 0):
            for judgement in sure:
                speaker = self._statements[judgement.statement].speaker
                if len(shown) == count or speaker in shown or (among is not None and speaker not in among):
                    continue
                if self._telling(judgement, speaker) >= least:
                    shown[speaker] = judgement
        return list(shown.values())

    def _telling(self, judgement: Judgement, speaker: str | None) -> int:
        """How much a judgement is worth showing: 2 where it leans one way and its speaker has a name."""
        name = self._names.get(speaker) if speaker else None
        sure = _narrow(judgement.estimative) or judgement.estimative[0]
        said = self._article.at(self._around(self._statements[judgement.statement], judgement, sure))
        if len(said.split()) - len(self._article.at(sure.span).split()) < _LEAST:
            return 0  # "considers that more likely than not"
        named = name is not None and name.split()[0].lower() not in _POINTING
        return int(_narrow(judgement.estimative) is not None) + int(named)

    def _view(self, statement: Statement, judgement: Judgement, *, first: bool) -> list[Clause]:
        name = self._names[statement.speaker] if statement.speaker else "an unnamed source"
        estimative = _narrow(judgement.estimative) or judgement.estimative[0]
        span = self._around(statement, judgement, estimative)
        quotation = _quoted(self._article.at(span))
        ids = (statement.id,)
        clauses = [
            Clause(f"{'' if first else ' '}{name[:1].upper()}{name[1:]}: “{quotation}”", ids, (span,)),
            Clause(f" ({_said(self._article, estimative)}", ids, (estimative.span,)),
        ]
        if judgement.fronts:
            clauses.append(Clause(f"; {_listed(judgement.fronts)}", ids, judgement.front_words))
        return [*clauses, Clause(").", ids)]

    def _around(self, statement: Statement, judgement: Judgement, estimative: Estimative) -> Span:
        """The clause judged; the content span that holds it where the hedge stands in the cue."""
        at = judgement.clause or estimative.scope or estimative.span
        start, end = min(at[0], estimative.span[0]), max(at[1], estimative.span[1])
        begun = next((a for a, b in statement.content if a <= start < b), start)
        hangs = self._article.text[start:end].split(" ", 1)[0].lower() in _HANGING
        if hangs and len(self._article.text[begun:start].split()) <= _LEAD:
            start = begun  # "[the odds] of a truce at one in four"
        if any(a <= start and end <= b for a, b in statement.content):
            return start, end
        return next(((a, b) for a, b in statement.content if a <= estimative.span[0] < b), at)

    def count(self) -> Clause:
        """How many statements by how many sources: what is left to say where nobody judges."""
        statements = list(self._statements.values())
        speakers = list(dict.fromkeys(s.speaker for s in statements if s.speaker is not None))
        text = f"{_count(len(statements), 'attributed statement')} by {_count(len(speakers), 'source')}"
        names = [self._names[s] for s in speakers[:4]]
        more = len(speakers) - len(names)
        if names:
            text += ": " + _listed([*names, _count(more, "other")] if more else names)
        return Clause(f"{text}. None says how sure it is.", tuple(s.id for s in statements[:3]))

    def _in_title(self, statement: Statement) -> bool:
        title = self._article.title_span
        return title is not None and all(title[0] <= a and b <= title[1] for a, b in statement.content)


def _quoted(text: str) -> str:
    """Words to stand in quotation marks of their own, without marks of which the other one is cut off."""
    plain = " ".join(text.strip(" \n\t“”\"',.;").split())
    if plain.count('"') % 2:
        plain = plain.replace('"', "")
    return plain if plain.count("“") == plain.count("”") else plain.replace("“", "").replace("”", "")


def _narrow(sure: Sequence[Estimative]) -> Estimative | None:
    """The first of some phrases whose range says something."""
    return next((e for e in sure if e.high - e.low < WIDE), None)


def _said(article: Article, e: Estimative) -> str:
    printed = " ".join(article.at(e.span).split())
    figures = percents(e.low, e.high)
    return (
        f"“{printed}”: {figures} on the {e.scale} scale"
        if e.scale != "as stated"
        else f"“{printed}”: {figures} as stated"
    )


def _ids(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(j.statement for j in judgements))


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:-1]) + " and " + listed[-1] if len(listed) > 1 else "".join(listed)


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
