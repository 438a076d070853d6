"""`kentledge question pool` and `kentledge question scores`: the answers so far, and how they fared."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kentledge.cli.desk import AsJson, LedgerFile, opened, say, say_json, who_is_who
from kentledge.cli.question import Form, Id, Output, Sheets, form_of, question, write_sheet
from kentledge.percent import percents

if TYPE_CHECKING:
    from kentledge.question import Answer, Estimate, Question


class Weights(StrEnum):
    """How voices are weighed."""

    equal = "equal"
    record = "record"


@question.command()
def pool(
    id_: Id,
    method: Annotated[str, typer.Option(help="mean, median, log-odds, beta or extremised.")] = "log-odds",
    weights: Annotated[Weights, typer.Option(help="equal, or by track record.")] = Weights.equal,
    format: Form = Sheets.text,
    output: Output = None,
    as_json: AsJson = False,
    ledger: LedgerFile = None,
) -> None:
    """Pool what is linked to a question: one voice for each speaker, their latest.

    Prints every pool, how far the voices agree, and what the answer would be without each of them.

    Example: kentledge question pool 1 --method median --format html -o pool.html
    """
    from kentledge.format1 import plain
    from kentledge.pool import track_record_weights
    from kentledge.question import answers, estimate, links, resolutions, voices
    from kentledge.question import question as asked
    from kentledge.question.scores import past_losses

    with opened(ledger) as book:
        q = asked(book, id_)
        heard = voices(book, links(book, id_), who_is_who(book))
        earned = None
        if weights is Weights.record:
            earned = track_record_weights(past_losses(book), {v.speaker for v in heard})
        known = resolutions(book).get(id_)
    form = form_of(format, output, as_json)
    if form.is_sheet:
        from kentledge.report.pool_charts import question_sheet

        chosen = answers(q, heard, method, earned) if q.kind in ("binary", "choice") else ()
        value = None if chosen else estimate(q, heard)
        write_sheet(question_sheet(q, heard, known, chosen, value), form, output)
        return
    if q.kind in ("binary", "choice"):
        found = answers(q, heard, method, earned)
        if form is Sheets.json:
            say_json([plain(a) for a in found])
            return
        say(q.text)
        for answer in found:
            say(*_answer(answer))
    else:
        value = estimate(q, heard)
        if form is Sheets.json:
            say_json(plain(value))
            return
        say(q.text, *_estimate(q, value))
    silent = sum(v.standing == "rejected" for v in heard)
    if silent:
        print(f"{silent} linked statement{'s' * (silent != 1)} since rejected: silent")


@question.command()
def scores(
    format: Form = Sheets.text, output: Output = None, as_json: AsJson = False, ledger: LedgerFile = None
) -> None:
    """Score everything that is resolved: speakers, outlets, pools beside the best single voice, and calibration.

    Ambiguous and annulled questions do not count, nor what was printed when the outcome could be known.

    Example: kentledge question scores --format html -o scores.html
    """
    from kentledge.format1 import plain
    from kentledge.question.scores import scores as scored

    with opened(ledger) as book:
        s = scored(book)
    form = form_of(format, output, as_json)
    if form.is_sheet:
        from kentledge.report.score_charts import score_sheet

        write_sheet(score_sheet(s), form, output)
        return
    if form is Sheets.json:
        say_json(plain(s))
        return
    questions = len({c.question for c in s.settled})
    print(f"{len(s.settled)} judgements of {questions} resolved question{'s' * (questions != 1)};"
          f" {s.uncounted} ambiguous or annulled, {s.late} printed too late")  # fmt: skip
    for title, records in (("SPEAKERS", s.speakers), ("OUTLETS", s.outlets)):
        if records:
            print(f"\n{title:32} questions  Brier  (95 %)         against others")
        for r in records:
            against = f"{r.against_others:+.3f} on {r.shared}" if r.against_others is not None else "–"
            say(f"{r.name[:32]:32} {r.n:9}  {r.brier:.3f}  ({r.low:.2f} to {r.high:.2f})  {against}")
    if s.ranks:
        print(f"\n{'POOLS AND SINGLE VOICES':46} questions  Brier    log")
    for k in s.ranks:
        name = k.name if k.kind == "pool" else f"{k.name}, {k.kind}"
        say(f"{name[:46]:46} {k.n:9}  {k.brier:.3f}  {'–' if k.log is None else f'{k.log:.3f}'}")
    if s.curve:
        print("\nCALIBRATION  said       came true")
    for b in s.curve:
        print(f"  n = {b.n:4}    {100 * b.forecast:5.0f} %   {100 * b.frequency:5.0f} %"
              f"  ({100 * b.from_:.0f}–{100 * b.to:.0f} %)")  # fmt: skip
    if s.parts is not None and s.sharpness is not None:
        print(f"\nBrier {s.parts.brier:.3f} = reliability {s.parts.reliability:.3f}"
              f" − resolution {s.parts.resolution:.3f} + uncertainty {s.parts.uncertainty:.3f}"
              f" + within bins {s.parts.within:.3f}; sharpness {s.sharpness:.3f}")  # fmt: skip
    if s.values:
        print("\nNUMBERS AND DATES                question   CRPS")
    for v in s.values:
        say(f"{('pool: ' if v.pool else '') + v.name:32} {v.question:8}   {v.crps:.4g}")


def _answer(answer: Answer) -> list[str]:
    first = answer.pools[0]
    lines = []
    if answer.option is not None:
        share = f", {100 * answer.share:.0f} % of all options" if answer.share is not None else ""
        lines.append(f"{answer.option}{share}")
    for p in answer.pools:
        lines.append(f"  {p.method:11} {100 * p.best:5.1f} %   ({percents(p.low, p.high)})")
    lines.append(f"  {answer.agreement.voices} voice{'s' * (answer.agreement.voices != 1)}, "
                 f"dissent {answer.agreement.dissent:.2f}")  # fmt: skip
    for voice, weight in zip(first.voices, first.weights, strict=True):
        weighed = f", weight {weight:.2f}" if weight != 1 else ""
        lines.append(f"    {voice.speaker}: {percents(voice.low, voice.high)}"
                     f" ({voice.when or 'no date'}){weighed}")  # fmt: skip
    for i in answer.influences[:5]:
        crosses = ", across 50 %" if i.crosses else ""
        lines.append(f"  without {i.speaker}: {100 * i.without:.1f} % ({100 * i.change:+.1f}){crosses}")
    return lines


def _estimate(q: Question, value: Estimate) -> list[str]:
    def shown(v: float) -> str:
        return date.fromordinal(round(v)).isoformat() if q.kind == "date" else f"{v:,.6g} {q.unit}"

    lines = ["  mixture of the voices:"]
    lines += [
        f"    {100 * p:3.0f} %  {shown(v)}" for p, v in zip(value.mixture.levels, value.mixture.values, strict=True)
    ]
    lines.append("  average of their quantiles:")
    lines += [
        f"    {100 * p:3.0f} %  {shown(v)}" for p, v in zip(value.average.levels, value.average.values, strict=True)
    ]
    lines += [f"    {v.speaker}: {shown(v.low)} to {shown(v.high)} ({v.when or 'no date'})" for v in value.voices]
    lines += [f"  without {i.speaker}: {shown(i.without)}" for i in value.influences[:5]]
    return lines
