"""Score: forecasts against what happened. Works on plain records; needs the extra "scores"."""

from kentledge.score.beside import Rank, beside_best_voice
from kentledge.score.calibration import Bin, calibration, share_interval, sharpness
from kentledge.score.decomposition import Corp, Decomposition, corp, decomposition
from kentledge.score.record import Record, losses, score_interval, track_records
from kentledge.score.rules import Unscorable, brier, crps, log_score, options_brier
from kentledge.score.settled import Call, Resolution, Settled, settled

__all__ = [
    "Bin",
    "Call",
    "Corp",
    "Decomposition",
    "Rank",
    "Record",
    "Resolution",
    "Settled",
    "Unscorable",
    "beside_best_voice",
    "brier",
    "calibration",
    "corp",
    "crps",
    "decomposition",
    "log_score",
    "losses",
    "options_brier",
    "score_interval",
    "settled",
    "share_interval",
    "sharpness",
    "track_records",
]
