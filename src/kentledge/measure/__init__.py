"""Measure: the quantities of an article with their units, bounds, rates and changes."""

from kentledge.measure.quantities import quantities

__all__ = ["quantities"]
