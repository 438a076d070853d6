"""The scores as a sheet: records with intervals, pools beside the best single voice, and the calibration curve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum, isinf

from kentledge.question.scores import Scores
from kentledge.report.interval_charts import Calibration, CalibrationPoint, IntervalRow, Intervals
from kentledge.report.model_view import Grid, Paragraph
from kentledge.report.sheet import Block, Part, Sheet
from kentledge.score import Record, Settled, log_score, losses
from kentledge.score.record import By

_TICKS = tuple((n / 10, f"{n / 10:g}") for n in range(0, 11, 2))
_ALWAYS_HALF = 0.25


def score_sheet(scores: Scores) -> Sheet:
    """Everything that is resolved, in charts and tables."""
    questions = len({c.question for c in scores.settled})
    lead = (
        f"{len(scores.settled)} judgements of {questions} resolved question{'s' * (questions != 1)};"
        f" {scores.uncounted} ambiguous or annulled, {scores.late} printed too late.",
        "Brier and log score: lower is better. The dashed line is the Brier score of always saying 50 %.",
    )
    parts = []
    if scores.speakers:
        parts.append(_records("Speakers", scores.speakers, scores.settled, "speaker"))
    if scores.outlets:
        parts.append(_records("Outlets", scores.outlets, scores.settled, "outlet"))
    if scores.ranks:
        parts.append(_ranks(scores))
    if scores.curve:
        parts.append(_calibration(scores))
    if scores.values:
        rows = tuple((f"pool: {v.name}" if v.pool else v.name, str(v.question), f"{v.crps:.4g}") for v in scores.values)
        parts.append(Part("Numbers and dates", (Grid(("Voice or pool", "Question", "CRPS"), rows, frozenset({1, 2})),)))
    if not parts:
        parts.append(Part("Scores", (Paragraph("Nothing is resolved yet that counts."),)))
    return Sheet("Scores", lead, tuple(parts))


def _records(heading: str, records: Sequence[Record], settled: Iterable[Settled], by: By) -> Part:
    logs = {name: fsum(own.values()) / len(own) for name, own in losses(settled, by, log_score).items()}
    rows = tuple(
        IntervalRow(heading, f"{r.name} (n = {r.n})", r.low, r.brier, r.high,
                    f"{r.name}: Brier {r.brier:.3f} ({r.low:.2f} to {r.high:.2f}), n = {r.n}")
        for r in records
    )  # fmt: skip
    table = Grid(
        (heading, "Questions", "Brier", "95 %", "Log", "Against others"),
        tuple(
            (r.name, str(r.n), f"{r.brier:.3f}", f"{r.low:.2f} to {r.high:.2f}", _log(logs.get(r.name)),
             "–" if r.against_others is None else f"{r.against_others:+.3f} on {r.shared}".replace("-", "−"))
            for r in records
        ),
        frozenset({1, 2, 3, 4, 5}),
    )  # fmt: skip
    chart = Intervals(f"{heading}: Brier score and its 95 % interval, which admits few questions", "Brier score", rows,
                      0.0, 1.0, _TICKS, _ALWAYS_HALF)  # fmt: skip
    return Part(heading, (chart, table))


def _ranks(scores: Scores) -> Part:
    named = [(k.name if k.kind == "pool" else k.kind if k.name == "any" else f"{k.kind}: {k.name}", k)
             for k in scores.ranks]  # fmt: skip
    rows = tuple(
        IntervalRow("Pools" if k.kind == "pool" else "Single voices", f"{name} (n = {k.n})", 0.0, k.brier, k.brier,
                    f"{name}: Brier {k.brier:.3f}, n = {k.n}; first pool there {k.pool_brier:.3f}")
        for name, k in named
    )  # fmt: skip
    table = Grid(
        ("Pool or voice", "Questions", "Brier", "Log", "First pool on the same"),
        tuple((name, str(k.n), f"{k.brier:.3f}", _log(k.log), f"{k.pool_brier:.3f}") for name, k in named),
        frozenset({1, 2, 3, 4}),
    )
    end = max(0.3, *(k.brier for k in scores.ranks)) * 1.05
    ticks = tuple((n / 20, f"{n / 20:g}") for n in range(int(end * 20) + 1) if end < 0.6 or n % 4 == 0)
    return Part(
        "Pools beside single voices",
        (
            Intervals("Brier scores", "Brier score", rows, 0.0, end, ticks, _ALWAYS_HALF),
            table,
            Paragraph("The best voice in hindsight flatters: the best of many is in part the luckiest."),
        ),
    )


def _calibration(scores: Scores) -> Part:
    points = tuple(CalibrationPoint(b.forecast, b.frequency, b.from_, b.to, b.n) for b in scores.curve)
    blocks: list[Block] = [
        Calibration("Calibration: what was said against what came true, with 95 % intervals and counts", points),
        Grid(
            ("Said", "Came true", "95 %", "Judgements"),
            tuple(
                (f"{100 * p.said:.0f} %", f"{100 * p.came:.0f} %", f"{100 * p.low:.0f}–{100 * p.high:.0f} %", str(p.n))
                for p in points
            ),
            frozenset({0, 1, 2, 3}),
        ),
    ]
    if scores.parts is not None and scores.sharpness is not None:
        p = scores.parts
        blocks.append(
            Paragraph(
                f"Brier {p.brier:.3f} = reliability {p.reliability:.3f} − resolution {p.resolution:.3f} + uncertainty"
                f" {p.uncertainty:.3f} + within bins {p.within:.3f}; sharpness {scores.sharpness:.3f}."
            )
        )
    return Part("Calibration", tuple(blocks))


def _log(value: float | None) -> str:
    return "–" if value is None else "∞" if isinf(value) else f"{value:.3f}"
