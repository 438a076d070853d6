"""Pools of expert probabilities against known outcomes: `python benchmarks/pooling.py FOLDER`.

FOLDER holds the repliCATS pilot of the R package aggreCAT (MIT licence; not part of this project): `ratings.csv`
(experts' low, best and high in percent), `outcomes.csv` (1 came true, 0 not) and `published_aggregates.csv` (what
aggreCAT computes, 0 to 1). Second-round ratings of direct replication are used.

One table: each pool's mean Brier and log score over the claims, how far it is from the published aggregates of that
name, and its Brier score less the arithmetic mean's, with a 95 % bootstrap interval over claims. Whatever is fitted
(weights by track record, extremising) is fitted on all claims but the one that is pooled. Exit code 1 where a pool that
claims a published name is further than 1e-4 from it.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from pathlib import Path
from random import Random

from kentledge.pool import (
    Forecast,
    Pool,
    arithmetic_mean,
    beta_mean,
    extremised_odds_mean,
    fitted_alpha,
    fitted_factor,
    log_odds_mean,
    median,
    one_voice_each,
    standings,
)
from kentledge.score import Settled, beside_best_voice, brier, log_score, losses

PUBLISHED = {"ArMean": 0.1516, "Median": 0.1521, "LOArMean": 0.1445, "BetaArMean": 0.1105}
"""Brier scores of aggreCAT's own aggregates over the 25 claims."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its experts' forecasts, one each, whether it came true, and aggreCAT's aggregates by name."""

    id: str
    forecasts: tuple[Forecast, ...]
    outcome: int
    published: Mapping[str, float]

    @property
    def best(self) -> list[float]:
        """The experts' best estimates."""
        return [f.best for f in self.forecasts]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: probabilities by claim, in the order of the claims."""

    name: str
    probabilities: Sequence[float]
    published: str | None = None
    note: str = ""


def claims(folder: Path) -> list[Claim]:
    """The claims of a folder of ratings, by id."""
    values: dict[tuple[str, str], dict[str, float]] = {}
    for row in _rows(folder / "ratings.csv"):
        if row["round"] == "round_2" and row["question"] == "direct_replication":
            values.setdefault((row["paper_id"], row["user_name"]), {})[row["element"]] = float(row["value"]) / 100
    forecasts: dict[str, list[Forecast]] = {}
    for (claim, expert), v in values.items():
        low, best, high = (v[f"three_point_{bound}"] for bound in ("lower", "best", "upper"))
        forecasts.setdefault(claim, []).append(Forecast(expert, low, best, high))
    published: dict[str, dict[str, float]] = {}
    for row in _rows(folder / "published_aggregates.csv"):
        published.setdefault(row["paper_id"], {})[row["method"]] = float(row["cs"])
    outcomes = {row["paper_id"]: int(float(row["outcome"])) for row in _rows(folder / "outcomes.csv")}
    return [
        Claim(claim, one_voice_each(forecasts[claim]), outcomes[claim], published.get(claim, {}))
        for claim in sorted(outcomes)
    ]


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def settled(of: Sequence[Claim]) -> list[Settled]:
    """All best estimates with their outcomes."""
    return [Settled(c.id, f.speaker, f.best, c.outcome) for c in of for f in c.forecasts]


def table(of: Sequence[Claim]) -> list[Row]:
    """All pools on all claims."""

    def plain(pool: Pool) -> list[float]:
        return [pool(c.best) for c in of]

    by_baron = [extremised_odds_mean(c.best, factor=2.5) for c in of]
    alphas, factors, weights = [], [], []
    for i in range(len(of)):
        others = [c for j, c in enumerate(of) if j != i]
        past = [(c.best, c.outcome) for c in others]
        alphas.append(fitted_alpha(past))
        factors.append(fitted_factor(past))
        records = {
            s.speaker: s.weight for s in standings(losses(settled(others)), [f.speaker for f in of[i].forecasts])
        }
        weights.append([records[f.speaker] for f in of[i].forecasts])
    spread = f"weights {min(map(min, weights)):.2f}–{max(map(max, weights)):.2f}"
    base = [fsum(c.outcome for j, c in enumerate(of) if j != i) / (len(of) - 1) for i in range(len(of))]

    def weighted(pool: Pool) -> list[float]:
        return [pool(c.best, w) for c, w in zip(of, weights, strict=True)]

    return [
        Row("arithmetic mean", plain(arithmetic_mean), "ArMean"),
        Row("median", plain(median), "Median"),
        Row("log-odds mean", plain(log_odds_mean), "LOArMean", "also the geometric mean of odds"),
        Row("beta, α = 6", plain(beta_mean), "BetaArMean", "α chosen by its authors on these claims"),
        Row(
            "beta, α fitted *",
            [beta_mean(c.best, alpha=a) for c, a in zip(of, alphas, strict=True)],
            note=f"α {min(alphas)}–{max(alphas)}",
        ),
        Row("extremised odds, by number", plain(extremised_odds_mean), note="Neyman's factor, nothing fitted"),
        Row("extremised odds, 2.5", by_baron, note="Baron et al. 2014"),
        Row(
            "extremised odds, fitted *",
            [extremised_odds_mean(c.best, factor=f) for c, f in zip(of, factors, strict=True)],
            note=f"factor {min(factors):.1f}–{max(factors):.1f}",
        ),
        Row("track record, mean *", weighted(arithmetic_mean), note=spread),
        Row("track record, median *", weighted(median)),
        Row("track record, log-odds *", weighted(log_odds_mean)),
        Row("track record, beta α = 6 *", weighted(beta_mean)),
        Row("track record, extremised *", weighted(extremised_odds_mean), note="Neyman's factor"),
        Row("always 1/2", [0.5] * len(of)),
        Row("how often the others came true *", base),
    ]


def difference(row: Sequence[float], other: Sequence[float], outcomes: Sequence[int]) -> tuple[float, float, float]:
    """Mean Brier score of one less the other's, and its 95 % percentile bootstrap interval over claims."""
    gaps = [brier(p, o) - brier(q, o) for p, q, o in zip(row, other, outcomes, strict=True)]
    random = Random(8)
    means = sorted(fsum(random.choices(gaps, k=len(gaps))) / len(gaps) for _ in range(4000))
    return fsum(gaps) / len(gaps), means[100], means[-101]


def main() -> int:
    parser = argparse.ArgumentParser(description="Pools of expert probabilities against known outcomes.")
    parser.add_argument("folder", type=Path, help="folder of ratings.csv, outcomes.csv and published_aggregates.csv")
    of = claims(parser.parse_args().folder)
    outcomes = [c.outcome for c in of]
    experts = {f.speaker for c in of for f in c.forecasts}
    print(f"{len(of)} claims, {sum(outcomes)} came true, {len(experts)} experts; lower scores are better\n")
    head = ("Brier", "published", "off by", "log", "less arithmetic mean")
    print(f"{'':32}{head[0]:>7}{head[1]:>11}{head[2]:>9}{head[3]:>7}   {head[4]}")
    rows = table(of)
    wrong = False
    for row in rows:
        scored = list(zip(row.probabilities, outcomes, strict=True))
        score = fsum(brier(p, o) for p, o in scored) / len(of)
        log = fsum(log_score(p, o) for p, o in scored) / len(of)
        known = [c.published[row.published] for c in of if row.published in c.published] if row.published else []
        off = max((abs(p - q) for p, q in zip(row.probabilities, known, strict=True)), default=None) if known else None
        wrong = wrong or (off is not None and off > 1e-4)
        published = f"{PUBLISHED[row.published]:.4f}" if row.published else ""
        gap = difference(row.probabilities, rows[0].probabilities, outcomes)
        beside = "{:+.3f} ({:+.3f} to {:+.3f})".format(*gap) if row is not rows[0] else ""
        error = "" if off is None else f"{off:.0e}"
        print(f"{row.name:32}{score:7.4f}{published:>11}{error:>9}{log:7.3f}   {beside:28}{row.note}".rstrip())
    for rank in beside_best_voice(settled(of), ["mean"]):
        if rank.kind != "pool":
            log_shown = f"{rank.log:7.3f}" if rank.log is not None else ""
            star = " *" if rank.kind == "best voice without peeking" else ""
            print(f"{rank.kind + star:32}{rank.brier:7.4f}{'':20}{log_shown}")
    print("\n* fitted or chosen on all claims but the one that is pooled")
    if wrong:
        print("A pool is further than 1e-4 from the published aggregate of its name.")
    return int(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
