"""A question as a sheet: each voice with its evidence, the pools beside them, and what leaving one out changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import ceil, floor, log10

from kentledge.percent import percent
from kentledge.pool import Forecast, Influence, Quantiles
from kentledge.question import Answer, Estimate, Question, Resolution, Voice
from kentledge.question.answer import heard
from kentledge.report.interval_charts import IntervalRow, Intervals, svg
from kentledge.report.model_view import Grid, Paragraph
from kentledge.report.numbers import number
from kentledge.report.sheet import Block, Part, Sheet
from kentledge.report.view import QuestionLine, folded, offsets

Shown = Callable[[float], str]
PERCENTS = tuple((n / 100, f"{n} %") for n in range(0, 101, 20))


def question_sheet(
    question: Question,
    voices: Sequence[Voice],
    resolution: Resolution | None = None,
    answers: Sequence[Answer] = (),
    estimate: Estimate | None = None,
) -> Sheet:
    """The question with all that is linked to it; with `answers` or `estimate`, the pools and what decides them."""
    lead = [f"{question.kind}, due {question.due}" + (f", in {question.unit}" if question.unit else ""),
            f"Criteria: {question.criteria}"]  # fmt: skip
    if resolution is not None and resolution.state != "open":
        came = f": {resolution.outcome}" if resolution.outcome else ""
        lead.append(f"{resolution.state}{came}, known from {resolution.happened}, says {resolution.by}")
    parts: list[Part] = []
    if estimate is not None:
        parts.append(_estimated(question, voices, estimate))
    for answer in answers:
        parts.append(_answered(answer, voices))
    if estimate is None and not answers:
        parts += _said(question, voices)
    parts.append(Part("What is linked", (_evidence(question, voices),)))
    return Sheet(folded(question.text), tuple(lead), tuple(parts))


def question_line(
    article: str,
    question: Question,
    voices: Sequence[Voice],
    answers: Sequence[Answer] = (),
    estimate: Estimate | None = None,
) -> QuestionLine:
    """The question in the brief of an article whose words are linked to it."""
    parts = question_sheet(question, voices, None, answers, estimate).parts
    # The first chart of each part has the voices and pools; that of leaving one out is in the question's own sheet.
    charts = [next((b for b in part.blocks if isinstance(b, Intervals)), None) for part in parts]
    notes = [
        f"{f'{a.option}: ' if a.option else ''}{_percent(a.pools[0].best)} ({a.pools[0].method} pool of"
        f" {a.agreement.voices} voice{'s' * (a.agreement.voices != 1)}, dissent {a.agreement.dissent:.2f})"
        for a in answers
    ]
    if estimate is not None:
        middle = _median(estimate.mixture)
        count = len(estimate.voices)
        notes.append(f"{_shown(question)(middle)} (median of {count} voice{'s' * (count != 1)})")
    own = (v.link for v in voices if v.link.article == article and v.standing != "rejected")
    here = tuple(dict.fromkeys(span for link in own for span in link.seen.content))
    return QuestionLine(
        f"{question.id}: {folded(question.text)}", tuple(notes), here, tuple(svg(c) for c in charts if c)
    )


def _said(question: Question, voices: Sequence[Voice]) -> Iterable[Part]:
    """The linked judgements one by one."""
    for option in question.options or (None,):
        own = [v for v in voices if v.link.option == option and v.standing != "rejected"]
        said = heard(question, own, option)
        if said:
            rows = tuple(_row("Judgements", f, [v], _shown(question)) for f, v in zip(said, own, strict=True))
            yield Part(option or "What was said", (_chart(question, "Each linked judgement", rows),))


def _answered(answer: Answer, voices: Sequence[Voice]) -> Part:
    first = answer.pools[0]
    rows = [
        _row("Voices", v, _links(voices, v, answer.option), _percent, _weight(w))
        for v, w in zip(first.voices, first.weights, strict=True)
    ]
    rows += [
        IntervalRow("Pools", p.method, p.low, p.best, p.high,
                    f"pool {p.method}: {_percent(p.best)}, voices’ bounds {_between(p.low, p.high, _percent)}")
        for p in answer.pools
    ]  # fmt: skip
    agreed = answer.agreement
    common = "no range that all leave open"
    if agreed.common:
        common = f"all leave {_between(*agreed.common, _percent)} open"
    words = [
        f"{agreed.voices} voice{'s' * (agreed.voices != 1)}", f"{agreed.likely} above 50 %, {agreed.unlikely} below",
        f"consensus {agreed.consensus:.2f}, dissent {agreed.dissent:.2f}", common,
        *([f"{agreed.furthest} stands furthest from the median"] if agreed.furthest else []),
    ]  # fmt: skip
    share = f"; {_percent(answer.share)} of all options" if answer.share is not None else ""
    blocks: list[Block] = [
        Paragraph(f"{first.method}: {first.best:.1%}".replace("%", " %") + share, strong=True),
        Intervals("Voices and pools: low, best and high; the line is the pool named first", "probability", tuple(rows),
                  0.0, 1.0, PERCENTS, first.best),
        Paragraph("; ".join(words) + ". Bounds of a pool are the voices’ bounds pooled, not a confidence interval."),
    ]  # fmt: skip
    if answer.influences:
        moved = tuple(_without(i, first.best, _percent) for i in answer.influences)
        blocks.append(
            Intervals(f"Without each voice: from the {first.method} pool (line) to the answer without them",
                      "probability", moved, 0.0, 1.0, PERCENTS, first.best)
        )  # fmt: skip
    return Part(answer.option or "The answer so far", tuple(blocks))


def _estimated(question: Question, voices: Sequence[Voice], estimate: Estimate) -> Part:
    shown = _shown(question)
    rows = [_row("Voices", v, _links(voices, v, None), shown) for v in estimate.voices]
    rows += [_quantiles("mixture of the voices", estimate.mixture, shown)]
    rows += [_quantiles("average of their quantiles", estimate.average, shown)]
    middle = _median(estimate.mixture)
    blocks: list[Block] = [
        Paragraph(f"Median of the mixture: {shown(middle)}", strong=True),
        _chart(question, "Middle 90 %, middle half (thick) and median; a stated range is taken for the middle 90 %",
               rows, middle),
    ]  # fmt: skip
    if estimate.influences:
        moved = tuple(_without(i, middle, shown) for i in estimate.influences)
        title = "Without each voice: from the median (line) to that without them"
        blocks.append(_chart(question, title, moved, middle, beside=rows))
    return Part("The answer so far", tuple(blocks))


def _median(q: Quantiles) -> float:
    return q.values[q.levels.index(0.5)]


def _quantiles(label: str, q: Quantiles, shown: Shown) -> IntervalRow:
    at = dict(zip(q.levels, q.values, strict=True))
    inner = (at[0.25], at[0.75]) if 0.25 in at and 0.75 in at else None
    says = f"{label}: " + ", ".join(f"{100 * level:.0f} % {shown(v)}" for level, v in at.items())
    return IntervalRow("Pools", label, q.values[0], at[0.5], q.values[-1], says, inner)


def _without(influence: Influence, answer: float, shown: Shown) -> IntervalRow:
    crosses = ", across 50 %" if influence.crosses else ""
    return IntervalRow(
        "Without", influence.speaker, min(answer, influence.without), influence.without,
        max(answer, influence.without), f"without {influence.speaker}: {shown(influence.without)}{crosses}",
    )  # fmt: skip


def _row(group: str, f: Forecast, links: Sequence[Voice], shown: Shown, note: str = "") -> IntervalRow:
    at = "; ".join(f"article {v.link.article[:8]} {offsets(v.link.seen.content)}" for v in links)
    says = f"{f.speaker}: {_between(f.low, f.high, shown)}{note}, {f.when or 'no date'} · {at}"
    return IntervalRow(group, f"{f.speaker}{note}", f.low, f.best, f.high, says)


def _links(voices: Sequence[Voice], voice: Forecast, option: str | None) -> list[Voice]:
    """What a voice was made of: the speaker's last words."""
    own = [v for v in voices if v.speaker == voice.speaker and v.link.option == option and v.standing != "rejected"]
    return [v for v in own if (v.when or "")[:10] == (voice.when or "")[:10]]


def _weight(weight: float) -> str:
    return "" if weight == 1 else f", weight {weight:.2f}"


def _evidence(question: Question, voices: Sequence[Voice]) -> Grid | Paragraph:
    if not voices:
        return Paragraph("Nothing is linked yet.")
    shown = _shown(question)
    sided = question.kind in ("binary", "choice")
    rows = []
    for v in voices:
        k = v.link
        words = f"“{k.phrase}” = " if k.phrase else ""
        notes = [*([f"rule: {k.rule}"] if k.rule else []), *([k.note] if k.note else [])]
        notes += [v.standing] if v.standing != "read" else []
        rows.append((
            v.speaker, f"{v.when or 'no date'}, {v.outlet or '–'}",
            *([f"{k.option or ''} {k.polarity}".strip()] if sided else []),
            f"{words}{_between(k.low, k.high, shown)} ({k.scale})", f"“{folded(k.seen.text)}”",
            f"{k.article} {offsets(k.seen.content)}", "; ".join([k.by, *notes]),
        ))  # fmt: skip
    sides = ("For or against",) if sided else ()
    return Grid(("Speaker", "Printed", *sides, "As said", "Words", "Article and characters", "Linked by"), tuple(rows))


def _chart(
    question: Question,
    title: str,
    rows: Sequence[IntervalRow],
    mark: float | None = None,
    beside: Sequence[IntervalRow] = (),
) -> Intervals:
    """Rows on an axis that has room for them, and for those of the chart that they stand beside."""
    if question.kind in ("binary", "choice"):
        return Intervals(title, "probability", tuple(rows), 0.0, 1.0, PERCENTS, mark)
    values = [v for r in (*rows, *beside) for v in (r.low, r.high)] + ([] if mark is None else [mark])
    low, high = min(values), max(values)
    spare = (high - low) * 0.05 or abs(high) * 0.1 or 1.0
    start, end = low - spare, high + spare
    ticks = tuple((v, _shown(question, unit=False)(v)) for v in _round(start, end, question.kind == "date"))
    return Intervals(title, question.unit or "day", tuple(rows), start, end, ticks, mark)


def _shown(question: Question, *, unit: bool = True) -> Shown:
    if question.kind == "date":
        return lambda v: date.fromordinal(round(v)).isoformat()
    if question.kind == "numeric":
        return lambda v: number(float(f"{v:.4g}")) + (f" {question.unit}" if unit else "")
    return _percent


def _percent(value: float) -> str:
    return f"{percent(round(value, 2) if value >= 0.01 else value)} %"  # a pool is no finer than that


def _between(low: float, high: float, shown: Shown) -> str:
    one, other = shown(low), shown(high)
    if one == other:
        return one
    value, _, unit = one.partition(" ")
    if unit and other.endswith(f" {unit}") and " " not in unit:
        return f"{value}–{other}"
    return f"{one} to {other}"


def _round(low: float, high: float, days: bool) -> list[float]:
    """Three to six round figures between the two; days evenly spaced."""
    if days:
        step = max(1, round((high - low) / 4))
        return [float(v) for v in range(ceil(low), floor(high) + 1, step)]
    step_ = 10.0 ** floor(log10((high - low) / 3))
    step_ *= next((m for m in (5, 2) if (high - low) / (step_ * m) >= 3), 1)
    return [k * step_ for k in range(ceil(low / step_ - 1e-9), floor(high / step_ + 1e-9) + 1)]
