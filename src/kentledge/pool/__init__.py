"""Pool: several speakers' judgements of one question into one answer, with its dissent.

Works on plain records; nothing here reads a ledger or an article.
"""

from kentledge.pool.agreement import Agreement, agreement, consensus, dissent
from kentledge.pool.answer import POOLS, Influence, Pool, Pooled, leave_one_out, pool, shares
from kentledge.pool.fit import fitted_alpha, fitted_factor
from kentledge.pool.forecasts import Forecast, Unpoolable, forecast, one_voice_each
from kentledge.pool.probabilities import (
    arithmetic_mean,
    beta_mean,
    extremised_odds_mean,
    log_odds_mean,
    median,
    neyman_factor,
)
from kentledge.pool.quantiles import Quantiles, linear_pool, quantile_average, quantiles
from kentledge.pool.weights import Standing, standings, track_record_weights

__all__ = [
    "POOLS",
    "Agreement",
    "Forecast",
    "Influence",
    "Pool",
    "Pooled",
    "Quantiles",
    "Standing",
    "Unpoolable",
    "agreement",
    "arithmetic_mean",
    "beta_mean",
    "consensus",
    "dissent",
    "extremised_odds_mean",
    "fitted_alpha",
    "fitted_factor",
    "forecast",
    "leave_one_out",
    "linear_pool",
    "log_odds_mean",
    "median",
    "neyman_factor",
    "one_voice_each",
    "pool",
    "quantile_average",
    "quantiles",
    "shares",
    "standings",
    "track_record_weights",
]
