"""The numbers of a quantity in a model file: a value, a range, or another named distribution."""

from __future__ import annotations

import math
from dataclasses import replace

from kentledge.model.distributions import (
    INTERVAL,
    Beta,
    Discrete,
    Distribution,
    Lognormal,
    Mixture,
    Normal,
    Point,
    Poisson,
    Triangular,
    Uniform,
    half_width,
)
from kentledge.model.errors import UnusableModel
from kentledge.model.table import Table

KINDS = ("lognormal", "normal", "uniform", "triangular", "pert", "beta", "poisson", "discrete", "mixture")
KEYS = (
    "value", "range", "at_least", "at_most", "distribution", "interval", "mean", "sd", "mode", "peakedness", "alpha",
    "beta", "values", "weights", "of", "clip", "clip_below", "clip_above",
)  # fmt: skip
"""Every entry that says how large a quantity is; a scenario that gives one replaces them all."""


Said = tuple[str, str]
"""A distribution in words: its figures, which the unit follows, and its kind."""


def distribution(table: Table, depth: int = 0) -> tuple[Distribution, Said, tuple[float, float] | None]:
    """What the table's numbers say: the distribution, the same in words, and the low and high that are stated.

    Raises UnusableModel where they say nothing, too much, or what cannot be.
    """
    kind = table.text("distribution")
    value, span = table.number("value"), table.pair("range")
    stated: tuple[float, float] | None
    if kind is not None and kind not in KINDS:
        raise UnusableModel(f"{table.at('distribution')}: {kind[:40]!a} is not one of {', '.join(KINDS)}")
    low, high = table.number("at_least"), table.number("at_most")
    if value is None and span is None and kind in (None, "lognormal", "normal", "uniform", "triangular", "pert"):
        if low is not None or high is not None:
            bound = f"at least {low:g}" if low is not None else f"at most {high:g}"
            raise UnusableModel(
                f"{table.where}: “{bound}” bounds one side only; choose a value or a range as well, and say why in "
                "its assumption"
            )
        if not table.has("mean"):
            raise UnusableModel(f"{table.where}: says no value and no range")
    if value is not None:
        if kind is not None or span is not None:
            raise UnusableModel(f"{table.where}: give a value or a range with its distribution, not both")
        found: Distribution = Point(value=value)
        words, stated = (f"{value:,.10g}", ""), (value, value)
    else:
        if span is not None and kind in ("poisson", "discrete", "mixture"):
            raise UnusableModel(f"{table.at('range')}: a {kind} distribution has no range")
        found, words = _spread(table, kind or "lognormal", span, depth)
        stated = span
    found, bounds = _clipped(table, found, low, high)
    unused = next((key for key in KEYS if table.has(key) and not table.asked(key)), None)
    if unused is not None:
        what = "a value" if value is not None else f"a {kind or 'lognormal'}{' with a range' if span else ''}"
        raise UnusableModel(
            f"{table.at(unused)}: {what} has no such entry, so it would change nothing; leave it out, or name the "
            "distribution that it belongs to"
        )
    return found, (words[0], ", ".join(w for w in (words[1], bounds) if w)), stated


def _clipped(table: Table, found: Distribution, low: float | None, high: float | None) -> tuple[Distribution, str]:
    """Bounds that the source states, and those that the analyst sets, keep draws within them."""
    pair, below, above = table.pair("clip"), table.number("clip_below"), table.number("clip_above")
    if pair is not None:
        if below is not None or above is not None:
            raise UnusableModel(f"{table.where}: give clip, or clip_below and clip_above, not both")
        below, above = pair
    lows, highs = [x for x in (low, below) if x is not None], [x for x in (high, above) if x is not None]
    bounds = (max(lows) if lows else None, min(highs) if highs else None)
    if bounds == (None, None):
        return found, ""
    if bounds[0] is not None and bounds[1] is not None and bounds[0] > bounds[1]:
        raise UnusableModel(f"{table.where}: its bounds leave no value between them")
    least, most = (far if x is None else x for x, far in zip(bounds, (-math.inf, math.inf), strict=True))
    if isinstance(found, Point) and not least <= found.value <= most:
        raise UnusableModel(f"{table.where}: its value {found.value:g} is outside its own bounds")
    words = [f"at least {bounds[0]:,.10g}"] if bounds[0] is not None else []
    words += [f"at most {bounds[1]:,.10g}"] if bounds[1] is not None else []
    return replace(found, clip=bounds), " and ".join(words)


def _spread(table: Table, kind: str, span: tuple[float, float] | None, depth: int) -> tuple[Distribution, Said]:
    share = table.number("interval")
    if share is not None and (kind not in ("lognormal", "normal") or not 0 < share < 1):
        raise UnusableModel(f"{table.at('interval')}: the share of draws within the range, above 0 and below 1")
    words = f"{span[0]:,.10g} to {span[1]:,.10g}" if span else ""
    middle = f"{100 * (share or INTERVAL):g} % of a {kind}"
    if kind in ("lognormal", "normal"):
        return _bell(table, kind, span, half_width(share or INTERVAL), words, middle)
    if kind == "uniform":
        low, high = _needed(table, span)
        return Uniform(low=low, high=high), (words, "uniform")
    if kind in ("triangular", "pert"):
        return _peaked(table, kind, _needed(table, span), words)
    if kind == "beta":
        alpha, beta = table.number("alpha"), table.number("beta")
        if alpha is None or beta is None or not (0.01 <= alpha <= 1e6 and 0.01 <= beta <= 1e6):
            raise UnusableModel(f"{table.where}: a beta needs alpha and beta, each from 0.01 to a million")
        low, high = span or (0.0, 1.0)
        return Beta(alpha=alpha, beta=beta, low=low, high=high), (
            f"{low:,.10g} to {high:,.10g}",
            f"beta, {alpha:g} and {beta:g}",
        )
    if kind == "poisson":
        mean = table.number("mean")
        if mean is None or not 0 < mean <= 1e6:
            raise UnusableModel(f"{table.where}: a poisson needs a mean above 0 and up to a million")
        return Poisson(mean=mean), (f"{mean:,.10g} on average", "poisson")
    if kind == "discrete":
        values = table.numbers("values")
        if values is None:
            raise UnusableModel(f"{table.where}: a discrete distribution needs values, and weights beside them")
        ordered = sorted(zip(values, _weights(table, len(values)), strict=True))
        words = " or ".join(f"{v:,.6g} ({100 * w:.3g} %)" for v, w in ordered)
        return Discrete(values=tuple(v for v, _ in ordered), chances=tuple(w for _, w in ordered)), (words, "discrete")
    parts = table.tables("of")
    if not parts or len(parts) > 20 or depth:
        raise UnusableModel(f'{table.where}: a mixture needs a list "of" one to 20 distributions, none a mixture')
    weights = _weights(table, len(parts))
    inner = [distribution(part, depth + 1) for part in parts]
    for part in parts:
        part.done()
    words = " or ".join(
        f"{w[0]} ({w[1] or 'a point'}; {100 * share:.3g} %)" for (_, w, _), share in zip(inner, weights, strict=True)
    )
    return Mixture(parts=tuple(d for d, _, _ in inner), chances=weights), (words, "mixture")


def _needed(table: Table, span: tuple[float, float] | None) -> tuple[float, float]:
    if span is None:
        raise UnusableModel(f"{table.where}: needs a range, [low, high]")
    return span


def _bell(
    table: Table, kind: str, span: tuple[float, float] | None, reach: float, words: str, middle: str
) -> tuple[Distribution, Said]:
    mean, sd = table.number("mean"), table.number("sd")
    if span is None:
        if mean is None or sd is None or sd <= 0:
            raise UnusableModel(f"{table.where}: a {kind} needs a range, or a mean and an sd above 0")
        if table.has("interval"):
            raise UnusableModel(f"{table.at('interval')}: says how much of a {kind} lies within a range; there is none")
        said = (f"{mean:,.10g} ± {sd:,.10g}", f"mean and sd of a {kind}")
        if kind == "normal":
            return Normal(mean=mean, sd=sd), said
        if mean <= 0:
            raise UnusableModel(f"{table.at('mean')}: the mean of a lognormal is above 0")
        spread = math.log1p((sd / mean) ** 2)
        return Lognormal(mu=math.log(mean) - spread / 2, sigma=math.sqrt(spread)), said
    if mean is not None or sd is not None:
        raise UnusableModel(f"{table.where}: give a range, or a mean and an sd, not both")
    low, high = span
    if kind == "normal":
        return Normal(mean=(low + high) / 2, sd=(high - low) / 2 / reach), (words, middle)
    if low <= 0:
        raise UnusableModel(
            f"{table.at('range')}: a lognormal is above 0; name another distribution, such as normal or uniform"
        )
    a, b = math.log(low), math.log(high)
    return Lognormal(mu=(a + b) / 2, sigma=(b - a) / 2 / reach), (words, middle)


def _peaked(table: Table, kind: str, span: tuple[float, float], words: str) -> tuple[Distribution, Said]:
    (low, high), mode = span, table.number("mode")
    if mode is None or not low <= mode <= high:
        raise UnusableModel(f"{table.where}: a {kind} distribution needs a mode within its range")
    if kind == "triangular":
        return Triangular(low=low, mode=mode, high=high), (words, f"most likely {mode:,.10g}, triangular")
    given = table.number("peakedness")
    peak = 4.0 if given is None else given
    if not 0 < peak <= 1e4:
        raise UnusableModel(f"{table.at('peakedness')}: must be above 0 and up to 10,000")
    alpha, beta = (1 + peak * x / (high - low) for x in (mode - low, high - mode))
    return Beta(alpha=alpha, beta=beta, low=low, high=high, name="pert"), (words, f"most likely {mode:,.10g}, pert")


def _weights(table: Table, count: int) -> tuple[float, ...]:
    weights = table.numbers("weights") or (1.0,) * count
    if len(weights) != count or min(weights) <= 0:
        raise UnusableModel(f"{table.at('weights')}: one weight above 0 for each of the {count} values")
    total = math.fsum(weights)
    return tuple(w / total for w in weights)
