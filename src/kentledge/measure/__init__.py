"""Measure: the quantities of an article with units, bounds, rates and changes, its deals, and what its sums imply."""

from kentledge.measure.across import across
from kentledge.measure.checks import checks
from kentledge.measure.deals import deals
from kentledge.measure.newsquant import newsquant_quantities
from kentledge.measure.quantities import quantities

__all__ = ["across", "checks", "deals", "newsquant_quantities", "quantities"]
