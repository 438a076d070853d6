"""Weigh: the judgements of one article into camps and one finding, composed from its parts and nothing else."""

from __future__ import annotations

from kentledge.weigh.camps import camps
from kentledge.weigh.finding import finding

__all__ = ["camps", "finding"]
