"""From a reading to its brief: speakers by weight, statements numbered, references resolved to names and numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kentledge.records import (
    Article,
    Camp,
    Check,
    Deal,
    Estimative,
    Finding,
    Horizon,
    Judgement,
    Quantity,
    Reading,
    Relation,
    Span,
    Speaker,
    Statement,
)
from kentledge.report.numbers import dated, percent, result
from kentledge.report.view import (
    UNATTRIBUTED,
    Brief,
    CampLine,
    Chance,
    ChartRow,
    CheckLine,
    ClauseLine,
    DealLine,
    EffectLine,
    ExcludedLine,
    FindingLine,
    Outlook,
    Passage,
    QuantityLine,
    QuestionLine,
    RelationLine,
    SpeakerEntry,
    StatementLine,
    Support,
    edited,
    folded,
)

if TYPE_CHECKING:
    from kentledge.edits import Applied
    from kentledge.edits.marks import Key

_WAYS = {"for": "helps", "against": "harms", "neutral": "both ways"}
_UNDEFINED = ", which the scale does not define"
_NEGATION = re.compile(r"\b(?:not|never|no|nor|neither|hardly|cannot|without)\b|n[’']t\b", re.I)


def brief(reading: Reading, hand: Applied | None = None, questions: Iterable[QuestionLine] = ()) -> Brief:
    """The brief of a reading; with `hand`, whose edits the reading already has, they are marked and listed.

    `questions` are those that the article's statements are linked to (`kentledge.report.pool_charts.question_line`).

    Speakers come in the order of how many statements are theirs, then of first appearance; one without a statement
    is kept only where a relation or a camp names them. Raises ValueError where a record refers to a speaker,
    statement or quantity that the reading does not have, or to characters that the article does not have: such a
    line would have no evidence.
    """
    if hand is None:
        return replace(_Composer(reading).brief(), questions=tuple(questions))
    from kentledge.edits.marks import analysts, marks
    from kentledge.report.hand import hand_lines

    composed = _Composer(reading, marks(hand)).brief()
    lines = hand_lines(hand)
    said = analysts([*(f.edit for f in hand.fitted), *(u.edit for u in hand.unfitted)])
    return replace(composed, imprint=(*composed.imprint, *([f"with {said}"] if said else [])), hand=lines,
                   questions=tuple(questions))  # fmt: skip


class _Composer:
    def __init__(self, reading: Reading, edits: Mapping[Key, str] | None = None) -> None:
        self._edits = edits or {}
        self._reading = reading
        self._article: Article = reading.article
        self._speakers = {s.id: s for s in reading.speakers}
        self._judgements: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in reading.judgements:
            self._judgements[judgement.statement].append(judgement)
        self._contents = {span for s in reading.statements for span in s.content}
        self._order = self._weighed()
        self._unattributed = [s for s in reading.statements if s.speaker is None]
        shown = [s for _, theirs in self._order for s in theirs] + self._unattributed
        self._statements = {s.id: s for s in shown}
        self._numbers = _numbers([s.id for s in shown])

    def _weighed(self) -> list[tuple[Speaker, list[Statement]]]:
        theirs: dict[str, list[Statement]] = {s: [] for s in self._speakers}
        for statement in self._reading.statements:
            if statement.speaker is not None:
                theirs[self._speaker(statement.speaker).id].append(statement)
        named = {x for r in self._reading.relations for x in (r.from_, r.to)}
        named |= {x for c in self._reading.camps for x in c.speakers}
        kept = [(self._speakers[x], said) for x, said in theirs.items() if said or x in named]
        return sorted(
            kept, key=lambda pair: (-len(pair[1]), min(pair[0].mentions, default=(len(self._article.text), 0)))
        )

    def brief(self) -> Brief:
        reading, article = self._reading, self._article
        imprint = (article.outlet, article.published, article.dateline, article.author and f"by {article.author}")
        return Brief(
            article=article,
            title=folded(article.title or "") or "Untitled article",
            imprint=tuple(folded(x) for x in imprint if x),
            finding=self._finding(reading.finding) if reading.finding else None,
            speakers=tuple(self._entry(speaker, said) for speaker, said in self._order),
            unattributed=tuple(self._line(s) for s in self._unattributed),
            relations=tuple(self._relation(r) for r in reading.relations),
            camps=tuple(self._camp(c) for c in reading.camps),
            quantities=tuple(self._quantity(q) for q in reading.quantities if not q.plain),
            deals=tuple(self._deal(d) for d in reading.deals),
            checks=tuple(self._check(c) for c in reading.checks),
            excluded=tuple(ExcludedLine(self._passage(x.span), x.why) for x in article.excluded),
            provenance=reading.provenance,
            chart=tuple(self._chart()),
        )

    def _chart(self) -> Iterator[ChartRow]:
        """A row for each hedge, in the order in which the brief has the statements."""
        for statement in self._statements.values():
            speaker = folded(self._speaker(statement.speaker).name) if statement.speaker else UNATTRIBUTED
            for judgement in self._judgements[statement.id]:
                for estimative in judgement.estimative:
                    chance = self._chance(estimative)
                    words = self._passage(judgement.clause or estimative.scope or estimative.span).text
                    horizon = self._outlook(judgement.horizon).says if judgement.horizon else None
                    notes = [speaker, chance.says, *([", ".join(judgement.fronts)] if judgement.fronts else [])]
                    yield ChartRow(
                        speaker=speaker,
                        statement=self._numbers[statement.id],
                        phrase=folded(chance.at.text),
                        span=estimative.span,
                        low=estimative.low,
                        best=estimative.best,
                        high=estimative.high,
                        scale=estimative.scale,
                        fronts=judgement.fronts,
                        horizon=horizon,
                        words=folded(words),
                        says=" · ".join([*notes, *([horizon] if horizon else [])]),
                    )

    def _entry(self, speaker: Speaker, said: list[Statement]) -> SpeakerEntry:
        # The longest mention is the one that gives role and affiliation, where any does.
        named = max(speaker.mentions, key=lambda span: span[1] - span[0], default=None)
        evidence = (self._passage(named).span,) if named else ()
        lines = tuple(self._line(s) for s in said)
        done = self._edits.get(("speaker", speaker.id))
        return SpeakerEntry(
            folded(speaker.name), speaker.role, speaker.affiliation, speaker.kind, evidence, lines, done
        )

    def _line(self, statement: Statement) -> StatementLine:
        judgements = self._judgements[statement.id]
        horizons = [j.horizon for j in judgements if j.horizon]
        return StatementLine(
            number=self._numbers[statement.id],
            id=statement.id,
            speaker=folded(self._speaker(statement.speaker).name) if statement.speaker else None,
            kind=statement.kind,
            quotation=self._passages(statement.content),
            source=self._passages(statement.source),
            cue=self._passages(statement.cue),
            chances=tuple(self._chance(e) for j in judgements for e in j.estimative),
            horizon=self._outlook(horizons[0]) if horizons else None,
            fronts=tuple(dict.fromkeys(f for j in judgements for f in j.fronts)),
            direction=next((j.direction for j in judgements if j.direction), None),
            venue=statement.venue,
            when=statement.when,
            outlooks=tuple(self._outlook(h) for h in horizons[1:]),
            effects=tuple(self._effect(j) for j in judgements if j.effects and (j.size or j.direction)),
            edits=self._edits.get(("statement", statement.id)),
        )

    def _effect(self, judgement: Judgement) -> EffectLine:
        """What is held of an effect: "helps", "harms", small or large, and by which words."""
        held = [_WAYS[judgement.direction]] if judgement.direction else []
        held += [judgement.size] if judgement.size else []
        words = self._passages(e.span for e in judgement.effects if e.size or not judgement.size)
        quoted = ", ".join(f"“{folded(w.text)}”" for w in words)
        turned = [e for e in judgement.estimative if e.high < 0.5]
        if turned and judgement.size and words:
            quoted += f", held {folded(self._passage(turned[0].span).text)}"
        return EffectLine(f"effect: {', '.join(held)} ({quoted})", words)

    def _chance(self, estimative: Estimative) -> Chance:
        at = self._passage(estimative.span)
        printed = folded(at.text)
        words = f"“{printed}”"
        if estimative.negated and not _NEGATION.search(printed):
            # The "not" stands elsewhere in the sentence, so it must not be put between quotation marks.
            words = f"not {words}"
        if folded(estimative.phrase).casefold() not in printed.casefold():
            words += f", read as “{estimative.phrase}”,"
        scale = estimative.scale
        if estimative.read_as:
            undefined = estimative.read_as.endswith(_UNDEFINED)
            term = estimative.read_as.removesuffix(_UNDEFINED)
            scale += f": no term for it, read as {term}" if undefined else f": “{term}”"
        says = f"{words} = {percent(estimative.low, estimative.high)} ({scale})"
        if estimative.scope and estimative.scope not in self._contents:
            says += f" of “{_shortened(folded(self._passage(estimative.scope).text))}”"
        return Chance(at, estimative.scale, estimative.low, estimative.best, estimative.high, says)

    def _outlook(self, horizon: Horizon) -> Outlook:
        at = self._passage(horizon.span)
        printed = folded(at.text)
        more = [] if _loose(horizon.label) in _loose(printed) else [horizon.label]
        if horizon.from_ and horizon.to:
            more.append(f"{horizon.from_} to {horizon.to}")
        elif horizon.from_ or horizon.to:
            more.append(f"from {horizon.from_}" if horizon.from_ else f"until {horizon.to}")
        return Outlook(at, f"“{printed}”" + (f" ({', '.join(more)})" if more else ""))

    def _finding(self, finding: Finding) -> FindingLine:
        clauses = tuple(
            ClauseLine(c.text, self._refs(c.statements), self._passages(c.words))
            for c in finding.clauses
            if c.text.strip(" .()")
        )
        return FindingLine(
            folded(finding.text), self._support(finding.evidence), clauses, self._passages(finding.opening)
        )

    def _relation(self, relation: Relation) -> RelationLine:
        one, other = self._speaker(relation.from_), self._speaker(relation.to)
        cue = self._passage(relation.cue)
        verb = relation.kind.removesuffix("s") if one.kind == "group" else relation.kind
        says = f"{folded(one.name)} {verb} with {folded(other.name)} (“{folded(cue.text)}”)"
        return RelationLine(says, relation.kind, cue, self._refs(relation.statements))

    def _camp(self, camp: Camp) -> CampLine:
        names = tuple(folded(self._speaker(s).name) for s in camp.speakers)
        return CampLine(folded(camp.label), names, self._support(camp.statements), camp.fronts)

    def _quantity(self, quantity: Quantity) -> QuantityLine:
        said_by, numbers = self._said_by(quantity.statement)
        done = self._edits.get(("quantity", quantity.id))
        period = self._passage(quantity.period) if quantity.period else None
        normalised = dated(quantity, self._reading.article.text)
        normalised = f"{normalised} · {edited(done)}" if done else normalised
        return QuantityLine(self._passage(quantity.span), normalised, said_by, numbers, period)

    def _deal(self, deal: Deal) -> DealLine:
        said_by, numbers = self._said_by(deal.statement)
        giver, receiver, item = folded(deal.giver), folded(deal.receiver), folded(deal.item)
        says = f"{giver} → {receiver}: {item}"
        if deal.in_return_for:
            says += f", in return for {folded(deal.in_return_for)}"
        parts = (deal.giver_span, deal.receiver_span, deal.item_span, deal.in_return_for_span)
        start, end = deal.span
        elsewhere = sorted({self._passage(s).span for s in parts if s and not (start <= s[0] and s[1] <= end)})
        return DealLine(says, folded(deal.modality), self._passage(deal.span), said_by, numbers, tuple(elsewhere))

    def _check(self, check: Check) -> CheckLine:
        quantities = {q.id: q for q in self._reading.quantities}
        missing = [q for q in check.quantities if q not in quantities]
        if missing:
            raise ValueError(f"a check rests on quantity {missing[0]!r}, which the reading does not have")
        spans = tuple(self._passage(quantities[q].span).span for q in check.quantities)
        outcome = result(check.low, check.high, check.unit, check.per)
        return CheckLine(check.verdict, folded(check.says), folded(check.formula), outcome, spans)

    def _said_by(self, statement: str | None) -> tuple[str, tuple[int, ...]]:
        if statement is None:
            return "the article", ()
        speaker = self._statement(statement).speaker
        name = folded(self._speaker(speaker).name) if speaker else "an unattributed source"
        return name, self._refs((statement,))

    def _refs(self, statements: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({self._numbers[self._statement(s).id] for s in statements}))

    def _support(self, statements: Iterable[str]) -> tuple[Support, ...]:
        chosen = {self._numbers[self._statement(s).id]: self._line(self._statement(s)) for s in statements}
        return tuple(Support(number, line.evidence) for number, line in sorted(chosen.items()))

    def _speaker(self, speaker: str) -> Speaker:
        if speaker not in self._speakers:
            raise ValueError(f"the reading refers to speaker {speaker!r}, whom it does not have")
        return self._speakers[speaker]

    def _statement(self, statement: str) -> Statement:
        if statement not in self._statements:
            raise ValueError(f"the reading refers to statement {statement!r}, which it does not have")
        return self._statements[statement]

    def _passages(self, spans: Iterable[Span]) -> tuple[Passage, ...]:
        return tuple(self._passage(span) for span in spans)

    def _passage(self, span: Span) -> Passage:
        start, end = span
        if not 0 <= start <= end <= len(self._article.text):
            raise ValueError(f"the reading points to characters {start}–{end}, which the article does not have")
        return Passage((start, end), self._article.text[start:end])


def _shortened(words: str) -> str:
    """The beginning and the end of many words."""
    listed = words.split()
    return words if len(listed) <= 12 else f"{' '.join(listed[:6])} … {' '.join(listed[-5:])}"


def _loose(text: str) -> str:
    return folded(text.casefold().replace("-", " "))


def _numbers(ids: Sequence[str]) -> dict[str, int]:
    """Id → the number under which a brief shows the statement: that of its id, so that 17 is "st17" to an edit.

    What an analyst added ("s+12") is numbered from 1001 on, which no statement of the reader's is.
    """
    own = {id_: int(found[1]) for id_ in ids if (found := re.fullmatch(r"[a-z]+([1-9]\d*)", id_))}
    return own | {id_: 1000 + n for n, id_ in enumerate((i for i in ids if i not in own), 1)}
